"""No open obligation stays with who is gone: the deputy has it meanwhile, else the head, and it comes back (FR-064)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from amends.cases.models import Case, Letter, ObligationRow
from amends.cases.queries.visible import NotFound, case_of
from amends.cases.steps import take_step
from amends.jobs import tick as job
from amends.jobs.tick import tick
from amends.jobs.upkeep import upkeep
from amends.people.models import Membership
from amends.people.tenancy import organisation
from tests.makers import Town, govern, town, viewer
from tests.stories.clock import Clock, moment
from tests.web.screens import signed_in

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (f"03-0{n}" for n in (4, 5, 6, 7))


@pytest.fixture(autouse=True)
def new_worker() -> None:
    """Forget what this process has seen, as a worker that has just started."""
    job._hour_seen.clear()


@pytest.fixture
def clock(db: None) -> Iterator[Clock]:
    """A case that Wu of engineering has received on Monday morning."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        told = Clock(made, at=moment(f"{MONDAY} 10:00:00"))
        told.told("lan")
        told.does("lan", "read_back")
        told.does("lan", "dispatch")
        told.does("wu", "accept")
        yield told


def away(town: Town, who: str, deputy: str, first: str, last: str) -> None:
    """Note an absence as an administrator does it, on the page of the person."""
    form = {"deputy": str(town.people[deputy].pk), "away_from": on(first).isoformat(), "away_to": on(last).isoformat()}
    answer = signed_in(town.he).post(reverse("desk:admin_person_act", args=[town.people[who].pk, "away"]), form)
    assert answer.status_code == 302


def on(day: str) -> date:
    return moment(f"{day} 00:00:00").date()


def owners(town: Town) -> dict[str, str]:
    """Return who owes what is open of the case, by duty; "" where several of a unit do."""
    names: dict[object, str] = {one.pk: name for name, one in town.people.items()}
    rows = ObligationRow.objects.filter(case__isnull=False, state__in=["open", "asleep"])
    return {row.duty: names.get(row.owner_person_id, "") for row in rows}


def holder(town: Town) -> str:
    return next(name for name, one in town.people.items() if one.pk == Case.objects.get().holder_id)


def sees(clock: Clock, who: str) -> bool:
    try:
        case_of(viewer(clock.town, who, at=clock.now), clock.number)
    except NotFound:
        return False
    return True


def at(clock: Clock, text: str) -> None:
    clock.now = moment(text)
    tick(clock.now)


def test_an_absence_that_begins_on_a_future_day_moves_duties_on_that_day_and_back_after_it(clock: Clock) -> None:
    away(clock.town, "wu", "zhou", TUESDAY, WEDNESDAY)
    shown = []
    for stop in (f"{MONDAY} 20:00:00", f"{TUESDAY} 00:30:00", f"{WEDNESDAY} 23:30:00", f"{THURSDAY} 00:30:00"):
        at(clock, stop)
        shown.append((owners(clock.town)["C02"], holder(clock.town), sees(clock, "zhou")))

    assert shown == [("wu", "wu", False), ("zhou", "zhou", True), ("zhou", "zhou", True), ("wu", "wu", False)]


def test_reminders_of_those_days_go_to_the_deputy(clock: Clock) -> None:
    away(clock.town, "mo", "he", MONDAY, TUESDAY)
    at(clock, f"{MONDAY} 22:04:01")

    told = {one.person.login for one in Letter.objects.filter(letter="told/reminder") if one.person}
    assert "mo@river" not in told
    assert "he@river" in told


def test_a_disabled_person_s_duties_reach_the_head_and_come_back_with_the_account(clock: Clock) -> None:
    boss = signed_in(clock.town.he)

    boss.post(reverse("desk:admin_person_act", args=[clock.town.wu.pk, "disable"]))
    gone = owners(clock.town)["C02"], holder(clock.town)
    boss.post(reverse("desk:admin_person_act", args=[clock.town.wu.pk, "enable"]))

    assert gone == ("chen", "he")  # of the order's unit, and of the case's
    assert (owners(clock.town)["C02"], holder(clock.town)) == ("wu", "wu")


def test_a_role_that_ends_takes_duties_and_sight_along_by_the_clock_alone(clock: Clock) -> None:
    """The handler goes to security: the order is engineering's, and so are its duties."""
    Membership.objects.filter(person=clock.town.wu).update(to_date=on(MONDAY))
    Membership.objects.create(
        org=clock.town.org, person=clock.town.wu, unit=clock.town.security, role="staff", from_date=on(TUESDAY)
    )
    at(clock, f"{MONDAY} 21:00:00")
    before = owners(clock.town)["C02"], holder(clock.town)
    at(clock, f"{TUESDAY} 00:30:00")

    assert before == ("wu", "wu")
    assert owners(clock.town)["C02"] == "chen"
    assert holder(clock.town) == "lan"
    assert "wu" not in owners(clock.town).values()


def test_who_has_no_role_any_more_sees_nothing_and_owes_nothing(clock: Clock) -> None:
    Membership.objects.filter(person=clock.town.lan).update(to_date=on(MONDAY))
    before = sees(clock, "lan"), owners(clock.town)["C04"]
    clock.now = moment(f"{TUESDAY} 00:30:00")
    upkeep(clock.now)

    assert before == (True, "lan")
    assert not sees(clock, "lan")
    assert "lan" not in owners(clock.town).values()
    assert Case.objects.get().first_asked == clock.town.lan  # history stays
    with pytest.raises(NotFound):
        take_step(viewer(clock.town, "lan", at=clock.now), clock.number, "note", at=clock.now, words={"note": "x"})


def test_a_role_ended_in_administration_moves_duties_at_once(clock: Clock) -> None:
    boss, front = signed_in(clock.town.he), Membership.objects.get(person=clock.town.lan, role="front_desk")
    before = owners(clock.town)["C04"]

    boss.post(reverse("desk:admin_person_act", args=[clock.town.lan.pk, "end-role"]), {"row": str(front.pk)})

    assert before == "lan"
    assert owners(clock.town)["C04"] == "he"


def test_what_a_unit_owes_leaves_who_is_gone_too(clock: Clock) -> None:
    at(clock, f"{MONDAY} 11:00:00")
    sheet = ObligationRow.objects.get(duty="C08")
    away(clock.town, "mo", "lan", TUESDAY, TUESDAY)
    at(clock, f"{TUESDAY} 00:30:00")
    meanwhile = ObligationRow.objects.get(duty="C08").owner_person
    at(clock, f"{WEDNESDAY} 00:30:00")

    assert sheet.owner_person == clock.town.mo
    assert meanwhile == clock.town.lan
    assert ObligationRow.objects.get(duty="C08").owner_person == clock.town.mo
