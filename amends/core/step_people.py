"""Who may take a step: by role and department, and whom a part in the case keeps out."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.ledger import Actor, CaseState
from amends.core.needs import Judging, fact_title
from amends.core.pack import Pack, StepRow
from amends.core.refusal import Missing
from amends.core.text import Text


def person_missing(case: Judging, not_by: tuple[str, ...], article: str, pack: Pack) -> Iterator[Missing]:
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


def role_missing(by: Actor, step: StepRow, pack: Pack) -> Iterator[Missing]:
    if step.by and not by.roles & set(step.by):
        titles = [role.title for role in pack.role if role.id in step.by] or [
            Text(zh="、".join(step.by), en=", ".join(step.by))
        ]
        says = Text(
            zh="须由" + "、".join(t.zh for t in titles) + "办理", en="for " + ", ".join(t.en for t in titles) + " only"
        )
        yield Missing("role", says, step.article, pack=pack.id)


def department_missing(case: Judging, step: StepRow, pack: Pack) -> Iterator[Missing]:
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
