"""ANCHORS 14, 38, 44, 49, 50 at the portal: what somebody learns or does who has no number and no secret."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from amends.cases.models import Case, Entry, Evidence
from amends.people.models import Unit
from amends.people.tenancy import organisation
from tests.makers import Town, town
from tests.web.portal.conftest import WORDS, Outsider
from tests.web.portal.test_portal import photo, staff

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def plain(answer: object, number: str) -> str:
    """Return a page without what differs by chance and the number that was typed."""
    return TOKEN.sub("", answer.content.decode()).replace(number, "N")  # type: ignore[attr-defined]


def test_a_wrong_number_and_a_wrong_secret_get_the_same_answer(wang: Outsider, thief: Outsider) -> None:
    number, _secret = wang.say()
    other = number.rsplit("-", 1)[0] + "-9999"

    real, made_up = (thief.post("my/", {"number": one, "secret": "a" * 28}) for one in (number, other))

    assert real.status_code == made_up.status_code == 422
    assert plain(real, number) == plain(made_up, other)


def test_tries_from_one_address_end_and_keep_nobody_else_out(wang: Outsider, thief: Outsider) -> None:
    """Counted by number, a stranger could keep a complainant out; the secret has 140 bits and needs no such count."""
    number, secret = wang.say()
    tries = [
        thief.post("my/", {"number": number, "secret": "b" * 28}, headers={"X-Forwarded-For": f"10.0.0.{nth}"})
        for nth in range(13)
    ]

    assert [one.status_code for one in tries] == [422] * 12 + [429]
    assert wang.post("my/", {"number": number, "secret": secret}, REMOTE_ADDR="10.9.9.9").status_code == 302


def test_tries_on_many_numbers_from_one_address_end(thief: Outsider) -> None:
    tries = [thief.post("my/", {"number": f"CS-2026-{nth}", "secret": "b" * 28}) for nth in range(13)]

    assert tries[-1].status_code == 429


def test_what_is_not_there_is_one_page(river: Town, thief: Outsider) -> None:
    pages = [thief.get("no/such/page"), Outsider("nowhere").get(), thief.client.get("/p/")]

    assert {one.status_code for one in pages} == {404}
    assert len({one.content for one in pages}) == 1


def test_an_organisation_that_takes_no_complaints_here_offers_no_form(river: Town) -> None:
    with organisation(river.org.id):
        Unit.objects.update(is_active=False)

    home = Client().get("/p/river/").content.decode()

    assert "/p/river/say/" not in home
    assert "本页不受理投诉" in home
    assert "/p/river/my/" in home


def test_a_file_of_another_case_is_not_there(wang: Outsider, thief: Outsider, river: Town) -> None:
    wang.say(files=[photo()])
    thief.say(description="水管漏水")
    with organisation(river.org.id):
        key = Evidence.objects.get().pk

    answer = thief.get(f"my/files/{key}/")

    assert answer.status_code == 404


def test_the_mark_of_one_organisation_opens_nothing_at_another(wang: Outsider) -> None:
    number, _secret = wang.say()
    town("stranger")
    wang.client.cookies["amends_case"]["path"] = "/"
    wang.code = "stranger"

    assert number not in wang.get("my/").content.decode()


def test_one_place_cannot_flood_the_desk(wang: Outsider, river: Town) -> None:
    codes = [wang.post("say/", {**WORDS, "description": f"第 {nth} 次"}).status_code for nth in range(21)]

    assert codes == [200] * 20 + [429]
    with organisation(river.org.id):
        assert Case.objects.count() == 20


def test_what_is_sent_twice_is_added_once(wang: Outsider, river: Town) -> None:
    wang.say()

    for _ in range(2):
        assert wang.post("my/add/", {"words": "又停了", "once": "c" * 40}).status_code == 302

    with organisation(river.org.id):
        assert Entry.objects.count() == 2


@pytest.mark.parametrize("said", [False, True])
def test_names_of_staff_are_said_only_where_the_organisation_says_so(wang: Outsider, river: Town, said: bool) -> None:
    with organisation(river.org.id):
        river.org.settings = {"portal": {"names_people": said}}
        river.org.save()
    number, _secret = wang.say()
    for who, step, detail in (
        ("lan", "classify", {"category": "equipment/lift"}), ("lan", "read_back", {}),
        ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {}),
    ):  # fmt: skip
        staff(river, who, number, step, detail=detail)

    html = wang.get("my/").content.decode()

    assert ("Chen</b>" in html) is said
    assert "Engineering has taken it on" in html


def test_a_name_holds_no_sign_that_nobody_sees(wang: Outsider, river: Town) -> None:
    number, _secret = wang.say(complainant="王\u202e先\u200b生")

    with organisation(river.org.id):
        complainant = Case.objects.select_related("complainant").get(number=number).complainant
    assert complainant
    assert complainant.name == "王先生"


def test_a_script_is_shown_as_it_was_typed(wang: Outsider) -> None:
    wang.say(description="<script>alert(1)</script>")
    wang.post("my/add/", {"words": "<img src=x onerror=alert(1)>"})

    html = wang.get("my/").content.decode()

    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_no_address_of_the_portal_holds_number_or_secret(wang: Outsider, thief: Outsider) -> None:
    number, secret = wang.say()

    answer = thief.post("my/", {"number": number, "secret": secret})

    assert number not in answer["Location"]
    assert secret not in answer["Location"]
