"""Tokens of the API and the access log, on the screens of the administration."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from amends.people.models import AccessLog, ApiToken
from amends.people.staff import NotAdmin
from amends.people.tenancy import organisation
from amends.people.token_desk import give_token
from amends.people.tokens import Holder, holder_of_token
from tests.makers import Town, town, two_towns, viewer
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    """The town; 何经理 (he) administers it."""
    return town("river")


def test_a_token_is_shown_once_works_and_is_taken_back(river: Town) -> None:
    client = signed_in(river.he, "en")

    made = client.post("/admin/tokens/", {"name": "Call centre", "person": str(river.lan.pk), "until": ""})
    token = re.search(r'value="(amends_[^"]+)"', made.content.decode())
    assert token is not None
    later = client.get("/admin/tokens/").content.decode()
    assert "Call centre" in later
    assert token[1] not in later
    now = timezone.now()
    assert holder_of_token(token[1], at=now) == Holder(river.lan.pk, river.org.pk)

    with organisation(river.org.id):
        row = ApiToken.objects.get()
    client.post("/admin/tokens/revoke/", {"row": str(row.pk)})

    assert holder_of_token(token[1], at=timezone.now()) is None
    assert "taken back" in client.get("/admin/tokens/").content.decode()


def test_a_token_needs_a_name_an_active_person_and_a_day_to_come(river: Town) -> None:
    client = signed_in(river.he, "en")
    good = {"name": "ERP", "person": str(river.lan.pk), "until": ""}

    answers = [
        client.post("/admin/tokens/", {**good, **bad})
        for bad in ({"name": ""}, {"person": str(uuid4())}, {"person": "x"}, {"until": "2020-01-01"})
    ]

    assert [one.status_code for one in answers] == [422] * 4
    with organisation(river.org.id):
        assert not ApiToken.objects.exists()


def test_who_does_not_administer_sees_neither_tokens_nor_log(river: Town) -> None:
    client = signed_in(river.lan)

    assert {client.get(path).status_code for path in ("/admin/tokens/", "/admin/audit/")} == {404}
    assert client.post("/admin/tokens/revoke/", {"row": str(uuid4())}).status_code == 404
    with organisation(river.org.id), pytest.raises(NotAdmin):
        give_token(viewer(river, "lan"), person=river.lan.pk, name="x", expires_at=None, at=timezone.now())


def test_the_log_says_in_words_who_did_what_to_whom(river: Town) -> None:
    client = signed_in(river.he, "en")
    client.post(f"/admin/people/{river.lan.pk}/password/")

    shown = client.get("/admin/audit/?kind=administration").content.decode()

    assert "temporary password given" in shown
    assert f"Person {river.lan.name_in('en')}" in shown
    assert "Administration" in shown


def test_the_log_of_others_is_not_shown_and_a_strange_page_is_the_first() -> None:
    river, stranger = two_towns()
    signed_in(stranger.he).post(f"/admin/people/{stranger.lan.pk}/password/")

    shown = signed_in(river.he, "en").get("/admin/audit/?before=yesterday&kind=%27")

    assert shown.status_code == 200
    assert "Nothing noted yet" in shown.content.decode()
    with organisation(stranger.org.id):
        assert AccessLog.objects.count() == 1
