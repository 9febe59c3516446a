"""What similar cases got: by the ledger, whoever granted it, among the newest that are alike (FR-127, FR-136)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.cases.models import Case, MoneyLine
from amends.cases.queries.precedents import Asked, Precedents, precedents
from amends.people.rows import new_id
from tests.cases.test_money import refunded
from tests.makers import MONDAY, Town, registered, viewer

pytestmark = pytest.mark.django_db
MOST_QUERIES = 6


def got(river: Town, number: str, *, who: str = "mo", kind: str = "compensation") -> Precedents:
    """What somebody is told beside a remedy in a case, in a bounded number of queries."""
    case = Case.objects.get(number=number)
    eyes = viewer(river, who, at=MONDAY + timedelta(days=40))
    with CaptureQueriesContext(connection) as asked:
        (found,) = precedents(eyes, [Asked(case, kind, "CNY")])
    assert len(asked) <= MOST_QUERIES
    return found


def granted(of: Case, amounts: list[int], **more: Any) -> None:
    """Lines of the ledger as other cases like one got them, the last the newest; a case for every line."""
    cases, lines = [], []
    for nth, amount in enumerate(amounts):
        at = MONDAY + timedelta(minutes=nth)
        case = Case.objects.get(pk=of.pk)
        case.id, case.number, case.archive_number = new_id(), f"PAST-{of.pk.hex[:6]}-{more.get('prefix', '')}{nth}", ""
        for name in ("category_2", "grade", "units", "people", "accused", "facts"):
            setattr(case, name, more.get(name, getattr(of, name)))
        cases.append(case)
        lines.append(MoneyLine(
            id=new_id(), org_id=of.org_id, case=case, name="remedy/1", flow="remedy", kind="compensation",
            unit_id=of.unit_id, amount=amount, currency=more.get("currency", "CNY"), counts_at=at, granted_at=at,
        ))  # fmt: skip
    Case.objects.bulk_create(cases, batch_size=500)
    MoneyLine.objects.bulk_create(lines, batch_size=500)


@pytest.mark.parametrize("size", [0, 1, 300, 5_000])
def test_the_newest_three_hundred_that_are_alike_count_however_many_there_are(river: Town, size: int) -> None:
    number = registered(river)
    case = Case.objects.get(number=number)
    granted(case, [*range(1, size + 1)])
    granted(case, [9_999] * size, category_2="building/leak", prefix="other-")  # as new, and of no account

    found = got(river, number)

    assert (found.count, found.granted) == (min(size, 300), min(size, 300))
    assert (found.least, found.most) == ((max(1, size - 299), size) if size else (None, None))


def test_what_was_paid_without_anybody_having_to_approve_it_is_a_precedent(river: Town) -> None:
    """A remedy of one's own authority leaves no approval, and still is what a similar case got."""
    number = registered(river)
    granted(Case.objects.get(number=number), [80])

    found = got(river, number)

    assert [(one.amount, one.granted) for one in found.shown] == [(Decimal(80), True)]


def test_the_same_grade_and_kind_of_product_go_before_the_same_category_where_they_are_enough(river: Town) -> None:
    number = registered(river)
    Case.objects.filter(number=number).update(facts={"product_kind": "lift"}, grade="ordinary")
    case = Case.objects.get(number=number)
    granted(case, [700] * 9, prefix="heavy-", grade="major")
    granted(case, [500] * 9, prefix="door-", facts={"product_kind": "door"})
    granted(case, [10, 20, 30, 40])

    few = got(river, number)
    granted(case, [50], prefix="fifth-")
    enough = got(river, number)

    assert (few.alike, few.count, few.most) == ("category", 22, Decimal(700))
    assert (enough.alike, enough.count, enough.most) == ("kind", 5, Decimal(50))
    assert enough.usual is not None
    assert (enough.usual.lower, enough.usual.median, enough.usual.upper) == (Decimal(20), Decimal(30), Decimal(40))


def test_amounts_of_another_currency_never_mix(river: Town) -> None:
    number = registered(river)
    case = Case.objects.get(number=number)
    granted(case, [10, 20])
    granted(case, [9_000] * 6, currency="JPY", prefix="yen-")

    assert (got(river, number).count, got(river, number).most) == (2, Decimal(20))


def test_a_case_that_one_may_not_see_neither_shows_nor_counts(river: Town) -> None:
    number = registered(river)
    case = Case.objects.get(number=number)
    granted(case, [10] * 6)
    granted(case, [900] * 6, prefix="hidden-", accused=[river.mo.pk])

    assert (got(river, number).count, got(river, number).most) == (6, Decimal(10))


def test_what_a_case_itself_got_is_no_precedent_for_it(river: Town) -> None:
    own, other = refunded(river, 300), refunded(river, 200, phone="13800000009", paid=False)

    assert [one.number for one in got(river, own).shown] == [other]
