"""One case as its complainant sees it: what happened, who acts next, by when, what is still ahead.

The secret opens it, no role does. What colleagues write to each other, grades, flags and the
names of others stay inside; of the journal only events on the list below are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.cases.models import Case, Entry, EntryValue, Evidence, Letter, ObligationRow
from amends.cases.portal_secret import fits
from amends.cases.queries.lines import NOTHING, person_name, unit_name
from amends.cases.queries.reading import Reading, read_from
from amends.cases.queries.visible import NotFound
from amends.core.ledger import Actor, CaseState, Rules
from amends.core.lifecycle import OfferedStep, offered
from amends.core.pack import Pack, StageRow, StepRow
from amends.core.text import Text
from amends.core.vocabulary import COMPLAINANT
from amends.people.viewer import Viewer

TOLD = (
    "received", "acknowledged", "accepted", "not_accepted", "converted", "complainant_joined", "time_agreed",
    "contacted", "contact_failed", "introduced", "progress_told", "settled_on_site", "evidence_asked", "evidence_added",
    "investigation_opened", "dispatched", "order_received", "order_returned", "handled", "redone", "remedy_offered",
    "remedy_agreed", "remedy_done", "replied", "permanent_replied", "decision_told", "delay_announced", "visit_decided",
    "visited", "followed_up", "rated", "closed", "reopened", "merged", "unmerged", "parked", "unparked", "withdrawn",
    "noted",
)  # fmt: skip
"""Events that a complainant is told of; a note only when it is the complainant's own."""
OWN_ONLY = frozenset({"noted"})
PROMISES = {"time_agreed": "agreed_time", "acknowledged": "estimate", "parked": "return_date"}
"""Events that carry a time which was promised to the complainant, and the mark that holds it."""
OWN_WORDS = ("note", "reason", "result")
OUTSIDE = "outside:"


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: the event, where it went, the complainant's own words if it was their doing."""

    at: datetime
    event: str
    unit: Text
    own: bool
    words: str = ""
    promised: datetime | None = None


@dataclass(frozen=True, slots=True)
class Awaited:
    """What comes next: what, whose turn it is, by when at the latest, and who is told when it is late."""

    title: Text
    role: Text
    unit: Text
    person: Text
    due_at: datetime | None
    late: bool
    tells: tuple[Text, ...]
    article: str
    wording: Text | None


@dataclass(frozen=True, slots=True)
class Mirror:
    """A case for its complainant."""

    number: str
    title: str
    description: str
    wish: str
    unit: UUID
    stage: Text
    stage_kind: str
    received_at: datetime
    happened: tuple[Happened, ...]
    awaited: Awaited | None
    promises: tuple[tuple[str, datetime], ...]  # event, the time that was promised with it
    ahead: tuple[tuple[StepRow, StageRow], ...]
    letters: tuple[Letter, ...]
    files: tuple[Evidence, ...]
    offered: tuple[OfferedStep, ...]  # by role and stage; which of them a complainant may take is said by the steps
    state: CaseState
    rules: Rules


def opens(viewer: Viewer, number: str, secret: str) -> bool:
    """Return whether number and secret belong together; the same work whether there is such a case or not."""
    return fits(Case.objects.filter(number=number).only("portal_secret_hash").first(), secret)


def mirror(viewer: Viewer, number: str, secret: str, now: datetime) -> Mirror:
    """Return a case for its complainant. Raises NotFound alike for a wrong number and a wrong secret."""
    reading = _read(viewer, number, secret)
    case, lead = reading.case, reading.rules.lead
    stage = lead.stages.get(case.stage)
    return Mirror(
        number=case.number, title=case.title, description=case.description, wish=case.wish, unit=case.unit_id,
        stage=stage.title if stage else NOTHING, stage_kind=case.stage_kind, received_at=case.received_at,
        happened=tuple(_happened(reading)), awaited=_awaited(reading, now), promises=tuple(_promises(reading.state)),
        ahead=tuple(_ahead(lead, case.stage)) if case.stage_kind not in ("closed", "parked") else (),
        letters=_letters(case), files=tuple(_files(case)), state=reading.state, rules=reading.rules,
        offered=offered(reading.state, reading.rules, Actor("", frozenset({COMPLAINANT})), now),
    )  # fmt: skip


def shown_file(viewer: Viewer, number: str, secret: str, key: UUID) -> Evidence:
    """Return a file that the complainant sent or was shown. Raises NotFound for any other."""
    case = _read(viewer, number, secret).case
    found = next((one for one in _files(case) if one.id == key), None)
    if found is None:
        raise NotFound(number)
    return found


