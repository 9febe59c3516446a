"""An outside body's pack beside an organisation's own: two clocks, gates of both, steps and letters of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from amends.core.calendar_words import read_calendar
from amends.core.checker import check
from amends.core.dues import covered, unit_due
from amends.core.engine import take
from amends.core.ledger import Actor, CaseState, Rules, State, StepCall
from amends.core.lifecycle import offered
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.plain_language import sentence
from amends.core.plans import plan_of
from amends.core.refusal import Refused
from amends.regulations import folders
from tests.core.telling import HEAD, at, duty, hold, pack_of, texts_of
from tests.shipped import pack_in

ROLE = '[[role]]\nid = "{}"\n$T\n'
LEAD = (
    ROLE.format("clerk")
    + duty("own", 'opens = "received"\nmet_by = "replied"\nwithin = "2 d"')
    + """
[[stage]]
id = "open"
$T
[[stage]]
id = "closed"
kind = "closed"
$T
[[step]]
id = "register"
kind = "register"
to = "open"
$A
$T
[[step]]
id = "answer"
kind = "reply"
from = ["open"]
$A
$T
[[step]]
id = "close"
kind = "close"
from = ["open"]
to = "closed"
by = ["clerk"]
$A
$T
"""
)
BESIDE = ROLE.format("senior") + duty("outside", """opens = "received"
met_by = "decision_told"
within = "15 d"
[[duty.extension]]
to = "30 d"
when = { complexity = "complex" }
[[duty.extension]]
to = "60 d"
when = { complexity = "specially_complex" }
approver = "senior"
notice = "longer"
total_at_most = "60 d"
""") + """
[[field]]
id = "complexity"
[[letter]]
id = "longer"
$A
$T
body = { zh = "延期", en = "Longer" }
sent_at = "delay_announced"
[[step]]
id = "judge_complexity"
kind = "judge"
from = ["*"]
asks = ["complexity"]
$A
$T
[[step]]
id = "tell_of_delay"
kind = "record"
from = ["*"]
causes = ["delay_announced"]
$A
$T
[[step]]
id = "lengthen"
kind = "extend"
from = ["*"]
$A
$T
[[step]]
id = "tell_decision"
kind = "record"
from = ["*"]
causes = ["decision_told"]
by = ["senior"]
$A
$T
[[step]]
id = "appeal_came"
kind = "record"
from = ["*"]
causes = ["outside_received"]
$A
$T
[[gate]]
step = "close"
needs = [{ met = "outside" }]
$A
"""  # fmt: skip
OUTSIDE = HEAD.replace('id = "small"', 'id = "beside"\nstands_beside = true')
CLERK, SENIOR = Actor("li", frozenset({"clerk"})), Actor("zhao", frozenset({"senior"}))


def beside(rows: str = BESIDE) -> Pack:
    return load(texts_of(rows, head=OUTSIDE))


def together() -> Rules:
    lead, other = pack_of(LEAD), beside()
    always = read_calendar("around_the_clock")
    return Rules(lead, (other,), {lead.id: always, other.id: always})


Taken = tuple[str, str, Actor, dict[str, Any]]


def told(*steps: Taken) -> CaseState:
    state, rules = CaseState(), together()
    for moment, step, by, detail in steps:
        state, _, _ = take(state, StepCall(step, at(moment), by, detail=detail), rules, {})
    return state


def due(state: CaseState, name: str) -> datetime | None:
    return next(run.due_at for run in state.obligations if run.duty == name)


REGISTERED: Taken = ("2024-03-01 10:00", "register", CLERK, {"complainant": "王"})


def test_a_case_under_two_packs_runs_the_clocks_of_both() -> None:
    state = told(REGISTERED)

    assert (due(state, "own"), due(state, "outside")) == (at("2024-03-03 10:00"), at("2024-03-16 10:00"))


def test_what_one_pack_is_content_with_does_not_meet_the_other_s_clock() -> None:
    state = told(REGISTERED, ("2024-03-02 10:00", "answer", CLERK, {}))

    assert {run.duty: run.state for run in state.obligations} == {"own": State.MET, "outside": State.OPEN}


def test_the_outside_body_s_gate_stands_before_the_lead_s_step_of_that_kind() -> None:
    with pytest.raises(Refused) as no:
        told(REGISTERED, ("2024-03-02 10:00", "answer", CLERK, {}), ("2024-03-02 11:00", "close", CLERK, {}))

    assert [(one.what, one.pack) for one in no.value.missing] == [("met:outside", "beside")]


def test_the_outside_body_s_step_is_taken_by_its_own_role_and_leaves_the_stage_alone() -> None:
    with pytest.raises(Refused) as no:
        told(REGISTERED, ("2024-03-02 10:00", "tell_decision", CLERK, {}))
    state = told(REGISTERED, ("2024-03-02 10:00", "tell_decision", SENIOR, {}))

    assert [(one.what, one.pack) for one in no.value.missing] == [("role", "beside")]
    assert state.stage == "open"
    assert told(
        REGISTERED, ("2024-03-02 10:00", "answer", CLERK, {}), ("2024-03-02 10:00", "tell_decision", SENIOR, {}),
        ("2024-03-02 11:00", "close", CLERK, {}),
    ).stage == "closed"  # fmt: skip


def test_after_closing_only_what_the_outside_body_does_may_still_be_written_down() -> None:
    """Decision 0018: an appeal to an ombudsman comes after the final answer; we ourselves do no more."""
    done: tuple[Taken, ...] = (
        REGISTERED,
        ("2024-03-02 10:00", "tell_decision", SENIOR, {}),
        ("2024-03-02 11:00", "close", CLERK, {}),
    )
    rules, both = together(), Actor("li", frozenset({"clerk", "senior"}))

    open_ = {one.step.id for one in offered(told(*done[:1]), rules, both, at("2024-03-01 11:00"))}
    closed = {one.step.id for one in offered(told(*done), rules, both, at("2024-03-03 11:00"))}

    assert {"close", "tell_decision", "lengthen"} <= open_
    assert closed == {"appeal_came"}
    after = told(*done, ("2024-03-03 11:00", "appeal_came", CLERK, {}))
    assert (after.stage, after.done[-1].event) == ("closed", "outside_received")


def test_a_second_extension_waits_for_its_approver_and_for_the_letter_to_the_complainant() -> None:
    first: tuple[Taken, ...] = (
        REGISTERED, ("2024-03-10 10:00", "judge_complexity", CLERK, {"complexity": "complex"}),
        ("2024-03-10 10:01", "lengthen", CLERK, {}),
    )  # fmt: skip
    second = (*first, ("2024-03-20 10:00", "judge_complexity", CLERK, {"complexity": "specially_complex"}))
    letter: Taken = ("2024-03-20 10:01", "tell_of_delay", CLERK, {})

    with pytest.raises(Refused) as no:
        told(*second, ("2024-03-20 10:02", "lengthen", CLERK, {}))
    with pytest.raises(Refused) as unsaid:
        told(*second, ("2024-03-20 10:02", "lengthen", SENIOR, {}))

    assert due(told(*first), "outside") == at("2024-03-31 10:00")
    assert [one.what for one in no.value.missing] == ["approved:senior", "notice:longer"]
    assert [one.what for one in unsaid.value.missing] == ["notice:longer"]
    assert due(told(*second, letter, ("2024-03-20 10:02", "lengthen", SENIOR, {})), "outside") == at("2024-04-30 10:00")


def test_who_has_an_interest_in_the_matter_may_not_take_a_step_that_bars_them() -> None:
    gate = '[[gate]]\nstep = "judge"\nnot_by = ["interested"]\n$A\n'
    rules = Rules(pack_of(LEAD), (other := beside(BESIDE + gate),), together().calendars)
    state, _, _ = take(
        CaseState(), StepCall("register", at("2024-03-01 10:00"), CLERK, detail={"interested": ["li"]}), rules, {}
    )

    with pytest.raises(Refused) as no:
        take(state, StepCall("judge_complexity", at("2024-03-01 11:00"), CLERK), rules, {})

    assert [one.what for one in no.value.missing] == ["person:interested"]
    assert take(state, StepCall("judge_complexity", at("2024-03-01 11:00"), SENIOR), rules, {})
    assert other.stands_beside


@pytest.mark.parametrize(
    "row",
    [
        '[[stage]]\nid = "mine"\n$T\n',
        '[[step]]\nid = "in"\nkind = "register"\n$A\n$T\n',
        '[[route]]\nid = "r"\nto = "quality"\n$A\nsays = { zh = "去", en = "go" }\n',
    ],
)
def test_what_moves_a_case_is_refused_in_a_pack_that_stands_beside(row: str) -> None:
    alone = {finding.kind for finding in check(beside())}
    found = {finding.kind for finding in check(beside(BESIDE + row))}

    assert "of_a_lead" in found - alone


def test_a_gate_before_a_kind_of_step_that_nobody_has_is_an_error_of_an_own_regulation_only() -> None:
    gate = '[[gate]]\nstep = "archive"\nneeds = [{ done = "replied" }]\n$A\n'

    assert "unknown_step" in {finding.kind for finding in check(pack_of(LEAD + gate))}
    assert "unknown_step" not in {finding.kind for finding in check(beside(BESIDE + gate))}


STORY = """
[[event]]
at = 2024-03-01T10:00:00+08:00
do = "register"
expect.due = { outside = 2024-03-16T10:00:00+08:00 }
[[event]]
at = 2024-03-01T11:00:00+08:00
do = "close"
by = "senior"
expect.refused = { article = "1", missing = ["met:outside"] }
[[event]]
at = 2024-03-01T12:00:00+08:00
do = "tell_decision"
expect.met = ["outside"]
[[event]]
at = 2024-03-01T13:00:00+08:00
do = "close"
by = "senior"
expect.refused = false
"""


def test_the_stories_of_an_outside_body_s_pack_are_told_beside_the_plainest_lead() -> None:
    """What its gates stop shows before any lead's step of that kind."""
    hold(beside(), STORY)
    with pytest.raises(AssertionError, match="met:outside"):
        hold(beside(BESIDE.replace('[{ met = "outside" }]', '[{ done = "replied" }]')), STORY)


