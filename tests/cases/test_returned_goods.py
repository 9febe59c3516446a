"""Returned goods from the door to the row: each lot its own figures, its own names, its own dates (FR-243 to FR-248)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from amends.cases.models import MoneyLine, ReturnedLot
from amends.people.tenancy import organisation
from tests.cases.test_makers_grievances import ROLES, refused, take, told
from tests.makers import Town, govern, person, town


@pytest.fixture
def works(db: None) -> Iterator[Town]:
    """A maker under R-12 in whose head office somebody holds each role."""
    made = town("works")
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
        govern(made, "iatf-grievance")
        yield made


def confirmed(works: Town, number: str, lot: str, *, part: str = "ZC-201", product: str = "轴承座") -> None:
    """Ask for, confirm and let in one lot of 40."""
    asked = {"return_kind": "batch", "product": product, "part_no": part, "announced_quantity": 40}
    take(works, number, "03-04 09:10", "ask_return", "front_desk", lot, **asked)
    take(works, number, "03-04 10:00", "confirm_return", "quality", lot)
    take(works, number, "03-04 10:20", "accept_return", "pmc", lot)


def test_a_lot_is_compared_with_its_own_part_number_whatever_was_announced_after_it(works: Town) -> None:
    """FR-244: name and part number are of one lot."""
    number = told(works, "03-04 09:00")
    confirmed(works, number, "lot-1")
    confirmed(works, number, "lot-2", part="DP-7", product="端盖")
    seen = {"name_seen": "轴承座", "part_no_seen": "ZC-201", "counted_quantity": 40}

    other = refused(works, number, "03-04 11:00", "count_complete", "pmc", "lot-2", **seen)
    take(works, number, "03-04 11:00", "count_complete", "pmc", "lot-1", **seen)

    assert [one.partition(":")[0] for one in other] == ["is"]


def test_thirty_nine_of_forty_are_a_difference_on_the_row_of_the_lot(works: Town) -> None:
    """FR-244: 39 of 40."""
    number = told(works, "03-04 09:00")
    confirmed(works, number, "lot-1")
    seen = {"name_seen": "轴承座", "part_no_seen": "ZC-201", "counted_quantity": 39}

    take(works, number, "03-04 11:00", "count_difference", "pmc", "lot-1", **seen)

    lot = ReturnedLot.objects.get()
    assert (lot.last, lot.differs, lot.over) == ("goods_counted", True, False)
    assert (lot.said["announced_quantity"], lot.said["counted_quantity"]) == (40, 39)
    assert "ZC-201" not in str(lot.said)  # words stay with the journal


def test_each_return_has_an_entry_in_the_books(works: Town) -> None:
    """FR-246: each return has an entry."""
    number = told(works, "03-04 09:00")
    for lot in ("lot-1", "lot-2"):
        confirmed(works, number, lot)
    seen = {"name_seen": "轴承座", "part_no_seen": "ZC-201", "counted_quantity": 40}
    take(works, number, "03-04 11:00", "count_complete", "pmc", "lot-1", **seen)
    take(works, number, "03-04 12:00", "stock_in", "pmc", "lot-1", stock_entry="RK-17")
    take(works, number, "03-05 09:00", "book", "finance", "lot-1", account_entry="PZ-88")

    lines = {line.subject: line for line in MoneyLine.objects.all()}

    assert {name: line.flow for name, line in lines.items()} == {"lot-1": "return", "lot-2": "return"}
    assert lines["lot-1"].booked_by_id == works.people["finance"].id
    assert lines["lot-2"].booked_at is None
    assert {lot.subject: lot.over for lot in ReturnedLot.objects.all()} == {"lot-1": True, "lot-2": False}
