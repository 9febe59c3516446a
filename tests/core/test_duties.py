"""Obligations open, are met, give way, come back, move, pause and repeat."""

from __future__ import annotations

import pytest

from amends.core.dues import proof, unit_due
from amends.core.engine import advance, recount_dues
from amends.core.ledger import Actor, CaseState, Event
from amends.core.plans import plan_of
from tests.core.telling import OFFICE, State, at, duty, event, happen, hold, pack_of, rules, run_of

GRADES = """
[[list]]
id = "g"
$T
grades = ["major", "ordinary"]
default = "ordinary"
set_by = ["head"]
"""
R26 = (
    GRADES
    + duty("C11", 'opens = "received_by_quality"\nmet_by = "replied"\nwithin = "3 wd"\nwhen = { grade = "ordinary" }')
    + duty(
        "C12",
        'opens = "received_by_quality"\nmet_by = "containment_proposed"\nwithin = "8 wh"\nwhen = { grade = "major" }',
    )
    + duty(
        "C13",
        'opens = "received_by_quality"\nmet_by = "permanent_replied"\nwithin = "2 wd"\nwhen = { grade = "major" }',
    )
)
ORDER = duty(
    "C02",
    'for_each = "order"\nopens = "order_received"\nmet_by = "handled"\nvoid_by = ["order_returned"]\nwithin = "12 h"\nyields_to = "agreed_time"',
)


def _received(moment: str, on: str = "order-1") -> Event:
    return event(moment, "order_received", on)


def test_ordinary_becomes_major_and_the_three_day_clock_is_superseded() -> None:
    """FR-043, FR-079: interim and permanent clocks appear and count from receipt, not from the regrade."""
    state = happen(
        pack_of(R26),
        event("2024-03-01 09:00", "received_by_quality"),
        event("2024-03-01 11:00", "graded", list="g", grade="major", reason="x"),
        calendar={"week": OFFICE},
    )

    assert run_of(state, "C11").state is State.SUPERSEDED
    assert run_of(state, "C12").due_at == at("2024-03-01 18:00")
    assert run_of(state, "C13").due_at == at("2024-03-05 18:00")
    assert run_of(state, "C12").opened_at == at("2024-03-01 11:00")


def test_interim_and_permanent_clocks_run_side_by_side() -> None:
    """FR-079: major, Friday 15:00: interim Monday 15:00, permanent Tuesday 18:00."""
    state = happen(
        pack_of(R26),
        event("2024-03-01 14:40", "graded", list="g", grade="major"),
        event("2024-03-01 15:00", "received_by_quality"),
        calendar={"week": OFFICE},
    )

    assert run_of(state, "C12").due_at == at("2024-03-04 15:00")
    assert run_of(state, "C13").due_at == at("2024-03-05 18:00")


def test_a_superseded_clock_comes_back_with_its_start() -> None:
    """Back to ordinary, the three days count from the first receipt."""
    state = happen(
        pack_of(R26),
        event("2024-03-01 09:00", "received_by_quality"),
        event("2024-03-01 11:00", "graded", list="g", grade="major"),
        event("2024-03-04 11:00", "graded", list="g", grade="ordinary"),
        calendar={"week": OFFICE},
    )

    assert run_of(state, "C11").state is State.OPEN
    assert run_of(state, "C11").due_at == at("2024-03-06 18:00")
    assert run_of(state, "C12").state is State.SUPERSEDED


def test_an_order_of_four_past_ten_is_due_four_past_ten_at_night() -> None:
    """FR-051, FR-075."""
    assert run_of(happen(pack_of(ORDER), _received("2024-03-07 10:04")), "C02").due_at == at("2024-03-07 22:04")


def test_returning_an_order_does_not_stop_the_clock_of_the_first_report() -> None:
    """FR-054: returned 11:00, re-sent 11:05: the overall clock still counts from the first report."""
    overall = duty("ALL", 'opens = "told"\nmet_by = "closed"\nwithin = "24 h"')
    state = happen(
        pack_of(ORDER + overall),
        event("2024-03-07 10:00", "told"),
        _received("2024-03-07 10:04"),
        event("2024-03-07 11:00", "order_returned", "order-1"),
        _received("2024-03-07 11:05", "order-2"),
    )

    assert run_of(state, "ALL").due_at == at("2024-03-08 10:00")
    assert {one.subject: one.state for one in state.obligations if one.duty == "C02"} == {
        "order-1": State.VOID, "order-2": State.OPEN,
    }  # fmt: skip


@pytest.mark.parametrize(("second", "late"), [("10:05:00", False), ("10:05:01", True)])
def test_five_minutes_to_the_second(second: str, late: bool) -> None:
    """FR-076: dispatched 10:05:00 on time, 10:05:01 late."""
    pack = pack_of(duty("C01", 'opens = "told"\nmet_by = "dispatched"\nwithin = "5 min"'))

    state = happen(pack, event("2024-03-07 10:00", "told"), event(f"2024-03-07 {second}", "dispatched", "order-1"))

    assert run_of(state, "C01").late_at(at("2024-03-09 00:00")) is late


