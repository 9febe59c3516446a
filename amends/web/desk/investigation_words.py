"""The sections of an investigation in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from amends.cases.investigation_parts import Point, Section
from amends.cases.queries.case_page import CasePage
from amends.cases.queries.journal_lines import EntryLine
from amends.core.lifecycle import OfferedStep
from amends.core.pack import StepRow
from amends.core.refusal import Missing
from amends.core.text import Text
from amends.web.clocks import Clock, clock
from amends.web.desk.case_words import JournalRow, journal_rows
from amends.web.fields import choice_title, kind_title

BEFOREHAND = frozenset({"done", "met", "signed", "approved", "checked", "person", "role", "stage"})


@dataclass(frozen=True, slots=True)
class Act:
    """A step that a section offers; ``lacking``: what stands in its way besides what its form asks."""

    title: Text
    url: str
    lacking: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the plan as the page shows it."""

    point: Point
    kind: str
    text: str
    result: str
    clock: Clock | None
    tick: Act | None


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section as ``desk/investigation/section.html`` shows it."""

    section: Section
    acts: tuple[Act, ...]
    points: tuple[PointRow, ...] = ()
    done: int = 0
    rows: tuple[JournalRow, ...] = ()
    meetings: tuple[dict[str, Any], ...] = ()
    findings: tuple[dict[str, Any], ...] = ()
    hand_over: str = ""
    missing: tuple[Text, ...] = field(default=())


def shown_section(page: CasePage, section: Section, now: datetime) -> SectionShown:
    """Return a section with the steps that it offers and its entries in words."""
    acts = tuple(_act(page, section, one) for one in section.offered if one.step.id in section.row.steps)
    match section.row.shape:
        case "points":
            points = tuple(_point(page, section, one, now) for one in section.points)
            return SectionShown(section, acts, points=points, done=sum(bool(one.point.ended) for one in points))
        case "sides":
            return SectionShown(section, acts, missing=tuple(one.title for one in section.sides if one.missing))
        case "custody":
            return SectionShown(section, acts, hand_over=_hand_over(page, section))
        case "meetings":
            return SectionShown(section, acts, meetings=tuple(_meetings(page, section)))
        case "findings":
            return SectionShown(section, acts, findings=tuple(_findings(page, section)))
    return SectionShown(section, acts, rows=tuple(journal_rows(page, section.entries)))


def _act(page: CasePage, section: Section, offer: OfferedStep, **named: str) -> Act:
    lacking = tuple(one.says for one in offer.missing if _comes_first(one, offer.step))
    return Act(offer.step.title, _url(page, section, offer.step, **named), lacking)


def _comes_first(missing: Missing, step: StepRow) -> bool:
    """Return whether no answer of the form supplies what is missing: something has to be done before, or by another."""
    what = missing.what.partition(":")[0]
    return what in BEFOREHAND or (what == "is" and bool(missing.field) and missing.field not in step.asks)


def _url(page: CasePage, section: Section, step: StepRow, **named: str) -> str:
    address = reverse("desk:investigation_step", args=[page.case.number, section.row.id, step.id])
    return f"{address}?{urlencode(named)}" if named else address


def _point(page: CasePage, section: Section, point: Point, now: datetime) -> PointRow:
    pack, language, on = section.pack, get_language() or "zh", point.entry.on
    kind = str(point.entry.marks.get("kind", ""))
    ends = next((one for one in section.offered if one.step.id in section.row.ends), None)
    ended = point.ended.happened_at if point.ended else None
    time = clock(point.due_at, now, ended=ended, state="met" if ended else "open") if point.due_at else None
    return PointRow(
        point, kind_title(pack, kind, language) if kind else "", _words(point.entry),
        _words(point.ended) if point.ended else "", time,
        Act(ends.step.title, _url(page, section, ends.step, on=on)) if ends and on and not ended else None,
    )  # fmt: skip


def _words(entry: EntryLine) -> str:
    return "\n".join(one.text for one in entry.words if one.text)


def _hand_over(page: CasePage, section: Section) -> str:
    """Return the address by which a known thing goes to the next one: the last step of the section, where offered."""
    last = next((one.step for one in section.offered if one.step.id == section.row.steps[-1]), None)
    return _url(page, section, last) if last and len(section.row.steps) > 1 else ""


def _meetings(page: CasePage, section: Section) -> Iterator[dict[str, Any]]:
    language = get_language() or "zh"
    for one in section.meetings:
        wanted, present = (
            [choice_title(section.pack, field_, code, language) for code in codes]
            for field_, codes in ((section.row.wanted, one.absent), (section.row.present, one.present))
        )
        row = next(iter(journal_rows(page, [one.entry])), None)
        yield {
            "entry": one.entry,
            "due_at": one.due_at,
            "absent": wanted,
            "present": present,
            "words": row.words if row else (),
        }


def _findings(page: CasePage, section: Section) -> Iterator[dict[str, Any]]:
    for one in section.findings:
        row = next(iter(journal_rows(page, [one.entry])), None)
        yield {"entry": one.entry, "row": row, "cited": one.cited}
