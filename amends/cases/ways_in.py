"""The ways in that an organisation has enabled: an intake on any other is refused by name (FR-001)."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import Channel
from amends.core.vocabulary import CHANNELS
from amends.people.staff import check_admin, note, refused
from amends.people.viewer import Viewer

FIRST = ("phone", "visit")


def ways_in() -> tuple[Channel, ...]:
    """Return every kind of channel as it stands; all are open while the organisation has said nothing."""
    rows = {row.kind: row for row in Channel.objects.all()}
    return tuple(rows.get(kind) or Channel(kind=kind, enabled=not rows) for kind in CHANNELS)


def open_kinds() -> tuple[str, ...]:
    """Return the kinds through which complaints are taken, in the order of the vocabulary."""
    return tuple(row.kind for row in ways_in() if row.enabled)


def set_way_in(viewer: Viewer, kind: str, *, enabled: bool, name_zh: str, name_en: str, at: datetime) -> None:
    """Open or close a channel. The first word of the organisation writes down how all the others stand.

    Raises Refused for an unknown kind and for the last open one, NotAdmin.
    """
    check_admin(viewer)
    if kind not in CHANNELS:
        raise refused("kind", zh="没有这种渠道", en="There is no such channel")
    if not enabled and set(open_kinds()) <= {kind}:
        raise refused("kind", zh="至少要留一个渠道", en="One channel has to stay open")
    for row in ways_in():
        if row._state.adding:
            row.org_id, row.name_zh, row.name_en = viewer.org, row.kind, row.kind
            row.save(force_insert=True)
    Channel.objects.filter(kind=kind).update(enabled=enabled, name_zh=name_zh or kind, name_en=name_en or kind)
    note(viewer, at=at, about=f"channel:{kind}", did="opened" if enabled else "closed")