def test_an_agreed_time_with_proof_replaces_the_clock_and_both_stay_visible() -> None:
    """FR-078: agreement Friday 18:00: no breach at 22:04 on Thursday."""
    state = happen(
        pack_of(ORDER),
        _received("2024-03-07 10:04"),
        event("2024-03-07 12:00", "time_agreed", "order-1", due=at("2024-03-08 18:00"), proof="recording-1"),
        until="2024-03-07 22:30",
    )

    run = run_of(state, "C02")
    assert (run.due_at, run.was_due, run.missed) == (at("2024-03-08 18:00"), (at("2024-03-07 22:04"),), ())


def test_an_agreement_without_proof_moves_nothing() -> None:
    """FR-078: without the record a breach is counted."""
    state = happen(
        pack_of(ORDER),
        _received("2024-03-07 10:04"),
        event("2024-03-07 12:00", "time_agreed", "order-1", due=at("2024-03-08 18:00")),
        until="2024-03-07 22:30",
    )

    assert run_of(state, "C02").missed == (at("2024-03-07 22:04"),)


def test_a_pause_moves_the_due_time_by_its_length_where_the_duty_allows_it() -> None:
    """FR-086: two hours of pause move the due time by two hours; R-23 has no pause."""
    allowed = duty("P", 'opens = "told"\nmet_by = "closed"\nwithin = "12 h"\npause = { allowed = true, cap = "5 h" }')
    never = duty("N", 'opens = "told"\nmet_by = "closed"\nwithin = "12 h"')
    told, paused = event("2024-03-07 08:00", "told"), event("2024-03-07 10:00", "paused")

    state = happen(pack_of(allowed + never), told, paused, event("2024-03-07 12:00", "resumed"))
    capped = happen(pack_of(allowed), told, paused, until="2024-03-07 23:00")

    assert run_of(state, "P").due_at == at("2024-03-07 22:00")
    assert run_of(state, "N").due_at == at("2024-03-07 20:00")
    assert run_of(capped, "P").due_at == at("2024-03-08 01:00")


def test_an_extension_counts_from_the_same_start_and_stops_at_the_total() -> None:
    """CNB-decide: 15 days, 30, never over 60."""
    body = 'opens = "received"\nmet_by = "replied"\nwithin = "15 d"\n'
    steps = '[[duty.extension]]\nto = "30 d"\n[[duty.extension]]\nto = "90 d"\ntotal_at_most = "60 d"\n'
    received, asked = event("2024-03-01 10:00", "received"), "extended"

    once = happen(pack_of(duty("D", body + steps)), received, event("2024-03-10 10:00", asked))
    twice = happen(
        pack_of(duty("D", body + steps)), received, event("2024-03-10 10:00", asked), event("2024-03-11 10:00", asked)
    )
    late = happen(pack_of(duty("D", body + steps)), received, event("2024-03-20 10:00", asked))

    assert run_of(once, "D").due_at == at("2024-03-31 10:00")
    assert run_of(twice, "D").due_at == at("2024-04-30 10:00")
    assert run_of(late, "D").due_at == at("2024-03-16 10:00")


def test_only_complaints_start_clocks() -> None:
    """FR-005: an enquiry of 10:00 has no clock; converted at 11:00, its clocks start at 11:00."""
    pack = pack_of(duty("C01", 'opens = "told"\nmet_by = "dispatched"\nwithin = "5 min"'))
    enquiry = event("2024-03-07 10:00", "told", matter="enquiry")

    assert happen(pack, enquiry).obligations == ()
    state = happen(pack, enquiry, event("2024-03-07 11:00", "converted"))
    assert run_of(state, "C01").due_at == at("2024-03-07 11:05")


def test_the_handler_does_not_meet_a_call_that_another_person_must_make() -> None:
    """FR-149: the handler as caller is refused, and the duty stays open."""
    pack = pack_of(duty("C06", 'opens = "handled"\nmet_by = "followed_up"\nwithin = "same_day"\nnot_by = ["handler"]'))
    state = CaseState()
    for name, who in (("handled", "zhang"), ("followed_up", "zhang")):
        moment = at("2024-03-07 15:00")
        state, _ = advance(state, Event(moment, name, by=Actor(who)), rules(pack), {})

    assert run_of(state, "C06").state is State.OPEN
    assert run_of(state, "C06").due_at == at("2024-03-07 23:59:59")


def test_a_report_is_repeated_when_the_grade_gets_heavier_only() -> None:
    """R-37 C27: important to hot reports again; the same grade does not."""
    rows = """
[[list]]
id = "g"
$T
grades = ["major", "hot", "ordinary"]
default = "ordinary"
set_by = ["head"]
""" + duty(
        "C27",
        'opens = "graded"\nagain = "when_heavier"\nwhen = { grade = ["major", "hot"] }\nmet_by = "reported"\nwithin = "at_once"',
    )
    grades = ("hot", "hot", "major")

    state = happen(
        pack_of(rows), *(event(f"2024-03-07 1{n}:00", "graded", list="g", grade=g) for n, g in enumerate(grades))
    )

    assert [one.starts_at for one in state.obligations] == [at("2024-03-07 10:00"), at("2024-03-07 12:00")]


