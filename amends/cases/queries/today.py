"""Today: what somebody owes by when, what a department owes, what was asked of one first (UX rule 1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from amends.cases.models import Case, ObligationRow
from amends.cases.queries.lines import (
    CaseLine,
    flag_titles,
    grade_title,
    lead_of,
    lines,
    person_name,
    unit_name,
    whose,
    with_lead,
)
from amends.cases.queries.visible import seen, visible
from amends.core.eight_d import kept_for
from amends.core.pack import Pack, StepRow
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, pack, rules_for

UNSHOWN = ("case__facts", "case__gradings", "case__highest", "case__description")
MOST = 200
"""More than anybody can do today; the page says so when it is reached."""


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """One thing owed: what, by when, on which case, by which article."""

    id: UUID
    number: str
    case_title: str
    pack: str
    duty: str
    title: Text
    article: str
    wording: Text | None  # of the article
    subject: str
    state: str
    starts_at: datetime
    due_at: datetime | None
    paused: bool
    provisional: bool
    force: str
    grade: str
    grade_title: Text
    tone: str
    flags: tuple[Text, ...]
    owner_role: Text
    owner_unit: Text
    owner: Text
    mine: bool
    step: str  # the step of the pack that would meet it, for the key of the row


@dataclass(frozen=True, slots=True)
class Today:
    """The three lists of the first screen, each in the order of due times."""

    mine: tuple[ObligationLine, ...]
    unit: tuple[ObligationLine, ...]
    followed: tuple[CaseLine, ...]


def today(viewer: Viewer, now: datetime) -> Today:
    """Return what the viewer owes, what the viewer's units owe, and the cases told to the viewer first."""
    owed = obligation_lines(viewer, _owed(viewer, *mine(viewer)))
    own_units = sorted({held.unit for held in viewer.memberships})
    of_unit = obligation_lines(viewer, _owed(viewer, *(Q(owner_unit=unit) for unit in own_units)))
    return Today(owed, of_unit, followed(viewer))


def followed(viewer: Viewer) -> tuple[CaseLine, ...]:
    """Return the open cases that the viewer was asked about first and others hold (FR-066: the watch list)."""
    return lines(viewer, with_lead(followed_cases(viewer)).order_by("next_due_at", "id")[:MOST])


def followed_cases(viewer: Viewer) -> QuerySet[Case]:
    """Return the rows of ``followed``, all of them; the words of its index."""
    cases = visible(viewer).filter(first_asked=viewer.person)
    return cases.exclude(holder=F("first_asked")).exclude(stage_kind="closed")


def mine(viewer: Viewer) -> tuple[Q, ...]:
    """Return what is mine: what reaches me, and what reaches anybody of my unit who holds its role.

    Conditions that exclude each other, so that each is asked by an index of its own.
    """
    roles: defaultdict[UUID, set[str]] = defaultdict(set)
    for held in viewer.memberships:
        roles[held.unit].add(held.role)
    anybody = (Q(owner_person=None, owner_unit=unit, owner__in=sorted(of)) for unit, of in sorted(roles.items()))
    return (Q(owner_person=viewer.person), *anybody)


def owed(viewer: Viewer, whose: Q) -> QuerySet[ObligationRow]:
    """Return open obligations with a due time, of visible cases and of units."""
    rows = ObligationRow.objects.filter(whose, Q(case=None) | seen(viewer, "case__"), state="open")
    return rows.exclude(due_at=None)


def _owed(viewer: Viewer, *whose: Q) -> list[ObligationRow]:
    found: list[ObligationRow] = []
    for one in whose:
        rows = owed(viewer, one).select_related("case").defer(*UNSHOWN).annotate(lead_hash=lead_of("case"))
        found += rows.order_by("due_at", "id")[:MOST]
    return sorted(found, key=lambda row: (row.due_at or row.opened_at, row.id))[:MOST]


def obligation_lines(viewer: Viewer, rows: Iterable[ObligationRow]) -> tuple[ObligationLine, ...]:
    """Return lines of obligations that carry ``lead_hash``."""
    of_units: dict[tuple[UUID | None, str], Pack | None] = {}
    return tuple(_line(viewer, row, _pack(viewer, row, of_units)) for row in rows)


def _pack(viewer: Viewer, row: ObligationRow, of_units: dict[tuple[UUID | None, str], Pack | None]) -> Pack | None:
    """Return the pack that a case is pinned to, or that governed a unit when its own duty began."""
    if hash_ := getattr(row, "lead_hash", None):
        return pack(hash_)
    key = (row.owner_unit_id, row.pack)
    if row.case_id is None and key not in of_units:
        of_units[key] = _governing(viewer, row)
    return of_units.get(key)


def _governing(viewer: Viewer, row: ObligationRow) -> Pack | None:
    if row.owner_unit_id is None:
        return None
    try:
        rules = rules_for(row.owner_unit_id, row.opened_at, known=viewer.directory).rules
    except NoRegulation:
        return None
    return next((one for one in rules.packs if one.id == row.pack), None)


def _line(viewer: Viewer, row: ObligationRow, lead: Pack | None) -> ObligationLine:
    case: Case | None = row.case
    own = whose(viewer, lead, row.pack) if lead else None
    duty = own.duties.get(row.duty) if own else None
    role = next((one.title for pack in (lead, own) if pack for one in pack.role if one.id == row.owner), None)
    return ObligationLine(
        id=row.id, number=case.number if case else "", case_title=case.title if case else row.period,
        pack=row.pack, duty=row.duty, title=duty.title if duty else Text(zh=row.duty, en=row.duty),
        article=row.article, wording=_wording(own, row.article),
        subject=row.subject, state=row.state, starts_at=row.starts_at, due_at=row.due_at,
        paused=row.paused_at is not None, provisional=row.provisional, force=duty.force if duty else "must",
        grade=case.grade if case else "", tone=case.tone if case else "plain",
        grade_title=grade_title(lead, case.grade_list, case.grade) if lead and case else Text(zh="", en=""),
        flags=flag_titles(lead, case.flags) if lead and case else (),
        owner_role=role or Text(zh=row.owner, en=row.owner), owner_unit=unit_name(viewer, row.owner_unit_id),
        owner=person_name(viewer, row.owner_person_id),
        mine=row.owner_person_id == viewer.person,
        step=_step(own, duty.met_by) if own and duty else "",
    )  # fmt: skip


def _wording(lead: Pack | None, number: str) -> Text | None:
    article = lead.articles.get(number) if lead else None
    return article.text if article else None


def _step(lead: Pack, met_by: object) -> str:
    """Return the step whose event meets a duty; empty when it takes more than an event's name to tell."""
    names = met_by if isinstance(met_by, list | tuple) else [met_by]
    wanted = {one["event"] if isinstance(one, dict) else one for one in names if one}
    of_kind = (one.id for one in lead.step if wanted & set(_causes(one)) and not kept_for((lead,), one.id))
    return next(of_kind, "")


def _causes(step: StepRow) -> tuple[str, ...]:
    return step.causes or STEP_KINDS[step.kind].causes
