"""Reply: nothing incomplete, contradictory or forbidden leaves; what leaves is a letter first (FR-137, FR-139).

A draft, its reading by a second person and its return are steps of their own; what is sent must be what was read.
"""

from __future__ import annotations

from django.db.models import Model

from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, Locked, StepResult, take
from amends.cases.models import Letter
from amends.cases.reply_check import judge, refuse_words
from amends.core.lifecycle import SECURITY
from amends.core.refusal import Missing, Refused
from amends.core.reply_review import DRAFTED, RETURNED, REVIEWED, waiting
from amends.core.text import Text
from amends.people.models import Complainant
from amends.people.rows import new_id


def reply(found: Opened, ask: Ask) -> StepResult:
    """Answer the complainant. words: ``text`` and ``part/<id>``, and ``second/…`` for the same in another language.

    Raises Refused naming every missing part, contradiction and forbidden phrase with its article.
    """
    locked = found.case
    judged = judge(locked, step=ask.step, words=ask.words, detail=ask.detail, at=ask.at)
    refuse_words(judged.missing())
    extra = Extra(detail={"letter": "reply", "in_writing": True})
    if any(row.to == "complainant" and row.sent_at == "replied" for pack in locked.rules.packs for row in pack.letter):
        extra.words["reply"] = judged.answer.text  # the regulation's own letter carries it
    else:
        extra.rows = _letters(locked, ask, judged.answer.text)
    return take(locked, ask, extra)


def draft_reply(found: Opened, ask: Ask) -> StepResult:
    """Hand in a draft of an answer for a second person: complete, or refused as the answer itself would be."""
    locked = found.case
    judged = judge(locked, step=ask.step, words=ask.words, detail=ask.detail, at=ask.at, is_draft=True)
    refuse_words(judged.missing())
    earlier = sum(1 for one in locked.state.done if one.detail.get(DRAFTED))
    return take(locked, ask, Extra(detail={DRAFTED: f"draft-{earlier + 1}"}))


def review_reply(found: Opened, ask: Ask) -> StepResult:
    """Read the draft that waits, and let it go. Raises Refused where none waits, or its writer would read it."""
    return take(found.case, ask, Extra(detail={REVIEWED: _draft_to_read(found, ask)}))


def return_draft(found: Opened, ask: Ask) -> StepResult:
    """Give the draft that waits back to its writer. Raises Refused like `review_reply`."""
    return take(found.case, ask, Extra(detail={RETURNED: _draft_to_read(found, ask)}))


def _draft_to_read(found: Opened, ask: Ask) -> str:
    """Return the name of the draft that waits for somebody else's eyes."""
    step, case = found.case.rules.steps[ask.step], found.case.case
    reader, article = ask.viewer.actor(case.units or [case.unit_id]).using(step.by), step.article
    draft = waiting(found.case.state.done)
    if draft is None:
        says = Text(zh="没有待审阅的拟稿", en="No draft of an answer waits to be read")
        raise Refused("missing", says=says, missing=(Missing("done:reply_drafted", says, article),))
    if draft.hands & reader.hands:
        says = Text(zh="拟稿人不得审阅自己的答复", en="Nobody reads their own draft as the second person")
        raise Refused(SECURITY, says=says, missing=(Missing("person:writer", says, article),))
    return str(draft.detail[DRAFTED])


def _letters(locked: Locked, ask: Ask, text: str) -> list[Model]:
    case = locked.case
    person = Complainant.objects.filter(pk=case.complainant_id).first() if case.complainant_id else None
    if person is None:
        return []
    title = {"zh": "投诉答复", "en": "Our answer to your complaint"}["en" if person.language.startswith("en") else "zh"]
    return [
        Letter(
            id=new_id(), org_id=case.org_id, case_id=case.id, letter="reply",
            key=f"{case.id}/reply/{case.head_seq + 1}",
            way="mail" if person.email else "portal", complainant_id=person.id, address=person.email,
            subject=f"{title} {case.number}", body=text, promised_at=ask.at, not_before=ask.at,
        )
    ]  # fmt: skip
