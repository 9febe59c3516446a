"""The case: what happened, who acts next and by when, what the regulation offers, what blocks closing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.investigation import has_investigation
from amends.cases.letters import WITHDRAWN
from amends.cases.mirror_rights import rights_shown
from amends.cases.queries.case_page import CasePage, ClockLine, case_page
from amends.cases.queries.supervising import proposed_now
from amends.cases.steps.promise import PROMISED
from amends.core.recipients import recipients
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.quality.second_look import may_ask
from amends.web.clocks import Clock, clock
from amends.web.desk.case_steps import main_steps, step_links, ways
from amends.web.desk.case_words import fact_rows, folded, journal_rows, order_name
from amends.web.desk.door import desk
from amends.web.desk.drafts import NOTE, typed_note
from amends.web.desk.eight_d import side_of
from amends.web.desk.prints import papers
from amends.web.desk.rows import said
from amends.web.desk.step_form import StepForm
from amends.web.fields import choice_title
from amends.web.shell import show
from amends.web.words import code_title

JOURNAL_AT_FIRST = 20
COMPOSER_KINDS = ("progress", "contact", "record")
NOT_WORDS = frozenset({"evidence_added", "read_back"})
"""Events that words alone do not make: a file is put in, a text is read out."""


@dataclass(frozen=True, slots=True)
class ClockRow:
    """An obligation of the case."""

    title: Text
    clock: Clock
    who: str
    article: str
    live: bool
    should: bool
    provisional: bool
    proof: tuple[str, ...]
    was_due: tuple[datetime, ...]
    more: tuple[ClockRow, ...] = ()
    """Later runs of the same duty on the same person: a daily answer that was missed nine times is one line."""

    @property
    def last(self) -> Clock:
        """Return the clock of the latest run."""
        return self.more[-1].clock if self.more else self.clock


@require_GET
@desk
def case(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show a case."""
    page = case_page(viewer, number, timezone.now())
    return case_answer(request, viewer, page)


