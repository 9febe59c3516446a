"""Many at once: numbers differ, chains have no gap, an order is dispatched once, counts converge."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from amends.cases.journal import pass_time
from amends.cases.models import Case, Entry, Letter, Order, RungClimbed
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, registered, town, viewer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def river() -> Town:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


def at_once(n: int, work: Callable[[int], Any]) -> list[Any]:
    def alone(nth: int) -> Any:
        try:
            return work(nth)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(alone, range(n)))


def register_one(river: Town, **facts: Any) -> str:
    with organisation(river.org.id):
        return registered(river, **facts)


def test_eight_registrations_at_once_have_eight_numbers_and_whole_chains(river: Town) -> None:
    """FR-003."""
    numbers = at_once(8, lambda nth: register_one(river, phone=f"1380000000{nth}"))

    assert len(set(numbers)) == 8
    with organisation(river.org.id):
        assert all(case.head_hash == Entry.objects.get(case=case).hash for case in Case.objects.all())


def test_two_people_who_dispatch_at_once_send_one_order(river: Town) -> None:
    number = register_one(river)
    at = MONDAY + timedelta(minutes=1)
    with organisation(river.org.id):
        lan = viewer(river, "lan", at=at)
    take_step(lan, number, "read_back", at=at)

    done = at_once(4, lambda nth: take_step(lan, number, "dispatch", at=at + timedelta(seconds=1)))

    assert sum(isinstance(one, Refused) for one in done) == 3
    with organisation(river.org.id):
        assert Order.objects.count() == 1
        assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]


def test_ten_workers_climb_a_rung_once(river: Town) -> None:
    for _ in range(3):
        register_one(river)
    with organisation(river.org.id):
        ids = list(Case.objects.values_list("pk", flat=True))

    at_once(10, lambda nth: pass_time(ids, org=river.org.id, at=MONDAY + timedelta(minutes=6)))
    pass_time(ids, org=river.org.id, at=MONDAY + timedelta(minutes=6))

    with organisation(river.org.id):
        assert (RungClimbed.objects.count(), Letter.objects.count()) == (3, 3)


def test_group_cases_that_arrive_together_reach_the_same_grade(river: Town) -> None:
    """FR-042: the earlier siblings look again once a later one is committed."""
    with organisation(river.org.id):
        govern(river, "developer-four-grades", unit=river.security)
        texts = [f"138111100{nth:02d}" for nth in range(3)]
    facts = {"category": "engineering/leak"}
    numbers = at_once(3, lambda nth: register_in(river, texts[nth], **facts))

    with organisation(river.org.id):
        waiting = list(Case.objects.filter(number__in=numbers).values_list("pk", flat=True))
    pass_time(waiting, org=river.org.id, at=MONDAY + timedelta(minutes=1))

    with organisation(river.org.id):
        assert set(Case.objects.filter(pk__in=waiting).values_list("grade", flat=True)) == {"hot"}


def register_in(river: Town, phone: str, **facts: Any) -> str:
    with organisation(river.org.id):
        return registered(river, by="zhou", unit="SEC", phone=phone, complainant=f"业主{phone[-2:]}", **facts)
