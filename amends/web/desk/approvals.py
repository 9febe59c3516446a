"""Approvals: what waits for one's word, with all that is needed for a yes or a no; never one's own proposal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.journal_lines import ALLOWED, Change
from amends.cases.queries.precedents import Asked, Precedents, precedents
from amends.cases.queries.visible import NotFound
from amends.cases.queries.waiting import Waiting, approvals_waiting
from amends.cases.steps import take_step
from amends.core.pack import Pack, StepRow
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.desk.case_steps import discipline_of, eight_d_url
from amends.web.desk.case_words import shown_fact
from amends.web.desk.door import desk
from amends.web.desk.remedy_advice import cautions_of
from amends.web.desk.rows import said
from amends.web.fields import choice_title, kind_title
from amends.web.shell import show

DETAILED = 20
"""So many are shown with reason and chain; the rest follow when these are decided."""
WORDS = {"approve": "approve", "refuse": "refuse"}
WEIGHED = ("demand_amount", "cause", "nature", "liable", "result", "second_time")
"""Facts that stand beside a proposal, where the case has them."""


@require_GET
@desk
def approvals(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what waits for the viewer's word, the oldest first."""
    return _shown(request, viewer)


@require_POST
@desk
def approval_decide(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Approve or return one proposal, by the step that its regulation has for it."""
    one = next((row for row in approvals_waiting(viewer) if row.approval.pk == key), None)
    if one is None:
        raise NotFound(str(key))
    word, reason = WORDS.get(request.POST.get("word", "")), request.POST.get("reason", "").strip()[:2000]
    if word is None:
        raise NotFound(str(key))
    if word == "refuse" and not reason:
        wrong = _("Say why it goes back; the proposer reads it.")
        return _shown(request, viewer, of=key, more={"wrong": wrong}, status=422)
    page = case_page(viewer, one.case.number, timezone.now())
    step = _step(page, word, one.approval.role)
    try:
        if step is None:
            raise NotFound(str(key))
        take_step(
            viewer, one.case.number, step.id, at=timezone.now(), on=one.approval.name,
            detail={"reason": reason} if reason else {}, words={},
        )  # fmt: skip
    except Refused as refused:
        return _shown(request, viewer, of=key, more={"refused": refused, "typed": reason}, status=409)
    said_ = _("Approved: %(number)s.") if word == "approve" else _("Returned: %(number)s.")
    messages.success(request, said_ % {"number": one.case.number})
    return redirect("desk:approvals")


def _step(page: CasePage, word: str, role: str) -> StepRow | None:
    """Return the step of the regulation by which this role says yes or no; one that fits the stage first."""
    offered = [one.step for one in page.steps if one.step.kind == word]
    known = [*offered, *(one for one in page.reading.rules.lead.step if one.kind == word)]
    return next((one for one in known if not one.by or role in one.by), known[0] if known else None)


def _shown(
    request: HttpRequest,
    viewer: Viewer,
    *,
    of: UUID | None = None,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = approvals_waiting(viewer)
    detailed = waiting[:DETAILED]
    pages = [case_page(viewer, one.case.number, timezone.now()) for one in detailed]
    before = precedents(viewer, [_asked(one, page) for one, page in zip(detailed, pages, strict=True)])
    rows = [
        {**_row(viewer, one, page, found), **((more or {}) if one.approval.pk == of else {})}
        for one, page, found in zip(detailed, pages, before, strict=True)
    ]
    context = {
        "rest": len(waiting) - len(detailed),
        "waiting": rows, "empty_title": _("Nothing waits for your word"),
        "empty_text": _("Remedies, lower grades and extensions come here when a regulation asks for your role."),
    }  # fmt: skip
    return show(request, viewer, "desk/approvals.html", context, here="approvals", status=status)


def _asked(one: Waiting, page: CasePage) -> Asked:
    return Asked(page.case, str(one.approval.detail.get("kind", "")), page.reading.rules.lead.currency)


def _row(viewer: Viewer, one: Waiting, page: CasePage, before: Precedents) -> dict[str, Any]:
    lead, language = page.reading.rules.lead, get_language() or "zh"
    kind, amount = str(one.approval.detail.get("kind", "")), one.approval.detail.get("amount")
    remedy = next((row for row in lead.remedy if row.id == kind), None)
    return {
        "id": one.approval.pk, "number": one.case.number, "case_title": one.case.title, "grade": one.case.grade_title,
        "tone": one.case.tone, "title": said(remedy.title) if remedy else kind_title(lead, kind, language),
        "cost": amount, "currency": lead.currency, "article": remedy.article if remedy else "",
        "category": said(page.line.category),
        "packs": {pack.id: pack for pack in page.reading.rules.packs}, "reason": _reason(page),
        "description": page.description, "wish": page.wish, "facts": list(_telling(page, viewer)),
        "asked_by": said(one.asked_by), "asked_at": one.approval.asked_at, "chain": list(_chain(one, lead)),
        "precedents": before, "cautions": cautions_of(page), "stands_out": _stands_out(before, amount),
        "allowed": _allowed(page, one), "eight_d": _in_eight_d(page, one),
        "earlier": [(row, choice_title(lead, "category", row.category, language)) for row in before.shown],
    }  # fmt: skip


def _in_eight_d(page: CasePage, one: Waiting) -> str:
    """Return where the word is given that the 8D of the case keeps for itself; empty: here."""
    step = _step(page, "approve", one.approval.role)
    kept = page.reading.kept(step.id) if step and page.reading.eight_d else None
    return eight_d_url(page.reading, discipline_of(kept)) if kept else ""


def _stands_out(before: Precedents, amount: Any) -> str:
    """Return whether the amount that is asked for is far from what is usual: above, below, or nothing."""
    return before.usual.stands_out(Decimal(str(amount))) if before.usual and amount not in (None, "") else ""


def _telling(page: CasePage, viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield the facts that a yes or no weighs: sums, what was found, what was done."""
    weighed = (fact for fact in page.facts if fact.name in WEIGHED)
    for fact in sorted(weighed, key=lambda one: WEIGHED.index(one.name)):
        yield said(fact.title), shown_fact(page.reading.rules.pack_of_field(fact.name), fact, viewer)


def _reason(page: CasePage) -> str:
    """Return in what words the proposal was made: those of the last entry that proposed."""
    entry = next((e for e in reversed(page.entries) if "proposed" in e.events), None)
    return "\n".join(word.text for word in entry.words if word.text) if entry else ""


def _allowed(page: CasePage, one: Waiting) -> Change | None:
    """Return the row of the decision table on which the proposal rests, as the entry that proposed keeps it."""
    asked_at = one.approval.asked_at
    entries = (e for e in reversed(page.entries) if "proposed" in e.events and e.happened_at == asked_at)
    return next((change for e in entries for change in e.changes if change.kind == ALLOWED), None)


def _chain(one: Waiting, lead: Pack) -> Iterator[dict[str, str]]:
    language = get_language() or "zh"
    titles = {role.id: role.title.in_(language) for role in lead.role}
    for nth, role in enumerate(one.approval.chain):
        position = one.approval.position
        state = "done" if nth < position else "here" if nth == position else ""
        yield {"title": titles.get(role, role), "state": state}
