"""Like cases, like remedies at the desk: what groups got beside others, for whom, and in which money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from amends.cases.models import Case, MoneyLine
from amends.people.rows import new_id
from tests.makers import Town, registered
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(river: Town) -> Callable[..., str]:
    """Return how a remedy of some amount is put into a case of its own, at the desk or in another channel."""
    at = timezone.now() - timedelta(days=1)

    def put(nth: int, amount: int | None, *, channel: str = "phone", currency: str = "CNY", **changes: Any) -> str:
        number = registered(river, at=at + timedelta(minutes=nth), phone=f"139{nth:08}")
        Case.objects.filter(number=number).update(channel=channel)
        case = Case.objects.get(number=number)
        line = {
            "flow": "remedy", "kind": "compensation", "unit_id": case.unit_id, "currency": currency, "counts_at": at,
            "granted_at": at, "granted_by_id": river.people["mo"].pk, "amount": None if amount is None else Decimal(amount),
        }  # fmt: skip
        MoneyLine.objects.create(id=new_id(), org_id=case.org_id, case=case, name="remedy/1", **{**line, **changes})
        return number

    return put


def page(town: Town, who: str = "mo", language: str = "en", query: str = "period=all") -> str:
    answer = signed_in(town.people[who], language).get(f"{reverse('desk:even_handed')}?{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_who_complains_by_telephone_got_less(river: Town, grant: Callable[..., str]) -> None:
    low = [grant(nth, 100 + nth) for nth in range(8)]
    high = [grant(20 + nth, 300 + nth, channel="wechat") for nth in range(8)]

    english, chinese = page(river), page(river, language="zh-hans")

    assert "2 groups got more or less than others in like cases" in english
    assert "less than others</span>" in english
    assert "more than others</span>" in english
    assert "16 grants with an amount are compared" in english
    assert all(number in english for number in (low[0], high[-1]))
    assert "有 2 组在同类案件中所得多于或少于其他组" in chinese
    assert "低于同类" in chinese


def test_what_nobody_granted_and_what_has_no_amount_is_not_compared(river: Town, grant: Callable[..., str]) -> None:
    grant(1, None)
    grant(2, 100, flow="income")

    assert "No amount was granted in this period" in page(river)


def test_money_of_another_currency_is_not_mixed_in(river: Town, grant: Callable[..., str]) -> None:
    for nth in range(6):
        grant(nth, 100)
    grant(9, 9_999, currency="USD")

    assert "6 grants with an amount" in page(river)
    assert "Too few grants are alike to compare anybody" in page(river)
    assert "1 grant with an amount" in page(river, query="period=all&currency=USD")
    assert "6 grants with an amount" in page(river, query="period=all&currency=%3Cb")


def test_who_does_not_see_the_cases_compares_nothing(river: Town, grant: Callable[..., str]) -> None:
    """FR-235."""
    number = grant(1, 100)

    told = page(river, "zhou")

    assert number not in told
    assert "No amount was granted in this period" in told


def test_who_granted_is_compared_only_for_those_above_units(river: Town, grant: Callable[..., str]) -> None:
    for nth in range(6):
        grant(nth, 100 + nth)

    assert "By who granted" in page(river, "he")
    assert "By who granted" not in page(river, "lan")
