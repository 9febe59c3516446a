"""ANCHORS 47: clocks made to look better than they were, by back-dating, pausing, or going to and fro."""

import contextlib
from datetime import datetime, timedelta

import pytest

from amends.cases.export import export_case
from amends.cases.journal import pass_time
from amends.cases.models import Case, Entry, ObligationRow
from amends.cases.steps import Intake, register, take_step
from amends.cases.verifier import problems
from amends.core.refusal import Refused
from tests.makers import MONDAY, Town, complaint, registered, viewer


def minutes(n: float) -> datetime:
    return MONDAY + timedelta(minutes=n)


def do(town: Town, who: str, number: str, step: str, at: datetime, **more: object) -> None:
    take_step(viewer(town, who, at=at), number, step, at=at, **more)  # type: ignore[arg-type]


def in_hand(town: Town) -> str:
    """Return a case whose order was received at 10:04; the handling is due at 22:04."""
    number = registered(town)
    do(town, "lan", number, "read_back", minutes(1))
    do(town, "lan", number, "dispatch", minutes(3))
    do(town, "chen", number, "accept", minutes(4))
    return number


def test_a_receipt_in_the_future_buys_no_time(river: Town) -> None:
    ask = Intake(complaint(), unit="CS", happened_at=minutes(60))

    with pytest.raises(Refused) as no:
        register(viewer(river, "lan"), ask, at=MONDAY)

    assert no.value.missing[0].field == "happened_at"


def test_a_back_dated_receipt_needs_a_reason_and_shows_both_times(river: Town) -> None:
    late = Intake(complaint(), unit="CS", happened_at=minutes(-120))
    with pytest.raises(Refused):
        register(viewer(river, "lan"), late, at=MONDAY)

    told = Intake(complaint(), unit="CS", happened_at=minutes(-120), backdate_reason="停电，先记在纸上")
    register(viewer(river, "lan"), told, at=MONDAY)

    entry = Entry.objects.get()
    assert (entry.happened_at, entry.recorded_at, entry.body["backdated"]) == (minutes(-120), MONDAY, True)
    # The clock runs from when it was told, so it cannot be back-dated into a fresh one.
    assert min(one for one in ObligationRow.objects.values_list("due_at", flat=True) if one) <= MONDAY


def test_nothing_is_noted_as_earlier_than_the_case_itself(river: Town) -> None:
    number = registered(river)

    with pytest.raises(Refused):
        do(river, "lan", number, "note", minutes(30), happened_at=minutes(-1), backdate_reason="补记")


def test_what_was_late_stays_late_when_it_is_done_at_last(river: Town) -> None:
    number = in_hand(river)
    due = ObligationRow.objects.get(duty="C02").due_at
    assert due is not None
    after = due + timedelta(hours=1)
    pass_time([Case.objects.get().pk], org=river.org.id, at=after)

    do(river, "chen", number, "handle", after, detail={"result": "已更换门机"})

    row = ObligationRow.objects.get(duty="C02", nth=1)
    assert row.ended_at is not None
    assert row.ended_at > due
    assert row.due_at == due


def test_pausing_after_the_due_time_does_not_undo_the_lateness(river: Town) -> None:
    number = in_hand(river)
    due = ObligationRow.objects.get(duty="C02").due_at
    assert due is not None
    after = due + timedelta(hours=1)
    pass_time([Case.objects.get().pk], org=river.org.id, at=after)

    with contextlib.suppress(Refused):
        do(river, "mo", number, "pause", after, detail={"reason": "等配件"})

    assert ObligationRow.objects.get(duty="C02").due_at == due


def test_somebody_without_the_role_cannot_pause(river: Town) -> None:
    number = in_hand(river)

    with pytest.raises(Refused):
        do(river, "chen", number, "pause", minutes(10), detail={"reason": "等配件"})


def test_going_to_and_fro_starts_no_second_first_clock(river: Town) -> None:
    """Returned, dispatched and received again: the clock of the complaint as a whole goes on from its start."""
    number = in_hand(river)
    whole = {row.pk: row.due_at for row in ObligationRow.objects.filter(state="open", subject="")}

    do(river, "chen", number, "return_order", minutes(10), detail={"reason": "不归我管"})
    do(river, "lan", number, "read_back", minutes(11))
    do(river, "lan", number, "dispatch", minutes(12))
    do(river, "chen", number, "accept", minutes(13))

    now = {row.pk: row.due_at for row in ObligationRow.objects.filter(pk__in=whole)}
    assert now == whole


def test_a_clock_that_runs_backwards_writes_no_entry_before_the_last(river: Town) -> None:
    """A server whose time jumped back an hour must not write what a verifier would call tampering."""
    number = in_hand(river)

    do(river, "lan", number, "note", minutes(2), words={"note": "时钟倒走"})

    times = list(Entry.objects.order_by("seq").values_list("recorded_at", flat=True))
    assert times == sorted(times)
    assert times[-2:] == [minutes(4), minutes(4)]
    assert problems(export_case(viewer(river, "mo"), number, at=minutes(5))) == []


def test_a_clock_that_runs_backwards_starts_no_duty_before_the_last_entry(river: Town) -> None:
    """What the step decides counts from the instant that the entry bears: 12 h from 10:03, not from 09:03."""
    number = registered(river)
    do(river, "lan", number, "read_back", minutes(1))
    do(river, "lan", number, "dispatch", minutes(3))

    do(river, "chen", number, "accept", minutes(-57))

    row, entry = ObligationRow.objects.get(duty="C02"), Entry.objects.get(step="accept")
    assert (row.starts_at, row.due_at) == (minutes(3), minutes(3 + 12 * 60))
    assert (entry.happened_at, entry.recorded_at) == (minutes(3), minutes(3))


def test_a_tick_of_a_worker_whose_clock_is_behind_writes_nothing_in_the_past(river: Town) -> None:
    number = registered(river)
    do(river, "lan", number, "note", minutes(20), words={"note": "业主又来电"})
    Case.objects.update(next_look_at=minutes(0))

    pass_time([Case.objects.get().pk], org=river.org.id, at=minutes(6))

    times = list(Entry.objects.order_by("seq").values_list("recorded_at", flat=True))
    assert times == sorted(times)


def test_two_cases_merged_by_a_clock_that_is_behind_bear_one_instant(river: Town) -> None:
    first, second = registered(river), registered(river, at=minutes(2), complainant="李女士", phone="13900001111")

    do(river, "lan", first, "merge", minutes(1), detail={"other": second, "reason": "同一部电梯"})

    merged = Entry.objects.filter(step="merge").values_list("recorded_at", flat=True)
    assert list(merged) == [minutes(2), minutes(2)]
