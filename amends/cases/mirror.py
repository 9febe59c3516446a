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
from django.db.models import OuterRef

from amends.cases.evidence import EVENT as EVIDENCE
from amends.cases.gate import fits
from amends.cases.mirror_words import HAPPENED, OWN
from amends.cases.models import Case, CaseRule, Entry, EntryValue, Evidence, Letter, ObligationRow
from amends.cases.queries.case_page import stages_ahead
from amends.cases.queries.lines import person_name, unit_name
from amends.cases.queries.reading import Reading
from amends.cases.queries.visible import NotFound
from amends.cases.state import state_of
from amends.cases.steps.rate import has_rated
from amends.core.ledger import ONE_SECOND
from amends.core.lifecycle import offered
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_of

MAY = {"add": EVIDENCE, "say": "noted", "rate": "rated", "withdraw": "withdrawn"}
"""What one may do at the portal, by the event that it causes."""
NOTHING = Case(portal_secret_hash="0" * 64)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened; ``words``: what the complainant said then."""

    at: datetime
    says: Text
    words: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """What is owed next: what, by which unit, by when; ``agreed`` with the complainant."""

    what: Text
    article: str
    unit: Text
    due_at: datetime
    late: bool
    agreed: bool


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
    rated: bool
    joined: str  # number of the case it goes on in


def mirror(viewer: Viewer, number: str, secret: str, *, at: datetime) -> Mirror:
    """Return the page of a case. Raises NotFound, alike and in the same time, for a wrong number or secret."""
    reading = _opened(viewer, number, secret)
    case, lead = reading.case, reading.rules.lead
    stage = lead.stages.get(case.stage)
    open_to_all = not case.confidential
    return Mirror(
        number=case.number, title=case.title, stage=stage.title if stage else Text(zh="", en=""),
        stage_kind=case.stage_kind, received_at=case.received_at, happened=tuple(_happened(reading)),
        ahead=tuple(lead.stages[one].title for one in stages_ahead(lead, case.stage, {case.stage})),
        next=_next(reading, at), holder=person_name(viewer, case.holder_id if open_to_all else None),
        holder_unit=unit_name(viewer, (_unit_of(viewer, case.holder_id) if open_to_all else None) or case.unit_id),
        letters=tuple(Letter.objects.filter(case=case, person=None, complainant=case.complainant_id).order_by("promised_at"))
        if case.complainant_id else (),
        files=tuple(shown_files(case)), may=_may(reading, at), rated=has_rated(reading.state),
        joined=case.merged_into.number if case.merged_into else "",
    )  # fmt: skip


def file_of(viewer: Viewer, number: str, secret: str, key: UUID) -> Evidence:
    """Return a file that the complainant gave or was shown. Raises NotFound."""
    row = shown_files(_opened(viewer, number, secret).case).filter(pk=key).first()
    if row is None:
        raise NotFound(number)
    return row


def shown_files(case: Case) -> Any:
    """Return the files of a case that its complainant may see."""
    return Evidence.objects.filter(case=case, shown_to_complainant=True).order_by("added_at", "id")


def _opened(viewer: Viewer, number: str, secret: str) -> Reading:
    pinned = CaseRule.objects.filter(case=OuterRef("pk")).order_by("-position", "id")
    cases = Case.objects.annotate(pinned=ArraySubquery(pinned.values("published__content_hash")))
    case = cases.select_related("merged_into").filter(number=number).first()
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
                yield Happened(entry.happened_at, shown, said.get(entry.pk, "") if mine else "", mine)


def _is_own(reading: Reading, entry: Entry) -> bool:
    """Return whether the complainant did it: nobody signed in, by a step of the regulation, after registering."""
    step = reading.rules.lead.steps.get(entry.step)
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
            late = at >= row.due_at + ONE_SECOND
            return Next(duty.title, row.article, unit_name(reading.viewer, row.owner_unit_id), row.due_at, late, row.agreed)
    return None


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
