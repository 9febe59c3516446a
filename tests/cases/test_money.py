"""Remedies as lines with totals, for those who may see the cases (FR-136)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amends.cases.models import Case, MoneyLine
from amends.cases.queries.money import Filters, all_money_lines, kinds_of, money_lines, money_totals
from amends.cases.queries.reading import read_case
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from tests.makers import MONDAY, Town, person, registered, viewer

SHANGHAI = ZoneInfo("Asia/Shanghai")
MARCH = Filters(since=datetime(2024, 3, 1, tzinfo=SHANGHAI), until=datetime(2024, 4, 1, tzinfo=SHANGHAI))


def refunded(town: Town, amount: float, *, at: datetime = MONDAY, paid: bool = True, **facts: Any) -> str:
    """A complaint in which so much was proposed by 林岚, approved by 莫主任 and paid by 钱."""
    if "qian" not in town.people:
        town.people["qian"] = person(town, "qian@river", "钱会计", unit=town.desk, roles=("front_desk",))
    number = registered(town, at=at, **facts)
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("lan", "read_back", {}), ("lan", "dispatch", {}), ("chen", "accept", {}),
        ("chen", "find", {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}),
        ("lan", "propose", {"kind": "compensation", "amount": amount, "reason": "停运两天"}), ("mo", "approve", {}),
    ]  # fmt: skip
    steps += [("qian", "give_remedy", {})] if paid else []
    for minute, (who, step, detail) in enumerate(steps, start=1):
        moment = at + timedelta(minutes=minute)
        take_step(viewer(town, who, at=moment), number, step, at=moment, detail=detail)
    return number


def test_the_total_of_march_equals_the_sum_of_its_lines(river: Town) -> None:
    """FR-136."""
    for nth, amount in enumerate((300, 120.35, 0.1)):
        refunded(river, amount, phone=f"1380000000{nth}")
    refunded(river, 500, at=MONDAY + timedelta(days=30))  # 3 April
    mo = viewer(river, "mo", at=MONDAY + timedelta(days=40))

    lines, totals = list(all_money_lines(mo, MARCH)), money_totals(mo, MARCH)

    total = dict(totals.whole)["remedy"]
    assert total.amount == sum(one.amount or 0 for one in lines) == Decimal("420.45")
    assert (total.currency, total.lines) == ("CNY", 3)
    for parts in (totals.by_month, totals.by_unit, totals.by_kind):
        assert sum(one.amount for _, one in parts) == total.amount
    assert [(at.month, one.amount) for at, one in money_totals(mo, Filters()).by_month] == [
        (4, Decimal(500)), (3, Decimal("420.45")),
    ]  # fmt: skip


def test_a_line_says_who_granted_it_and_who_paid_and_counts_from_then(river: Town) -> None:
    refunded(river, 300)
    refunded(river, 200, paid=False, phone="13800000009")
    mo = viewer(river, "mo", at=MONDAY + timedelta(hours=1))

    (given,) = money_lines(mo, Filters(state="given")).rows
    (granted,) = money_lines(mo, Filters(state="granted")).rows

    assert (given.granted_by.zh, given.paid_by.zh, given.kind.zh) == ("莫主任", "钱会计", "赔偿")
    assert given.counts_at == given.paid_at
    assert (granted.amount, granted.paid_by.zh, granted.counts_at) == (Decimal(200), "", granted.granted_at)
    assert [kind for kind, _ in kinds_of(mo)] == ["compensation"]


def test_two_currencies_are_two_totals(river: Town) -> None:
    refunded(river, 300)
    refunded(river, 200, phone="13800000009")
    first = MoneyLine.objects.earliest("amount")
    MoneyLine.objects.filter(pk=first.pk).update(currency="GBP")

    totals = money_totals(viewer(river, "mo"), Filters())

    assert [(of, one.currency, one.amount) for of, one in totals.whole] == [
        ("remedy", "CNY", Decimal(300)), ("remedy", "GBP", Decimal(200)),
    ]  # fmt: skip
    assert len(totals.by_month) == len(totals.by_unit) == 2


def test_what_a_case_cost_is_hidden_with_the_case(river: Town) -> None:
    """FR-235: a guard of another unit sees neither line nor total."""
    refunded(river, 300)
    zhou = viewer(river, "zhou")

    assert money_lines(zhou, Filters()).rows == ()
    assert money_totals(zhou, Filters()).whole == ()
    assert kinds_of(zhou) == ()


def test_pages_follow_each_other_without_gap_or_repeat(river: Town) -> None:
    for nth in range(3):
        refunded(river, 100 + nth, phone=f"1380000000{nth}")
    mo, seen, after = viewer(river, "mo"), [], ""

    for _ in range(3):
        page = money_lines(mo, Filters(), after=after, limit=1)
        seen += [one.amount for one in page.rows]
        after = page.next

    assert seen == [Decimal(102), Decimal(101), Decimal(100)]
    assert after == ""
    assert len(money_lines(mo, Filters(), after="rubbish|x").rows) == 3


def test_whoever_proposed_or_approved_does_not_pay_also_with_the_role_for_it(river: Town) -> None:
    """FR-128: 林岚 proposed; her role may give remedies, and this one she may not."""
    number = refunded(river, 300, paid=False)
    at = MONDAY + timedelta(hours=1)

    for who in ("lan", "mo"):
        with pytest.raises(Refused) as refused:
            take_step(viewer(river, who, at=at), number, "give_remedy", at=at, detail={})
        assert [(one.what, one.article) for one in refused.value.missing] == [("person:payer", "S.5")]

    assert MoneyLine.objects.get().paid_at is None


def test_amounts_of_older_cases_read_as_exact_ones(river: Town) -> None:
    """Cases keep whole figures and texts; what a door hands in now is kept the same way, so nothing is rewritten."""
    number = registered(river, demand_amount="1200.50")
    mo = viewer(river, "mo")
    kept = Case.objects.get(number=number).facts["demand_amount"]
    Case.objects.filter(number=number).update(facts={"demand_amount": "0.30000000000000004", "damage": 300})

    facts = read_case(mo, number).state.facts

    assert kept == "1200.5"
    assert (facts["demand_amount"], facts["damage"]) == (Decimal("0.30000000000000004"), Decimal(300))
