"""A discipline of an 8D as a sentence: what is written, who hands it in, who looks at it, what happens then."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.pack import DisciplineRow
from amends.core.plain_words import Words

_MOMENTS = {
    "accepted": ("通过后", "when accepted"),
    "returned": ("退回时", "when returned"),
    "approved": ("批准后", "when approved"),
    "refused": ("不批准时", "when not approved"),
    "sent": ("发给客户时", "when sent to the customer"),
}


def says(words: Words, row: DisciplineRow) -> str:
    """Return a discipline as a sentence."""
    title = f"{row.id} {words.quoted(row.title.in_(words.language))}"
    return title + words.say("：", ": ") + words.say("；", "; ").join(_parts(words, row))


def _parts(words: Words, row: DisciplineRow) -> Iterator[str]:
    by = words.either(words.role(one) for one in row.by)
    yield words.say(f"由{by}提交" if by else "按次序提交", f"handed in by {by}" if by else "handed in in its order")
    if row.step:
        yield words.say(f"提交即办理{words.step(row.step)}", f"handing it in takes {words.step(row.step)}")
    if row.drawn:
        yield words.say(
            "其完成的鱼骨图或矩阵图写入案件的原因", "its finished fishbone or matrix lists the causes of the case"
        )
    if row.reviewed_by:
        who = words.either(words.role(one) for one in row.reviewed_by)
        yield words.say(f"由{who}预审", f"looked at beforehand by {who}")
    if row.approved_by:
        who = words.either(words.role(one) for one in row.approved_by)
        yield words.say(f"经{who}批准后客户方可看到", f"the customer sees it only after approval by {who}")
    for moment, step in row.then.items():
        zh, en = _MOMENTS[moment]
        yield words.say(f"{zh}办理{words.step(step)}", f"{en}, {words.step(step)} is taken")
    if row.only_here:
        yield words.say("其操作只能由此办理", "its steps are taken here only")
    if row.shown_to_customer:
        yield words.say("门户可见", "shown at the portal")
