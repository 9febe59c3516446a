"""Lines of lists as the screens show them: clocks in the reader's words, headings, keys, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.queries.lines import CaseLine
from amends.cases.queries.today import ObligationLine
from amends.cases.queries.watching import Watched
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.web.clocks import Clock, clock

KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One thing owed in a list: what, by when, on which case, by which article; ``group`` is its heading."""

    title: Text
    clock: Clock | None
    due_at: datetime | None
    number: str
    case_title: str
    grade: Text
    tone: str
    who: str
    article: str
    wording: Text | None
    group: str
    url: str
    key: str = ""
    should: bool = False


@dataclass(frozen=True, slots=True)
class WatchedRow:
    """A case handed over: by when the complainant is to hear from the viewer, and what the others owe next."""

    number: str
    title: str
    url: str
    word: Clock | None
    contacted_at: datetime | None
    grade: Text
    tone: str
    who: str
    next: Text
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a queue."""

    number: str
    title: str
    clock: Clock | None
    duty: Text
    grade: Text
    tone: str
    stage: Text
    who: Text
    received_at: datetime


def owed_rows(lines: Iterable[ObligationLine], viewer: Viewer, now: datetime) -> Iterator[OwedRow]:
    """Yield obligations as Today shows them."""
    for line in lines:
        yield OwedRow(
            title=line.title, clock=clock(line.due_at, now, starts=line.starts_at, paused=line.paused),
            due_at=line.due_at, number=line.number, case_title=line.case_title, grade=line.grade_title, tone=line.tone,
            who=_who(line), article=line.article, wording=line.wording, group=due_group(line.due_at, now, viewer),
            url=_url(line), should=line.force == "should",
        )  # fmt: skip


def watched_rows(watched: Iterable[Watched], now: datetime) -> list[WatchedRow]:
    """Return cases that others work on: those whose complainant is promised a word first, the soonest first."""
    ordered = sorted(watched, key=lambda one: (one.contact_by is None, one.contact_by or now))
    return [_watched(one, now) for one in ordered]


def _watched(one: Watched, now: datetime) -> WatchedRow:
    line = one.line
    return WatchedRow(
        number=line.number, title=line.title, url=reverse("desk:case", args=[line.number]),
        word=clock(one.contact_by, now) if one.contact_by else None, contacted_at=one.contacted_at,
        grade=line.grade_title, tone=line.tone, who=said(line.holder) or said(line.unit),
        next=line.next_duty if line.next_due_at else line.stage,
        clock=clock(line.next_due_at, now) if line.next_due_at else None,
    )  # fmt: skip


def case_rows(lines: Iterable[CaseLine], now: datetime) -> Iterator[CaseRow]:
    """Yield cases as a queue shows them."""
    for line in lines:
        yield CaseRow(
            number=line.number, title=line.title, clock=clock(line.next_due_at, now) if line.next_due_at else None,
            duty=line.next_duty, grade=line.grade_title, tone=line.tone, stage=line.stage, who=line.holder,
            received_at=line.received_at,
        )  # fmt: skip


def due_group(due: datetime | None, now: datetime, viewer: Viewer) -> str:
    """Return under which heading it stands: late, today, week, later."""
    if due is None:
        return "later"
    if due < now:
        return "late"
    today, day = viewer.directory.day(now), viewer.directory.day(due)
    if day == today:
        return "today"
    return "week" if (day - today).days < 7 else "later"


def said(text: Text | None) -> str:
    """Return a text in the language of the page."""
    return text.in_(get_language() or "zh") if text else ""


def _who(line: ObligationLine) -> str:
    if line.mine:
        return _("me")
    return said(line.owner) or said(line.owner_unit) or said(line.owner_role)


def _url(line: ObligationLine) -> str:
    """Return where the row leads: to the step that would meet it, else to the case; a unit's duty to its sheet."""
    if not line.number:
        return reverse("desk:sheet", args=[line.id])
    case = reverse("desk:case", args=[line.number])
    if not (line.mine and line.step):
        return case
    on = f"?on={line.subject}" if line.subject else ""
    return reverse("desk:step", args=[line.number, line.step]) + on