def _read(viewer: Viewer, number: str, secret: str) -> Reading:
    if not opens(viewer, number, secret):
        raise NotFound(number)
    return read_from(Case.objects.all(), viewer, number)


def _files(case: Case) -> Iterable[Evidence]:
    rows = Evidence.objects.filter(case=case).order_by("added_at", "id")
    return [one for one in rows if one.shown_to_complainant or one.source == COMPLAINANT]


def _letters(case: Case) -> tuple[Letter, ...]:
    """Return the letters to the one who looks; others who joined the case have their own."""
    if case.complainant_id is None:
        return ()
    return tuple(Letter.objects.filter(case=case, complainant=case.complainant_id).order_by("promised_at", "id"))


def _happened(reading: Reading) -> Iterator[Happened]:
    own = {entry.id for entry in reading.entries if COMPLAINANT in entry.body.get("roles", ())}
    words: dict[UUID, list[str]] = {}
    for value in EntryValue.objects.filter(case=reading.case, entry_id__in=own, name__in=OWN_WORDS):
        words.setdefault(value.entry_id, []).append(value.value or "")
    for entry in reading.entries:
        names = entry.body.get("events", ())
        event = next((one for one in TOLD if one in names), "")
        is_own = entry.id in own
        if event and (is_own or event not in OWN_ONLY):
            yield Happened(
                entry.happened_at, event, _where(reading, entry, event), is_own,
                "\n".join(words.get(entry.id, ())), _promised(entry, event),
            )  # fmt: skip


def _where(reading: Reading, entry: Entry, event: str) -> Text:
    """Return the unit that an event is about: the one that got the order, or the one that acted."""
    code = entry.body.get("detail", {}).get("to", "") if event == "dispatched" else entry.body.get("unit", "")
    units = reading.viewer.directory.units.values()
    found = next((one.id for one in units if one.code == code), None)
    found = found or next((one.id for one in units if event == "dispatched" and one.function == code), None)
    return unit_name(reading.viewer, found)


def _promised(entry: Entry, event: str) -> datetime | None:
    return _moment(entry.body.get("detail", {}).get(PROMISES.get(event, ""), None))


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _promises(state: CaseState) -> Iterator[tuple[str, datetime]]:
    """Yield the last promise of each kind; an earlier one stays in what happened."""
    found = {one.event: _moment(one.detail.get(PROMISES[one.event])) for one in state.done if one.event in PROMISES}
    yield from ((event, at) for event, at in found.items() if at is not None)


def _awaited(reading: Reading, now: datetime) -> Awaited | None:
    """Return what the organisation owes next: the open obligation of its own with the nearest due time."""
    rows = ObligationRow.objects.filter(case=reading.case, state="open", paused_at=None).exclude(due_at=None)
    for row in rows.exclude(owner__startswith=OUTSIDE).order_by("due_at", "id"):
        pack = next((one for one in reading.rules.packs if one.id == row.pack), None)
        duty = pack.duties.get(row.duty) if pack else None
        if pack is None or duty is None or duty.force != "must":
            continue
        told = (role for rung in duty.rungs if rung.at.startswith("due") for role in rung.tell if role != "owner")
        article = pack.articles.get(row.article)
        return Awaited(
            title=duty.title, role=_role(pack, row.owner), unit=unit_name(reading.viewer, row.owner_unit_id),
            person=_person(reading, row), due_at=row.due_at, late=row.due_at is not None and row.due_at < now,
            tells=tuple(_role(pack, one) for one in dict.fromkeys(told)), article=row.article,
            wording=article.text if article else None,
        )  # fmt: skip
    return None


def _person(reading: Reading, row: ObligationRow) -> Text:
    """Return who acts by name, where the organisation has decided to say so (``portal.names_people``)."""
    if not reading.viewer.directory.settings.get("portal", {}).get("names_people"):
        return NOTHING
    return person_name(reading.viewer, row.owner_person_id)


def _role(pack: Pack, role: str) -> Text:
    return next((one.title for one in pack.role if one.id == role), Text(zh=role, en=role))


def _ahead(lead: Pack, stage: str) -> Iterator[tuple[StepRow, StageRow]]:
    """Yield the main steps from here on, each with the stage that it leads to; archiving concerns nobody outside."""
    seen = {stage}
    while True:
        ways = (one for one in lead.step if one.main and one.to and stage in one.from_ and one.to not in seen)
        step = next(ways, None)
        if step is None or step.to is None or step.kind == "archive" or step.to not in lead.stages:
            return
        stage = step.to
        seen.add(stage)
        yield step, lead.stages[stage]
