"""The engine: time passes, ladders are climbed once, a journal alone rebuilds the state."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

from amends.core.engine import advance, next_look, pass_time
from amends.core.folding import Folding
from amends.core.ledger import Actor, CaseState, Effect, Event
from tests.core.telling import at, duty, event, happen, pack_of, rules, run_of

LADDER = duty(
    "C02",
    'for_each = "order"\nopens = "order_received"\nmet_by = "handled"\nwithin = "12 h"\nyields_to = "agreed_time"\n'
    'rungs = [{ at = "75 %", tell = ["owner"] }, { at = "due", tell = ["cs_supervisor"] }, { at = "due + 12 h", tell = ["department_head"] }]',
)
AGEING = """
[[list]]
id = "r37"
$T
grades = ["major", "hot", "ordinary"]
default = "ordinary"
[[row]]
id = "M4"
list = "r37"
grade = "major"
$A
says = { zh = "x", en = "x" }
when = { age = { since = "received", at_least = "1 mo" }, settled = false, delay_cause = "ours" }
[[row]]
id = "H4"
list = "r37"
grade = "hot"
$A
says = { zh = "x", en = "x" }
when = { age = { since = "received", at_least = "1 wk" }, settled = false, delay_cause = "ours" }
[[flag]]
id = "watched"
$A
$T
set_by = ["head"]
"""


def _told(effects: tuple[Effect, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (
            one.at.astimezone(at("2024-01-01 00:00").tzinfo).strftime("%d %H:%M"),
            one.detail["rung"],
            tuple(one.detail["who"]),
        )
        for one in effects
        if one.kind == "told"
    ]


def test_the_ladder_warns_before_at_and_after_the_breach_and_once_each() -> None:
    """FR-085: 12 h clock: 9 h handler, 12 h supervisor, 24 h department head."""
    pack = pack_of(LADDER)
    state, _ = advance(CaseState(), event("2024-03-07 10:04", "order_received", "o"), rules(pack), {})

    state, first = pass_time(state, at("2024-03-08 12:00"), rules(pack), {})
    _, again = pass_time(state, at("2024-03-09 12:00"), rules(pack), {})

    assert _told(first) == [
        ("07 19:04", "75 %", ("owner",)), ("07 22:04", "due", ("cs_supervisor",)), ("08 10:04", "due + 12 h", ("department_head",)),
    ]  # fmt: skip
    assert _told(again) == []


def test_a_moved_due_has_a_ladder_of_its_own() -> None:
    """A rung already climbed stays climbed, the moved due gets new rungs."""
    pack = pack_of(LADDER)
    state = happen(pack, event("2024-03-07 10:04", "order_received", "o"), until="2024-03-07 20:00")

    agreed = event("2024-03-07 20:30", "time_agreed", "o", due=at("2024-03-09 10:04"), proof="p")
    state, _ = advance(state, agreed, rules(pack), {})

    assert [rung.climbed for rung in run_of(state, "C02").rungs] == [False, False, False]
    assert run_of(state, "C02").rungs[0].at == at("2024-03-08 22:04")


def test_what_is_next_to_look_at() -> None:
    """An index on one instant a case: the rung, then the lateness one second after the due time."""
    pack = pack_of(LADDER)
    state = happen(pack, event("2024-03-07 10:04", "order_received", "o"))

    later = happen(pack, event("2024-03-07 10:04", "order_received", "o"), until="2024-03-07 19:04")

    assert next_look(state) == at("2024-03-07 19:04")
    assert next_look(later) == at("2024-03-07 22:04:01")
    assert next_look(CaseState()) is None


def test_an_hour_is_left_at_four_past_nine() -> None:
    """FR-088: at 21:04 a 22:04 clock shows 1 h 00."""
    state = happen(pack_of(LADDER), event("2024-03-07 10:04", "order_received", "o"), until="2024-03-07 21:04")
    due = run_of(state, "C02").due_at

    assert due is not None
    assert (due - at("2024-03-07 21:04")).total_seconds() == 3600


def test_a_case_becomes_hot_after_a_week_and_major_after_a_month_by_itself() -> None:
    """FR-037, FR-084: received 31 January, unsolved for our cause; not where the customer delays."""
    pack = pack_of(AGEING)
    ours = [
        happen(pack, event("2024-01-31 10:00", "received", delay_cause="ours"), until=until)
        for until in ("2024-02-07 09:59:59", "2024-02-07 10:00", "2024-02-29 10:00")
    ]
    theirs = happen(pack, event("2024-01-31 10:00", "received", delay_cause="customer"), until="2024-06-01 10:00")

    assert [state.gradings["small/r37"].grade for state in ours] == ["ordinary", "hot", "major"]
    assert [state.look_again for state in ours] == [at("2024-02-07 10:00"), at("2024-02-29 10:00"), None]
    assert theirs.gradings["small/r37"].grade == "ordinary"


def test_the_effects_alone_rebuild_grades_flags_orders_and_obligations() -> None:
    """A fold of the journal needs neither packs nor live tables."""
    pack = pack_of(
        LADDER
        + AGEING
        + duty("C03", 'for_each = "order"\nopens = { late = "C02" }\nmet_by = "handled"\nwithin = "24 h"')
    )
    actor = Actor("zhang", frozenset({"head"}))
    events = (
        event("2024-01-31 10:00", "received", delay_cause="ours"),
        event("2024-01-31 10:03", "dispatched", "o", to="engineering"),
        Event(at("2024-01-31 10:04"), "order_received", on="o", by=actor),
        Event(at("2024-01-31 10:05"), "marked", by=actor, detail={"flag": "watched"}),
        event("2024-01-31 12:00", "time_agreed", "o", due=at("2024-02-02 18:00"), proof="p"),
        event("2024-02-09 10:00", "handled", "o"),
    )
    live, folding = CaseState(), Folding()
    for one in events:
        live, effects = advance(live, one, rules(pack), {})
        folding.take([one], effects)
    live, effects = pass_time(live, at("2024-03-09 10:00"), rules(pack), {})
    folding.take((), effects)
    folded = folding.state()

    assert sorted(folded.obligations, key=lambda one: one.key) == sorted(live.obligations, key=lambda one: one.key)
    assert (folded.gradings, folded.highest, folded.flags, folded.orders) == (
        live.gradings,
        live.highest,
        live.flags,
        live.orders,
    )
    assert (folded.handlers, folded.look_again, folded.stage) == (live.handlers, live.look_again, live.stage)
    assert len(folded.done) == len(live.done)


def test_the_same_input_gives_the_same_output() -> None:
    """Replayable: nothing but state, event, rules and counts."""
    pack = pack_of(LADDER + AGEING)
    one = event("2024-01-31 10:00", "received", delay_cause="ours")

    assert advance(CaseState(), one, rules(pack), {}) == advance(CaseState(), one, rules(pack), {})


def test_registering_under_thirty_duties_takes_about_a_millisecond() -> None:
    """Cost is flat; the bound is generous because the machine is shared."""
    body = 'opens = "told"\nmet_by = "dispatched"\nwithin = "12 h"\nwhen = { channel = "phone" }\nrungs = [{ at = "75 %", tell = ["owner"] }]'
    pack = pack_of(AGEING + "".join(duty(f"D{n}", body) for n in range(30)))
    governing, told = rules(pack), event("2024-01-31 10:00", "told", channel="phone")
    advance(CaseState(), told, governing, {})

    began = process_time()
    for _ in range(20):
        advance(CaseState(), told, governing, {})

    assert (process_time() - began) / 20 < 0.02


def test_a_late_obligation_stays_late_when_it_is_void_afterwards() -> None:
    """FR-087: clock history is never altered."""
    pack = pack_of(duty("D", 'opens = "told"\nmet_by = "closed"\nvoid_by = ["withdrawn"]\nwithin = "1 h"'))

    state = happen(pack, event("2024-03-07 10:00", "told"), event("2024-03-07 12:00", "withdrawn"))

    assert run_of(state, "D").late_at(at("2024-03-07 13:00"))
    assert replace(run_of(state, "D"), missed=()).ended_at == at("2024-03-07 12:00")
