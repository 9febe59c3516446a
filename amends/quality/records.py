"""An 8D with all that decides what may be done with it now: the case, the disciplines, every version, approvals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from amends.cases.models import Case, CaseRule
from amends.cases.queries.reading import Reading, read_case
from amends.cases.queries.visible import NotFound, seen
from amends.core.eight_d import Approver, Discipline, Place, Written, awaits_approval, disciplines, path
from amends.core.ledger import Actor
from amends.core.pack import Pack
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.ways import is_behind
from amends.people.viewer import Viewer
from amends.quality.models import DisciplineVersion, EightD, PlanApproval
from amends.quality.releasing import lacking
from amends.regulations.shelf import pack

COPIED = "copied"
NAMED = re.compile(r"8D-[\w-]+[A-Za-z0-9]")
"""How an objection of that code names the 8D from which a text was copied."""
OfRecord = TypeVar("OfRecord", DisciplineVersion, PlanApproval)


@dataclass(frozen=True)
class Record:
    """One 8D for one viewer, who sees its case."""

    viewer: Viewer
    row: EightD
    reading: Reading
    versions: tuple[DisciplineVersion, ...]  # the oldest first
    approvals: tuple[PlanApproval, ...]  # the oldest first

    @cached_property
    def disciplines(self) -> tuple[Discipline, ...]:
        """The disciplines that govern the case, in order."""
        return disciplines(self.reading.rules.packs)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where each discipline stands; a version that was not approved counts as returned (FR-115)."""
        return places_of(self.disciplines, self.versions, self.approvals, loop=self.row.loops)

    @cached_property
    def actor(self) -> Actor:
        """Who the viewer is in this case."""
        return self.reading.actor

    def place(self, discipline: str) -> Place:
        """Return where a discipline stands. Raises NotFound for one that the regulation does not have."""
        found = next((one for one in self.places if one.discipline.row.id == discipline), None)
        if found is None:
            raise NotFound(discipline)
        return found

    def latest(self, discipline: str) -> DisciplineVersion | None:
        """Return the last version of a discipline, or None."""
        return next((one for one in reversed(self.versions) if one.discipline == discipline), None)

    def in_force(self, discipline: str) -> DisciplineVersion | None:
        """Return the last version that was handed in and not sent back, or None; a draft beside it does not count."""
        place = self.place(discipline)
        if not place.stands:
            return None
        return self.standing(place)

    def standing(self, place: Place) -> DisciplineVersion | None:
        """Return the version that says where a discipline stands in this round, or None where none is written."""
        of = (place.discipline.row.id, place.version)
        return next((one for one in self.versions if (one.discipline, one.version) == of), None)

    def pending(self) -> tuple[tuple[Place, DisciplineVersion], ...]:
        """Return the disciplines that are accepted and wait for approval, with their version (FR-115)."""
        found = ((one, self.in_force(one.discipline.row.id)) for one in awaits_approval(self.places))
        return tuple(
            (place, version)
            for place, version in found
            if version is not None and version.verdict == "accepted" and self.lacking(place)
        )

    def pending_mine(self) -> tuple[tuple[Place, DisciplineVersion], ...]:
        """Return what waits for the viewer's word: each pack on a case may name its approver. All where none is."""
        every = self.pending()
        return tuple(one for one in every if self.may_approve(one[0])) or every

    def lacking(self, place: Place) -> tuple[Approver, ...]:
        """Return who has not approved what stands of a discipline, pack by pack; everybody where nothing stands."""
        version = self.in_force(place.discipline.id)
        return lacking(place.discipline, version.pk, self.approvals) if version else place.discipline.approvers

    def may_approve(self, place: Place) -> bool:
        """Return whether a word that a discipline still lacks is the viewer's, by role."""
        return any(self.actor.roles & set(one.row.approved_by) for one in self.lacking(place))

    def is_approved(self, place: Place) -> bool:
        """Return whether what stands of a discipline may leave: accepted, and approved by each pack's own (FR-115).

        What nobody has to approve counts as approved only where it stays in the house.
        """
        version, of = self.in_force(place.discipline.id), place.discipline
        if version is None or version.verdict != "accepted":
            return False
        return not self.lacking(place) if of.approvers else not of.leaves

    def unapproved(self, place: Place) -> tuple[Place, ...]:
        """Return what keeps a discipline from being sent: itself, or another whose words its letter tells.

        Of a case that came in under a regulation which names nobody for that other one, nobody could ever approve it.
        """
        told = set(place.discipline.tells.values())
        beside = (one for one in self.places if one.discipline.approved_by and told & set(one.discipline.parts))
        going = {one.discipline.id: one for one in (*beside, place)}
        return tuple(one for one in going.values() if not self.is_approved(one))


def places_of(
    of: Sequence[Discipline], versions: Iterable[DisciplineVersion], approvals: Iterable[PlanApproval], *, loop: int
) -> tuple[Place, ...]:
    """Return where each discipline stands; a version that was not approved counts as returned (FR-115)."""
    refused = {key for one in approvals if not one.is_approved for key in one.versions}
    written = [
        Written(one.discipline, one.version, one.loop, "returned" if str(one.pk) in refused else one.verdict)
        for one in versions
    ]
    return path(of, written, loop=loop)


