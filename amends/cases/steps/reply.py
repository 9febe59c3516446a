"""Reply: nothing incomplete or forbidden leaves; what leaves is a letter first (FR-137, FR-139)."""

from __future__ import annotations

from django.db.models import Model

from amends.cases.facts import read
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, Locked, StepResult, take
from amends.cases.models import Letter
from amends.core.pack import Pack, StepRow
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
    objections = _objections(locked, ask, full, parts)
    if not full or objections:
        raise _refused(objections)
    extra = Extra(detail={"letter": "reply", "in_writing": True})
    if any(row.to == "complainant" and row.sent_at == "replied" for pack in locked.rules.packs for row in pack.letter):
        extra.words["reply"] = full  # the regulation's own letter carries it
    else:
        extra.rows = _letters(locked, ask, full)
    return take(locked, ask, extra)


def _objections(locked: Locked, ask: Ask, full: str, parts: dict[str, str]) -> list[tuple[Pack, Objection]]:
    """Return what every pack has against the text, knowing what the step itself brings.

    A step of some kind is that letter too: a final response needs the parts of a reply and its own.
    """
    step, found = locked.rules.steps[ask.step], []
    brought = {**locked.state.facts, **read(ask.detail, locked.rules)}
    page = Page(locked.state.with_(facts=brought), locked.rules, {}, now=ask.at)
    for pack in locked.rules.packs:
        for of in ("reply", *_kinds(step, ask)):
            found += [(pack, one) for one in check_reply(pack, full, parts, page.scene(pack), of=of)]
    return found


def _kinds(step: StepRow, ask: Ask) -> tuple[str, ...]:
    named = str(ask.detail.get("kind", ""))
    return (named,) if named in step.kinds else step.kinds[:1] if len(step.kinds) == 1 else ()


def _refused(objections: list[tuple[Pack, Objection]]) -> Refused:
    missing = [
        Missing(
            f"{one.kind}:{one.row}",
            one.says,
            one.article,
            PART + one.row if one.kind == "missing_part" else TEXT,
            pack.id,
        )
        for pack, one in objections
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
