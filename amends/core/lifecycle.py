"""May this person take this step now, and if not, what is missing?

A refusal names everything at once, each point with its article; ``offered`` says the
same beforehand, for the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from amends.core.checks_in_order import checks_missing
from amends.core.citing import citing_missing
from amends.core.evaluate import Scene, holds
from amends.core.granting import kind_missing
from amends.core.intake import category_holds
from amends.core.ledger import Actor, CaseState, Counts, Rules, StepCall, Value
from amends.core.needs import Judging, SceneOf, fact_title, needs_missing
from amends.core.pack import GateRow, Pack, StepRow
from amends.core.page import Page
from amends.core.paying import payment_missing
from amends.core.refusal import Missing, Refused
from amends.core.returned import is_of_another_lot
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


def scenes(page: Page, call: StepCall) -> SceneOf:
    """Return the scenes in which a call is judged: the case's facts, what was said of its lot, what the step brings.

    They are as of now: what is written on the page later is not in them.
    """
    return each_once(lambda pack: _scene_of_call(page, call, pack))


def each_once(scene_of: SceneOf) -> SceneOf:
    """Return scenes that are made only once for each pack."""
    known: dict[str, Scene] = {}

    def found(pack: Pack) -> Scene:
        if pack.id not in known:
            known[pack.id] = scene_of(pack)
        return known[pack.id]

    return found


def _scene_of_call(page: Page, call: StepCall, pack: Pack) -> Scene:
    scene = page.scene(pack)
    said = _without_anew(scene.facts, page.rules.steps.get(call.step))
    facts = {**_without_other_lots(page, said, call.on), **_of_subject(page, call.on), **_brought(call.detail)}
    return replace(scene, facts={**facts, **_becomes(pack, scene, call)}, done=tuple(scene.done))


def _without_anew(facts: Mapping[str, Value], step: StepRow | None) -> Mapping[str, Value]:
    """Return what is known without the answers that a step asks anew: the second statement is not the first."""
    if step is None or not step.anew:
        return facts
    return {key: value for key, value in facts.items() if key not in step.asks}


def _without_other_lots(page: Page, facts: Mapping[str, Value], subject: str) -> Mapping[str, Value]:
    """Return what is known without what was told of other lots alone (FR-244)."""
    others = [done for done in page.done if is_of_another_lot(done, subject)]
    if not others:
        return facts
    rest = [done for done in page.done if not is_of_another_lot(done, subject)]
    return {
        name: value
        for name, value in facts.items()
        if any(one.tells(name) for one in rest) or not any(one.tells(name) for one in others)
    }


def _of_subject(page: Page, subject: str) -> dict[str, Value]:
    """Return what was said of one lot, order or node: two lots of a case have each their own figures (FR-244)."""
    said = (done.detail for done in page.done if subject and done.on == subject)
    return {key: value for detail in said for key, value in _brought(detail).items() if key in page.facts}


def _brought(detail: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in detail.items() if key not in ("grade", "list")}


def _becomes(pack: Pack, scene: Scene, call: StepCall) -> dict[str, str]:
    """Return the direction of a regrade by hand, for the gates that read it (FR-040)."""
    to, row = call.detail.get("grade"), pack.lists.get(str(call.detail.get("list", "")))
    row = row or (pack.list[0] if len(pack.list) == 1 else None)
    if to is None or row is None or to not in row.grades:
        return {}
    now = scene.facts.get(f"grade/{row.id}", row.default)
    if now not in row.grades:
        return {"becomes": "heavier"}
    difference = row.grades.index(to) - row.grades.index(now)
    return {"becomes": "heavier" if difference < 0 else "lighter" if difference else "same"}


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
    yield from _person_missing(case, step.not_by, step.article, pack)
    if not _overrides(case.call, step):
        yield from _role_missing(case.call.by, step, pack)
        yield from _department_missing(case, step, pack)
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
                *_person_missing(case, gate.not_by, gate.article, pack),
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


def _person_missing(case: Judging, not_by: tuple[str, ...], article: str, pack: Pack) -> Iterator[Missing]:
    if not not_by:
        return
    people = {
        "handler": case.state.handlers,
        "accused": case.state.accused,
        "proposer": hands_of(case.state, "proposed"),
        "interested": frozenset(case.state.facts.get("interested", ())),
    }
    acting = case.call.by.hands
    for kind in not_by:
        if acting & people.get(kind, frozenset()) or (kind == "interested" and _of_interested_unit(case)):
            zh, en = _PEOPLE[kind]
            yield Missing(
                f"person:{kind}", Text(zh=f"{zh}不得办理", en=f"the {en} may not do this"), article, pack=pack.id
            )


def _of_interested_unit(case: Judging) -> bool:
    unit = case.call.by.unit
    return bool(unit) and unit in case.state.facts.get("interested_units", ())


def hands_of(state: CaseState, event: str) -> frozenset[str]:
    """Return whose acts some events were, those whom deputies stood in for included (FR-128)."""
    return frozenset(one for done in state.done if done.event == event for one in done.hands)


_PEOPLE = {
    "handler": ("经办人", "handler"),
    "accused": ("被投诉人", "person complained of"),
    "proposer": ("提出人", "proposer"),
    "interested": ("与本案有利害关系的人员", "person with an interest in it"),
}


def _overrides(call: StepCall, step: StepRow) -> bool:
    rule = step.override
    return rule is not None and rule.role in call.by.roles and (bool(call.override_reason) or not rule.reason)


def _role_missing(by: Actor, step: StepRow, pack: Pack) -> Iterator[Missing]:
    if step.by and not by.roles & set(step.by):
        titles = [role.title for role in pack.role if role.id in step.by] or [
            Text(zh="、".join(step.by), en=", ".join(step.by))
        ]
        says = Text(
            zh="须由" + "、".join(t.zh for t in titles) + "办理", en="for " + ", ".join(t.en for t in titles) + " only"
        )
        yield Missing("role", says, step.article, pack=pack.id)


def _department_missing(case: Judging, step: StepRow, pack: Pack) -> Iterator[Missing]:
    """Yield that the department that a fact of the case names does not act itself, or that none is named (FR-103)."""
    if not step.function_from or (step.by and not case.call.by.roles & set(step.by)):
        return
    named = case.state.facts.get(step.function_from) or ()
    functions = {named} if isinstance(named, str) else set(named)
    if any(function in functions for role, function in case.call.by.serves if not step.by or role in step.by):
        return
    row = pack.fields.get(step.function_from)
    titles = [one.text for one in row.choices if one.id in functions] if row else []
    of = fact_title(pack, step.function_from)
    zh, en = "、".join(one.zh for one in titles) or "未定", ", ".join(one.en for one in titles) or "none yet"
    says = Text(zh=f"只能由“{of.zh}”（{zh}）自己办理", en=f"for “{of.en}” ({en}) itself only")
    yield Missing("role", says, step.article, pack=pack.id)


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
