"""Steps and gates as sentences: who may, from which stage to which, what has to be there first."""

from __future__ import annotations

from amends.core.conditions import ALWAYS
from amends.core.pack import GateRow, Need, StepRow
from amends.core.plain_conditions import says as condition_says
from amends.core.plain_words import Words

ANYWHERE = "*"


def says_step(words: Words, row: StepRow) -> str:
    """Return a step as a sentence."""
    who = words.roles(row.by) if row.by else words.say("任何能看到案件的人", "anybody who sees the case")
    title = words.quoted(row.title.in_(words.language))
    parts = [words.say(f"{_from(words, row)}{who}可{title}", f"{who} may take {title}{_from(words, row)}")]
    if row.to:
        parts.append(
            words.say(
                f"之后为{words.quoted(words.stage(row.to))}", f"then the stage is {words.quoted(words.stage(row.to))}"
            )
        )
    parts += needs(words, row.needs)
    if row.not_by:
        parts.append(words.say(f"不得由{words.roles(row.not_by)}", f"never {words.roles(row.not_by)}"))
    if row.override:
        role = words.role(row.override.role)
        parts.append(words.say(f"{role}可写明理由放行", f"{role} may let it pass with a reason"))
    return words.say("；", "; ").join(parts)


def _from(words: Words, row: StepRow) -> str:
    if not row.from_:
        return ""
    if ANYWHERE in row.from_:
        return words.say("办理中，", " at any open stage")
    if {one.id for one in words.pack.stage if one.kind in ("new", "open")} <= set(row.from_):
        return words.say("在办的任何阶段，", " at any stage in hand")
    stages = words.either(words.quoted(words.stage(one)) for one in row.from_)
    return words.say(f"在{stages}阶段，", f" at {stages}")


def says_gate(words: Words, row: GateRow) -> str:
    """Return a gate as a sentence."""
    step = words.quoted(words.step(row.step))
    if_ = "" if row.when == ALWAYS else condition_says(words, row.when)
    parts = needs(words, row.needs)
    if row.not_by:
        parts.append(words.say(f"不得由{words.roles(row.not_by)}", f"never {words.roles(row.not_by)}"))
    then = words.say("；", "; ").join(parts)
    return words.say(
        f"{step}前{f'，若{if_}' if if_ else ''}：{then}", f"Before {step}{f', if {if_}' if if_ else ''}: {then}"
    )


def needs(words: Words, rows: tuple[Need, ...]) -> list[str]:
    """Return what has to be there, one sentence each."""
    return [_given(words, one, need(words, one)) for one in rows]


def _given(words: Words, row: Need, text: str) -> str:
    if row.when == ALWAYS:
        return text
    if_ = condition_says(words, row.when)
    return words.say(f"若{if_}，{text}", f"if {if_}, {text}")


def need(words: Words, row: Need) -> str:
    """Return one need in words."""
    if row.says:
        return words.say(f"须{row.says.zh}", row.says.en)
    if row.known:
        return words.say(
            f"须填写{words.quoted(words.fact(row.known))}", f"{words.quoted(words.fact(row.known))} has to be known"
        )
    if row.done:
        return words.say(f"须已{words.events(row.done)}", f"{words.events(row.done)} has to have happened")
    if row.signed:
        return words.say(f"须{words.role(row.signed)}签字", f"signed by {words.role(row.signed)}")
    if row.approved:
        return words.say(f"须{words.role(row.approved)}批准", f"approved by {words.role(row.approved)}")
    if row.met:
        duty = words.pack.duties.get(row.met)
        title = duty.title.in_(words.language) if duty else row.met
        return words.say(f"须已完成{words.quoted(title)}", f"{words.quoted(title)} has to be met")
    if row.is_ is not None:
        return words.say(f"须{condition_says(words, row.is_)}", f"needs: {condition_says(words, row.is_)}")
    return ""
