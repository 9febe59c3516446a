"""How often each row of a regulation spoke, in the cases that somebody may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.cases.queries import spoken as module
from amends.cases.queries.spoken import spoken
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, registered, town, viewer

PACK = "developer-four-grades"
SINCE = MONDAY - timedelta(days=90)


@pytest.fixture
def river(db: None) -> Iterator[Town]:
    made = town("river")
    with organisation(made.org.id):
        govern(made, PACK)
        yield made


def five(made: Town, nth: int, complainants: int = 5) -> str:
    return registered(
        made, at=MONDAY + timedelta(minutes=nth), complainants=complainants, category="engineering",
        phone=f"1381234{nth:04}", complainant=f"王{nth}",
    )  # fmt: skip


def test_rows_and_duties_name_the_cases_in_which_they_spoke_newest_first(river: Town) -> None:
    first, second, third = five(river, 1), five(river, 2), five(river, 3, complainants=3)

    found = spoken(viewer(river, "he"), PACK, since=SINCE)

    assert found.cases["row", "M3"] == (second, first)
    assert set(found.cases["row", "H3"]) == {first, second, third}
    assert set(found.cases["duty", "C25"]) == {first, second, third}
    assert ("row", "M1") not in found.cases
    assert (found.read, found.more) == (3, False)


def test_cases_that_the_viewer_may_not_see_are_not_counted(river: Town) -> None:
    five(river, 1)

    assert spoken(viewer(river, "zhou"), PACK, since=SINCE).cases == {}


def test_cases_of_before_and_of_another_regulation_are_not_counted(river: Town) -> None:
    five(river, 1)

    assert spoken(viewer(river, "he"), PACK, since=MONDAY + timedelta(days=1)).read == 0
    assert spoken(viewer(river, "he"), "manufacturing", since=SINCE).cases == {}


def test_many_cases_are_read_up_to_a_bound_in_three_queries(river: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for nth in range(4):
        five(river, nth)
    monkeypatch.setattr(module, "MOST_CASES", 2)
    he = viewer(river, "he")

    with CaptureQueriesContext(connection) as asked:
        found = spoken(he, PACK, since=SINCE)

    assert (found.read, found.more) == (2, True)
    assert len(asked) == 3
