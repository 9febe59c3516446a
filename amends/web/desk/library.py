"""The case library: cards that closed cases taught, found by words, written by one, published by another (FR-164)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.core.refusal import Refused
from amends.knowledge.cards import LONGEST, NEEDED, TITLES, card_desk, keep_card, publish_card
from amends.knowledge.models import PARTS
from amends.knowledge.queries import MOST, card_of, cards
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.shell import show

ASKED = 60
ROWS = {"title": 1, "situation": 5, "cause": 3, "handling": 6, "lesson": 4}


@require_GET
@desk
def library(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the cards that hold the words asked for; drafts first."""
    words = request.GET.get("q", "").strip()[:ASKED]
    rows = cards(viewer, words)
    context = {"rows": rows, "words": words, "cut": len(rows) >= MOST, "most": MOST}
    return show(request, viewer, "desk/library/list.html", context, here="library")


@require_GET
@desk
def card(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show a card; its case only to those who may see that."""
    shown = card_of(viewer, key)
    people = viewer.directory.people
    language = get_language() or "zh"
    by = {role: people.get(one) for role, one in _hands(shown.card).items() if one}
    context = {
        "card": shown.card, "number": shown.number,
        "parts": [(TITLES[part], getattr(shown.card, part)) for part in PARTS],
        "by": {role: one.name(language) for role, one in by.items() if one},
        "may_publish": shown.card.state == "draft" and (shown.card.written_by_id != viewer.person or viewer.is_admin),
    }  # fmt: skip
    return show(request, viewer, "desk/library/card.html", context, here="library")


def _hands(card: Any) -> dict[str, Any]:
    return {"written": card.written_by_id, "published": card.published_by_id}


@require_http_methods(["GET", "POST"])
@desk
def card_write(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Write the card of a closed case: the draft at first, then what was kept; what names somebody is refused."""
    try:
        at_desk = card_desk(viewer, number)
        words, refused = at_desk.words, None
    except Refused as no:
        messages.error(request, no.says.in_(get_language() or "zh"))
        return redirect("desk:case", number)
    if request.method == "POST":
        words = {part: request.POST.get(part, "") for part in PARTS}
        try:
            kept = keep_card(viewer, number, words, version=_version(request), at=timezone.now())
        except Refused as no:
            refused = no
        else:
            messages.success(request, _("Kept as a draft: somebody else reads it and publishes it."))
            return redirect("desk:card", kept.pk)
    context = {
        "number": number, "refused": refused, "version": at_desk.card.version if at_desk.card else 0,
        "fields": [_field(part, words[part], refused) for part in PARTS], "longest": LONGEST,
    }  # fmt: skip
    status = 409 if refused else 200
    return show(request, viewer, "desk/library/form.html", context, here="library", status=status)


def _field(part: str, text: str, refused: Refused | None) -> dict[str, Any]:
    against = [one.says for one in (refused.missing if refused else ()) if one.field == part]
    return {
        "name": part, "title": TITLES[part], "text": text, "rows": ROWS[part], "against": against,
        "required": part in NEEDED,
    }  # fmt: skip


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


@require_POST
@desk
def card_publish(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Put a card into the library."""
    language = get_language() or "zh"
    try:
        publish_card(viewer, key, at=timezone.now(), version=_version(request) if "version" in request.POST else None)
    except Refused as no:
        messages.error(request, "; ".join(one.says.in_(language) for one in no.missing) or no.says.in_(language))
    else:
        messages.success(request, _("It is in the library now."))
    return redirect("desk:card", key)
