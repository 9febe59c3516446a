"""What a step or gate needs, and how a refusal names it: known, done, signed, approved, met, is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from amends.core.checks_in_order import list_missing
from amends.core.evaluate import Scene, holds
from amends.core.ledger import CaseState, Done, Rules, State, StepCall
from amends.core.limits import money
from amends.core.matching import Matcher, about, happened, parse
from amends.core.pack import Need, Pack, StepRow
from amends.core.refusal import Missing
from amends.core.returned import is_of_another_lot
from amends.core.text import Text
from amends.core.vocabulary import EVENTS, FACTS, STEP_KINDS

SceneOf = Callable[[Pack], Scene]


@dataclass(frozen=True, slots=True)
class Judging:
    """A call with all that it is judged by."""

    call: StepCall
    state: CaseState
    rules: Rules
    scene_of: SceneOf


def needs_missing(
    case: Judging, pack: Pack, needs: tuple[Need, ...], article: str, *, since: datetime | None
) -> Iterator[Missing]:
    """Yield what is not known, done, signed, approved, met or true; ``since``: older things do not count."""
    scene = case.scene_of(pack)
    for need in needs:
        if holds(need.when, scene).true and (found := _need_missing(case, pack, need, scene, since)):
            what, says, field = found
            yield Missing(what, need.says or says, article, field=field, pack=pack.id)


def _need_missing(
    case: Judging, pack: Pack, need: Need, scene: Scene, since: datetime | None
) -> tuple[str, Text, str] | None:
    """Return code, words and form field of what a need lacks; None when it has it."""
    if need.known:
        if scene.facts.get(need.known) not in (None, "", ()) and not _is_of_another(case, need.known):
            return None
        title = fact_title(pack, need.known)
        return f"known:{need.known}", Text(zh=f"缺少“{title.zh}”", en=f"“{title.en}” is not filled in"), need.known
    if need.done is not None:
        return _done_missing(pack, need, _recent(case, since))
    if need.signed or need.approved:
        return _hand_missing(pack, need, _recent(case, since))
    if need.met:
        runs = [
            run
            for run in case.state.obligations
            if (run.pack, run.duty) == (pack.id, need.met) and (not case.call.on or run.subject in ("", case.call.on))
        ]
        if any(run.state is State.MET for run in runs) and not any(run.state is State.OPEN for run in runs):
            return None
        title = pack.duties[need.met].title
        return f"met:{need.met}", Text(zh=f"未完成“{title.zh}”", en=f"“{title.en}” is not done"), ""
    if need.checked:
        return list_missing(pack, need.checked, scene)
    if need.adds_up:
        return _sum_missing(pack, need, scene)
    return _is_missing(pack, need, scene)


def _is_of_another(case: Judging, fact: str) -> bool:
    """Return whether a fact that the step does not tell was told with another entry; what it does not ask may be."""
    call, row = case.call, case.rules.steps.get(case.call.step)
    is_asked = row is not None and fact in row.asks
    return is_asked and fact not in call.detail and not stands(fact, case.state.done, step=call.step, on=call.on)


def stands(fact: str, done: Iterable[Done], *, step: str, on: str) -> bool:
    """Return whether a fact that is known answers for a new entry of a step, though the entry does not tell it.

    It does not where only earlier entries of the same step told it, or those of another lot: each entry stands
    for itself, and a second action has an owner and a date of its own (FR-114, FR-244).
    """
    told = [one for one in done if one.tells(fact)]
    return not told or not all(one.step == step or is_of_another_lot(one, on) for one in told)


def _recent(case: Judging, since: datetime | None) -> list[Done]:
    """Return what counts: what was done about another lot or order is not this one's (FR-243)."""
    on = case.call.on
    return [done for done in case.state.done if (since is None or done.at > since) and about(done, on)]


def _done_missing(pack: Pack, need: Need, recent: list[Done]) -> tuple[str, Text, str] | None:
    matchers = parse(need.done, pack)
    if _stands(matchers, parse(need.undone_by, pack), recent):
        return None
    codes = "|".join(matcher.code for matcher in matchers)
    names = [_done_title(pack, matcher) for matcher in matchers]
    says = Text(zh="尚未" + "或".join(n.zh for n in names), en="not yet: " + " or ".join(n.en for n in names))
    return f"done:{codes}", says, ""


