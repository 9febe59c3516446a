"""The stories of a draft in a list, and how many of them no longer come out as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from amends.people.viewer import Viewer
from amends.regulations import drafts
from amends.regulations.telling import tell
from amends.regulations.toml_rows import rows_in
from amends.regulations.toml_stories import STORY
from amends.web.desk.door import desk
from amends.web.desk.regulation_desk import draft_at, draft_page, writers


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


@require_GET
@writers
def draft_stories(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the stories of a draft."""
    found = draft_at(viewer, key)
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    lines = [
        StoryLine(Spot(name, nth), _title(row, language), _listed(row.get("shows")), drafts.is_own(name))
        for name, text in sorted(found.files.items())
        for nth, row in enumerate(stories_in(text), start=1)
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


def stories_in(text: str) -> tuple[dict[str, Any], ...]:
    """Return the stories of a file; none where it is no TOML."""
    try:
        return rows_in(text, STORY) if STORY in text else ()
    except (ValueError, RecursionError):
        return ()
