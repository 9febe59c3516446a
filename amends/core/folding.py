"""Effects as data, and the state rebuilt from them without any pack.

The journal keeps what ``engine`` returns; ``Folding`` over all entries gives
the stage, grades, flags, orders, people and obligations that the case had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any, ClassVar

from amends.core.ledger import (
    CaseState,
    Done,
    Effect,
    Event,
    Grading,
    Obligation,
    Order,
    RungDue,
    State,
    Value,
)  # fmt: skip

_MOMENTS = {"opened_at", "starts_at", "due_at", "wakes_at", "ended_at", "paused_at", "pause_ends", "limit", "since"}
_MANY_MOMENTS = {"was_due", "missed"}
_OF_OBLIGATION = frozenset(field.name for field in fields(Obligation))


def plain(value: Any) -> Value:
    """Return a value as JSON knows it; moments as ISO 8601."""
    match value:
        case datetime():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case set() | frozenset():
            return sorted(plain(one) for one in value)
        case list() | tuple():
            return [plain(one) for one in value]
    return value


def changed(changes: Mapping[str, Any]) -> dict[str, Value]:
    """Return the changed fields as data; rungs keep the names of their fields."""
    return {key: _rungs(value) if key == "rungs" else plain(value) for key, value in changes.items()}


def _rungs(rungs: Iterable[RungDue]) -> list[Value]:
    return [plain(asdict(rung)) for rung in rungs]


def obligation_data(obligation: Obligation) -> dict[str, Value]:
    """Return what an obligation is beyond pack, duty and subject, defaults left out."""
    kept = {}
    for field in fields(Obligation):
        value = getattr(obligation, field.name)
        if field.name not in ("pack", "duty", "subject") and value != field.default:
            kept[field.name] = value
    return {"nth": obligation.nth, **changed(kept)}


def _read(data: Mapping[str, Value]) -> dict[str, Any]:
    """Return the fields of an obligation, grading or order from their data."""
    return {key: _value(key, value) for key, value in data.items()}


def _value(key: str, value: Value) -> Any:
    if value is None:
        return None
    if key in _MOMENTS:
        return _moment(value)
    if key in _MANY_MOMENTS:
        return tuple(_moment(one) for one in value)
    if key == "paused":
        return tuple((_moment(since), _moment(until)) for since, until in value)
    if key == "rungs":
        return tuple(RungDue(**{**one, "at": _moment(one["at"]), "tell": tuple(one["tell"])}) for one in value)
    return tuple(value) if isinstance(value, list) else value


def _moment(value: str | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


class Folding:
    """A case that is being rebuilt from its journal, entry after entry, from events and effects alone.

    Facts are not rebuilt: their values live beside the journal and may be erased by law.
    """

    def __init__(self, state: CaseState | None = None) -> None:
        before = self._before = state or CaseState()
        self.stage, self.look_again = before.stage, before.look_again
        self.flags, self.handlers, self.accused = before.flags, before.handlers, before.accused
        self.gradings, self.highest, self.orders = dict(before.gradings), dict(before.highest), dict(before.orders)
        self.done = list(before.done)
        self.obligations = {_place(one): one for one in before.obligations}

    def take(self, events: Iterable[Event], effects: Iterable[Effect]) -> None:
        """Take one entry in."""
        self.done += map(done_of, events)
        for effect in effects:
            self._KINDS.get(effect.kind, Folding._changed)(self, effect)

    def receive(self, at: datetime) -> None:
        """Let the case have been told and received at a moment: a merge takes the earliest of those joined."""
        for name in ("told", "received"):
            nth = next((i for i, one in enumerate(self.done) if one.event == name), None)
            if nth is not None:
                self.done[nth] = replace(self.done[nth], at=at)

    def state(self) -> CaseState:
        """Return the case as it stands."""
        return self._before.with_(
            stage=self.stage, done=tuple(self.done), gradings=self.gradings, highest=self.highest, flags=self.flags,
            orders=self.orders, obligations=tuple(self.obligations.values()), handlers=self.handlers,
            accused=self.accused, look_again=self.look_again,
        )  # fmt: skip

    def _stage(self, effect: Effect) -> None:
        self.stage = effect.id

    def _by_itself(self, effect: Effect) -> None:
        self.done.append(Done(effect.detail["event"], effect.at))

    def _graded(self, effect: Effect) -> None:
        key = f"{effect.pack}/{effect.id}"
        self.gradings[key] = Grading(list=effect.id, **_read(effect.detail["grading"]))
        if highest := effect.detail.get("highest"):
            self.highest[key] = highest
        if derived := effect.detail.get("derived"):
            self.done.append(Done("graded", effect.at, detail=derived))

    def _flagged(self, effect: Effect) -> None:
        self.flags |= {f"{effect.pack}/{effect.id}"}

    def _unflagged(self, effect: Effect) -> None:
        self.flags -= {f"{effect.pack}/{effect.id}"}

    def _order(self, effect: Effect) -> None:
        self.orders[effect.id] = Order(effect.id, **_read(effect.detail))

    def _handler(self, effect: Effect) -> None:
        self.handlers |= {effect.id}

    def _accused(self, effect: Effect) -> None:
        self.accused = frozenset(effect.detail["people"])

    def _look_again(self, effect: Effect) -> None:
        at = effect.detail["look_at"]
        self.look_again = _moment(at) if at else None

    def _nothing(self, effect: Effect) -> None:
        """Take what changes no state by itself: a version that lends figures, the row by which a remedy is allowed."""

    def _opened(self, effect: Effect) -> None:
        one = _obligation(effect)
        self.obligations[_place(one)] = one

    def _changed(self, effect: Effect) -> None:
        place = (effect.pack, effect.id, effect.subject, effect.detail["nth"])
        if place in self.obligations:
            self.obligations[place] = _again(self.obligations[place], effect)

    _KINDS: ClassVar = {
        "stage": _stage, "by_itself": _by_itself, "graded": _graded,
        "asked": _graded, "fall_proposed": _graded, "flagged": _flagged,
        "unflagged": _unflagged, "order": _order, "handler": _handler, "accused": _accused,
        "look_again": _look_again, "opened": _opened, "slept": _opened, "clocks": _nothing,
        "allowed": _nothing,
    }  # fmt: skip


def _place(one: Obligation) -> tuple[str, str, str, int]:
    return one.pack, one.duty, one.subject, one.nth


def done_of(event: Event) -> Done:
    """Return an event as gates and counts need it."""
    by = event.by
    return Done(
        event.name, event.at, on=event.on, by=by.id if by else "", roles=by.roles if by else frozenset(),
        detail=event.detail, stands_for=by.stands_for if by else frozenset(), step=event.step, words=event.words,
    )  # fmt: skip


def _obligation(effect: Effect) -> Obligation:
    data = _read(effect.detail)
    data["state"] = State.ASLEEP if effect.kind == "slept" else State(data.get("state", State.OPEN))
    return Obligation(pack=effect.pack, duty=effect.id, subject=effect.subject, **data)


def _again(obligation: Obligation, effect: Effect) -> Obligation:
    if effect.kind == "told":
        return climb(obligation, effect.detail["rung"], _moment(effect.detail["at"]))
    data = _read(effect.detail)
    if "state" in data:
        data["state"] = State(data["state"])
    return obligation.with_(**{key: value for key, value in data.items() if key in _OF_OBLIGATION})


def climb(obligation: Obligation, name: str, at: datetime) -> Obligation:
    """Return the obligation with one rung climbed."""
    rungs = tuple(
        replace(rung, climbed=True) if rung.name == name and rung.at == at else rung for rung in obligation.rungs
    )
    return obligation.with_(rungs=rungs)
