"""Asking for a replay: which cases, under which rules; a worker does it (FR-258)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from amends.cases.models import Run
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.directory import Directory
from amends.people.rows import new_id
from amends.people.viewer import Viewer
from amends.regulations.drafts import check_writer, may_write
from amends.regulations.shelf import content_hash

KIND = "replay"
LONGEST = timedelta(days=3 * 366)
MOST_WAITING = 10
"""Replays of an organisation that wait at once; others have theirs done by the same processes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which past cases are to be played under which texts. ``first`` and ``last``: days of receipt, both included.

    ``kind``: version, regime or draft; ``source``: which of them, to come back to it.
    """

    files: Mapping[str, str]
    first: date
    last: date
    kind: str = "version"
    source: str = ""
    chosen: Mapping[str, Any] = field(default_factory=dict)
    unit: UUID | None = None  # with everything below it; None: the whole organisation


def may_ask(viewer: Viewer) -> bool:
    """Return whether a viewer may have cases replayed: who writes regulations."""
    return may_write(viewer)


def ask_replay(viewer: Viewer, wanted: Wanted, *, at: datetime) -> Run:
    """Return the run that a worker picks up. The texts are kept with it, so the result can be understood later.

    Raises NotRuleOwner, BrokenPack for texts that are no pack, Refused for a period that is none.
    """
    check_writer(viewer)
    return ask(viewer.directory, wanted, at=at, by=viewer.person)


def ask(known: Directory, wanted: Wanted, *, at: datetime, by: UUID | None = None) -> Run:
    """Return the run, asked for by whoever may work on the server itself. Raises BrokenPack, Refused."""
    pack = load(wanted.files, wanted.chosen)
    if by is not None and Run.objects.filter(org_id=known.id, kind=KIND, state="waiting").count() >= MOST_WAITING:
        raise _refused("under", zh="等待中的推演过多，请稍后再试", en="Too many replays wait already: come back later")
    _check_period(wanted, known.day(at))
    if wanted.unit is not None and wanted.unit not in known.units:
        raise _refused("unit", zh="没有这个单位", en="There is no such unit")
    return Run.objects.create(
        id=new_id(), org_id=known.id, kind=KIND, asked_at=at, asked_by_id=by, input=_told(wanted, pack)
    )  # fmt: skip


def _told(wanted: Wanted, pack: Pack) -> dict[str, Any]:
    return {
        "files": dict(wanted.files), "chosen": dict(wanted.chosen), "first": wanted.first.isoformat(),
        "last": wanted.last.isoformat(), "unit": str(wanted.unit or ""), "kind": wanted.kind, "source": wanted.source,
        "pack": pack.id, "version": pack.version, "title": pack.title.model_dump(), "signers": list(pack.signatures),
        "content_hash": content_hash(wanted.files, wanted.chosen),
    }  # fmt: skip


def _check_period(wanted: Wanted, today: date) -> None:
    if wanted.last < wanted.first:
        raise _refused("last", zh="结束日期不能早于开始日期", en="The last day lies before the first")
    if wanted.first > today:
        raise _refused("first", zh="开始日期不能晚于今天", en="The first day lies in the future")
    if wanted.last - wanted.first > LONGEST:
        raise _refused("last", zh="期间最长三年", en="Three years at most")


def _refused(field_: str, *, zh: str, en: str) -> Refused:
    says = Text(zh=zh, en=en)
    return Refused("replay", says=says, missing=(Missing(field_, says, field=field_),))


def stop_replay(viewer: Viewer, key: UUID, *, at: datetime) -> bool:
    """Take back what was asked and has not begun; return whether it was still waiting. Raises NotRuleOwner."""
    check_writer(viewer)
    waiting = Run.objects.filter(pk=key, org=viewer.org, kind=KIND, state="waiting")
    return bool(waiting.update(state="failed", ended_at=at, result={"fault": "taken_back"}))