def _stands(matchers: tuple[Matcher, ...], against: tuple[Matcher, ...], recent: list[Done]) -> bool:
    """Return whether it was done and nothing took it back since: the latest word counts (FR-243)."""
    stands = False
    for done in sorted(recent, key=lambda one: one.at) if against else recent:
        if any(happened(matcher, done) for matcher in matchers):
            stands = True
        elif any(happened(matcher, done) for matcher in against):
            stands = False
    return stands


def _done_title(pack: Pack, matcher: Matcher) -> Text:
    """Return what has to happen in words: by the one step that does it, else by the event and its marks."""
    event = EVENTS[matcher.event].title if matcher.event in EVENTS else Text(zh=matcher.code, en=matcher.code)
    if not matcher.marks:
        return event
    steps = [s for s in pack.step if set(s.kinds) & set(map(str, matcher.marks.values())) and _causes(s, matcher.event)]
    if len(steps) == 1:
        return Text(zh=f"“{steps[0].title.zh}”", en=f"“{steps[0].title.en}”")
    marks = [_mark_title(pack, str(one)) for one in matcher.marks.values()]
    zh, en = "、".join(one.zh for one in marks), ", ".join(one.en for one in marks)
    return Text(zh=f"{event.zh}（{zh}）", en=f"{event.en} ({en})")


def _causes(step: StepRow, event: str) -> bool:
    return event in (step.causes or STEP_KINDS[step.kind].causes)


def _mark_title(pack: Pack, code: str) -> Text:
    titles = {one.id: one.title for one in pack.letter} | {one.id: one.title for one in pack.report}
    titles |= {one.id: one.title for one in pack.remedy} | {one.id: one.title for one in pack.role}
    return titles.get(code, Text(zh=code, en=code))


def _hand_missing(pack: Pack, need: Need, recent: list[Done]) -> tuple[str, Text, str] | None:
    event, role = ("signed", need.signed) if need.signed else ("approved", need.approved)
    if any(done.event == event and (done.detail.get("role") == role or role in done.roles) for done in recent):
        return None
    title = next((one.title for one in pack.role if one.id == role), Text(zh=role, en=role))
    says = Text(zh=f"缺少{title.zh}签字", en=f"not signed by {title.en}")
    if need.approved:
        says = Text(zh=f"缺少{title.zh}批准", en=f"not approved by {title.en}")
    return f"{event}:{role}", says, ""


def _sum_missing(pack: Pack, need: Need, scene: Scene) -> tuple[str, Text, str] | None:
    """Return that figures do not make what they have to make (FR-100); one that is not known adds nothing."""
    known = [scene.facts.get(name) for name in need.adds_up]
    figures = [money(value) for value in known if isinstance(value, int | float | Decimal)]
    if figures and sum(figures) == need.to:
        return None
    titles = [fact_title(pack, name) for name in need.adds_up]
    says = Text(
        zh=f"{'、'.join(one.zh for one in titles)}合计应为 {need.to}，现为 {sum(figures)}",
        en=f"{', '.join(one.en for one in titles)} have to make {need.to} together, not {sum(figures)}",
    )
    return f"adds_up:{need.to}", says, need.adds_up[0]


def _is_missing(pack: Pack, need: Need, scene: Scene) -> tuple[str, Text, str] | None:
    if need.is_ is None:
        return None
    verdict = holds(need.is_, scene)
    if verdict.true:
        return None
    facts = tuple(dict.fromkeys((*verdict.unknown, *verdict.reads)))
    titles = [fact_title(pack, fact) for fact in facts]
    says = Text(
        zh="不符合条件：" + "、".join(t.zh for t in titles), en="condition not met: " + ", ".join(t.en for t in titles)
    )
    return "is:" + ",".join(facts), says, facts[0] if facts else ""


def fact_title(pack: Pack, name: str) -> Text:
    """Return what a fact is called: by the pack's form, else by the vocabulary."""
    row = pack.fields.get(name)
    if row is not None and row.title is not None:
        return row.title
    return FACTS[name].title if name in FACTS else Text(zh=name, en=name)


def role_titles(pack: Pack, roles: tuple[str, ...]) -> Text:
    """Return what a regulation calls roles; one that it does not have keeps its code, none is a dash."""
    known = {row.id: row.title for row in pack.role}
    titles = [known.get(one, Text(zh=one, en=one)) for one in roles]
    return Text(zh="、".join(one.zh for one in titles) or "—", en=", ".join(one.en for one in titles) or "—")