def case_answer(
    request: HttpRequest, viewer: Viewer, page: CasePage, *, form: StepForm | None = None, status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Return the page of a case, with the form of a step where one is being taken; in the case's own zone."""
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        context = case_context(request, page) | {"form": form} | (more or {})
        return show(request, viewer, "desk/case.html", context, here="queues", status=status)


def case_context(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """Return what ``desk/case.html`` shows."""
    now, language, case = timezone.now(), get_language() or "zh", page.case
    channel = choice_title(page.reading.rules.lead, "channel", page.channel, language)
    entries = page.entries if request.GET.get("all") else page.entries[-JOURNAL_AT_FIRST:]
    offered = step_links(page)
    return {
        "page": page, "case": case, "packs": {one.id: one for one in page.reading.rules.packs},
        "head": [one for one in (page.complainant_name, page.complainant_phone, channel) if one],
        "first_asked": said(page.first_asked), "path": _path(page), "category": said(page.line.category),
        "closed": case.stage_kind == "closed", "next": _next(page, now), "facts": list(fact_rows(page)),
        "entries": folded(journal_rows(page, entries)), "more_before": len(page.entries) - len(entries),
        "grades_exist": any(one.list for one in page.reading.rules.packs),
        "clocks": grouped([_clock(one, now, language) for one in page.clocks]),
        "old_clocks": [_clock(one, now, language) for one in page.ended_clocks],
        "offered": offered, "main_steps": main_steps(offered),
        "blocks": None if case.stage_kind == "closed" else page.closing, "ways": ways(page, page.closing),
        "composer": _composer(page), "parties": _parties(page), "orders": _orders(page, language),
        "investigated": has_investigation(page),
        "letters": list(_letters(page)), "evidence": list(_evidence(page, language)),
        "merged_into": case.merged_into.number if case.merged_into else "", "linked": _linked(page),
        "promising": any(PROMISED in one.causes for one in page.reading.rules.steps.values()),
        "papers": list(papers(page)), "can_add_evidence": case.stage_kind != "closed", "eight_d": side_of(page.reading),
        "look_again": may_ask(page.reading.viewer, case, at=now),
        "rights": rights_shown(page.reading, now), "supervising": proposed_now(page.reading, now),
        "fingerprinted": any(one.fingerprint for one in page.reading.rules.packs),
    }  # fmt: skip


def grouped(rows: list[ClockRow]) -> list[ClockRow]:
    """Return the clocks with the runs of one duty of one person under their first, in the given order."""
    found: dict[tuple[str, str, str], list[ClockRow]] = {}
    for one in rows:
        found.setdefault((one.title.zh, one.who, one.article), []).append(one)
    return [replace(first, more=tuple(more)) for first, *more in found.values()]


def _path(page: CasePage) -> list[dict[str, Any]]:
    states = {"done": "done", "now": "here", "ahead": ""}
    return [{"title": stage.title, "state": states[state]} for stage, state in page.stages]


def _next(page: CasePage, now: datetime) -> dict[str, Any] | None:
    due = next((one for one in page.clocks if one.line.state == "open" and one.line.due_at), None)
    if due is None:
        return None
    return {"title": due.line.title, "who": _who(due), "clock": clock(due.line.due_at, now, starts=due.line.starts_at)}


def _clock(one: ClockLine, now: datetime, language: str) -> ClockRow:
    line, ended = one.line, one.obligation.ended_at
    return ClockRow(
        title=line.title, who=_who(one), article=line.article, live=line.state == "open", should=line.force == "should",
        clock=clock(line.due_at, now, starts=line.starts_at, ended=ended, state=line.state, paused=line.paused),
        provisional=line.provisional, was_due=one.obligation.was_due, proof=one.proof(language),
    )  # fmt: skip


def _who(one: ClockLine) -> str:
    if one.line.mine:
        return _("me")
    return said(one.line.owner) or said(one.line.owner_unit) or said(one.line.owner_role)


def _composer(page: CasePage) -> dict[str, Any] | None:
    """Return what may be written straight into the journal: steps that ask for nothing but words, nor to whom."""
    ready = [
        one.step for one in page.steps
        if one.step.kind in COMPOSER_KINDS and not one.missing and not one.step.asks and not one.step.kinds
        and (one.step.causes or one.step.kind != "record") and not NOT_WORDS & set(one.step.causes)
        and not any(recipients(pack, one.step) for pack in page.reading.rules.packs)
    ]  # fmt: skip
    ready.sort(key=lambda step: COMPOSER_KINDS.index(step.kind))
    if not ready:
        return None
    number = page.case.number
    return {
        "steps": ready[:3], "action": reverse("desk:compose", args=[number]),
        "draft_url": reverse("desk:step_draft", args=[number, NOTE]), "text": typed_note(page.reading.viewer, number),
    }  # fmt: skip


def _parties(page: CasePage) -> list[dict[str, str]]:
    roles = {
        "complainant": _("Complainant"), "accused": _("Complained of"), "witness": _("Witness"), "agent": _("Agent"),
    }  # fmt: skip
    rows = [{"role": roles.get(row.role, row.role), "name": name} for row, name in page.parties]
    holder = said(page.line.holder)
    return [*rows, *([{"role": _("With"), "name": holder}] if holder else [])]


def _orders(page: CasePage, language: str) -> list[dict[str, Any]]:
    states = {"sent": _("sent out"), "received": _("taken on"), "returned": _("sent back"), "handled": _("handled")}
    return [
        {"row": row, "name": order_name(row.name), "unit": unit.in_(language), "state": states[row.state],
         "handler": handler.in_(language)}
        for row, unit, handler in page.orders
    ]  # fmt: skip


def _letters(page: CasePage) -> Iterator[dict[str, Any]]:
    titles = {one.id: said(one.title) for one in page.reading.rules.lead.letter} | {"reply": _("Reply")}
    for row in page.letters:
        failed = _("withdrawn") if row.error == WITHDRAWN else _("failed")
        state = _("sent") if row.sent_at else failed if row.failed_at else _("to be sent")
        yield {"title": titles.get(row.letter, row.subject or row.letter), "way": code_title(row.way), "state": state,
               "at": row.sent_at or row.failed_at or row.not_before, "body": row.body}  # fmt: skip


def _evidence(page: CasePage, language: str) -> Iterator[dict[str, Any]]:
    people = page.reading.viewer.directory.people
    for row in page.evidence:
        known = people.get(row.added_by_id) if row.added_by_id else None
        by = known.name(language) if known else _("Complainant")
        yield {"row": row, "by": by}


def _linked(page: CasePage) -> list[dict[str, Any]]:
    kinds = {
        "second_of": _("same problem before"), "merged_into": _("merged"), "alike": _("alike"), "related": _("related"),
        "agreement": _("settlement agreement on the same matter"),
    }  # fmt: skip
    return [{"kind": kinds.get(kind, kind), "line": line} for kind, line in page.linked]
