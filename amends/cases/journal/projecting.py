"""From the state after a step to the columns that lists sort and filter by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from amends.cases.chain import plain
from amends.cases.journal.locking import Locked
from amends.cases.reach import Reach
from amends.cases.state import grading_data
from amends.core.beginning import beginning
from amends.core.engine import next_look
from amends.core.evaluate import holds
from amends.core.ledger import CaseState, Event, State
from amends.core.page import Page
from amends.people.responsible import instead_of

OF_COLUMNS = ("description", "wish")
"""Facts that are columns and stored nowhere else."""
TITLE_MOST = 60
TONES = ("heavy", "warm", "plain")
UNCOUNTED = frozenset({"withdrawn", "merged", "not_accepted"})
COUNTED_AGAIN = frozenset({"reopened", "unmerged", "converted"})
TAKES_OVER = frozenset({"order_received", "accepted", "investigation_opened", "order_accepted"})
GIVES_BACK = frozenset({"order_returned", "handled", "reopened"})

COLUMNS = (
    "stage", "stage_kind", "title", "description", "wish", "channel", "matter", "category", "category_2",
    "complainant", "complainants", "complainants_alone", "holder", "facts", "grade", "grade_list", "tone",
    "gradings", "highest", "flags",
    "confidential", "seen_by", "accused", "handlers", "units", "people", "merged_into", "second_of", "is_counted",
    "next_due_at", "next_due_duty", "next_look_at", "look_again", "head_seq", "head_hash", "version",
    "archive_number", "closed_at", "unit", "received_at",
)  # fmt: skip


def project(locked: Locked, after: CaseState, *, at: datetime, events: Iterable[Event]) -> None:
    """Write the state into the columns of the case (not yet to the database)."""
    case, rules = locked.case, locked.rules
    row = rules.lead.stages.get(after.stage)
    kind = row.kind if row else "open"
    if kind == "closed" and case.stage_kind != "closed":
        case.closed_at = at
    elif kind != "closed":
        case.closed_at = None
    case.stage, case.stage_kind = after.stage, kind
    _facts(locked, after)
    _grades(locked, after)
    _people(locked, after, events, at)
    _confidential(locked, after, at)
    _next(locked, after)


def _facts(locked: Locked, after: CaseState) -> None:
    case, facts = locked.case, dict(after.facts)
    case.description = str(facts.pop("description", "") or "")
    case.wish = str(facts.pop("wish", "") or "")
    case.title = str(facts.get("title") or case.description.strip().splitlines()[0] if case.description.strip() else "")
    case.title = beginning(case.title, TITLE_MOST)
    case.channel = str(facts.get("channel", ""))
    case.matter = str(facts.get("matter", "complaint"))
    case.category = str(facts.get("category", ""))
    case.category_2 = "/".join(case.category.split("/")[:2])
    case.complainants = max(1, int(facts.get("complainants", 1)))
    case.facts = plain(facts)


def _grades(locked: Locked, after: CaseState) -> None:
    """Put the heaviest grade of the lead's lists in front; all of them stay side by side."""
    case, lead = locked.case, locked.rules.lead
    case.gradings = {key: grading_data(grading) for key, grading in after.gradings.items()}
    case.highest, case.flags = dict(after.highest), sorted(after.flags)
    tones = {(row.list, row.id): row.tone for row in lead.grade}
    shown = [
        (TONES.index(tones.get((row.id, grading.grade), "plain")), nth, row.id, grading.grade)
        for nth, row in enumerate(lead.list)
        if (grading := after.gradings.get(f"{lead.id}/{row.id}")) and grading.grade
    ]
    tone, _, list_id, grade = min(shown, default=(TONES.index("plain"), 0, "", ""))
    case.tone, case.grade, case.grade_list = TONES[tone], grade, f"{lead.id}/{list_id}" if list_id else ""


def _people(locked: Locked, after: CaseState, events: Iterable[Event], at: datetime) -> None:
    """Keep the first-asked person as holder until another takes over (FR-064); who is away gives way."""
    case = locked.case
    for event in events:
        if event.name in TAKES_OVER and event.by:
            case.holder_id = UUID(event.by.id)
        elif event.name in GIVES_BACK and not any(order.open for order in after.orders.values()):
            case.holder_id = case.first_asked_id
        if event.name in UNCOUNTED:
            case.is_counted = False
        if event.name in COUNTED_AGAIN:
            case.is_counted = True
    handed_to = next(
        (done.detail.get("to_person") for done in reversed(after.done) if done.event == "transferred"), None
    )
    if handed_to and any(event.by and event.by.id == handed_to for event in events):
        case.holder_id = UUID(str(handed_to))  # the next person accepts by acting
    settle_holder(locked, at)
    case.accused = sorted(UUID(one) for one in after.accused if _is_id(one))
    case.handlers = sorted(UUID(one) for one in after.handlers if _is_id(one))


def settle_holder(locked: Locked, at: datetime) -> None:
    """Let somebody who is there hold the case: the holder, else a deputy, else the head."""
    case = locked.case
    if case.holder_id:
        day = locked.directory.day(at, case.unit_id)
        case.holder_id = instead_of(locked.directory, case.holder_id, unit=case.unit_id, day=day)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _confidential(locked: Locked, after: CaseState, at: datetime) -> None:
    case, lead = locked.case, locked.rules.lead
    if not lead.confidential:
        return
    scene = Page(after, locked.rules, {}, now=at).scene(lead)
    row = next((one for one in lead.confidential if holds(one.when, scene).true), None)
    case.confidential, case.seen_by = (row.id, sorted(row.seen_by)) if row else ("", [])


def _next(locked: Locked, after: CaseState) -> None:
    case = locked.case
    running = [one for one in after.obligations if one.state is State.OPEN and one.due_at and not one.paused_at]
    soonest = min(running, key=lambda one: (one.due_at, one.key), default=None)
    case.next_due_at = soonest.due_at if soonest else None
    case.next_due_duty = f"{soonest.pack}/{soonest.duty}" if soonest else ""
    case.next_look_at, case.look_again = next_look(after), after.look_again


def concern(reach: Reach, after: CaseState, owners: Iterable[tuple[UUID | None, UUID | None]]) -> None:
    """Write down which units and people the case concerns: who may find it in a list (FR-235)."""
    case = reach.case
    units = [case.unit_id, *reach.units_of_functions()]
    units += [unit for order in after.orders.values() if order.state != "returned" and (unit := reach.unit_of(order))]
    # Whoever was told keeps seeing it, also where somebody else owns it instead (FR-065).
    told = [UUID(done.by) for done in after.done if done.event == "told" and _is_id(done.by)]
    people = [case.first_asked_id, case.holder_id, *told, *case.handlers]
    for unit, person in owners:
        units += [unit] if unit else []
        people += [person] if person else []
    handed = [done.detail.get("to_person") for done in after.done if done.event == "transferred"]
    people += [UUID(str(one)) for one in handed if one and _is_id(str(one))]
    case.units = list(dict.fromkeys(units))
    case.people = list(dict.fromkeys(person for person in people if person))
