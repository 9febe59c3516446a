"""Letters promised by what happened: reminders when rungs are climbed, the pack's letters on their events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from amends.cases.models import Letter
from amends.cases.reach import OWNER, Reach
from amends.core.folding import done_of
from amends.core.later_letters import leaves_at
from amends.core.ledger import Effect, Event, Obligation
from amends.core.limits import told as told_amount
from amends.core.matching import happened, parse
from amends.core.pack import Pack
from amends.core.plain_words import Words
from amends.people.models import Complainant
from amends.people.rows import new_id

ANONYMOUS_WAY = "portal"
NAMED = re.compile(r"\{(\w+)\}")
WITHDRAWN = "withdrawn"
"""The error of a letter that was never sent because something happened meanwhile."""
NTH = "{nth}"
"""In a letter: the how-manieth of its kind in the case, so that each slip has a number of its own (FR-126)."""


def reminders(reach: Reach, effect: Effect, obligation: Obligation, *, at: datetime) -> Iterator[Letter]:
    """Yield what people are told when a rung is climbed; each person once per rung and due time."""
    case = reach.case
    title = _duty_title(reach, obligation)
    due = obligation.due_at
    for person in told(reach, effect, obligation):
        known = reach.directory.people[person]
        english = known.language.lower().startswith("en")
        zone = reach.directory.zone(case.unit_id)
        when = f"{due.astimezone(zone):%Y-%m-%d %H:%M}" if due else ""
        late = effect.at > due if due else False
        subject = f"{case.number} {title['en'] if english else title['zh']}"
        body = (
            f"{subject}\n{'Was due' if late else 'Due'}: {when} (article {obligation.article})"
            if english
            else f"{subject}\n{'已逾期，期限' if late else '期限'}：{when}（条款{obligation.article}）"
        )
        key = f"{case.id}/{obligation.key}/{effect.detail['rung']}/{effect.detail.get('due', '')}/{person}"
        yield Letter(
            id=new_id(), org_id=case.org_id, case_id=case.id, letter=f"told/{effect.detail.get('as', 'reminder')}",
            key=key[:200], way="mail" if known.email else "desk", person_id=person, address=known.email,
            subject=subject, body=body, promised_at=at, not_before=at,
        )  # fmt: skip


def told(reach: Reach, effect: Effect, obligation: Obligation) -> tuple[UUID, ...]:
    """Return the persons whom a rung names, each once."""
    found: dict[UUID, None] = {}
    for role in effect.detail.get("who", ()):
        meant = reach.owner(obligation) if role == OWNER else reach.role(
            role, pack=obligation.pack, subject=obligation.subject
        )  # fmt: skip
        one = reach.one(meant)
        found |= dict.fromkeys((one,) if one and role == OWNER else meant.people)
    return tuple(found)


def to_complainant(
    reach: Reach, event: Event, *, step: str, seq: int, at: datetime, complainant: Complainant | None,
    words: Mapping[str, str],
) -> Iterator[Letter]:  # fmt: skip
    """Yield the letters of all packs that an event sends, the lead's first; an outside body's has a key of its own.

    A step asks what its own pack's letters say; another pack's letter that it leaves gaps in is not sent.
    """
    case, lead, zone = reach.case, reach.rules.lead, reach.directory.zone(reach.case.unit_id)
    rows = ((pack, row) for pack in reach.rules.packs for row in pack.letter)
    for pack, row in rows:
        if row.to != "complainant" or complainant is None:
            continue
        if not any(happened(matcher, done_of(event)) for matcher in parse(row.sent_at, pack)):
            continue
        language, name = complainant.language, row.id if pack is lead else f"{pack.id}:{row.id}"
        said = {name: _said(value, zone, lead.currency, language) for name, value in event.detail.items()}
        fill = {**said, **words, "number": case.number}
        if NTH in row.body.in_(language):
            fill["nth"] = str(Letter.objects.filter(case_id=case.id, letter=row.id).count() + 1)
        fill["result"] = words.get("reply") or fill.get("result") or _outcome(pack, event, language)
        if _is_others(reach, pack, step) and _gaps(row.body.in_(language), fill):
            continue
        way, address = ("mail", complainant.email) if complainant.email else (ANONYMOUS_WAY, "")
        yield Letter(
            id=new_id(), org_id=case.org_id, case_id=case.id, letter=row.id, key=f"{case.id}/{name}/{seq}", way=way,
            complainant_id=complainant.id, address=address, subject=f"{row.title.in_(language)} {case.number}",
            body=filled(row.body.in_(language), fill), promised_at=at,
            not_before=leaves_at(pack, row, at, calendar=reach.rules.calendars[pack.id]),
        )  # fmt: skip


def withdraw(reach: Reach, event: Event, *, at: datetime) -> None:
    """Keep back the letters that still wait for their day and that an event makes untimely; they stay listed."""
    gone = [
        row.id
        for pack in reach.rules.packs
        for row in pack.letter
        if row.void_by and any(happened(matcher, done_of(event)) for matcher in parse(row.void_by, pack))
    ]
    if gone:
        waiting = Letter.objects.filter(case_id=reach.case.id, letter__in=gone, sent_at=None, failed_at=None)
        waiting.filter(not_before__gt=at, error="").update(failed_at=at, error=WITHDRAWN)


def _is_others(reach: Reach, pack: Pack, step: str) -> bool:
    row = reach.rules.steps.get(step)
    return row is not None and reach.rules.pack_of_step(row) is not pack


def _gaps(template: str, values: Mapping[str, Any]) -> set[str]:
    """Return the names in a letter's text that nothing fills."""
    return set(NAMED.findall(template)) - set(values)


def filled(template: str, values: Mapping[str, Any]) -> str:
    """Return a letter's text with ``{name}`` replaced; a name without a value becomes a dash, never its braces."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", str(value))
    while "{" in template and "}" in template.split("{", 1)[1]:
        before, _, rest = template.partition("{")
        template = before + "—" + rest.partition("}")[2]
    return template


def _outcome(pack: Pack, event: Event, language: str) -> str:
    """Return why a case was closed, for a letter that names a result where nobody wrote one for the complainant."""
    words, reason = Words(pack, language), event.detail.get("closing_reason")
    return words.value("closing_reason", reason) if reason else words.say("处理完毕", "it has been dealt with")


def _said(value: Any, zone: ZoneInfo, currency: str, language: str) -> str:
    if isinstance(value, Decimal):
        return told_amount(value, currency, language)
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"  # as the complainant's own clock shows it
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _duty_title(reach: Reach, obligation: Obligation) -> dict[str, str]:
    pack = next((p for p in reach.rules.packs if p.id == obligation.pack), None)
    row = pack.duties.get(obligation.duty) if pack else None
    return {"zh": row.title.zh, "en": row.title.en} if row else {"zh": obligation.duty, "en": obligation.duty}
