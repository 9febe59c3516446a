"""The complainant's mirror: what happened in plain words, who acts next, by when, and what one may still do.

Opened by number and secret, without a login. It shows what was done for the complainant and what
the complainant said, never a note of the staff, a name of the accused, or that a case exists at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from amends.cases.evidence import EVENT as EVIDENCE
from amends.cases.gate import fits
from amends.cases.mirror_rights import StillMay, still_may
from amends.cases.mirror_words import AHEAD, HAPPENED, OWED, OWN
from amends.cases.models import Case, CaseRule, Entry, EntryValue, Evidence, Letter, ObligationRow
from amends.cases.queries.lines import person_name, unit_name
from amends.cases.queries.reading import Reading
from amends.cases.queries.visible import NotFound
from amends.cases.state import state_of
from amends.cases.steps.rate import has_rated
from amends.core.ledger import ONE_SECOND
from amends.core.lifecycle import offered
from amends.core.pack import DutyRow, Pack
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_of

MAY = {"add": EVIDENCE, "say": "noted", "rate": "rated", "withdraw": "withdrawn"}
"""What one may do at the portal, by the event that it causes."""
PROMISES = {"time_agreed": "agreed_time", "acknowledged": "estimate", "parked": "return_date"}
"""Events that carry a time promised to the complainant, and the mark that holds it."""
NOTHING = Case(portal_secret_hash="0" * 64)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened; ``words``: what the complainant said then."""

    at: datetime
    says: Text
    words: str = ""
    own: bool = False
    promised: datetime | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """What is owed next: what, by whom, by when; ``agreed`` with the complainant; ``tells``: who learns of lateness."""

    what: Text
    article: str
    role: Text
    unit: Text
    due_at: datetime
    late: bool
    agreed: bool
    tells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Mirror:
    """A case as its complainant sees it. ``may``: step of the regulation by what one wants to do."""

    number: str
    title: str
    stage: Text
    stage_kind: str
    received_at: datetime
    happened: tuple[Happened, ...]
    ahead: tuple[Text, ...]
    next: Next | None
    holder: Text
    holder_unit: Text
    letters: tuple[Letter, ...]
    files: tuple[Evidence, ...]
    may: Mapping[str, str]
    still_may: tuple[StillMay, ...]
    rated: bool
    joined: bool  # it goes on in a case of somebody else, whose number is not told


def mirror(viewer: Viewer, number: str, secret: str, *, at: datetime) -> Mirror:
    """Return the page of a case. Raises NotFound, alike and in the same time, for a wrong number or secret."""
    reading = _opened(viewer, number, secret)
    case, lead = reading.case, reading.rules.lead
    stage = lead.stages.get(case.stage)
    open_to_all = not case.confidential
    return Mirror(
        number=case.number, title=case.title, stage=stage.title if stage else Text(zh="", en=""),
        stage_kind=case.stage_kind, received_at=case.received_at, happened=tuple(_happened(reading)),
        ahead=tuple(_ahead(lead, case.stage)), next=_next(reading, at),
        holder=person_name(viewer, case.holder_id if open_to_all and _says_names(viewer) else None),
        holder_unit=unit_name(viewer, (_unit_of(viewer, case.holder_id) if open_to_all else None) or case.unit_id),
        letters=_letters(case),
        files=tuple(shown_files(case)), may=_may(reading, at), still_may=still_may(reading, at),
        rated=has_rated(reading.state), joined=case.merged_into_id is not None,
    )  # fmt: skip


def file_of(viewer: Viewer, number: str, secret: str, key: UUID) -> Evidence:
    """Return a file that the complainant gave or was shown. Raises NotFound."""
    row = shown_files(_opened(viewer, number, secret).case).filter(pk=key).first()
    if row is None:
        raise NotFound(number)
    return row


def _letters(case: Case) -> tuple[Letter, ...]:
    """Return the letters to the one who complained; others who joined have their own."""
    if case.complainant_id is None:
        return ()
    return tuple(Letter.objects.filter(case=case, person=None, complainant=case.complainant_id).order_by("promised_at"))


def shown_files(case: Case) -> QuerySet[Evidence]:
    """Return the files of a case that its complainant may see."""
    return Evidence.objects.filter(case=case, shown_to_complainant=True).order_by("added_at", "id")


def _opened(viewer: Viewer, number: str, secret: str) -> Reading:
    pinned = CaseRule.objects.filter(case=OuterRef("pk")).order_by("-position", "id")
    cases = Case.objects.annotate(pinned=ArraySubquery(pinned.values("published__content_hash")))
    case = cases.filter(number=number).first()
    if not fits(case or NOTHING, secret) or case is None:
        raise NotFound(number)
    rules = rules_of(viewer.directory, case.unit_id, tuple(case.pinned))
    entries = tuple(Entry.objects.filter(case=case).order_by("seq"))
    return Reading(viewer, case, rules, entries, state_of(case, entries, rules))


