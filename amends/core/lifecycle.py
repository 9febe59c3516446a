"""May this person take this step now, and if not, what is missing?

A refusal names everything at once, each point with its article; ``offered`` says the
same beforehand, for the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from amends.core.evaluate import Scene, holds
from amends.core.granting import kind_missing
from amends.core.ledger import Actor, CaseState, Counts, Done, Rules, State, StepCall
from amends.core.matching import happened, parse
from amends.core.pack import Need, Pack, StepRow
from amends.core.page import Page
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.vocabulary import EVENTS, FACTS, STEP_KINDS

SceneOf = Callable[[Pack], Scene]
ANYWHERE = "*"
SECURITY = "barred"
"""The code of a refusal that goes to the access log (DESIGN §5)."""


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A step that fits the stage and the person, with what is still missing for it."""

    step: StepRow
    missing: tuple[Missing, ...] = ()
    override: bool = False  # what is missing may be overridden by this person, with a reason


@dataclass(frozen=True, slots=True)
class _Case:
    call: StepCall
    state: CaseState
    rules: Rules
    scene_of: SceneOf


def scenes(page: Page, call: StepCall) -> SceneOf:
    """Return the scenes in which a call is judged: the case's facts, and what the step brings."""

    def scene_of(pack: Pack) -> Scene:
        scene = page.scene(pack)
        brought = {key: value for key, value in call.detail.items() if key not in ("grade", "list")}
        return replace(scene, facts={**scene.facts, **brought, **_becomes(pack, scene, call)})

    return scene_of


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
    step = rules.lead.steps.get(call.step)
    if step is None:
        raise Refused("unknown_step", says=Text(zh=f"制度中没有步骤“{call.step}”", en=f"The regulation has no step “{call.step}”"))
    missing = tuple(_missing(_Case(call, state, rules, scene_of), step))
    if missing:
        barred = any(one.what.startswith("person:") for one in missing)
        says = Text(
            zh=f"不能“{step.title.zh}”：" + "；".join(one.says.zh for one in missing),
            en=f"Cannot {step.title.en.lower()}: " + "; ".join(one.says.en for one in missing),
        )
        raise Refused(SECURITY if barred else "missing", says=says, missing=missing)
    return step


def _missing(case: _Case, step: StepRow) -> Iterator[Missing]:
    pack = case.rules.lead
    yield from _stage_missing(case, step)
    yield from _person_missing(case, step.not_by, step.article, pack)
    if not _overrides(case.call, step):
        yield from _role_missing(case.call.by, step, pack)
        yield from _needs_missing(case, pack, step.needs, step.article, since=None)
    yield from kind_missing(case.call, step, case.state, case.rules, case.scene_of)
    for governing in case.rules.packs:
        for gate in governing.gate:
            if gate.step in (step.id, step.kind) and holds(gate.when, case.scene_of(governing)).true:
                yield from _person_missing(case, gate.not_by, gate.article, governing)
                yield from _needs_missing(case, governing, gate.needs, gate.article, since=_last_taken(case.state, step))


def _last_taken(state: CaseState, step: StepRow) -> datetime | None:
    """Return when a step of the case was last taken: what a gate wants must be newer (a reopened case is signed again).

    Orders are another matter: one return and re-send does not undo what was done before.
    """
    events = [name for name in (step.causes or STEP_KINDS[step.kind].causes) if EVENTS[name].of == "case"]
    return max((done.at for done in state.done if done.event in events and done.by), default=None)


def _stage_missing(case: _Case, step: StepRow) -> Iterator[Missing]:
    pack, stage = case.rules.lead, case.state.stage
    if stage_fits(pack, stage, step):
        return
    row = pack.stages.get(stage)
    title = row.title if row else Text(zh="未登记", en="not registered")
    says = Text(zh=f"当前环节“{title.zh}”不能办理", en=f"not in stage “{title.en}”")
    yield Missing("stage", says, step.article, pack=pack.id)


def stage_fits(pack: Pack, stage: str, step: StepRow) -> bool:
    """Return whether a step may be taken in a stage; a new case has none, and only ``register`` begins one."""
    if step.kind == "register":
        return stage == "" or stage in step.from_
    if ANYWHERE in step.from_ or not step.from_:
        row = pack.stages.get(stage)
        return row is None or row.kind != "closed"
    return stage in step.from_ or (stage == "" and not pack.stage)


def _person_missing(case: _Case, not_by: tuple[str, ...], article: str, pack: Pack) -> Iterator[Missing]:
    people = {
        "handler": case.state.handlers,
        "accused": case.state.accused,
        "proposer": frozenset(done.by for done in case.state.done if done.event == "proposed"),
    }
    for kind in not_by:
        if case.call.by.id in people.get(kind, frozenset()):
            zh, en = _PEOPLE[kind]
            yield Missing(f"person:{kind}", Text(zh=f"{zh}不得办理", en=f"the {en} may not do this"), article, pack=pack.id)


_PEOPLE = {"handler": ("经办人", "handler"), "accused": ("被投诉人", "person complained of"), "proposer": ("提出人", "proposer")}


