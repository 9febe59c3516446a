"""The frame around every desk page: navigation with counts, who is signed in, where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amends.cases.queries.waiting import COUNTED_MOST, Numbers, numbers
from amends.people.viewer import Viewer
from amends.regulations.having import known_to


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the navigation. ``admin``: only for those who administer.

    ``rows``: only where a pack that governs the viewer's units has such rows, or a step that causes such an event.
    ``setting``: only where the organisation's settings say so.
    """

    name: str
    url: str
    icon: str
    label: Any
    key: str = ""
    hint: str = ""
    count: str = ""
    rule_before: bool = False
    admin: bool = False
    rows: str = ""
    setting: str = ""


PLACES = (
    Place("today", "desk:today", "calendar-due", _("Today"), key="g t", count="mine"),
    Place("register", "desk:register", "phone-call", _("Register"), key="n", hint="N"),
    Place("queues", "desk:queues", "list-details", _("Queues"), key="g q"),
    Place("approvals", "desk:approvals", "signature", _("Approvals"), key="g a", count="approvals"),
    Place("mail", "desk:mail", "mail", _("Incoming mail"), setting="mail"),
    Place("remedies", "desk:remedies", "gift", _("Remedy ledger"), key="g m", rows="remedy_done"),
    Place("calls", "desk:calls", "headset", _("Calls"), key="g c"),
    Place("eight_ds", "desk:eight_ds", "clipboard-check", _("8D"), key="g d", rows="discipline"),
    Place("draws", "desk:draws", "rotate", _("Drawn by lot"), rows="sample"),
    Place("logs", "desk:logs", "notebook", _("Logs and notices"), rows="log"),
    Place("measures", "desk:measures", "chart-bar", _("Figures"), rows="measure"),
    Place("reports", "desk:reports", "report", _("Reports"), rows="report"),
    Place("library", "desk:library", "book-2", _("Case library"), rule_before=True),
    Place("regulation", "desk:regulation", "book", _("Regulation"), key="g r"),
    Place("admin", "desk:admin", "settings", _("Admin"), admin=True),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A place as the page shows it; ``late`` says that something there is overdue."""

    url: str
    icon: str
    label: Any
    key: str
    hint: str
    count: int | None
    shown: str
    late: bool
    here: bool
    rule_before: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame needs."""

    name: str
    where: str
    items: tuple[Item, ...]


def show(
    request: HttpRequest, viewer: Viewer, template: str, context: dict[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    """Return a page of the desk, inside the frame; a part of a page asked for by htmx goes without it."""
    if not request.headers.get("HX-Request"):
        context = {**context, "shell": shell(viewer, here)}
    return render(request, template, {"viewer": viewer, **context}, status=status)


def shell(viewer: Viewer, here: str) -> Shell:
    """Return the frame for a viewer. Screens that are not installed are left out."""
    numbers = counts(numbers_of(viewer))
    items = [_item(place, url, numbers, here) for place, url in places(viewer)]
    return Shell(person_name(viewer), where(viewer), tuple(items))


def numbers_of(viewer: Viewer) -> Numbers:
    """Return the numbers of the menu, asked once per request: a viewer lives no longer."""
    known = vars(viewer).get("_numbers")
    if not isinstance(known, Numbers):
        known = vars(viewer)["_numbers"] = numbers(viewer, now())
    return known


def counts(found: Numbers) -> dict[str, tuple[int, bool]]:
    """Return the number beside each place, and whether it is red."""
    return {"mine": (found.late or found.mine, found.late > 0), "approvals": (found.approvals, False)}


def shown(count: int | None) -> str:
    """Return a number as the menu has room for it; counting stops at COUNTED_MOST."""
    return "" if count is None else f"{count}" if count < COUNTED_MOST else f"{COUNTED_MOST - 1}+"


def places(viewer: Viewer) -> list[tuple[Place, str]]:
    """Return the pages that exist for a viewer, with their addresses."""
    found, rows = [], known_to(viewer.directory, frozenset(m.unit for m in viewer.memberships))
    for place in PLACES:
        if (place.admin and not viewer.is_admin) or (place.rows and place.rows not in rows):
            continue
        if place.setting and not viewer.directory.settings.get(place.setting):
            continue
        try:
            found.append((place, reverse(place.url)))
        except NoReverseMatch:
            continue
    return found


def person_name(viewer: Viewer) -> str:
    """Return the viewer's name in the language of the page."""
    person = viewer.directory.people.get(viewer.person)
    return person.name(get_language() or "zh") if person else viewer.name


def where(viewer: Viewer) -> str:
    """Return organisation and unit, as the top bar names them."""
    language = get_language() or "zh"
    home = viewer.directory.en if language.startswith("en") else viewer.directory.zh
    units = dict.fromkeys(m.unit for m in viewer.memberships if m.person == viewer.person)
    names = [viewer.directory.units[one].name(language) for one in units if one in viewer.directory.units]
    return " · ".join(dict.fromkeys([home, *names[:1]]))


def _item(place: Place, url: str, numbers: dict[str, tuple[int, bool]], here: str) -> Item:
    count, late = numbers.get(place.count, (None, False))
    return Item(
        url=url, icon=place.icon, label=place.label, key=place.key, hint=place.hint, count=count,
        shown=shown(count), late=late, here=place.name == here,
        rule_before=place.rule_before,
    )  # fmt: skip