def _happened(reading: Reading) -> Iterator[Happened]:
    own = [entry.pk for entry in reading.entries if _is_own(reading, entry)]
    said = dict(EntryValue.objects.filter(entry__in=own, name="note").values_list("entry_id", "value"))
    before: tuple[str, str] = ("", "")
    for entry in reading.entries:
        mine = entry.pk in own
        words = OWN if mine else HAPPENED
        kind = str(entry.body.get("detail", {}).get("kind", ""))
        for event in entry.body.get("events", ()):
            says = words.get(f"{event}/{kind}") or words.get(event)
            shown = _filled(reading, says, entry) if says else None
            if shown and (event, shown.zh) != before:
                before = (event, shown.zh) if not mine else ("", "")
                words_said = said.get(entry.pk, "") if mine else ""
                yield Happened(entry.happened_at, shown, words_said, mine, _promised(entry, event))


def _promised(entry: Entry, event: str) -> datetime | None:
    """Return the time that was promised to the complainant with an event."""
    mark = PROMISES.get(event)
    value = entry.body.get("detail", {}).get(mark) if mark else None
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:  # a time in words, as some regulations take it
        return None
    return found if found and found.tzinfo else None


def _is_own(reading: Reading, entry: Entry) -> bool:
    """Return whether the complainant did it: nobody signed in, by a step of the regulation, after registering."""
    step = reading.rules.steps.get(entry.step)
    return entry.by_id is None and step is not None and step.kind != "register"


def _filled(reading: Reading, says: Text, entry: Entry) -> Text:
    code = str(entry.body.get("detail", {}).get("to", "")) or _order_unit(reading, entry.body.get("on", ""))
    unit = next((u for u in reading.viewer.directory.units.values() if u.code == code), None)
    zh, en = (unit.zh, unit.en) if unit else ("承办部门", "the department")
    return Text(zh=says.zh.replace("{unit}", zh), en=says.en.replace("{unit}", en))


def _order_unit(reading: Reading, order: str) -> str:
    found = reading.state.orders.get(order)
    return found.to if found else ""


def _next(reading: Reading, at: datetime) -> Next | None:
    """Return what is due soonest and must be done by us."""
    duties = {f"{pack.id}/{row.id}": row for pack in reading.rules.packs for row in pack.duty}
    rows = ObligationRow.objects.filter(case=reading.case, state="open", due_at__isnull=False).order_by("due_at", "id")
    for row in rows:
        duty = duties.get(f"{row.pack}/{row.duty}")
        if duty and duty.force == "must" and not row.owner.startswith("outside:") and row.due_at:
            pack = next(one for one in reading.rules.packs if one.id == row.pack)
            return Next(
                what=_what(duty), article=row.article, role=_role(pack, row.owner),
                unit=unit_name(reading.viewer, row.owner_unit_id), due_at=row.due_at,
                late=at >= row.due_at + ONE_SECOND, agreed=row.agreed, tells=_told_when_late(pack, duty),
            )  # fmt: skip
    return None


def _what(duty: DutyRow) -> Text:
    """Return what is owed as somebody outside would say it."""
    first = duty.met_by[0] if isinstance(duty.met_by, list | tuple) and duty.met_by else duty.met_by
    event = first.get("event", "") if isinstance(first, Mapping) else str(first)
    return OWED.get(event, duty.title)


def _told_when_late(pack: Pack, duty: DutyRow) -> tuple[Text, ...]:
    """Return the roles that are told by themselves when the time is not kept."""
    roles = (role for rung in duty.rungs if rung.at.startswith("due") for role in rung.tell if role != "owner")
    return tuple(_role(pack, one) for one in dict.fromkeys(roles))


def _role(pack: Pack, role: str) -> Text:
    return next((one.title for one in pack.role if one.id == role), Text(zh=role, en=role))


def _says_names(viewer: Viewer) -> bool:
    """Return whether the organisation lets complainants read the names of its people (``portal.names_people``)."""
    return bool(viewer.directory.settings.get("portal", {}).get("names_people"))


def _ahead(lead: Pack, stage: str) -> Iterator[Text]:
    """Yield what is still to come, by the main steps from here; archiving concerns nobody outside."""
    seen = {stage}
    while True:
        ways = (one for one in lead.step if one.main and one.to and stage in one.from_ and one.to not in seen)
        step = next(ways, None)
        if step is None or step.to is None or step.kind == "archive":
            return
        stage = step.to
        seen.add(stage)
        other = step.kind == "follow_up" and "handler" in step.not_by
        yield AHEAD["follow_up/other" if other else step.kind] if step.kind in AHEAD else lead.stages[stage].title


def _unit_of(viewer: Viewer, person: UUID | None) -> UUID | None:
    held: Iterable[Any] = viewer.directory.by_person.get(person, ()) if person else ()
    return next((one.unit for one in held if one.on(viewer.day)), None)


def _may(reading: Reading, at: datetime) -> Mapping[str, str]:
    """Return the steps that the regulation leaves to the complainant now, besides what the form itself asks."""
    found: dict[str, str] = {}
    for one in offered(reading.state, reading.rules, reading.viewer.actor([reading.case.unit_id]), at):
        causes = one.step.causes or STEP_KINDS[one.step.kind].causes
        for what, event in MAY.items():
            if event in causes and all(m.what.startswith("known:") for m in one.missing):
                found.setdefault(what, one.step.id)
    if has_rated(reading.state):
        found.pop("rate", None)
    return found
