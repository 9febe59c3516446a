"""A change of a draft is taken back and made again; every one of them is a change, so nobody's is lost unseen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.people.staff import refused
from amends.people.viewer import Viewer
from amends.regulations.models import DraftStep, PackDraft

MOST = 100
"""So many changes of a draft can be taken back."""


def keep_step(
    viewer: Viewer, draft: PackDraft, before: Mapping[str, Any], after: Mapping[str, Any], *, at: datetime
) -> None:
    """Keep a change that was made just now; those that were taken back before it are gone with it."""
    rows = DraftStep.objects.filter(draft=draft)
    rows.filter(is_undone=True).delete()
    last = rows.order_by("-nth").values_list("nth", flat=True).first() or 0
    rows.filter(nth__lte=last - MOST + 1).delete()
    DraftStep.objects.create(
        org_id=viewer.org, draft=draft, nth=last + 1, before=_told(before, after), after=_told(after, before),
        made_at=at, made_by_id=viewer.person,
    )  # fmt: skip


def steps_beside(key: UUID) -> tuple[DraftStep | None, DraftStep | None]:
    """Return the change that would be taken back and the one that would be made again, in one query."""
    rows = DraftStep.objects.filter(draft=key).select_related("made_by").defer("before", "after").order_by("nth")
    known = list(rows)
    done = [one for one in known if not one.is_undone]
    return done[-1] if done else None, next((one for one in known if one.is_undone), None)


def taken(key: UUID, *, back: bool) -> dict[str, Any]:
    """Mark a change as taken back, or as made again; return what the draft then says. Raises Refused."""
    found = steps_beside(key)[0 if back else 1]
    step = DraftStep.objects.get(pk=found.pk) if found else None
    if step is None:
        zh, en = ("没有可撤销的修改", "Nothing to undo") if back else ("没有可重做的修改", "Nothing to redo")
        raise refused("", zh=zh, en=en)
    step.is_undone = back
    step.save(update_fields=["is_undone"])
    return dict(step.before if back else step.after)


def _told(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files of one side that differ from the other's, null where there is none, and its settings."""
    names = sorted({*one["files"], *other["files"]})
    differing = {name: one["files"].get(name) for name in names if one["files"].get(name) != other["files"].get(name)}
    return {"files": differing, "chosen": dict(one["chosen"])}
