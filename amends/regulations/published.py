"""The published packs of an organisation, for whoever belongs to it: a regulation is no secret to those it binds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from amends.people.viewer import Viewer
from amends.regulations.models import Binding, PublishedPack


@dataclass(frozen=True, slots=True)
class Published:
    """A published version with the bindings that put it in force."""

    row: PublishedPack
    bindings: tuple[Binding, ...]


def published(viewer: Viewer) -> tuple[Published, ...]:
    """Return every published version of the viewer's organisation, newest first; two queries."""
    bindings: defaultdict[UUID, list[Binding]] = defaultdict(list)
    for one in Binding.objects.filter(org=viewer.org).select_related("unit").order_by("from_date", "id"):
        bindings[one.published_id].append(one)
    rows = PublishedPack.objects.filter(org=viewer.org).defer("files").order_by("-published_at", "-id")
    return tuple(Published(row, tuple(bindings[row.pk])) for row in rows)
