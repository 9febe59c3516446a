"""How the telephone is told: results, lengths, phrases, hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone, is_naive
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amends.core.pack import Pack, PhraseRow
from amends.people.viewer import Viewer

RESULTS = {
    "answered": _("Answered"), "missed": _("Missed"), "message": _("Message taken"),
    "call_back": _("Call back promised"), "passed": _("Handed over"),
}  # fmt: skip
KINDS = {"basic": _("Basic"), "enquiry": _("Enquiry"), "complaint": _("Complaint")}
TASKS = {"call_back": _("Call back"), "hand_over": _("Take the caller over")}
HOW = {
    "changed": _("changed since the sealing"), "gone": _("gone since the sealing"),
    "added": _("added since the sealing"),
}  # fmt: skip
"""How a call differs from its seal (FR-234)."""
USES = ("greeting", "transfer", "", "unsolved", "closing")
"""The uses of prescribed phrases that are said on the telephone, in the order of a call."""


def length(seconds: int | None) -> str:
    """Return a length as 4:05; empty for none."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def phrases(pack: Pack | None) -> tuple[PhraseRow, ...]:
    """Return what the regulation prescribes to be said on the telephone, in the order of a call (FR-225)."""
    rows = [row for row in pack.phrase if row.rule == "prescribed" and row.use in USES] if pack else []
    return tuple(sorted(rows, key=lambda row: USES.index(row.use)))


def people(viewer: Viewer, *, first: Iterable[UUID] = ()) -> list[tuple[str, str]]:
    """Return everybody who is active, as (id, name): some first, the others by name."""
    language, front = get_language() or "zh", list(first)
    known = [(key, one.name(language)) for key, one in viewer.directory.people.items() if one.is_active]
    known.sort(key=lambda one: (front.index(one[0]) if one[0] in front else len(front), one[1]))
    return [(str(key), name) for key, name in known]


def count(text: str) -> int | None:
    """Return a whole number that was typed, or None; -1 for what is none, so that it is refused."""
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 4 else -1


def moment(text: str) -> datetime | None:
    """Return a local moment that was typed, or None."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found.replace(tzinfo=get_current_timezone()) if found and is_naive(found) else found


def date_of(text: str) -> Any:
    """Return a day that was typed, or None."""
    try:
        return parse_date(text)
    except ValueError:
        return None
