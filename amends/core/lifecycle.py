"""May this person take this step now, and if not, what is missing?

A refusal names everything at once, each point with its article; ``offered`` says the
same beforehand, for the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from amends.core.call_scenes import scenes
from amends.core.checks_in_order import checks_missing
from amends.core.citing import citing_missing
from amends.core.evaluate import holds
from amends.core.granting import kind_missing
from amends.core.intake import category_holds
from amends.core.ledger import Actor, CaseState, Counts, Rules, StepCall
from amends.core.needs import Judging, SceneOf, needs_missing
from amends.core.pack import GateRow, Pack, StepRow
from amends.core.page import Page
from amends.core.paying import payment_missing
from amends.core.refusal import Missing, Refused
from amends.core.step_people import department_missing, person_missing, role_missing
from amends.core.text import Text
from amends.core.vocabulary import EVENTS, STEP_KINDS
from amends.core.worked_out import once

ANYWHERE = "*"
BY_OUTSIDE = frozenset({"outside_received", "outside_accepted", "outside_told", "outside_finding"})
"""What others do about a case, closed or not."""
SECURITY = "barred"
"""The code of a refusal that goes to the access log."""


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A step that fits the stage and the person, with what is still missing for it."""

    step: StepRow
    missing: tuple[Missing, ...] = ()
    override: bool = False  # what is missing may be overridden by this person, with a reason


def check_step(call: StepCall, state: CaseState, rules: Rules, scene_of: SceneOf) -> StepRow:
    """Return the step's row when it may be taken.

    Raises Refused with every Missing at once: stage, role, person, needs, gates of all
    packs (FR-056, FR-149, FR-157 to FR-160). An override with role and reason waives the
    step's own role and needs, never a gate, a stage or a bar on the person.
    """
    step = rules.steps.get(call.step)
    if step is None:
        raise Refused(
            "unknown_step", says=Text(zh=f"制度中没有步骤“{call.step}”", en=f"The regulation has no step “{call.step}”")
        )
    missing = missing_for(call, step, state, rules, scene_of)
    if missing:
        barred = any(one.what.startswith("person:") for one in missing)
        says = Text(
            zh=f"不能“{step.title.zh}”：" + "；".join(one.says.zh for one in missing),
            en=f"Cannot {step.title.en.lower()}: " + "; ".join(one.says.en for one in missing),
        )
        raise Refused(SECURITY if barred else "missing", says=says, missing=missing)
    return step


def missing_for(
    call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf
) -> tuple[Missing, ...]:  # fmt: skip
    """Return all that a call of a step lacks, in the order in which the rules ask; empty: it may be taken."""
    return tuple(_missing(Judging(acting(call, step), state, rules, scene_of), step))


def happenings_for(
    call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf
) -> Iterator[Missing]:  # fmt: skip
    """Yield what a call of a step lacks that has to happen first, in the same order: stage and person aside."""
    case = Judging(acting(call, step), state, rules, scene_of)
    yield from _own_needs(case, step, rules.pack_of_step(step))
    yield from kind_missing(case.call, step, state, rules, scene_of)
    yield from payment_missing(case.call, step, state, rules)
    for governing in rules.packs:
        yield from _gates_missing(case, step, governing)


def acting(call: StepCall, step: StepRow) -> StepCall:
    """Return the call with whose roles it uses: that of an approval is the one that was asked."""
    role = call.detail.get("role")
    by = call.by.using((str(role),) if role else step.by)
    return call if by is call.by else replace(call, by=by)


def _missing(case: Judging, step: StepRow) -> Iterator[Missing]:
    pack = case.rules.pack_of_step(step)
    yield from _stage_missing(case, step)
    yield from person_missing(case, step.not_by, step.article, pack)
    if not _overrides(case.call, step):
        yield from role_missing(case.call.by, step, pack)
        yield from department_missing(case, step, pack)
    yield from _own_needs(case, step, pack)
    yield from kind_missing(case.call, step, case.state, case.rules, case.scene_of)
    yield from payment_missing(case.call, step, case.state, case.rules)
    yield from _category_missing(case, step, case.rules.lead)
    for governing in case.rules.packs:
        yield from checks_missing(case.call, governing, case.scene_of(governing))
        yield from citing_missing(case.call, governing, case.scene_of(governing))
        yield from _gates_missing(case, step, governing)


def _own_needs(case: Judging, step: StepRow, pack: Pack) -> Iterator[Missing]:
    if not _overrides(case.call, step):
        yield from needs_missing(case, pack, step.needs, step.article, since=None)


def _gates_missing(case: Judging, step: StepRow, pack: Pack) -> Iterator[Missing]:
    for gate in _gates(pack)(step.id, step.kind):
        if holds(gate.when, case.scene_of(pack)).true:
            since = None if gate.once else _last_taken(case.state, step)
            yield from _worded(gate, [
                *person_missing(case, gate.not_by, gate.article, pack),
                *needs_missing(case, pack, gate.needs, gate.article, since=since),
            ])  # fmt: skip