def disciplines_of(cases: Iterable[UUID]) -> dict[UUID, tuple[Discipline, ...]]:
    """Return the disciplines that govern cases, by the packs they came in under; one query for all."""
    pinned = CaseRule.objects.filter(case__in=list(cases)).order_by("-position", "id")
    found: dict[UUID, list[Pack]] = {}
    for case, hash_ in pinned.values_list("case", "published__content_hash"):
        found.setdefault(case, []).append(pack(hash_))
    return {case: disciplines(packs) for case, packs in found.items()}


def by_record(rows: Iterable[OfRecord]) -> dict[UUID, list[OfRecord]]:
    """Return versions or approvals by the 8D that they belong to; an empty list for any other."""
    found: dict[UUID, list[OfRecord]] = defaultdict(list)
    for one in rows:
        found[one.eight_d_id].append(one)
    return found


def visible_records(viewer: Viewer) -> QuerySet[EightD]:
    """Return the 8Ds of the cases that the viewer may see."""
    return EightD.objects.filter(seen(viewer, "case__"))


def record_of(viewer: Viewer, number: str, *, to_write: bool = False) -> Record:
    """Return an 8D by its number, locked where it is to be written. Raises NotFound for one of a hidden case."""
    rows = visible_records(viewer).select_related("case", "unit").filter(number=number)
    if to_write:  # the case first, as by every step: whoever holds one of them never waits for the other
        Case.objects.select_for_update(of=("self",)).filter(pk__in=rows.values("case")).values("pk").first()
        rows = rows.select_for_update(of=("self",))
    row = rows.first()
    if row is None:
        raise NotFound(number)
    return _read(viewer, row)


def record_of_action(viewer: Viewer, eight_d: UUID) -> Record:
    """Return the 8D of an action, locked. Raises NotFound for one of a hidden case."""
    row = visible_records(viewer).filter(pk=eight_d).select_related("case", "unit").first()
    if row is None:
        raise NotFound(str(eight_d))
    return record_of(viewer, row.number, to_write=True)


def _read(viewer: Viewer, row: EightD) -> Record:
    versions = DisciplineVersion.objects.filter(eight_d=row).order_by("at", "version")
    approvals = PlanApproval.objects.filter(eight_d=row).order_by("at")
    return Record(viewer, row, read_case(viewer, row.case.number), _unnamed(viewer, versions), tuple(approvals))


def _unnamed(viewer: Viewer, of: Iterable[DisciplineVersion]) -> tuple[DisciplineVersion, ...]:
    """Return versions whose objections name no other 8D that this viewer may not see, whoever the writer was."""
    versions = tuple(of)
    copied = [one for version in versions for one in version.objections if one.get("code") == COPIED]
    named = {number for one in copied for number in NAMED.findall(one["says"]["zh"])}
    hidden = named - set(visible_records(viewer).filter(number__in=named).values_list("number", flat=True))
    for one in copied if hidden else ():
        one["says"] = {language: NAMED.sub(partial(_dots, hidden), text) for language, text in one["says"].items()}
    return versions


def _dots(hidden: frozenset[str] | set[str], found: re.Match[str]) -> str:
    return "8D-…" if found[0] in hidden else found[0]


def holds(record: Record, roles: Iterable[str]) -> bool:
    """Return whether the viewer has one of the roles in the case; no roles: anybody who sees it."""
    wanted = frozenset(roles)
    return not wanted or bool(wanted & record.actor.roles)


def check_roles(record: Record, roles: Iterable[str], of: Discipline | Approver) -> None:
    """Raise Refused naming the roles of which the viewer has none."""
    wanted = tuple(roles)
    if holds(record, wanted):
        return
    titles = [row.title for role in wanted for row in of.pack.role if row.id == role]
    who_zh, who_en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
    says = Text(zh=f"{of.row.id} 由{who_zh}办理", en=f"{of.row.id} is for {who_en}")
    raise Refused("role", says=says, missing=(Missing("role", says, of.row.article, pack=of.pack.id),))


def check_open(record: Record) -> None:
    """Raise Refused for an 8D that is closed."""
    if record.row.state == "closed":
        of = record.disciplines[-1]
        says = Text(zh=f"{record.row.number} 已关闭", en=f"{record.row.number} is closed")
        raise Refused("closed", says=says, missing=(Missing("open", says, of.row.article, pack=of.pack.id),))


def asked_by(record: Record, step: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of some facts that a step of the case asks or needs."""
    row = record.reading.rules.steps[step]
    asked = {*row.asks, *(need.known for need in row.needs), "reason"}
    return {fact: value for fact, value in facts.items() if fact in asked}


def is_left_behind(record: Record, step: str) -> bool:
    """Return whether the case left a step behind before its 8D came to it: then the 8D does not take it."""
    rules = record.reading.rules
    return is_behind(rules.lead, record.reading.state.stage, rules.steps[step])


def refused(code: str, missing: Iterable[Missing]) -> Refused:
    """Return the refusal that names each missing thing."""
    found = tuple(missing)
    says = Text(zh="；".join(one.says.zh for one in found), en="; ".join(one.says.en for one in found))
    return Refused(code, says=says, missing=found)


def is_the_same_hand(record: Record, version: DisciplineVersion) -> bool:
    """Return whether the viewer wrote a version, stands in for who did, or is who it was written for (FR-128)."""
    hands = {record.actor.id, *record.actor.stands_for, *(whose for _, whose in record.actor.lent)}
    return not hands.isdisjoint({str(version.by_id), *version.stands_for})