def _overrides(call: StepCall, step: StepRow) -> bool:
    rule = step.override
    return rule is not None and rule.role in call.by.roles and (bool(call.override_reason) or not rule.reason)


def _role_missing(by: Actor, step: StepRow, pack: Pack) -> Iterator[Missing]:
    if step.by and not by.roles & set(step.by):
        titles = [role.title for role in pack.role if role.id in step.by] or [Text(zh="、".join(step.by), en=", ".join(step.by))]
        says = Text(zh="须由" + "、".join(t.zh for t in titles) + "办理", en="for " + ", ".join(t.en for t in titles) + " only")
        yield Missing("role", says, step.article, pack=pack.id)


def _needs_missing(
    case: _Case, pack: Pack, needs: tuple[Need, ...], article: str, *, since: datetime | None
) -> Iterator[Missing]:
    scene = case.scene_of(pack)
    for need in needs:
        if holds(need.when, scene).true and (found := _need_missing(case, pack, need, scene, since)):
            what, says, field = found
            yield Missing(what, need.says or says, article, field=field, pack=pack.id)


def _need_missing(
    case: _Case, pack: Pack, need: Need, scene: Scene, since: datetime | None
) -> tuple[str, Text, str] | None:
    """Return code, words and form field of what a need lacks; None when it has it."""
    if need.known:
        if scene.facts.get(need.known) not in (None, "", ()):
            return None
        title = _fact_title(pack, need.known)
        return f"known:{need.known}", Text(zh=f"缺少“{title.zh}”", en=f"“{title.en}” is not filled in"), need.known
    recent = [done for done in case.state.done if since is None or done.at > since]
    if need.done is not None:
        return _done_missing(pack, need, recent)
    if need.signed or need.approved:
        return _hand_missing(pack, need, recent)
    if need.met:
        runs = [run for run in case.state.obligations if (run.pack, run.duty) == (pack.id, need.met)]
        if any(run.state is State.MET for run in runs) and not any(run.state is State.OPEN for run in runs):
            return None
        title = pack.duties[need.met].title
        return f"met:{need.met}", Text(zh=f"未完成“{title.zh}”", en=f"“{title.en}” is not done"), ""
    return _is_missing(pack, need, scene)


def _done_missing(pack: Pack, need: Need, recent: list[Done]) -> tuple[str, Text, str] | None:
    matchers = parse(need.done, pack)
    if any(happened(matcher, done) for matcher in matchers for done in recent):
        return None
    codes = "|".join(matcher.code for matcher in matchers)
    names = [EVENTS[m.event].title if m.event in EVENTS else Text(zh=m.code, en=m.code) for m in matchers]
    kinds = [str(mark) for m in matchers for mark in m.marks.values()]
    more = f" ({', '.join(kinds)})" if kinds else ""
    says = Text(zh="尚未" + "或".join(n.zh for n in names) + more, en="not yet: " + " or ".join(n.en for n in names) + more)
    return f"done:{codes}", says, ""


def _hand_missing(pack: Pack, need: Need, recent: list[Done]) -> tuple[str, Text, str] | None:
    event, role = ("signed", need.signed) if need.signed else ("approved", need.approved)
    if any(done.event == event and (done.detail.get("role") == role or role in done.roles) for done in recent):
        return None
    title = next((one.title for one in pack.role if one.id == role), Text(zh=role, en=role))
    says = Text(zh=f"缺少{title.zh}签字", en=f"not signed by {title.en}")
    if need.approved:
        says = Text(zh=f"缺少{title.zh}批准", en=f"not approved by {title.en}")
    return f"{event}:{role}", says, ""


def _is_missing(pack: Pack, need: Need, scene: Scene) -> tuple[str, Text, str] | None:
    if need.is_ is None:
        return None
    verdict = holds(need.is_, scene)
    if verdict.true:
        return None
    facts = tuple(dict.fromkeys((*verdict.unknown, *verdict.reads)))
    titles = [_fact_title(pack, fact) for fact in facts]
    says = Text(zh="不符合条件：" + "、".join(t.zh for t in titles), en="condition not met: " + ", ".join(t.en for t in titles))
    return "is:" + ",".join(facts), says, facts[0] if facts else ""


def _fact_title(pack: Pack, name: str) -> Text:
    row = pack.fields.get(name)
    if row is not None and row.title is not None:
        return row.title
    return FACTS[name].title if name in FACTS else Text(zh=name, en=name)


def offered(
    state: CaseState, rules: Rules, actor: Actor, now: datetime, counts: Counts | None = None
) -> tuple[OfferedStep, ...]:
    """Return every step that fits stage and person, with what is still missing, the main ones first."""
    page = Page(state, rules, counts or {}, now=now)
    found = []
    for step in rules.lead.step:
        may_override = step.override is not None and step.override.role in actor.roles
        if not stage_fits(rules.lead, state.stage, step) or not (not step.by or actor.roles & set(step.by) or may_override):
            continue
        call = StepCall(step.id, now, actor)
        missing = tuple(_missing(_Case(call, state, rules, scenes(page, call)), step))
        found.append(OfferedStep(step, missing, override=may_override))
    return tuple(sorted(found, key=lambda one: not one.step.main))


