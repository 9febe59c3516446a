"""Returned goods from the door to the row: each lot its own figures, its own names, its own dates (FR-243 to FR-248)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from amends.cases.models import MoneyLine, ObligationRow, Order, ReturnedLot
from amends.cases.queries.returned import Filters, returned_lots, samples_of
from amends.cases.queries.visible import NotFound
from amends.core.loading import load
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from tests.cases.test_makers_grievances import ROLES, at, refused, take, told
from tests.makers import MONDAY, Town, govern, person, town, viewer


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
    take(works, number, "03-04 10:10", "inform_business", "quality", lot)
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


def stocked(works: Town, number: str, lot: str, *, customer_date: str) -> None:
    """Let a lot in, count and stock it, and promise good parts by a date."""
    confirmed(works, number, lot)
    seen = {"name_seen": "轴承座", "part_no_seen": "ZC-201", "counted_quantity": 40}
    take(works, number, "03-04 11:00", "count_complete", "pmc", lot, **seen)
    take(works, number, "03-04 12:00", "stock_in", "pmc", lot, stock_entry="RK-17")
    dates = {"replace_by": at(f"{customer_date} 12:00"), "customer_date": at(f"{customer_date} 18:00")}
    take(works, number, "03-04 13:00", "plan_replacement", "pmc", lot, kind="reorder", **dates)


def test_a_lot_that_is_not_shipped_by_the_customers_date_is_listed_as_late(works: Town) -> None:
    """FR-245: late order is listed."""
    number = told(works, "03-04 09:00")
    stocked(works, number, "lot-1", customer_date="03-08")
    stocked(works, number, "lot-2", customer_date="03-20")
    now = at("03-09 09:00")

    late = returned_lots(viewer(works, "quality", at=now), Filters(late=True), now=now).rows
    every = returned_lots(viewer(works, "quality", at=now), Filters(), now=now).rows

    assert [(one.subject, one.due_at, one.article) for one in late] == [("lot-1", at("03-08 12:00"), "2.8")]
    assert [one.subject for one in every] == ["lot-1", "lot-2"]

    take(works, number, "03-09 10:00", "reordered", "pmc", "lot-1")
    take(works, number, "03-09 10:10", "hand_over", "pmc", "lot-1")
    (still,) = returned_lots(viewer(works, "quality", at=now), Filters(late=True), now=now).rows
    take(works, number, "03-09 11:00", "ship", "front_desk", "lot-1")

    assert (still.duty.en, still.due_at) == ("Deliver good parts by the customer's date", at("03-08 18:00"))
    assert returned_lots(viewer(works, "quality", at=now), Filters(late=True), now=now).rows == ()


def test_each_lot_of_the_list_has_its_own_name_and_figures(works: Town) -> None:
    number = told(works, "03-04 09:00")
    confirmed(works, number, "lot-1")
    confirmed(works, number, "lot-2", part="DP-7", product="端盖")
    now = at("03-05 09:00")

    rows = returned_lots(viewer(works, "pmc", at=now), Filters(), now=now).rows

    said = {row.subject: {one.name: one.value for one in row.said} for row in rows}
    assert (said["lot-1"]["part_no"], said["lot-2"]["part_no"]) == ("ZC-201", "DP-7")
    assert said["lot-2"]["announced_quantity"] == 40
    assert {row.state.en for row in rows} == {"Goods returned"}


def test_lots_are_hidden_with_their_case(works: Town) -> None:
    number = told(works, "03-04 09:00")
    confirmed(works, number, "lot-1")
    works.people["other"] = person(works, "other@works", "别部门", unit=works.security, roles=("staff",))
    now = at("03-05 09:00")
    stranger = viewer(works, "other", at=now)

    assert returned_lots(stranger, Filters(), now=now).rows == ()
    with pytest.raises(NotFound):
        samples_of(stranger, number)


def test_the_report_of_a_case_names_the_sample_that_was_kept(works: Town) -> None:
    """FR-248: sample id on report."""
    number = told(works, "03-04 09:00")
    confirmed(works, number, "lot-1")

    take(works, number, "03-04 11:00", "keep_sample", "quality", "lot-1", sample_no="LY-2024-031")

    assert samples_of(viewer(works, "quality", at=at("03-05 09:00")), number) == (("lot-1", "LY-2024-031"),)


def test_a_sample_that_a_regulation_shows_to_named_roles_is_named_to_nobody_else(works: Town) -> None:
    """FR-105, FR-248."""
    files = folders.read(folders.find("iatf-grievance"))
    files["forms.toml"] = files["forms.toml"].replace('id = "sample_no"', 'id = "sample_no"\nseen_by = ["quality"]')
    signed = tuple({"role": role, "person": str(works.he.id)} for role in load(files).signatures)
    row = publish(works.org.id, files, at=MONDAY, signatures=signed)
    bind(works.org.id, unit=works.office.id, published=row.id, position="lead", from_date=date(2024, 3, 1), at=MONDAY)
    number = told(works, "03-04 09:00")
    confirmed(works, number, "lot-1")
    take(works, number, "03-04 11:00", "keep_sample", "quality", "lot-1", sample_no="LY-2024-031")

    now = at("03-05 09:00")
    assert samples_of(viewer(works, "quality", at=now), number) == (("lot-1", "LY-2024-031"),)
    assert samples_of(viewer(works, "pmc", at=now), number) == ()


def test_a_rejected_sample_is_engineerings_and_nobody_elses(works: Town) -> None:
    """FR-247: owner = engineering."""
    works.people["engineer"] = person(works, "engineer@works", "周工", unit=works.engineering, roles=("engineering",))
    number = told(works, "03-04 09:00", category="sample")

    take(works, number, "03-04 09:10", "dispatch", "front_desk")
    row = ObligationRow.objects.get(duty="resubmit")

    assert (row.owner, row.owner_unit_id, row.owner_person_id) == (
        "engineering", works.engineering.id, works.people["engineer"].id,
    )  # fmt: skip
    assert Order.objects.get().unit_id == works.engineering.id
    assert "role" in refused(works, number, "03-04 10:00", "resubmit", "quality")
