"""What a word means in each regulation in force (FR-256): grade names are local."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from amends.core.meanings import Meaning, meanings
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations import shelf
from amends.regulations.validity import Validity, published_pack, validities
from amends.web.desk.door import desk
from amends.web.shell import show

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Local:
    """The uses of a word in one regulation, each with the titles of the roles that decide it by hand."""

    validity: Validity
    uses: tuple[tuple[Meaning, tuple[Text, ...]], ...]


@require_GET
@desk
def regulation_meanings(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what a word means in each regulation that governs a unit today."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    in_force = {one.published: one for one in validities(viewer.directory, viewer.day) if one.state == "now"}
    found = [local for one in in_force.values() if (local := _local(one, asked)).uses] if asked else []
    context = {"q": asked, "found": found, "longest": LONGEST}
    return show(request, viewer, "desk/regulation/meanings.html", context, here="regulation")


def _local(validity: Validity, asked: str) -> Local:
    row = published_pack(validity.published)
    if row is None:
        return Local(validity, ())
    pack = shelf.pack(row.content_hash)
    titles = {role.id: role.title for role in pack.role}
    uses = meanings(pack, asked)
    return Local(validity, tuple((one, tuple(titles[by] for by in one.set_by if by in titles)) for one in uses))
