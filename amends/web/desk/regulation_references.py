"""Laws and booklets on which the regulations in force rest, to read: superseded ones are marked (FR-206)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from amends.core.pack import Article, ReferenceRow
from amends.core.references import articles_on, named
from amends.people.viewer import Viewer
from amends.regulations import shelf
from amends.regulations.validity import Validity, published_pack, validities
from amends.web.desk.door import desk
from amends.web.shell import show

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Resting:
    """The references of one regulation that are asked for, each with the articles that rest on it."""

    validity: Validity
    rows: tuple[tuple[ReferenceRow, tuple[Article, ...]], ...]


@require_GET
@desk
def regulation_references(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the laws, standards and booklets of each regulation that governs a unit today, the ones asked for only."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    in_force = {one.published: one for one in validities(viewer.directory, viewer.day) if one.state == "now"}
    found = [resting for one in in_force.values() if (resting := _resting(one, asked)).rows]
    context = {"q": asked, "found": found, "longest": LONGEST}
    return show(request, viewer, "desk/regulation/references.html", context, here="regulation")


def _resting(validity: Validity, asked: str) -> Resting:
    row = published_pack(validity.published)
    if row is None:
        return Resting(validity, ())
    pack = shelf.pack(row.content_hash)
    return Resting(validity, tuple((one, articles_on(pack, one.id)) for one in named(pack, asked)))
