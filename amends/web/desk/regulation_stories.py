"""The stories of a draft as forms: a table of steps, run alone, what came instead beside each expectation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pydantic import ValidationError

from amends.cases.queries.visible import NotFound
from amends.core.expecting import EXPECTATIONS
from amends.core.pack import Example
from amends.core.refusal import Refused
from amends.core.story import NOTHING
from amends.core.story_results import EventResult, results_of
from amends.people.viewer import Viewer
from amends.regulations import drafts
from amends.regulations.models import PackDraft
from amends.regulations.telling import runnable, tell
from amends.regulations.toml_rows import CannotWrite, drop_row, rows_in
from amends.regulations.toml_stories import STORY, add_story, put_story
from amends.web.desk.door import desk
from amends.web.desk.regulation_desk import draft_at, draft_page, looked, names_of, version_in, writers
from amends.web.desk.regulation_story_form import (
    Story,
    Told,
    Unreadable,
    fits,
    form_of,
    place_of,
    sent,
    values_of,
)
from amends.web.desk.regulation_story_words import EXPECTED

FILE = "examples.toml"
"""Where the first story of a draft goes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a story stands; ``nth`` 0 is one that is not there yet."""

    file: str
    nth: int

    @property
    def query(self) -> str:
        """Return it as the end of an address."""
        return urlencode({"file": self.file, "nth": str(self.nth)})


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story as the list shows it."""

    spot: Spot
    title: str
    shows: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One expectation of an event with what came instead; ``state``: ok, differs, fault, or empty before it ran."""

    kind: str
    value: str
    state: str = ""
    came: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as the form shows it, with what came that no expectation is about."""

    told: Told
    expects: tuple[ExpectedLine, ...]
    state: str = ""
    came: tuple[str, ...] = ()


@require_GET
@writers
def draft_stories(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the stories of a draft."""
    found = draft_at(viewer, key)
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    lines = [
        StoryLine(Spot(name, nth), _title(row, language), _listed(row.get("shows")), drafts.is_own(name))
        for name, text in sorted(found.files.items())
        for nth, row in enumerate(_stories(text), start=1)
    ]
    return draft_page(request, viewer, found, "stories", "examples", {"lines": lines})


@require_GET
@desk
def draft_told(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Tell the stories of a draft and say how many no longer come out as written, for the head of its pages."""
    found = draft_at(viewer, key)
    context = {"draft": found, "stories_told": tell(found.files, found.chosen)}
    return render(request, "desk/regulation/draft_told.html", context)


def _listed(names: Any) -> str:
    return ", ".join(map(str, names)) if isinstance(names, list) else ""


def _title(row: Mapping[str, Any], language: str) -> str:
    title = row.get("title")
    return str(title.get(language, "")) if isinstance(title, Mapping) else ""


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
        return _page(request, viewer, found, spot, was, form_of(was))
    story = sent(request.POST)
    if request.POST.get("_do"):
        return _page(request, viewer, found, spot, was, story)
    try:
        text = _written(found.files.get(spot.file, ""), spot, story, was)
        drafts.change(viewer, key, version=version_in(request), at=now(), files={spot.file: text})
    except Unreadable as line:
        wrong = _("A line of facts is written “fact = value”: %(line)s") % {"line": str(line)[:80]}
        return _page(request, viewer, found, spot, was, story, wrong=wrong)
    except (CannotWrite, IndexError):
        wrong = _("This story cannot be written here; change it in its file.")
        return _page(request, viewer, found, spot, was, story, wrong=wrong)
    except Refused as no:
        return _page(request, viewer, found, spot, was, story, wrong=no.says.in_(get_language() or "zh"))
    messages.success(request, _("Saved."))
    nth = spot.nth or len(_stories(text))
    return redirect(f"{reverse('desk:draft_story', args=[key])}?{Spot(spot.file, nth).query}")


@require_POST
@writers
def draft_story_run(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Run the story as it is typed and say beside each expectation what came instead. Nothing is stored."""
    found = draft_at(viewer, key)
    _place, was = _spot(request, found)
    if not fits(was):
        raise NotFound("story")
    context = _told(found, was, sent(request.POST))
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
    rows = _stories(found.files.get(file, ""))
    if place is None or place > len(rows):
        raise NotFound(nth)
    return Spot(file, place), dict(rows[place - 1]) if place else {}


def _stories(text: str) -> tuple[dict[str, Any], ...]:
    try:
        return rows_in(text, STORY) if STORY in text else ()
    except (ValueError, RecursionError):
        return ()


def _written(text: str, spot: Spot, story: Story, was: Mapping[str, Any]) -> str:
    values = values_of(story, was)
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
        "steps": dict(steps), "roles": names.of("role") if names else (), **_told(found, was, story),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return render(request, "desk/regulation/story_fields.html", {"draft": found, **context}, status=status)
    return draft_page(request, viewer, found, "story", "examples", context, status=status)


def _told(found: PackDraft, was: Mapping[str, Any], story: Story) -> dict[str, Any]:
    """Return the form's events, each with what came of it, and how the story as a whole came out."""
    results, fault = _run(found, was, story)
    lines = [_line(one, results[nth] if nth < len(results) else None) for nth, one in enumerate(story.events)]
    outer = results[-1].faults.get("", "") if results and len(results) > len(story.events) else ""
    return {
        "story": story, "events": lines, "fault": fault or outer,
        "passed": bool(story.events) and not fault and len(results) == len(story.events)
        and all(one.passed for one in results),
        "differing": sum(not one.passed for one in results),
    }  # fmt: skip


def _run(found: PackDraft, was: Mapping[str, Any], story: Story) -> tuple[tuple[EventResult, ...], str]:
    """Return what came of each event, or why the story cannot be run."""
    pack = runnable(looked(found).pack)
    if pack is None:
        return (), _("While a row cannot be read or names what is not there, the examples cannot be run.")
    try:
        return results_of(pack, Example.model_validate(values_of(story, was))), ""
    except Unreadable as line:
        return (), _("A line of facts is written “fact = value”: %(line)s") % {"line": str(line)[:80]}
    except ValidationError as wrong:
        return (), "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong.errors()[:3])


def _line(told: Told, result: EventResult | None) -> EventLine:
    if result is None:
        return EventLine(told, tuple(ExpectedLine(kind, value) for kind, value in told.expects))
    came = tuple(map(_came, result.rest)) + ((result.faults[""],) if "" in result.faults else ())
    expects = tuple(_expected(kind, value, result) for kind, value in told.expects)
    return EventLine(told, expects, "ok" if result.passed else "differs", came)


def _expected(kind: str, value: str, result: EventResult) -> ExpectedLine:
    if kind in result.faults:
        return ExpectedLine(kind, value, "fault", (result.faults[kind],))
    if kind not in result.by_key:
        return ExpectedLine(kind, value)
    differing = result.by_key[kind]
    return ExpectedLine(kind, value, "differs" if differing else "ok", tuple(map(_came, differing)))


def _came(one: Any) -> str:
    lines = [f"{one.what}: {one.got}", *one.derivation]
    return "\n".join(lines)
