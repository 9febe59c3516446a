"""Search where words are frequent: what the index names first is not all there is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amends.cases.queries import queue as searching
from amends.cases.queries.queue import Filters, queue
from tests.makers import Town, registered, viewer


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "FOUND_MOST", 2)
    monkeypatch.setattr(searching, "WALKED", 2)


@pytest.fixture
def five(river: Town, few_at_once: None) -> list[str]:
    now = timezone.now()
    return [
        registered(river, by="lan", at=now - timedelta(hours=nth), phone=f"1380000000{nth}", complainant=f"王{nth}")
        for nth in range(5)
    ]


@pytest.mark.parametrize("sort", ["due", "-due", "received", "-received"])
def test_a_frequent_word_finds_more_than_the_index_names_at_once(river: Town, five: list[str], sort: str) -> None:
    who, now = viewer(river, "lan", at=timezone.now()), timezone.now()

    page = queue(who, Filters(words="电梯"), now=now, sort=sort)

    assert {line.number for line in page.lines} == set(five)


def test_pages_of_a_frequent_word_hold_each_case_once(river: Town, five: list[str]) -> None:
    who, now, cursor, seen = viewer(river, "lan", at=timezone.now()), timezone.now(), "", []
    for _ in range(5):
        page = queue(who, Filters(words="电梯"), now=now, sort="-received", cursor=cursor, limit=1)
        seen += [line.number for line in page.lines]
        cursor = page.next

    assert sorted(seen) == sorted(five)
    assert cursor == ""


def test_a_frequent_word_shows_nobody_what_they_may_not_see(river: Town, five: list[str]) -> None:
    who = viewer(river, "zhou", at=timezone.now())

    assert queue(who, Filters(words="电梯"), now=timezone.now()).lines == ()
