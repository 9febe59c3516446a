"""The first page: two buttons and how it works. And which units take complaints here."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.cases.ways_in import open_kinds
from amends.people.directory import Directory, UnitInfo
from amends.regulations.shelf import NoRegulation, rules_for
from amends.web.portal.door import Place, portal, show
from amends.web.portal.mark import mark_of

WAYS = ("portal", "network")
"""Kinds of channel that this page can be; a pack or an organisation may know only the wider one."""
NEAREST = ("project", "outlet", "customer_service")
"""Functions of units that people outside know by name, nearest to them first."""


@require_safe
@portal
def home(request: HttpRequest, place: Place) -> HttpResponse:
    """Show the two ways: say it, follow it."""
    unit = request.GET.get("unit", "")
    known = unit if any(one.code == unit for one in units(place)) else ""
    takes = bool(ways(place)) and bool(units(place))
    return show(request, place, "home", {"takes": takes, "unit": known, "open": mark_of(request, place) is not None})


def ways(place: Place) -> tuple[str, ...]:
    """Return the kinds of channel as which the organisation takes complaints here; none: it does not."""
    taken = open_kinds()
    return tuple(one for one in WAYS if one in taken)


def units(place: Place) -> tuple[UnitInfo, ...]:
    """Return the units that take complaints: those that the organisation names, else those people know by name."""
    known = place.viewer.directory
    named = place.said.get("units", ())
    if named:
        return tuple(one for one in _governed(known) if one.code in named)
    found = tuple(_governed(known))
    for function in NEAREST:
        if near := tuple(one for one in found if one.function == function):
            return near
    return tuple(one for one in found if not any(above in {o.id for o in found} for above in one.path[:-1]))


def _governed(known: Directory) -> Iterator[UnitInfo]:
    for unit in sorted(known.units.values(), key=lambda one: one.code):
        if unit.is_active:
            try:
                rules_for(unit.id, timezone.now(), org=known.id)
            except NoRegulation:
                continue
            yield unit
