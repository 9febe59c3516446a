"""ANCHORS 27, 28: SQL in a sort, a filter, a search, a cursor or a number; and what the database cannot store."""

import base64
import json

import pytest
from django.test import Client
from django.utils import timezone

from amends.cases.queries.queue import BadQuery, Filters, queue
from amends.people.tokens import make_token
from tests.attacks.conftest import Browser
from tests.makers import Town, viewer

EVIL = (
    "due; DROP TABLE cases_case", "next_due_at", "-id", "org__settings", "1) OR 1=1 --", "' OR ''='", "%27%20OR%201=1",
    "\\", "'; SELECT pg_sleep(9) --", "due,received", "\u2019 OR 1=1", "* & !", "a:*b", "<->", "'a' | 'b'", "((((", "\x00",
    "a\x00b", "\U0001f600", "%", "_" * 500, "(select 1)",
)  # fmt: skip
TOGETHER = (
    ("q", "stage", "grade", "category", "channel"),
    ("unit", "holder"),
    ("late", "from", "to"),
    ("sort",),
    ("after",),
)


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_asked_of_a_queue_is_sql(river: Town, browser: Browser, evil: str) -> None:
    client = browser(river.lan)
    for fields in TOGETHER:
        answer = client.get("/queues/", dict.fromkeys(fields, evil))
        assert answer.status_code in (200, 400), fields
    for path in ("/queues/cases.csv", "/find/"):
        assert client.get(path, {"q": evil, "stage": evil, "sort": evil}).status_code in (200, 400)
    assert client.get("/queues/").status_code == 200


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_asked_of_the_api_is_sql(river: Town, evil: str) -> None:
    token = make_token(river.lan, name="x", at=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}
    for fields in (*TOGETHER, ("cursor",), ("limit",)):
        answer = Client().get("/api/v1/cases", dict.fromkeys(fields, evil), headers=headers)
        assert answer.status_code in (200, 400, 422), fields


@pytest.mark.parametrize("path", ["/cases/a%00b/", "/cases/%27%20OR%201=1/", "/cases/CS-2024-1/steps/%00/", "/%00/"])
def test_a_number_that_the_database_cannot_hold_is_an_answer_not_a_crash(
    river: Town, browser: Browser, path: str
) -> None:
    assert browser(river.lan).get(path).status_code in (400, 404)


def test_a_name_that_the_database_cannot_hold_is_an_answer_not_a_crash(river: Town) -> None:
    answer = Client().post("/sign-in/", {"login": "lan\x00@river", "password": "\x00"})

    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "told",
    [
        ["due", None, 5], ["due", 5, "x"], ["due", "1", None], {"a": 1}, [["due"]], "due", 5, None,
        ["due", None, []],
    ],
)  # fmt: skip
def test_a_made_up_cursor_is_refused_by_name(river: Town, told: object) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    with pytest.raises(BadQuery) as bad:
        queue(viewer(river, "lan"), Filters(), now=timezone.now(), cursor=cursor)
    assert bad.value.field == "cursor"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "2024-01-01"])
def test_an_odd_cursor_that_can_be_read_is_a_place_like_any_other(river: Town, moment: str) -> None:
    told = ["due", moment, "00000000-0000-0000-0000-000000000000"]
    cursor = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")

    assert queue(viewer(river, "lan"), Filters(), now=timezone.now(), cursor=cursor).next == ""


def test_a_cursor_of_endless_brackets_is_refused(river: Town) -> None:
    cursor = base64.urlsafe_b64encode(b"[" * 60_000).decode()

    with pytest.raises(BadQuery):
        queue(viewer(river, "lan"), Filters(), now=timezone.now(), cursor=cursor)
