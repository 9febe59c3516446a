"""What stands on the page of an investigation: points, sides, custody, meetings, findings (FR-090 to FR-106)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amends.cases.models import Evidence
from amends.cases.queries.journal_lines import EntryLine
from amends.core.lifecycle import OfferedStep
from amends.core.pack import InquiryRow, Pack
from amends.core.text import Text


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the plan: what is to be found out, by whom, by when, and what came of it (FR-090)."""

    entry: EntryLine
    person: Text
    due_at: datetime | None
    late: bool
    ended: EntryLine | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What one side said; ``missing``: it is silent while another has spoken (FR-093)."""

    field: str
    title: Text
    said: tuple[tuple[EntryLine, str | None], ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """Who had a thing from when until when; ``until`` None: who has it now."""

    who: Text
    place: str
    since: datetime
    until: datetime | None
    by: Text


@dataclass(frozen=True, slots=True)
class Chain:
    """A thing or file with everybody who had it, first to last (FR-012)."""

    item: str
    holds: tuple[Hold, ...]
    file: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A review meeting: with somebody absent who had to be there, its minutes are incomplete (FR-102)."""

    entry: EntryLine
    present: tuple[str, ...]
    absent: tuple[str, ...]
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A version of a regulation, or a text that it rests on, as a finding cites it; ``newer``: what held that day."""

    title: Text
    version: str
    newer: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, a judgement of the handling, or an objection, with the rules of its day (FR-096, FR-103)."""

    entry: EntryLine
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page of an investigation, filled according to its layout."""

    row: InquiryRow
    pack: Pack
    entries: tuple[EntryLine, ...]
    offered: tuple[OfferedStep, ...]
    points: tuple[Point, ...] = ()
    sides: tuple[Side, ...] = ()
    chains: tuple[Chain, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    findings: tuple[Found, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it yet."""
        return not (self.entries or self.chains)
