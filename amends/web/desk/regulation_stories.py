"""The stories of a draft as forms: a table of steps, run alone, what came instead beside each expectation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.cases.queries.visible import NotFound
from amends.core.expecting import EXPECTATIONS
from amends.core.refusal import Refused
from amends.core.story import NOTHING
from amends.people.viewer import Viewer
from amends.regulations import drafts
from amends.regulations.models import PackDraft
from amends.regulations.toml_rows import CannotWrite, drop_row
from amends.regulations.toml_stories import STORY, add_story, put_story
from amends.web.desk.regulation_desk import draft_at, draft_page, names_of, version_in, writers
from amends.web.desk.regulation_story_form import Story, Unreadable, fits, form_of, place_of, sent, values_of
from amends.web.desk.regulation_story_list import Spot, stories_in
from amends.web.desk.regulation_story_told import kinds_for, kinds_of, told_story
from amends.web.desk.regulation_story_values import Kinds
from amends.web.desk.regulation_story_words import EXPECTED

FILE = "examples.toml"
"""Where the first story of a draft goes."""


@require_http_methods(["GET", "POST"])
@writers
def draft_story(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the form of a story; save it, or do what a button of the form asks."""
    found = draft_at(viewer, key)
    spot, was = _spot(request, found)
    if not fits(was):
        messages.error(request, _("This story cannot be written here; change it in its file."))
        return redirect(f"{reverse('desk:draft_file', args=[key])}?{urlencode({'name': spot.file})}")
    if request.method == "GET":
        kinds = kinds_for(names_of(found), was.get("calendar"))
        return _page(request, viewer, found, spot, was, form_of(was, kinds))
    story = sent(request.POST)
    if request.POST.get("_do"):
        return _page(request, viewer, found, spot, was, story)
    try:
        text = _written(found.files.get(spot.file, ""), spot, story, was, kinds_of(names_of(found), story))
        drafts.change(viewer, key, version=version_in(request), at=now(), files={spot.file: text})
    except Unreadable:
        wrong = _("Some inputs cannot be read; each says why.")
        return _page(request, viewer, found, spot, was, story, wrong=wrong)
    except (CannotWrite, IndexError):
        wrong = _("This story cannot be written here; change it in its file.")
        return _page(request, viewer, found, spot, was, story, wrong=wrong)
    except Refused as no:
        return _page(request, viewer, found, spot, was, story, wrong=no.says.in_(get_language() or "zh"))
    messages.success(request, _("Saved."))
    nth = spot.nth or len(stories_in(text))
    return redirect(f"{reverse('desk:draft_story', args=[key])}?{Spot(spot.file, nth).query}")


@require_POST
@writers
def draft_story_run(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Run the story as it is typed and say beside each expectation what came instead. Nothing is stored."""
    found = draft_at(viewer, key)
    _place, was = _spot(request, found)
    if not fits(was):
        raise NotFound("story")
    context = told_story(found, was, sent(request.POST), names_of(found))
    return render(request, "desk/regulation/story_came.html", {"draft": found, **context})


@require_POST
@writers
def draft_story_drop(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Take a story out of its file."""
    found = draft_at(viewer, key)
    spot, _was = _spot(request, found)
    if not spot.nth:
        raise NotFound("story")
    try:
        text = drop_row(found.files[spot.file], STORY, spot.nth)
        drafts.change(viewer, key, version=version_in(request), at=now(), files={spot.file: text})
    except (CannotWrite, IndexError):
        messages.error(request, _("This story cannot be written here; change it in its file."))
    except Refused as no:
        messages.error(request, no.says.in_(get_language() or "zh"))
    return redirect("desk:draft_stories", key)


def _spot(request: HttpRequest, found: PackDraft) -> tuple[Spot, dict[str, Any]]:
    """Return where a story stands and what it says; stories of a library or parent are not written here."""
    nth = request.GET.get("nth", "0")
    place = place_of(nth)
    file = request.GET.get("file", "") or FILE
    if not drafts.is_own(file) or (file not in found.files and (place or file != FILE)):
        raise NotFound(file)
    rows = stories_in(found.files.get(file, ""))
    if place is None or place > len(rows):
        raise NotFound(nth)
    return Spot(file, place), dict(rows[place - 1]) if place else {}


def _written(text: str, spot: Spot, story: Story, was: Mapping[str, Any], kinds: Kinds) -> str:
    values = values_of(story, was, kinds)
    if spot.nth:
        return put_story(text, spot.nth, values, came_from=[one.was for one in story.events])
    return add_story(text, values)


def _page(
    request: HttpRequest, viewer: Viewer, found: PackDraft, spot: Spot, was: Mapping[str, Any], story: Story,
    *, wrong: str = "",
) -> HttpResponse:  # fmt: skip
    names, status = names_of(found), 409 if wrong else 200
    steps = (*names.of("step"), *names.of("event"), (NOTHING, _("time passes"))) if names else ()
    context = {
        "spot": spot, "wrong": wrong, "kinds": [(one, EXPECTED.get(one, one)) for one in EXPECTATIONS],
        "steps": dict(steps), "roles": names.of("role") if names else (),
        "facts": names.of("stated") if names else (), **told_story(found, was, story, names),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return render(request, "desk/regulation/story_fields.html", {"draft": found, **context}, status=status)
    return draft_page(request, viewer, found, "story", "examples", context, status=status)
