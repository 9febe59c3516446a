"""Many at once: numbers differ, chains have no gap, an order is dispatched once, counts converge."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from amends.cases.journal import pass_time
from amends.cases.models import Case, Entry, Letter, Order, RungClimbed, UnitEntry
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.models import Membership
from amends.people.tenancy import organisation
from tests.makers import MONDAY, START, Town, govern, registered, town, viewer
from tests.web.screens import signed_in

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


@pytest.fixture
def developer() -> Town:
    """A developer whose project staff collects what the media say."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        Membership.objects.create(org=made.org, person=made.lan, unit=made.desk, role="project_cs", from_date=START)
    return made


def desk(made: Town) -> Client:
    with organisation(made.org.id):
        return signed_in(made.lan, "zh")


def collected(made: Town, *published: str) -> list[str]:
    """Enter items of the media at the desk; return the address at which each is linked."""
    client, address = desk(made), f"/logs/{made.desk.code}/media/"
    for nth, yes_no in enumerate(published):
        item = {"media_where": f"晚报{nth}", "media_on": "2024-03-04T08:00", "media_kind": "report"}
        assert client.post(address, item | {"media_published": yes_no}).status_code == 302
    with organisation(made.org.id):
        entered = UnitEntry.objects.filter(step="logged").order_by("seq").values_list("body__number", flat=True)
        return [f"{address}{number}/link/" for number in entered]


def linked_at_once(made: Town, *links: tuple[str, str]) -> list[int]:
    """Link items to cases at the desk, all at the same moment, each in a connection of its own; return the answers."""
    start, clients = Barrier(len(links)), [desk(made) for _ in links]

    def link(nth: int) -> int:
        address, case = links[nth]
        start.wait(30)
        return clients[nth].post(address, {"case": case}).status_code

    return at_once(len(links), link)


def leak(made: Town) -> str:
    return register_one(made, category="engineering/leak")


def media_of(made: Town, case: str) -> tuple[Any, ...]:
    """Return what is known of a case: its grade, whether the media published, its links, and whether its chain holds."""
    with organisation(made.org.id):
        row = Case.objects.get(number=case)
        links = Entry.objects.filter(case=row, step="link_media")
        whole = row.head_hash == Entry.objects.filter(case=row).latest("seq").hash
        return row.grade, row.facts.get("media_published"), links.count(), whole


@pytest.mark.parametrize("nth", range(3))
def test_what_was_published_and_what_was_not_linked_at_once_make_the_case_major(developer: Town, nth: int) -> None:
    """FR-098, row M2: whichever of the two comes first, the other does not unsay that the media published."""
    published, forum, case = *collected(developer, "yes", "no"), leak(developer)

    answers = linked_at_once(developer, (forum, case), (published, case))

    assert answers == [302, 302]
    assert media_of(developer, case) == ("major", True, 2, True)


def test_an_item_is_linked_after_one_that_was_published_by_two_at_once(developer: Town) -> None:
    """FR-098: the case knows of a report; two more that were not published come at once and take nothing back."""
    published, first, second, case = *collected(developer, "yes", "no", "no"), leak(developer)
    desk(developer).post(published, {"case": case})

    answers = linked_at_once(developer, (first, case), (second, case))

    assert answers == [302, 302]
    assert media_of(developer, case) == ("major", True, 3, True)


def test_the_same_item_is_linked_once_by_four_at_once_and_the_others_are_told_so(developer: Town) -> None:
    """FR-098."""
    (published,), case = collected(developer, "yes"), leak(developer)

    answers = linked_at_once(developer, *[(published, case)] * 4)

    assert sorted(answers) == [302, 409, 409, 409]
    assert media_of(developer, case) == ("major", True, 1, True)


def test_one_item_is_linked_with_many_cases_at_once(developer: Town) -> None:
    """FR-098: cases of one group look at each other; none waits for another for ever, and each is major."""
    (published,) = collected(developer, "yes")
    cases = [leak(developer) for _ in range(4)]

    answers = linked_at_once(developer, *[(published, case) for case in cases])

    assert answers == [302] * 4
    assert [media_of(developer, case) for case in cases] == [("major", True, 1, True)] * 4
