"""The command palette: cases, people, pages and actions by what one types; and the list of shortcuts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.queue import Filters, queue
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.rows import said
from amends.web.shell import places, show

MOST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, and where it is."""

    text: str
    url: str
    more: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort."""

    title: str
    rows: tuple[Found, ...]


@require_GET
@desk
def find(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what matches: for htmx the list alone, otherwise a page."""
    asked = request.GET.get("q", "").strip()[:200]
    groups = [Group(title, rows) for title, rows in _groups(viewer, asked) if rows]
    context = {"q": asked, "groups": groups}
    if request.headers.get("HX-Request"):
        return show(request, viewer, "desk/found.html", context)
    return show(request, viewer, "desk/find.html", context)


@require_GET
@desk
def shortcuts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the shortcuts on a page of their own."""
    return show(request, viewer, "desk/shortcuts.html", {})


def _groups(viewer: Viewer, asked: str) -> Iterable[tuple[str, tuple[Found, ...]]]:
    yield _("Cases"), _cases(viewer, asked)
    yield _("People"), _people(viewer, asked)
    yield _("Pages and actions"), _pages(viewer, asked)


def _cases(viewer: Viewer, asked: str) -> tuple[Found, ...]:
    if not asked:
        return ()
    page = queue(viewer, Filters(words=asked, open_only=False), now=now(), sort="-received", limit=MOST)
    return tuple(
        Found(f"{one.number} {one.title}", reverse("desk:case", args=[one.number]), said(one.stage), "file-text")
        for one in page.lines
    )


def _people(viewer: Viewer, asked: str) -> tuple[Found, ...]:
    if not asked:
        return ()
    found = (
        (key, one.name(get_language() or "zh"))
        for key, one in viewer.directory.people.items()
        if one.is_active and (asked in one.zh or asked.lower() in one.en.lower())
    )
    queues = reverse("desk:queues")
    return tuple(Found(name, f"{queues}?holder={key}", _("cases held"), "user") for key, name in list(found)[:MOST])


def _pages(viewer: Viewer, asked: str) -> tuple[Found, ...]:
    known = [Found(str(place.label), url, place.key, place.icon) for place, url in places(viewer)]
    queues = reverse("desk:queues")
    known += [
        Found(_("Late cases"), f"{queues}?late=1", "", "clock-exclamation"),
        Found(_("My unit today"), reverse("desk:today") + "?of=unit", "", "users"),
        Found(_("Shortcuts"), reverse("desk:shortcuts"), "?", "keyboard"),
    ]
    return tuple(one for one in known if asked.lower() in one.text.lower())
