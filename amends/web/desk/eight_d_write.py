"""What is written in an 8D: a discipline handed in or kept as a draft, reviewed, approved, sent, closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.core.eight_d import Place
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.quality.closing import close_eight_d
from amends.quality.handing_in import Stale, hand_in, read_of, save_draft
from amends.quality.objecting import objections_to
from amends.quality.opening import open_eight_d
from amends.quality.queries.page import EightDPage, eight_d_page
from amends.quality.reviewing import approve, review, send
from amends.web.answers import read
from amends.web.desk.door import desk
from amends.web.desk.eight_d import answer, extra_fields
from amends.web.desk.eight_d_words import part_fields
from amends.web.desk.recurrence import barred

PART = "part-"


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view that takes what is sent to an 8D: whoever comes back to its address is shown the 8D instead.

    A refused page keeps that address, and reloading it or changing its language asks for it again.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **names: str) -> HttpResponse:
        if request.method == "POST":
            return view(request, *args, **names)
        here = names.get("discipline", "")
        page = reverse("desk:eight_d", args=[names["number"]])
        return redirect(f"{page}?{urlencode({'d': here})}" if here else page)

    return answered


@require_POST
@desk
def eight_d_open(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Begin the 8D of a case, and go to it; refused: back to the case, with the words."""
    try:
        return redirect("desk:eight_d", open_eight_d(viewer, number, at=now()).number)
    except Refused as refused:
        if refused.code == "earlier_8d":
            return barred(request, viewer, number, refused)
        messages.error(request, refused.says.in_(viewer.language))
        return redirect("desk:case", number)


@posted
@desk
def eight_d_write(request: HttpRequest, viewer: Viewer, number: str, discipline: str) -> HttpResponse:
    """Hand a discipline in, keep it, review it, or send it to the customer."""
    page = eight_d_page(viewer, number)
    place = page.record.place(discipline)
    do = {"hand_in": _hand_in, "keep": _keep, "accept": _review, "return": _review, "send": _send}.get(
        request.POST.get("do", ""), _keep
    )
    return do(request, viewer, page, place)


@posted
@desk
def eight_d_check(request: HttpRequest, viewer: Viewer, number: str, discipline: str) -> HttpResponse:
    """Keep the draft and answer with what the referee has against it so far, part by part."""
    page = eight_d_page(viewer, number)
    place, content = page.record.place(discipline), _content(page.record.place(discipline), request.POST)
    kept, stale = None, ""
    try:
        kept = save_draft(viewer, number, discipline, content, at=now(), read=request.POST.get("read"))
    except Refused as refused:
        stale = refused.says.in_(viewer.language) if isinstance(refused, Stale) else ""
    written = {part: text for part, text in content.items() if text.strip()}
    parts = part_fields(place, content, list(objections_to(page.record, place, written)))
    context = {
        "parts": parts,
        "kept": kept,
        "stale": stale,
        "read": read_of(kept),
        "pack": place.discipline.pack,
        "now": now(),
    }
    return render(request, "desk/eight_d/checked.html", context)


@posted
@desk
def eight_d_decide(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Approve what waits for it or send it back, or close the 8D."""
    sent, at = request.POST, now()
    word, reason = sent.get("word", ""), sent.get("reason", "")
    says = {"approve": _("Approved."), "refuse": _("Sent back."), "close": _("The 8D is closed.")}

    def decide() -> object:
        if word == "close":
            return close_eight_d(viewer, number, at=at)
        return approve(viewer, number, is_approved=word == "approve", reason=reason, at=at, read=sent.getlist("read"))

    return done(request, viewer, number, decide, says=says.get(word, says["refuse"]), here=sent.get("d", ""))


def done(
    request: HttpRequest, viewer: Viewer, number: str, do: Callable[[], object], *, says: str, here: str
) -> HttpResponse:  # fmt: skip
    """Do something and go back to the page, or show it again with the refusal and what was typed."""
    try:
        do()
    except Refused as refused:
        typed = {key.removeprefix(PART): value for key, value in request.POST.items() if isinstance(value, str)}
        return answer(request, viewer, eight_d_page(viewer, number), here=here, refused=refused, sent=typed)
    messages.success(request, says)
    return redirect(f"{reverse('desk:eight_d', args=[number])}?d={here}")


def _content(place: Place, sent: QueryDict) -> dict[str, str]:
    return {part: sent.get(f"{PART}{part}", "") for part in place.discipline.parts}


def _hand_in(request: HttpRequest, viewer: Viewer, page: EightDPage, place: Place) -> HttpResponse:
    number, name = page.record.row.number, place.discipline.id
    content = _content(place, request.POST)
    values, filled = read(extra_fields(page, place), request.POST)
    if any(one.errors for one in filled):
        return answer(request, viewer, page, here=name, sent=content, extra=filled)
    try:
        found = hand_in(viewer, number, name, content, at=now(), detail=values, read=request.POST.get("read"))
    except Refused as refused:
        return answer(
            request, viewer, eight_d_page(viewer, number), here=name, refused=refused, sent=content, extra=filled
        )  # fmt: skip
    if found.refused:
        again = answer(request, viewer, eight_d_page(viewer, number), here=name, extra=filled)
        again.status_code = 409
        return again
    waits = found.version.verdict == "handed_in"
    messages.success(request, _("Handed in; it waits for review.") if waits else _("Handed in and accepted."))
    return redirect("desk:eight_d", number)


def _keep(request: HttpRequest, viewer: Viewer, page: EightDPage, place: Place) -> HttpResponse:
    number, name, content = page.record.row.number, place.discipline.id, _content(place, request.POST)
    read_then = request.POST.get("read")
    return done(
        request, viewer, number, lambda: save_draft(viewer, number, name, content, at=now(), read=read_then),
        says=_("Draft kept."), here=name,
    )  # fmt: skip


def _review(request: HttpRequest, viewer: Viewer, page: EightDPage, place: Place) -> HttpResponse:
    number, name, sent = page.record.row.number, place.discipline.id, request.POST
    accepted = sent.get("do") == "accept"

    def decide() -> None:
        review(
            viewer, number, name, accept=accepted, reason=sent.get("reason", ""), at=now(), read=sent.getlist("read")
        )

    return done(request, viewer, number, decide, says=_("Accepted.") if accepted else _("Sent back."), here=name)


def _send(request: HttpRequest, viewer: Viewer, page: EightDPage, place: Place) -> HttpResponse:
    number, name = page.record.row.number, place.discipline.id
    text = request.POST.get("text", "").strip()
    words = {"text": text} if text else {}
    return done(
        request, viewer, number, lambda: send(viewer, number, name, at=now(), words=words),
        says=_("Sent to the customer."), here=name,
    )  # fmt: skip