def test_what_is_said_after_five_counts_for_the_next_day() -> None:
    """R-23 C05: the next daily answer opens as the last is due or met."""
    pack = pack_of(
        duty(
            "C05",
            'for_each = "order"\nwhile = "order_open"\nevery_day_at = "17:00"\nfirst_after = "1 h"\nmet_by = ["progress_reported", "handled"]',
        )
    )
    hold(pack, """
[[event]]
at = 2024-03-07T16:58:00+08:00
do = "order_received"
on = "o"
expect.due = { C05 = 2024-03-08T17:00:00+08:00 }
[[event]]
at = 2024-03-08T10:00:00+08:00
do = "progress_reported"
on = "o"
expect.met = ["C05"]
expect.due = { C05 = 2024-03-09T17:00:00+08:00 }
[[event]]
at = 2024-03-08T18:00:00+08:00
do = "progress_reported"
on = "o"
expect.met = ["C05"]
[[event]]
at = 2024-03-10T17:00:00+08:00
do = "nothing"
expect.late = []
[[event]]
at = 2024-03-10T17:00:01+08:00
do = "nothing"
expect.late = ["C05"]
""")  # fmt: skip


def test_what_is_written_down_late_but_happened_in_time_takes_the_lateness_back() -> None:
    """Clocks use ``happened_at``; what opened on the lateness is void."""
    pack = pack_of(
        ORDER
        + duty(
            "C03",
            'for_each = "order"\nopens = { late = "C02" }\ncounts_from = "order_received"\nmet_by = "progress_reported"\nwithin = "24 h"',
        )
    )
    late = happen(pack, _received("2024-03-07 10:04"), until="2024-03-07 23:00")

    state, _ = advance(late, event("2024-03-07 21:00", "handled", "order-1"), rules(pack), {})

    assert run_of(late, "C03").due_at == at("2024-03-08 10:04")
    assert not run_of(state, "C02").late_at(at("2024-03-09 10:00"))
    assert run_of(state, "C03").state is State.VOID


def test_a_changed_calendar_moves_open_dues_only() -> None:
    """FR-087: new holiday: the open due moves, what is over stays, both are effects."""
    pack = pack_of(
        duty("A", 'opens = "received"\nmet_by = "replied"\nwithin = "1 wd"')
        + duty("B", 'opens = "received"\nmet_by = "registered"\nwithin = "1 wd"')
    )
    state = happen(
        pack, event("2024-03-07 10:00", "received"), event("2024-03-07 10:00", "registered"), calendar={"week": OFFICE}
    )

    moved, effects = recount_dues(
        state, rules(pack, {"week": OFFICE, "closed": ["2024-03-08"]}), at=at("2024-03-07 12:00")
    )

    assert run_of(moved, "A").due_at == at("2024-03-11 18:00")
    assert run_of(moved, "A").was_due == (at("2024-03-08 18:00"),)
    assert run_of(moved, "B").due_at == at("2024-03-08 18:00")
    assert [effect.kind for effect in effects] == ["moved"]


def test_a_due_time_prints_its_proof() -> None:
    """FR-071: Friday 15:00 and 8 working hours, day by day, with the article."""
    pack = pack_of(duty("C12", 'opens = "received"\nmet_by = "replied"\nwithin = "8 wh"'))
    state = happen(pack, event("2024-03-01 15:00", "received"), calendar={"week": OFFICE})

    lines = proof(run_of(state, "C12"), rules(pack, {"week": OFFICE}), language="en")

    assert "Article 1" in lines
    assert lines[-1].startswith("Mon 4 Mar 15:00")


def test_the_sheet_of_the_twenty_fifth_is_a_units_duty() -> None:
    """FR-070, C08: it opens on no case; its next due time is asked for."""
    pack = pack_of(
        duty(
            "C08",
            'of = "unit"\nevery_month_on = 25\nmet_by = { event = "sheet_sent", kind = "statistics" }\ncounting = { days_end = "end_of_day" }',
        )
    )

    due = unit_due(plan_of(pack.duty[0], pack), at("2024-03-07 10:00"), rules(pack))

    assert happen(pack, event("2024-03-07 10:00", "told")).obligations == ()
    assert due.at == at("2024-03-25 23:59:59")


def test_late_forwarding_and_late_solving_are_two_obligations() -> None:
    """FR-089: forwarded late, solved in time: only the forwarding is late."""
    pack = pack_of(ORDER + duty("C25", 'opens = "told"\nmet_by = "dispatched"\nwithin = "1 h"'))

    state = happen(
        pack,
        event("2024-03-07 10:00", "told"),
        event("2024-03-07 11:30", "dispatched", "order-1"),
        _received("2024-03-07 11:31"),
        event("2024-03-07 15:00", "handled", "order-1"),
    )

    late = [one.duty for one in state.obligations if one.late_at(at("2024-03-09 10:00"))]
    assert late == ["C25"]
