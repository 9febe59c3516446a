"""Reply: nothing incomplete or forbidden leaves; what leaves is a letter first (FR-137, FR-139)."""

from __future__ import annotations

from django.db.models import Model

from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, Locked, StepResult, take
from amends.cases.models import Letter
from amends.core.page import Page
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.wording import Objection, check_reply
from amends.people.models import Complainant
from amends.people.rows import new_id

TEXT, PART = "text", "part/"


def reply(found: Opened, ask: Ask) -> StepResult:
    """Answer the complainant. words: ``text`` and ``part/<id>`` for each part the regulation demands.

    Raises Refused naming every missing part and forbidden phrase with its article.
    """
    locked = found.case
    text = ask.words.get(TEXT, "").strip()
    parts = {name.removeprefix(PART): value for name, value in ask.words.items() if name.startswith(PART)}
    full = "\n\n".join([*([text] if text else []), *(value for value in parts.values() if value.strip())])
    scene = Page(locked.state, locked.rules, {}, now=ask.at).scene(locked.rules.lead)
    objections = check_reply(locked.rules.lead, full, parts, scene)
    if not full or objections:
        raise _refused(objections)
    extra = Extra(detail={"letter": "reply", "in_writing": True})
    if any(row.to == "complainant" and row.sent_at == "replied" for row in locked.rules.lead.letter):
        extra.words["reply"] = full  # the regulation's own letter carries it
    else:
        extra.rows = _letters(locked, ask, full)
    return take(locked, ask, extra)


def _refused(objections: tuple[Objection, ...]) -> Refused:
    missing = [
        Missing(
            f"{one.kind}:{one.row}", one.says, one.article, field=PART + one.row if one.kind == "missing_part" else TEXT
        )
        for one in objections
    ] or [Missing("known:text", Text(zh="答复内容为空", en="The reply is empty"), field=TEXT)]
    says = Text(zh="；".join(m.says.zh for m in missing), en="; ".join(m.says.en for m in missing))
    return Refused("wording", says=says, missing=tuple(missing))


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
