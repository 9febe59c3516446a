"""The form of a reply: parts told while one types, templates in the customer's language, the draft to be read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.cases.models import Entry, Letter
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from amends.web.desk.bulk import take_all
from tests.api.conftest import caller
from tests.makers import Town, complaint, govern, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
PARTS = {"part/result": "已更换门机", "part/next_contact": "请联系李工，电话 0755-88881234"}


def do(town: Town, who: str, number: str, step: str, **more: Any) -> None:
    take_step(viewer(town, who, at=timezone.now()), number, step, at=timezone.now(), **more)


def dispatched(town: Town, *, language: str = "") -> str:
    at = timezone.now()
    number = register(viewer(town, "lan", at=at), Intake(complaint(), language=language), at=at).number
    do(town, "lan", number, "read_back")
    do(town, "lan", number, "dispatch", detail={"to": "ENG"})
    return number


def checked(client: Client, number: str, **words: str) -> str:
    return client.post(f"/cases/{number}/steps/reply/check/", words).content.decode()


def test_the_form_shows_the_parts_templates_and_the_other_language(river: Town) -> None:
    number = dispatched(river)

    page = signed_in(river.lan, "en").get(f"/cases/{number}/steps/reply/").content.decode()

    assert 'name="part/result"' in page
    assert 'name="second/part/result"' in page
    assert "The same in another language" in page
    assert f"/cases/{number}/steps/reply/check/" in page
    assert "Answer with the result" in page


def test_what_is_missing_or_wrong_is_told_while_one_types(river: Town) -> None:
    """FR-137, FR-139: with the article, the place and what would pass; nothing is stored."""
    number, client = dispatched(river), signed_in(river.lan, "en")
    before = Entry.objects.count()

    empty = checked(client, number)
    wrong = checked(client, number, **{**PARTS, "part/next_contact": "请联系李工", "text": "先生，你别激动"})
    right = checked(client, number, **PARTS)

    assert "Whom to call from here on" in empty
    assert "4.6" in empty
    assert "does not give a telephone number" in wrong
    assert "<mark>你别激动</mark>" in wrong
    assert "I would be upset about this too" in wrong
    assert "Nothing stands against the words that are there." in right
    assert Entry.objects.count() == before


@pytest.mark.parametrize("words", [{"return_date": "x"}, {"part/result": "好" * 20_001}, {"second/text": "<script>"}])
def test_the_check_takes_whatever_is_typed(river: Town, words: dict[str, str]) -> None:
    number = dispatched(river)

    answer = signed_in(river.lan).post(f"/cases/{number}/steps/reply/check/", words)

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_only_an_answer_of_a_case_one_may_see_is_checked(river: Town) -> None:
    number = dispatched(river)

    assert signed_in(river.zhou).post(f"/cases/{number}/steps/reply/check/").status_code == 404
    assert signed_in(river.lan).post(f"/cases/{number}/steps/dispatch/check/").status_code == 404
    assert signed_in(river.lan).get(f"/cases/{number}/steps/reply/check/").status_code == 405


def test_a_template_fills_what_is_empty_and_keeps_what_is_typed(river: Town) -> None:
    number = dispatched(river)

    answer = signed_in(river.lan).post(
        f"/cases/{number}/steps/reply/template/?template=property-instruction/answer&language=zh",
        {"part/result": "门机已换好"}, headers={"HX-Request": "true"},
    )  # fmt: skip
    page = answer.content.decode()

    assert "门机已换好</textarea>" in page
    assert "电话〔电话号码〕" in page
    assert f"王先生：您好！您反映的事项（编号 {number}）" in page


def test_a_foreign_customer_is_offered_english_first_and_the_other_language_fills_the_second(river: Town) -> None:
    """FR-143."""
    number, client = dispatched(river, language="en"), signed_in(river.lan, "en")

    page = client.get(f"/cases/{number}/steps/reply/").content.decode()
    both = client.post(
        f"/cases/{number}/steps/reply/template/?template=property-instruction/answer&language=en",
        {"part/result": "已经为您更换了门机", "text": "您好，答复如下"}, headers={"HX-Request": "true"},
    ).content.decode()  # fmt: skip

    assert page.index("language=en") < page.index("language=zh")
    second = both[both.index('id="in-second/part/next_contact"') :]
    assert "please call 〔contact〕" in second[:400]


def test_an_unknown_template_leaves_the_form_as_it_was(river: Town) -> None:
    number = dispatched(river)
    path = f"/cases/{number}/steps/reply/template/?template=../x&language=fr"

    answer = signed_in(river.lan).post(path, {"text": "您好"}, headers={"HX-Request": "true"})

    assert "您好</textarea>" in answer.content.decode()


def test_every_door_refuses_the_same_answer_with_the_same_articles(river: Town) -> None:
    """FR-137: the desk, the bulk desk and the API meet the one step; nothing of a refused answer stays."""
    number = dispatched(river)
    words = {"part/result": "已更换门机", "part/next_contact": "请联系李工", "text": "您这是胡搅蛮缠"}
    before = Entry.objects.count()

    desk = signed_in(river.lan, "en").post(f"/cases/{number}/steps/reply/", words)
    done, stayed = take_all(viewer(river, "lan", at=timezone.now()), [number], "reply", "")
    api = caller(river, "lan").post(f"cases/{number}/steps/reply", {"words": words})

    assert (desk.status_code, api.status_code, done) == (409, 409, [])
    assert "insults" in desk.content.decode().lower()
    assert [(one.number, one.article) for one in stayed] == [(number, "4.6")]
    told = {(one["field"], one["article"]) for one in json.loads(api.content)["errors"]}
    assert told == {("text", "G.4"), ("part/next_contact", "4.6")}
    assert (Entry.objects.count(), Letter.objects.filter(letter="reply").count()) == (before, 0)


def test_a_second_person_sees_the_very_draft_that_waits_and_it_is_sent_as_it_was_read() -> None:
    """FR-142."""
    made = town("hill")
    with organisation(made.org.id):
        govern(made, "capital-land")
        facts = complaint(category="engineering", building_no="5 栋", anonymous=False, conduct=["threatens_exposure"])
        del facts["house_no"]
        at = timezone.now()
        number = register(viewer(made, "lan", at=at), Intake(facts), at=at).number
        do(made, "lan", number, "dispatch", detail={"to": "ENG"})
        do(made, "lan", number, "draft_text", words={"text": "吴女士您好", "part/result": "外墙将重做防水"})

        page = signed_in(made.he).get(f"/cases/{number}/steps/approve_text/").content.decode()
        draft = page[page.index('class="reply-draft"') :]

        assert "吴女士您好" in draft[:600]
        assert "外墙将重做防水" in draft[:600]

        do(made, "he", number, "approve_text")
        form = signed_in(made.lan).get(f"/cases/{number}/steps/reply/").content.decode()
        assert "外墙将重做防水</textarea>" in form
        sent = {"text": "吴女士您好", "part/result": "外墙将重做防水"}
        assert signed_in(made.lan).post(f"/cases/{number}/steps/reply/", sent).status_code == 302
        assert (
            "外墙将重做防水</textarea>" not in signed_in(made.lan).get(f"/cases/{number}/steps/reply/").content.decode()
        )
