"""What the complainant may do now, since when and until when, by the regulation's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from amends.core.due import Due, due_after, late
from amends.core.evaluate import Scene, holds
from amends.core.ledger import Done
from amends.core.matching import happened, parse, span_of
from amends.core.pack import Pack, RightRow, StepRow
from amends.core.vocabulary import STEP_KINDS

RECEIPT = ("received", "told")
"""From when on a right stands that no event opens."""
REPLIED = "replied"
"""What an answer is when it is sent."""


@dataclass(frozen=True, slots=True)
class Right:
    """A right of the complainant: it may be used, was used, or is over. ``last``: the last moment, with its proof."""

    row: RightRow
    standing: Literal["may", "used", "over"]
    since: datetime
    last: Due | None = None

    @property
    def until(self) -> datetime | None:
        """Return the last moment at which it may be used; None: no last day."""
        return self.last.at if self.last else None


def rights(pack: Pack, scene: Scene) -> tuple[Right, ...]:
    """Return the rights that have begun and whose condition holds, in the order of the pack."""
    return tuple(_rights(pack, scene))


def begun_by(pack: Pack, scene: Scene, step: StepRow, at: datetime) -> tuple[Right, ...]:
    """Return the rights that taking a step at this moment begins, or begins anew, with their last day."""
    found: dict[str, Right] = {}
    for event in step.causes or STEP_KINDS[step.kind].causes:
        for kind in step.kinds or ("",):
            done = Done(event, at, detail={"kind": kind} if kind else {})
            then = replace(scene, now=at, done=(*scene.done, done), instants={event: at, **scene.instants})
            begun = (one for one in _rights(pack, then) if one.standing == "may" and one.since == at)
            found |= {one.row.id: one for one in begun if one.row.opens is not None}
    return tuple(found.values())


def to_tell(pack: Pack, scene: Scene, *, of: str = "reply") -> dict[str, RightRow]:
    """Return the parts of an answer that tell a right which stands once it is sent, each with the right (FR-137).

    ``of``: the text that is sent, ``reply`` or a letter's id; a right whose condition is not known demands nothing.
    """
    texts = {row.id for row in pack.part if row.of == of}
    sent = Done(REPLIED, scene.now, detail={"kind": of} if of != "reply" else {})
    after = replace(scene, done=(*scene.done, sent), instants={REPLIED: scene.now, **scene.instants})
    standing = (row for row in pack.right if texts & set(row.told_in) and holds(row.when, after).true)
    found: dict[str, RightRow] = {}
    for row in standing:
        found = {name: row for name in row.told_in if name in texts} | found
    return found


def _rights(pack: Pack, scene: Scene) -> Iterator[Right]:
    for row in pack.right:
        opened = list(_done(row.opens or RECEIPT, pack, scene.done))
        if opened and holds(row.when, scene).true:
            yield _right(row, max(one.at for one in opened), scene)


def _right(row: RightRow, since: datetime, scene: Scene) -> Right:
    last = _last(row, since, scene)
    used = any(one.at >= since for one in _done(row.used_by, scene.pack, scene.done))
    ended = any(one.at >= since for one in _done(row.ends, scene.pack, scene.done))
    over = ended or (last is not None and late(last, scene.now))
    return Right(row, "used" if used else "over" if over else "may", since, last)


def _last(row: RightRow, since: datetime, scene: Scene) -> Due | None:
    span = span_of(row.within, scene.pack)
    if span is None:
        return None
    counting = scene.counting.but(row.counting) if row.counting else scene.counting
    return due_after(since, span, calendar=scene.calendar, counting=counting)


def _done(written: Any, pack: Pack, done: Iterable[Done]) -> Iterator[Done]:
    matchers = parse(written, pack)
    return (one for one in done if any(happened(matcher, one) for matcher in matchers))
