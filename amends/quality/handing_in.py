"""A discipline is handed in: the order, the referee, and the step of the case that meets its clock (FR-108, FR-109)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.cases.steps import EIGHT_D, take_step
from amends.core.eight_d import Discipline, Place, empty_parts
from amends.core.given import check_texts
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.bringing import bring_causes
from amends.quality.comparing import keep_compared
from amends.quality.models import DisciplineVersion
from amends.quality.objecting import objections_to, said
from amends.quality.records import Record, asked_by, check_open, check_roles, is_left_behind, record_of, refused


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What came of it: the version, and what stands against it. Refused: nothing else has changed."""

    version: DisciplineVersion

    @property
    def refused(self) -> bool:
        """Return whether it was refused."""
        return self.version.verdict == "refused"


class Stale(Refused):
    """Somebody else wrote in the discipline since it was read, or the same person in another window."""

    def __init__(self, *, own: bool = False) -> None:
        says = Text(
            zh="他人在此期间写过本步；您填写的内容还在，请核对后再保存",
            en="Somebody else wrote in this discipline meanwhile; what you typed is still here: look, and save again",
        )
        elsewhere = Text(
            zh="您在另一个窗口写过本步；这里填写的内容还在，请核对后再保存",
            en="You wrote in this discipline in another window; what you typed here is kept: look, and save again",
        )
        super().__init__("stale", says=elsewhere if own else says)


def read_of(version: DisciplineVersion | None) -> str:
    """Return what names a version as it was read: a draft keeps its number when it is written over."""
    return f"{version.version}@{version.at.isoformat()}" if version else ""


def save_draft(
    viewer: Viewer, number: str, discipline: str, content: Mapping[str, str], *, at: datetime, read: str | None = None
) -> DisciplineVersion:
    """Keep what somebody writes before it is handed in, and return it.

    ``read`` is the ``read_of`` what was written upon, None where it was read in the same transaction: raises Stale
    where somebody else wrote since. Raises NotFound, and Refused as `hand_in` does.
    """
    with organisation(viewer.org):
        record, place = _writable(viewer, number, discipline)
        own = _own(place, content)
        _check_read(record, place, read, own)
        return _keep(record, place, own, verdict="draft", at=at)


def hand_in(
    viewer: Viewer, number: str, discipline: str, content: Mapping[str, str], *, at: datetime,
    detail: Mapping[str, Any] | None = None, read: str | None = None,
) -> HandedIn:  # fmt: skip
    """Hand a discipline in and return its version: accepted, handed in for review, or refused with objections.

    ``detail``: what the step of the case asks beside the text. What the referee or the case refuses is kept as
    a refused version and changes nothing else. Raises NotFound for a hidden case or an unknown discipline,
    Refused for somebody else's discipline, one that is locked, and texts that cannot be kept; Stale as `save_draft`.
    """
    with organisation(viewer.org):
        record, place = _writable(viewer, number, discipline)
        own = _own(place, content)
        _check_read(record, place, read, own)
        against = [*map(said, empty_parts(place.discipline, own)), *objections_to(record, place, own)]
        if against:
            return HandedIn(_keep(record, place, own, verdict="refused", at=at, objections=against))
        try:
            with organisation(viewer.org):
                return HandedIn(_hand_in(record, place, own, at=at, detail=dict(detail or {})))
        except Refused as barred:
            found = [said(one) for one in barred.missing] or [said(Missing(barred.code, barred.says, barred.article))]
            return HandedIn(_keep(record, place, own, verdict="refused", at=at, objections=found))


def _writable(viewer: Viewer, number: str, discipline: str) -> tuple[Record, Place]:
    record = record_of(viewer, number, to_write=True)
    place = record.place(discipline)
    check_open(record)
    check_roles(record, place.discipline.row.by, place.discipline)
    if place.standing == "locked":
        row = place.discipline.row
        says = Text(
            zh=f"{row.id} 在 {place.waits_for} 提交之后才能填写",
            en=f"{row.id} opens once {place.waits_for} is handed in",
        )
        what = f"discipline:{place.waits_for}"
        raise refused("locked", [Missing(what, says, row.article, pack=place.discipline.pack.id)])
    return record, place


