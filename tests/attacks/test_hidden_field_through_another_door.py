"""ANCHORS 13, 40: a field that few may read, asked for at every other door (Zammad CVE-2022-40816, zammad#2757)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from amends.people.tenancy import organisation
from amends.people.tokens import make_token
from tests.attacks.conftest import Browser
from tests.cases.test_fields_seen_by_few import SECRET, sanctioned
from tests.makers import Town, govern, town


@pytest.fixture
def inn(db: None) -> Iterator[Town]:
    """A company whose rules sanction slips apart from their correction."""
    made = town("inn")
    with organisation(made.org.id):
        govern(made, "complaint-mechanism")
        yield made


def test_no_door_of_the_desk_and_no_answer_of_the_api_tells_a_sanction(inn: Town, browser: Browser) -> None:
    """FR-105, FR-242: the empty form of the step that writes it came filled with it."""
    number = sanctioned(inn)
    headers = {"Authorization": f"Bearer {make_token(inn.lan, name='x', at=timezone.now())}"}
    lan, machine = browser(inn.lan), Client(headers=headers)
    pages = [
        lan.get(one)
        for one in (
            f"/cases/{number}/", f"/cases/{number}/steps/sanction/", f"/cases/{number}/steps/note/", "/queues/?of=all",
            f"/find/?q={SECRET}", "/queues/cases.csv", "/queues/cases.xlsx", f"/cases/{number}/file/", "/",
        )
    ]  # fmt: skip
    pages += [machine.get(f"/api/v1/cases/{number}{one}") for one in ("", "/journal", "/obligations")]
    pages += [machine.get("/api/v1/cases"), machine.get("/api/v1/cases", {"q": SECRET})]

    texts = ["".join(map(str, page)) if page.streaming else page.content.decode() for page in pages]

    assert [page.status_code for page in pages[:1]] == [200]
    assert machine.get(f"/api/v1/cases/{number}").status_code == 200
    told = [page.request["PATH_INFO"] for page, text in zip(pages, texts, strict=True) if SECRET in text]
    assert [one for one in told if one != "/find/"] == []
    assert number not in texts[4]
