"""Replays at the desk: asked for, looked at while they run, read when they are done (FR-258)."""

from __future__ import annotations

from dataclasses import replace as changed
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.cases.queries import replays as kept
from amends.cases.queries.visible import NotFound
from amends.cases.replay.asking import ask_replay, may_ask, stop_replay
from amends.core.finding import BrokenPack
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.desk.admin_forms import Form
from amends.web.desk.door import desk
from amends.web.desk.replay_form import form_of, period_of, wanted
from amends.web.desk.replay_numbers import Tables
from amends.web.shell import show


@require_http_methods(["GET", "POST"])
@desk
def replays(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what was played, with the form that asks for more; a POST asks. Who neither asks nor signs gets a 404."""
    found = kept.replays(viewer)
    if not may_ask(viewer) and not found:
        raise NotFound("replay")
    form = form_of(viewer, request.GET.get("under", "")[:80]) if may_ask(viewer) else None
    if request.method == "POST":
        if form is None:
            raise NotFound("replay")
        answer = _asked(request, viewer, form)
        if isinstance(answer, HttpResponse):
            return answer
        form = answer
    context = {"form": form, "replays": [(one, period_of(one.first, one.last)) for one in found]}
    return show(
        request, viewer, "desk/replay/list.html", context, here="regulation",
        status=422 if form and form.is_wrong else 200,
    )  # fmt: skip


def _asked(request: HttpRequest, viewer: Viewer, form: Form) -> HttpResponse | Form:
    values, form = form.answered(request.POST)
    asked = None if form.is_wrong else wanted(viewer, values)
    if asked is None:
        return form if form.is_wrong else _wrong(form, _("That regulation is not there any more."))
    try:
        run = ask_replay(viewer, asked, at=timezone.now())
    except BrokenPack as broken:
        return _wrong(form, _("It cannot be read yet: %(why)s") % {"why": broken.findings[0].line(viewer.language)})
    except Refused as refused:
        return form.with_refusal(refused)
    return redirect("desk:replay", key=run.pk)


def _wrong(form: Form, says: str) -> Form:

    return changed(form, wrong=says)


@require_GET
@desk
def replay(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show one replay: how far it is, why it failed, or its numbers."""
    found = kept.replay_of(viewer, key)
    context = {"replay": found, "period": period_of(found.first, found.last), "may_ask": may_ask(viewer)}
    if found.run.state == "done":
        numbers = kept.numbers(viewer, found)
        context |= {"numbers": numbers, "tables": Tables(viewer, found, numbers)}
    return show(request, viewer, "desk/replay/result.html", context, here="regulation")


@require_GET
@desk
def replay_progress(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show how far a replay has come; when it is over, the whole page is asked for anew."""
    found = kept.replay_of(viewer, key)
    answer = show(request, viewer, "desk/replay/progress.html", {"replay": found, "may_ask": may_ask(viewer)})
    if found.run.state in ("done", "failed"):
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@desk
def replay_stop(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Take a replay back that has not begun."""
    kept.replay_of(viewer, key)
    if not may_ask(viewer):
        raise NotFound(str(key))
    stop_replay(viewer, key, at=timezone.now())
    return redirect("desk:replay", key=key)