@once
def _gates(pack: Pack) -> Callable[[str, str], tuple[GateRow, ...]]:
    """Return how the gates before a step of a name and kind are found, each such question answered once."""
    rows = pack.gate
    return cache(lambda step, kind: tuple(one for one in rows if one.step in (step, kind)))


def _worded(gate: GateRow, found: Sequence[Missing]) -> Iterator[Missing]:
    """Yield what a gate lacks, the first with the gate's own words: they say why, not only what."""
    for nth, one in enumerate(found):
        if nth or gate.says is None or one.says.zh in gate.says.zh:
            yield one
        else:
            zh, en = f"{one.says.zh}（{gate.says.zh}）", f"{one.says.en} ({gate.says.en})"
            yield replace(one, says=Text(zh=zh, en=en))


def _category_missing(case: Judging, step: StepRow, pack: Pack) -> Iterator[Missing]:
    """Yield that a category is not of the tree under which the case was received (FR-023)."""
    category = case.call.detail.get("category")
    if not isinstance(category, str) or not category:
        return
    day = case.rules.calendars[pack.id].day_of(case.state.instant("received") or case.call.at)
    if not category_holds(pack, category, day):
        title = next((row.title for row in pack.category if row.id == category), Text(zh=category, en=category))
        says = Text(
            zh=f"{day:%Y-%m-%d} 收到的投诉不能归入类别“{title.zh}”",
            en=f"what was received on {day:%Y-%m-%d} cannot get the category “{title.en}”",
        )
        yield Missing("invalid:category", says, step.article, field="category", pack=pack.id)


def _last_taken(state: CaseState, step: StepRow) -> datetime | None:
    """Return when a step of the case was last taken: what a gate wants must be newer (a reopened case is signed again).

    Orders are another matter: one return and re-send does not undo what was done before.
    """
    events = [name for name in (step.causes or STEP_KINDS[step.kind].causes) if EVENTS[name].of == "case"]
    return max((done.at for done in state.done if done.event in events and done.by), default=None)


def _stage_missing(case: Judging, step: StepRow) -> Iterator[Missing]:
    pack, stage = case.rules.lead, case.state.stage
    if stage_fits(pack, stage, step) or (stage and _stays_open(case.rules, step)):
        return
    row = pack.stages.get(stage)
    title = row.title if row else Text(zh="未登记", en="not registered")
    says = Text(zh=f"当前环节“{title.zh}”不能办理", en=f"not in stage “{title.en}”")
    yield Missing("stage", says, step.article, pack=pack.id)


def _stays_open(rules: Rules, step: StepRow) -> bool:
    """Return whether a step may be taken after the lead closed the case: an outside body acts when it likes.

    An appeal to an ombudsman comes after the final answer; writing down that it came moves no stage (decision 0018).
    """
    caused = step.causes or STEP_KINDS[step.kind].causes
    return ANYWHERE in step.from_ and bool(BY_OUTSIDE & set(caused)) and rules.pack_of_step(step).stands_beside


def stage_fits(pack: Pack, stage: str, step: StepRow) -> bool:
    """Return whether a step may be taken in a stage; a new case has none, and only ``register`` begins one."""
    if step.kind == "register":
        return stage == "" or stage in step.from_
    if ANYWHERE in step.from_ or not step.from_:
        row = pack.stages.get(stage)
        return row is None or row.kind != "closed"
    return stage in step.from_ or (stage == "" and not pack.stage)


def _overrides(call: StepCall, step: StepRow) -> bool:
    rule = step.override
    return rule is not None and rule.role in call.by.roles and (bool(call.override_reason) or not rule.reason)


def is_timely(step: StepRow, state: CaseState, rules: Rules) -> bool:
    """Return whether a step fits the stage of a case, whoever takes it and whatever else is missing."""
    return stage_fits(rules.lead, state.stage, step) or (bool(state.stage) and _stays_open(rules, step))


def offered(
    state: CaseState, rules: Rules, actor: Actor, now: datetime, counts: Counts | None = None
) -> tuple[OfferedStep, ...]:
    """Return every step that fits stage and person, with what is still missing, the main ones first.

    An outside body's pack adds its own steps; they are never main and leave the stage alone.
    """
    page = Page(state, rules, counts or {}, now=now)
    found = []
    for step in rules.steps.values():
        may_override = step.override is not None and step.override.role in actor.roles
        allowed = not step.by or actor.roles & set(step.by) or may_override
        if not (allowed and is_timely(step, state, rules)):
            continue
        call = acting(StepCall(step.id, now, actor), step)
        missing = missing_for(call, step, state, rules, scenes(page, call))
        found.append(OfferedStep(step, missing, override=may_override))
    return tuple(sorted(found, key=lambda one: not one.step.main))
