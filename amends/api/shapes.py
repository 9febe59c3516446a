"""From what queries and steps return to what callers get."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime

from amends.cases.preview import Preview, PreviewDue, PreviewGrade, fact_title
from amends.cases.queries.case_page import CasePage, ClockLine, GradeLine
from amends.cases.queries.cautions import cautions_of
from amends.cases.queries.journal_lines import EntryLine
from amends.cases.queries.lines import CaseLine
from amends.core.call_scenes import scenes
from amends.core.cautions import Caution
from amends.core.ledger import StepCall
from amends.core.lifecycle import check_step
from amends.core.limits import Limit
from amends.core.page import Page
from amends.core.refusal import Missing, Refused
from amends.core.remedies import Offer
from amends.core.routing import Routed
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations.published import Published


def case_line(line: CaseLine, language: str) -> dict[str, Any]:
    """Return a case as a list shows it."""
    return {
        "number": line.number, "title": line.title, "stage": line.stage.in_(language), "stage_kind": line.stage_kind,
        "grade": line.grade, "grade_title": line.grade_title.in_(language),
        "flags": [one.in_(language) for one in line.flags], "category": line.category.in_(language),
        "channel": line.channel, "unit": line.unit.in_(language), "holder": line.holder.in_(language),
        "received_at": line.received_at, "next_due_at": line.next_due_at, "next_duty": line.next_duty.in_(language),
        "article": line.article, "complainants": line.complainants, "merged": line.merged,
    }  # fmt: skip


def one_case(page: CasePage, language: str) -> dict[str, Any]:
    """Return a case with what it holds."""
    return {
        **case_line(page.line, language), "version": page.case.version, "stage_code": page.case.stage,
        "description": page.description, "wish": page.wish, "complainant": page.complainant_name,
        "phone": page.complainant_phone, "first_asked": page.first_asked.in_(language),
        "facts": [
            {"name": f.name, "title": f.title.in_(language), "value": plain(f.value), "article": f.article}
            for f in page.facts
        ],
        "orders": [
            {"name": o.name, "unit": unit.in_(language), "handler": handler.in_(language), "state": o.state,
             "sent_at": o.sent_at, "limit_at": o.limit_at}
            for o, unit, handler in page.orders
        ],
        "evidence": [file(one) for one in page.evidence],
        "linked": [line.number for _kind, line in page.linked],
    }  # fmt: skip


def file(row: Any) -> dict[str, Any]:
    """Return what is known of a file."""
    names = ("id", "name", "kind", "size", "sha256", "source", "added_at")
    return {name: getattr(row, name) for name in names}


def plain(value: Any) -> Any:
    """Return a value of a fact as JSON has it."""
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def entry(line: EntryLine, language: str) -> dict[str, Any]:
    """Return an entry of a journal."""
    return {
        "seq": line.seq, "happened_at": line.happened_at, "recorded_at": line.recorded_at,
        "backdated": line.backdated, "by": line.by.in_(language), "step": line.step,
        "title": line.title.in_(language), "events": list(line.events), "on": line.on, "hash": line.hash,
        "words": [{"name": w.name, "title": w.title.in_(language), "text": w.text} for w in line.words],
        "changes": [
            {"kind": c.kind, "title": c.title.in_(language), "article": c.article, "at": c.at, "due_at": c.due_at}
            for c in line.changes
        ],
    }  # fmt: skip


def obligation(clock: ClockLine, language: str) -> dict[str, Any]:
    """Return an obligation with its proof."""
    line = clock.line
    return {
        "duty": line.duty, "title": line.title.in_(language), "article": line.article, "subject": line.subject,
        "state": line.state, "owner": line.owner_role.in_(language), "owner_unit": line.owner_unit.in_(language),
        "starts_at": line.starts_at, "due_at": line.due_at, "was_due": list(clock.obligation.was_due),
        "ended_at": clock.obligation.ended_at, "late": clock.late, "paused": line.paused,
        "provisional": line.provisional, "derivation": list(clock.proof(language)),
    }  # fmt: skip


def grade(line: GradeLine, language: str) -> dict[str, Any]:
    """Return the grade of one list with the rows that spoke."""
    rows = [{"id": id_, "says": says.in_(language), "article": article} for id_, says, article in line.rows]
    return {
        "list": line.list.in_(language), "grade": line.grade, "title": line.title.in_(language),
        "computed": line.computed, "by_hand": line.by_hand.in_(language), "rows": rows,
        "asked": [one.in_(language) for one in line.asked],
    }  # fmt: skip


def missing(lines: Iterable[Missing], language: str) -> list[dict[str, str]]:
    """Return what stands in the way."""
    return [{"field": one.field, "article": one.article, "says": one.says.in_(language)} for one in lines]


def steps_now(page: CasePage, at: Any, language: str) -> list[dict[str, Any]]:
    """Return every step of the regulations with what stands in its way for this person now, and what gives pause."""
    reading = page.reading
    found = []
    for step in (row for row in reading.rules.steps.values() if row.kind != "register"):
        call = StepCall(step.id, at, reading.actor)
        scene_of = scenes(Page(reading.state, reading.rules, {}, now=at), call)
        lacking: tuple[Missing, ...] = ()
        try:
            check_step(call, reading.state, reading.rules, scene_of)
        except Refused as no:
            lacking = no.missing
        found.append(
            {"step": step.id, "title": step.title.in_(language), "article": step.article,
             "missing": missing(lacking, language),
             "cautions": warned(cautions_of(reading), language) if step.kind == "propose" else []}
        )  # fmt: skip
    return found


def warned(found: Iterable[Caution], language: str) -> list[dict[str, str]]:
    """Return what gives pause."""
    return [{"code": one.code, "article": one.article, "says": one.says.in_(language)} for one in found]


def route(routed: Routed | None, language: str) -> dict[str, str] | None:
    """Return where the regulation sends a case."""
    if routed is None:
        return None
    return {"to": routed.to, "row": routed.row, "says": routed.says.in_(language), "article": routed.article}


def remedy(offer: Offer, language: str) -> dict[str, Any]:
    """Return a remedy that the regulation allows."""
    limit = str(offer.limit.amount) if isinstance(offer.limit, Limit) else offer.limit or ""
    return {
        "row": offer.row, "says": offer.says.in_(language), "article": offer.article, "allows": list(offer.allows),
        "choose": offer.choose, "by_right": offer.by_right, "decision_by": offer.decision_by, "limit": limit,
    }  # fmt: skip


def tried(found: Preview, language: str) -> dict[str, Any]:
    """Return what the regulation says of facts that are not registered."""
    lead = found.rules.lead
    return {
        "pack": lead.id, "version": lead.version, "grades": [_tried_grade(one, language) for one in found.grades],
        "route": route(found.route, language), "dues": [_due(one, language) for one in found.dues],
        "remedies": [remedy(one, language) for one in found.offers],
        "refusals": [{"id": r.id, "says": r.says.in_(language), "article": r.article} for r in found.refusals],
        "asked": [fact_title(lead, name).in_(language) for name, _title in found.asked],
    }  # fmt: skip


def _tried_grade(one: PreviewGrade, language: str) -> dict[str, Any]:
    grading = one.grading
    title = "、".join(row.title.in_(language) for row in one.grades) or grading.grade
    return {
        "list": one.list.title.in_(language), "grade": grading.grade, "title": title, "computed": grading.computed,
        "by_hand": "", "asked": [title.in_(language) for title in one.asked],
        "rows": [{"id": r.id, "says": r.says.in_(language), "article": r.article} for r in one.rows],
    }  # fmt: skip


def _due(one: PreviewDue, language: str) -> dict[str, Any]:
    return {
        "duty": one.duty, "title": one.title.in_(language), "article": one.article, "owner": one.owner.in_(language),
        "due_at": one.due_at, "after_dispatch": one.after_dispatch, "provisional": one.provisional,
        "derivation": list(one.proof_en if language.startswith("en") else one.proof_zh),
    }  # fmt: skip


def pack(one: Published, viewer: Viewer, language: str) -> dict[str, Any]:
    """Return a published pack with the units it governs."""
    row = one.row
    return {
        "pack": row.pack, "version": row.version, "content_hash": row.content_hash,
        "title": Text(zh=row.title_zh, en=row.title_en).in_(language), "published_at": localtime(row.published_at),
        "bindings": [
            {"unit": b.unit.code, "position": b.position, "from_date": b.from_date.isoformat(),
             "to_date": b.to_date.isoformat() if b.to_date else ""}
            for b in one.bindings
        ],
    }  # fmt: skip