def test_a_half_yearly_return_is_due_in_two_months_of_the_year_and_covers_the_half_year() -> None:
    returns = """[[duty]]
id = "return"
$A
$T
owner = "clerk"
of = "unit"
every_month_on = 31
months_apart = 6
first_month = 1
covers = "since_last"
met_by = "sheet_sent"
"""
    pack = pack_of(ROLE.format("clerk") + returns)
    rules, plan = Rules(pack, calendars={pack.id: read_calendar("around_the_clock")}), plan_of(pack.duty[0], pack)

    first = unit_due(plan, at("2024-02-01 10:00"), rules).at
    days = covered(plan, first, rules)

    assert first.astimezone(at("2024-02-01 10:00").tzinfo).date().isoformat() == "2024-07-31"
    assert days
    assert [day.isoformat() for day in days] == ["2024-02-01", "2024-07-31"]


def test_a_step_of_months_that_does_not_divide_the_year_is_an_error() -> None:
    row = duty("D", 'of = "unit"\nevery_month_on = 1\nmonths_apart = 5\nmet_by = "sheet_sent"')

    assert ("value", "months_apart") in {(one.kind, one.key) for one in check(pack_of(row))}


def test_extensions_months_and_exceptions_are_read_aloud() -> None:
    """Who approves, who is told first, which months, and who is never first asked (FR-065)."""
    first_asked = '[[role]]\nid = "first_asked"\nnever = ["clerk"]\ninstead = "clerk"\n$T\n'
    quarterly = duty("Q", 'of = "unit"\nevery_month_on = 10\nmonths_apart = 3\nmet_by = "sheet_sent"')
    pack = beside(BESIDE + ROLE.format("clerk") + first_asked + quarterly)
    outside, sheet = pack.duties["outside"], pack.duties["Q"]

    assert "approved by Title" in sentence(pack, outside).en
    assert "after telling the complainant" in sentence(pack, outside).en
    assert "every 3 months from month 1, by day 10" in sentence(pack, sheet).en
    assert sentence(pack, pack.role[-1]).zh == "题：遇题，由题承担"


def shipped() -> tuple[list[Pack], list[Pack]]:
    packs = [pack_in(folder) for folder in folders.shipped()]
    return [one for one in packs if not one.stands_beside], [one for one in packs if one.stands_beside]


def test_no_outside_body_s_pack_of_ours_names_a_step_or_a_choice_as_some_lead_does_otherwise() -> None:
    """The lead's word counts, so what stands beside every lead has names of its own."""
    leads, others = shipped()
    steps = [(one.id, lead.id, name) for one in others for lead in leads for name in one.steps.keys() & lead.steps]
    choices = [
        (one.id, lead.id, name)
        for one in others for lead in leads for name in one.fields.keys() & lead.fields
        for ours, theirs in [({c.id for c in pack.fields[name].choices} for pack in (one, lead))]
        if theirs and not ours <= theirs
    ]  # fmt: skip

    assert others
    assert (steps, choices) == ([], [])


def test_a_step_of_an_outside_body_is_never_the_main_one() -> None:
    main = BESIDE.replace('id = "tell_decision"', 'id = "tell_decision"\nmain = true')

    assert "of_a_lead" in {finding.kind for finding in check(beside(main))}
