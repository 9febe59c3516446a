"""Concessions should become smaller and fewer and come more slowly; the engine says when they do not (FR-134)."""

from __future__ import annotations

import pytest

from amends.core.concessions import pattern
from amends.core.ledger import Done
from tests.core.telling import at, event, happen, pack_of


def offer(moment: str, **detail: object) -> Done:
    """Return a proposal at a moment of 4 March 2024."""
    return Done("proposed", at(f"2024-03-04 {moment}"), detail=detail)


@pytest.mark.parametrize(
    ("offers", "larger", "faster"),
    [
        ([offer("09:00", amount=100)], None, None),
        ([offer("09:00", amount=100), offer("10:00", amount=101)], True, None),
        ([offer("09:00", amount=100), offer("10:00", amount=100)], False, None),
        ([offer("09:00", amount=100, items=1), offer("10:00", amount=50, items=2)], True, None),
        ([offer("09:00", amount=9), offer("10:00", kind="regrade"), offer("11:00", amount=8)], False, None),
        ([offer("09:00", amount=9), offer("10:00", amount=8), offer("10:59", amount=7)], False, True),
        ([offer("09:00", amount=9), offer("10:00", amount=8), offer("11:00", amount=7)], False, False),
    ],
)
def test_what_the_last_concession_was_like(offers: list[Done], larger: bool | None, faster: bool | None) -> None:
    found = pattern(offers)

    assert (found.get("concession_larger"), found.get("concession_faster")) == (larger, faster)


def test_a_rule_may_read_that_a_second_concession_is_larger_than_the_first() -> None:
    pack = pack_of('[[flag]]\nid = "rises"\n$A\n$T\nwhen = { concession_larger = true }\n')

    first = event("2024-03-04 09:00", "proposed", amount=100)
    second = event("2024-03-04 10:00", "proposed", amount=150)

    assert happen(pack, first).flags == frozenset()
    assert happen(pack, first, second).flags == {"small/rises"}
