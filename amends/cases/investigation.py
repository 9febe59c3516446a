"""The investigation of a case, section by section, read from its journal (FR-090 to FR-106).

Nothing is kept a second time: the rows ``[[inquiry]]`` of the regulation say which steps fill a section
and how it is laid out; what those steps noted is in the journal, seen by whom the journal lets see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from amends.cases.investigation_parts import Chain, Cited, Found, Hold, Meeting, Point, Section, Side
from amends.cases.models import Evidence
from amends.cases.queries.case_page import CasePage
from amends.cases.queries.journal_lines import EntryLine
from amends.cases.queries.lines import person_name
from amends.core.citing import called, valid
from amends.core.ledger import Obligation
from amends.core.pack import InquiryRow, Pack
from amends.core.text import Text
from amends.regulations.shelf import NoRegulation, rules_for

NOBODY_NAMED = Text(zh="", en="")


def investigation(page: CasePage, now: datetime) -> tuple[Section, ...]:
    """Return the sections of a case's investigation, in the order of its regulations.

    A section all of whose words are for other roles is left out (FR-105).
    """
    rows = ((row, pack) for pack in page.reading.rules.packs for row in pack.inquiry)
    return tuple(_laid_out(_section(page, row, pack), page, now) for row, pack in rows if _may_see(page, row, pack))


def has_investigation(page: CasePage) -> bool:
    """Return whether a regulation of the case says of what its investigation consists."""
    return any(pack.inquiry for pack in page.reading.rules.packs)


def noted_there(page: CasePage) -> frozenset[str]:
    """Return the steps that are taken in a section of the investigation and so need no place beside the clocks.

    They ask anew each time and move no stage: a point of the plan, a statement, an attempt to reach somebody.
    """
    packs = page.reading.rules.packs
    of_sections = {one for pack in packs for row in pack.inquiry for one in (*row.steps, *row.ends)}
    rows = (page.reading.rules.steps.get(one) for one in of_sections)
    return frozenset(row.id for row in rows if row is not None and row.anew and not row.to)


def _may_see(page: CasePage, row: InquiryRow, pack: Pack) -> bool:
    asked = [name for one in row.steps if one in pack.steps for name in pack.steps[one].asks]
    return not asked or any(page.reading.sees(pack.fields.get(name)) for name in asked)


def _section(page: CasePage, row: InquiryRow, pack: Pack) -> Section:
    steps = {*row.steps, *row.ends}
    return Section(
        row, pack, tuple(one for one in page.entries if one.step in steps),
        tuple(one for one in page.steps if one.step.id in steps),
    )  # fmt: skip


def _laid_out(section: Section, page: CasePage, now: datetime) -> Section:
    match section.row.shape:
        case "points":
            return replace(section, points=tuple(_points(section, page, now)))
        case "sides":
            return replace(section, sides=_sides(section))
        case "custody":
            return replace(section, chains=_chains(section, page))
        case "meetings":
            return replace(section, meetings=tuple(_meeting(section, page, one) for one in section.entries))
        case "findings":
            return replace(section, findings=tuple(Found(one, _cited(page, one)) for one in section.entries))
    return section


def _said(entry: EntryLine, name: str) -> str | None:
    """Return what an entry says in a field: a word, or a code among its marks."""
    word = next((one.text for one in entry.words if one.name == name), None)
    return word or (str(entry.marks[name]) if entry.marks.get(name) else None)


def _person(page: CasePage, entry: EntryLine, name: str) -> Text:
    try:
        return person_name(page.reading.viewer, UUID(str(entry.marks.get(name, ""))))
    except ValueError:
        return NOBODY_NAMED


def _points(section: Section, page: CasePage, now: datetime) -> Iterator[Point]:
    row = section.row
    owed = {one.subject: one for one in page.reading.state.obligations if one.subject}
    ends = {one.on: one for one in section.entries if one.step in row.ends and one.on}
    for entry in section.entries:
        if entry.step in row.steps:
            run = owed.get(entry.on)
            yield Point(
                entry, _person(page, entry, row.person), _due(section, entry, run),
                bool(run and (run.missed or run.late_at(now))), ends.get(entry.on),
            )  # fmt: skip


def _due(section: Section, entry: EntryLine, run: Obligation | None) -> datetime | None:
    if run is not None:
        return run.due_at
    named = _said(entry, section.row.due)
    return datetime.fromisoformat(named) if named else None


def _sides(section: Section) -> tuple[Side, ...]:
    said = {
        name: tuple((one, _said(one, name)) for one in section.entries if _speaks(one, name))
        for name in section.row.sides
    }
    spoken = any(said.values())
    return tuple(
        Side(name, _title(section.pack, name), entries, missing=spoken and not entries)
        for name, entries in said.items()
    )


def _speaks(entry: EntryLine, name: str) -> bool:
    """Return whether an entry holds words of a side, erased ones too."""
    return any(one.name == name for one in entry.words) or bool(entry.marks.get(name))


def _title(pack: Pack, name: str) -> Text:
    row = pack.fields.get(name)
    return row.title if row is not None and row.title is not None else Text(zh=name, en=name)


def _chains(section: Section, page: CasePage) -> tuple[Chain, ...]:
    files = {file_label(one): one for one in page.evidence}
    moves: dict[str, list[Hold]] = {label: [_kept(page, file)] for label, file in files.items()}
    for entry in section.entries:
        item = _said(entry, section.row.item)
        if item:
            moves.setdefault(item, []).append(_hold(section, page, entry))
    return tuple(Chain(item, _one_after_another(holds), files.get(item)) for item, holds in moves.items())


def file_label(file: Evidence) -> str:
    """Return what a file is called in a chain of custody: its name with the beginning of its fingerprint."""
    return f"{file.name} · {file.sha256[:12]}"


def _kept(page: CasePage, file: Evidence) -> Hold:
    by = person_name(page.reading.viewer, file.added_by_id)
    return Hold(by, "", file.added_at, None, by)


def _hold(section: Section, page: CasePage, entry: EntryLine) -> Hold:
    place = ""
    for name in (one for step in section.row.steps for one in section.pack.steps[step].asks):
        if name not in (section.row.item, section.row.person):
            place = place or _said(entry, name) or ""
    return Hold(_person(page, entry, section.row.person), place, entry.happened_at, None, entry.by)


def _one_after_another(holds: Iterable[Hold]) -> tuple[Hold, ...]:
    found = sorted(holds, key=lambda one: one.since)
    return (*(replace(one, until=after.since) for one, after in pairwise(found)), *found[-1:])


def _meeting(section: Section, page: CasePage, entry: EntryLine) -> Meeting:
    """Return a meeting; whoever was found responsible had to be there, invited or not (FR-102)."""
    row, facts = section.row, page.reading.state.facts
    wanted = (*_set(entry.marks.get(row.wanted, facts.get(row.wanted))), *_set(facts.get(row.responsible)))
    present = _set(entry.marks.get(row.present))
    return Meeting(
        entry, present, tuple(one for one in dict.fromkeys(wanted) if one not in present), _due(section, entry, None)
    )


def _set(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),) if value else ()


def _cited(page: CasePage, entry: EntryLine) -> tuple[Cited, ...]:
    """Return the versions under which something was found, and what they rest on; ``newer`` where another held."""
    case, known = page.case, page.reading.viewer.directory
    try:
        packs = rules_for(case.unit_id, entry.happened_at, known=known).rules.packs
    except NoRegulation:
        packs = ()
    held = {pack.id: pack.version for pack in packs}
    found = [
        Cited(pack.title, pack.version, held[pack.id] if held.get(pack.id, pack.version) != pack.version else "")
        for pack in page.reading.rules.packs
    ]
    return (*found, *_rests(page, entry))


def _rests(page: CasePage, entry: EntryLine) -> Iterator[Cited]:
    """Yield the texts on which the regulations rest, each in the edition that was valid on the day of the entry."""
    for pack in page.reading.rules.packs:
        day = page.reading.rules.calendars[pack.id].day_of(entry.happened_at)
        held = {row.id: called(row, one) for row, one in valid(pack, day)}
        for row in pack.reference:
            yield Cited(held[row.id], "") if row.id in held else Cited(row.title, row.edition)