def _check_read(record: Record, place: Place, read: str | None, own: Mapping[str, str]) -> None:
    """Raise Stale where another wrote since, or oneself in another window what would be lost by this."""
    latest = record.latest(place.discipline.row.id)
    if read is None or latest is None or read_of(latest) == read:
        return
    is_own = latest.by_id == record.viewer.person
    if not (is_own and _holds(own, latest.content)):
        raise Stale(own=is_own)


def _holds(own: Mapping[str, str], earlier: Mapping[str, str]) -> bool:
    """Whether every word of an earlier text stands in this one: it was kept while one typed on in this very window."""
    return all(own.get(part, "").startswith(text) for part, text in earlier.items())


def _own(place: Place, content: Mapping[str, str]) -> dict[str, str]:
    own = {part: content.get(part, "").replace("\r\n", "\n").strip() for part in place.discipline.parts}
    check_texts(own)
    return own


def _hand_in(
    record: Record, place: Place, own: dict[str, str], *, at: datetime, detail: dict[str, Any]
) -> DisciplineVersion:
    """Write the version and take the step of the case; a correction of what stands already is no second step."""
    of, corrects = place.discipline, place.stands
    made = _keep(record, place, own, verdict="handed_in" if of.reviewed_by else "accepted", at=at)
    keep_compared(made)
    drawn = {} if corrects else bring_causes(record, of, at=at)
    for step in () if corrects else steps_now(record, of, "handed_in"):
        told = asked_by(record, step, {**detail, **drawn})
        brought = {**facts_for(record, of.fills, step, {**report_of(record), **own}), **told}
        take_step(record.viewer, record.row.case.number, step, at=at, detail=brought, through=EIGHT_D)
    _settle(record, place, corrects=corrects)
    return made


def steps_now(
    record: Record, of: Discipline, moment: str, roles: Set[str] | None = None
) -> tuple[str, ...]:  # fmt: skip
    """Return the steps of the case at a moment, but those that it left behind before the 8D came to them."""
    return tuple(one for one in of.steps(moment, roles) if not is_left_behind(record, one))


def facts_for(record: Record, fills: Mapping[str, str], step: str, written: Mapping[str, str]) -> dict[str, str]:
    """Return the facts that a step of the case asks for and the 8D has words for."""
    return asked_by(record, step, {fact: written[part] for fact, part in fills.items() if written.get(part)})


def report_of(record: Record) -> dict[str, str]:
    """Return what stands in the 8D as a whole, by part."""
    found: dict[str, str] = {}
    for place in record.places:
        version = record.in_force(place.discipline.row.id)
        found |= version.content if version else {}
    return found


def _settle(record: Record, place: Place, *, corrects: bool) -> None:
    row, waits = record.row, bool(place.discipline.approved_by)
    again = row.state == "failed" and place.discipline.finds_cause
    if again or row.state == "returned" or (corrects and waits and row.state == "approved"):
        row.state = "open"
        row.save(update_fields=["state"])


def _keep(
    record: Record, place: Place, own: dict[str, str], *, verdict: str, at: datetime,
    objections: Iterable[Mapping[str, Any]] = (),
) -> DisciplineVersion:  # fmt: skip
    """Write a version: over the draft, where there is one, else as the next."""
    name = place.discipline.row.id
    drafts = DisciplineVersion.objects.filter(eight_d=record.row, discipline=name, verdict="draft")
    values = {
        "content": own, "verdict": verdict, "at": at, "by_id": record.viewer.person, "loop": record.row.loops,
        "stands_for": sorted(record.actor.using(place.discipline.row.by).stands_for),
        "objections": [dict(one) for one in objections],
    }  # fmt: skip
    if drafts.update(**values):
        return DisciplineVersion.objects.filter(eight_d=record.row, discipline=name).latest("version")
    last = record.latest(name)
    return DisciplineVersion.objects.create(
        org_id=record.viewer.org, eight_d=record.row, discipline=name, version=last.version + 1 if last else 1, **values
    )
