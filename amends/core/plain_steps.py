"""Steps and gates as sentences: who may, from which stage to which, what has to be there first."""

from __future__ import annotations

from amends.core.conditions import ALWAYS
from amends.core.pack import CheckRow, GateRow, Lead, Need, StepRow
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
    if row.itself_at:
        at = words.quoted(words.fact(row.itself_at))
        parts.append(words.say(f"到{at}而无人办理时自行进行", f"it takes itself at the {at} where nobody has before"))
    parts += needs(words, row.needs)
    if row.with_file:
        parts.append(words.say("须附上文件", "a file has to come with it"))
    if row.not_by:
        parts.append(words.say(f"不得由{words.roles(row.not_by)}", f"never {words.roles(row.not_by)}"))
    if row.function_from:
        of = words.quoted(words.fact(row.function_from))
        parts.append(words.say(f"只能由{of}自己的人办理", f"only for those of the {of} itself"))
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
    if row.once:
        parts.append(words.say("做过一次即可", "once is enough"))
    then = words.say("；", "; ").join(parts)
    return words.say(
        f"{step}前{f'，若{if_}' if if_ else ''}：{then}", f"Before {step}{f', if {if_}' if if_ else ''}: {then}"
    )


def says_check(words: Words, row: CheckRow) -> str:
    """Return a check as a sentence: what is looked at, by whom, and what the answers lead to."""
    question = words.quoted(row.question.in_(words.language))
    who = words.say(f"由{words.roles(row.by)}", f" by {words.roles(row.by)}") if row.by else ""
    of = words.quoted(_check_list(words, row.list))
    parts = [words.say(f"{of}按次序{who}查{question}", f"{of}, in its turn{who}: {question}")]
    if row.seen:
        parts.append(words.say("写明所见", "what was seen is written down"))
    parts += [_lead(words, row, one) for one in row.leads]
    text = words.say("；", "; ").join(parts)
    if row.when == ALWAYS:
        return text
    if_ = condition_says(words, row.when)
    return words.say(f"若{if_}：{text}", f"If {if_}: {text}")


def _check_list(words: Words, list_id: str) -> str:
    return next((one.title.in_(words.language) for one in words.pack.check_list if one.id == list_id), list_id)


def _lead(words: Words, row: CheckRow, lead: Lead) -> str:
    parts = [words.say("不再往下查", "no later check is asked")] if lead.ends else []
    parts += [
        f"{words.fact(name)}{words.say('为', ': ')}{words.value(name, value)}" for name, value in lead.finds.items()
    ]
    parts += [lead.says.in_(words.language)] if lead.says else []
    answer = words.quoted(words.value(row.asks, lead.answer))
    return words.say(f"答{answer}则{'，'.join(parts)}", f"on {answer}: {', '.join(parts)}")


def needs(words: Words, rows: tuple[Need, ...]) -> list[str]:
    """Return what has to be there, one sentence each."""
    return [_given(words, one, need(words, one)) for one in rows]


def _given(words: Words, row: Need, text: str) -> str:
    if row.when == ALWAYS:
        return text
    if_ = condition_says(words, row.when)
    return words.say(f"若{if_}，{text}", f"if {if_}, {text}")


def need(words: Words, row: Need) -> str:
    """Return one need in words: its own condition, and what the refusal says where it does not hold.

    A pack's ``says`` is what is missing (“not answered yet”): read as the need itself, it says the rule's opposite.
    """
    text = _asked(words, row)
    if row.says is None or not text:
        return text
    refused = words.quoted(row.says.in_(words.language))
    return words.say(f"{text}（未满足时提示{refused}）", f"{text} (when it is not so, the refusal says {refused})")


def _done(words: Words, row: Need) -> str:
    """Return what has to have happened, and what takes it back."""
    text = words.say(f"须已{words.events(row.done)}", f"{words.events(row.done)} has to have happened")
    if not row.undone_by:
        return text
    against = words.events(row.undone_by)
    return words.say(f"{text}，且其后未有{against}", f"{text}, and not {against} since")


def _asked(words: Words, row: Need) -> str:
    """Return what a need asks for, by its own condition."""
    if row.known:
        return words.say(
            f"须填写{words.quoted(words.fact(row.known))}", f"{words.quoted(words.fact(row.known))} has to be known"
        )
    if row.done:
        return _done(words, row)
    if row.signed:
        return words.say(f"须{words.role(row.signed)}签字", f"signed by {words.role(row.signed)}")
    if row.approved:
        return words.say(f"须{words.role(row.approved)}批准", f"approved by {words.role(row.approved)}")
    if row.met:
        duty = words.pack.duties.get(row.met)
        title = duty.title.in_(words.language) if duty else row.met
        return words.say(f"须已完成{words.quoted(title)}", f"{words.quoted(title)} has to be met")
    if row.adds_up:
        figures = words.both(words.fact(one) for one in row.adds_up)
        return words.say(f"{figures}合计须为 {row.to}", f"{figures} have to make {row.to} together")
    if row.checked:
        title = words.quoted(_check_list(words, row.checked))
        return words.say(f"须已逐项查完{title}", f"the check list {title} has to be at its end")
    if row.is_ is not None:
        return words.say(f"须{condition_says(words, row.is_)}", f"needs: {condition_says(words, row.is_)}")
    return ""
