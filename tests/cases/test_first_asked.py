"""Whoever was told first: the relay to customer service, exceptions, the watch list, shifting."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from amends.cases.fold import rebuild
from amends.cases.models import Case, Entry, ObligationRow
from amends.cases.queries.shifts import shifts
from amends.cases.queries.watching import watch_list
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.models import Organisation
from tests.cases.small_regulation import ROWS, govern_by
from tests.makers import MONDAY, Town, complaint, person, registered, unit, viewer

RELAY = """
[[duty]]
id = "C22"
owner = "first_asked"
opens = "told"
met_by = "registered"
within = "0.5 h"
$A
$T
"""
CONTACT = """
[[duty]]
id = "keep_in_touch"
owner = "first_asked"
opens = "transferred"
met_by = "contacted"
within = "24 h"
$A
$T
"""


def told(town: Town, *, told_at: datetime, at: datetime) -> ObligationRow:
    """Return the relay of a complaint that the guard Zhou was told and the desk has at ``at``."""
    intake = Intake(complaint(), unit="CS", first_asked=town.zhou.id, told_at=told_at)
    case = register(viewer(town, "lan", at=at), intake, at=at).result.case
    return ObligationRow.objects.get(case=case, duty="C22")


@pytest.mark.parametrize(("minutes", "late"), [(30, False), (31, True)])
def test_the_relay_to_customer_service_is_measured_from_the_first_word(river: Town, minutes: int, late: bool) -> None:
    """FR-021: told 09:10, seen by customer service 09:40 on time; 09:41 breach of one minute."""
    govern_by(river, RELAY)
    first = MONDAY - timedelta(minutes=50)

    relay = told(river, told_at=first, at=first + timedelta(minutes=minutes))

    assert (relay.starts_at, relay.due_at, relay.state) == (first, first + timedelta(minutes=30), "met")
    assert bool(relay.rest.get("missed")) is late
    assert relay.ended_at is not None
    assert relay.due_at is not None
    assert (relay.ended_at - relay.due_at > timedelta()) is late
    if late:
        assert relay.ended_at - relay.due_at == timedelta(minutes=1)


def test_the_journal_alone_says_when_it_was_told(river: Town) -> None:
    """FR-021, FR-240."""
    govern_by(river, RELAY)
    first = MONDAY - timedelta(minutes=50)
    relay = told(river, told_at=first, at=MONDAY)

    assert relay.case is not None
    state = rebuild(Entry.objects.filter(case=relay.case)).state

    assert (state.instant("told"), state.instant("received")) == (first, MONDAY)
    assert relay.case.received_at == MONDAY


def test_it_cannot_be_told_after_it_was_received_or_an_age_ago(river: Town) -> None:
    """FR-021."""
    for told_at, code in ((MONDAY + timedelta(minutes=1), "told_later"), (MONDAY - timedelta(days=31), "too_early")):
        with pytest.raises(Refused) as no:
            register(viewer(river, "lan"), Intake(complaint(), unit="CS", told_at=told_at), at=MONDAY)
        assert (no.value.code, no.value.missing[0].field) == (code, "told_at")
    assert not Case.objects.exists()


EXCEPTED = """
[[role]]
id = "staff"
$A
$T
[[role]]
id = "marketing"
$A
$T
"""
FIRST_BUT = 'id = "first_asked"\nnever = ["marketing", "accused"]\ninstead = "cs_supervisor"\n'


def test_the_regulation_itself_may_except_roles_and_persons_concerned(river: Town) -> None:
    """FR-065: marketing staff, and whoever the complaint is about, are never the first-asked owner."""
    govern_by(river, EXCEPTED, base=ROWS.replace('id = "first_asked"\n', FIRST_BUT))
    river.people["yu"] = person(river, "yu@river", "于销", unit=river.security, roles=("marketing",))

    sold, about_oneself, about_the_head, plain = (
        Case.objects.get(number=registered(river, by=who, accused=[str(river.people[of].id)] if of else []))
        for who, of in (("yu", ""), ("zhou", "zhou"), ("yu", "mo"), ("zhou", ""))
    )

    assert (sold.first_asked, about_oneself.first_asked, plain.first_asked) == (river.mo, river.mo, river.zhou)
    assert about_the_head.first_asked == river.yu, "nobody else holds the role"


def test_what_a_marketing_employee_is_told_the_supervisor_owns(river: Town) -> None:
    """FR-065: also what the first-asked person owes, and what comes back after handling."""
    govern_by(river, CONTACT)
    Organisation.objects.update(settings={"first_asked_goes_to": {"marketing": "cs_supervisor"}})
    marketing = unit(river.org, "MKT", "marketing", "市场部", "Marketing", parent=river.office)
    river.people["yu"] = person(river, "yu@river", "于销", unit=marketing, roles=("staff",))

    case = Case.objects.get(number=registered(river, by="yu"))

    assert (case.first_asked, case.holder) == (river.mo, river.mo)
    assert river.yu.id in case.people
    take_step(viewer(river, "yu"), case.number, "transfer", at=MONDAY, detail={"to_person": str(river.chen.id)})
    assert ObligationRow.objects.get(duty="keep_in_touch").owner_person == river.mo


def test_a_case_handed_over_stays_on_the_watch_list_with_a_contact_date(river: Town) -> None:
    """FR-066."""
    govern_by(river, CONTACT)
    number = registered(river, by="lan")
    assert watch_list(viewer(river, "lan")) == ()

    handed, acted = MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2)
    take_step(viewer(river, "lan"), number, "transfer", at=handed, detail={"to_person": str(river.mo.id)})
    take_step(viewer(river, "mo", at=acted), number, "transfer", at=acted, detail={"to_person": str(river.mo.id)})

    (watched,) = watch_list(viewer(river, "lan"))
    assert (watched.line.number, watched.contact_by, watched.contacted_at) == (
        number,
        handed + timedelta(hours=24),
        None,
    )

    called = MONDAY + timedelta(hours=3)
    take_step(viewer(river, "lan", at=called), number, "contact", at=called)
    assert watch_list(viewer(river, "lan"))[0].contacted_at == called


def test_two_reports_of_shifting_in_a_month_are_in_the_persons_record(river: Town) -> None:
    """FR-067."""
    number, mo = registered(river), viewer(river, "mo")
    may = datetime.fromisoformat("2024-04-01T00:00:00+08:00")
    moments = (MONDAY, MONDAY + timedelta(days=3), may)
    for at in moments:
        marks = {"person": str(river.wu.id), "reason": "拒接"}
        take_step(viewer(river, "mo", at=at), number, "report_shift", at=at, detail=marks)

    found = shifts(mo, river.wu.id, MONDAY.date())

    assert [(one.number, one.happened_at, one.reason) for one in found] == [
        (number, moments[0], "拒接"),
        (number, moments[1], "拒接"),
    ]
    assert found[0].reported_by == river.mo.id
    assert len(shifts(mo, river.wu.id, may.date())) == 1
    assert shifts(mo, river.chen.id, MONDAY.date()) == ()


def test_shifting_is_reported_of_somebody_who_exists(river: Town) -> None:
    """FR-067."""
    number = registered(river)

    with pytest.raises(Refused) as no:
        take_step(viewer(river, "mo"), number, "report_shift", at=MONDAY, detail={"person": "nobody", "reason": "拒接"})

    assert [one.what for one in no.value.missing] == ["known:person"]
