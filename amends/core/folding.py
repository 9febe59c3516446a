"""Effects as data, and the state rebuilt from them without any pack.

The journal keeps what ``engine`` returns; ``apply_effects`` over all entries gives the
stage, grades, flags, orders, people and obligations that the case had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

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


def apply_effects(state: CaseState, effects: Iterable[Effect], events: Iterable[Event] = ()) -> CaseState:
    """Return the state after an entry, from its events and effects alone: the journal is complete.

    Facts are not rebuilt: their values live beside the journal and may be erased by law.
    """
    for event in events:
        state = state.with_(done=(*state.done, done_of(event)))
    for effect in effects:
        state = _apply(state, effect)
    return state


def done_of(event: Event) -> Done:
    """Return an event as gates and counts need it."""
    by = event.by
    return Done(
        event.name, event.at, on=event.on, by=by.id if by else "", roles=by.roles if by else frozenset(),
        detail=event.detail,
    )  # fmt: skip


def _apply(state: CaseState, effect: Effect) -> CaseState:
    match effect.kind:
        case "stage":
            return state.with_(stage=effect.id)
        case "graded" | "asked" | "fall_proposed":
            return _graded(state, effect)
        case "flagged":
            return state.with_(flags=state.flags | {f"{effect.pack}/{effect.id}"})
        case "unflagged":
            return state.with_(flags=state.flags - {f"{effect.pack}/{effect.id}"})
        case "order":
            return state.with_(orders={**state.orders, effect.id: Order(effect.id, **_read(effect.detail))})
        case "handler":
            return state.with_(handlers=state.handlers | {effect.id})
        case "accused":
            return state.with_(accused=frozenset(effect.detail["people"]))
        case "look_again":
            at = effect.detail["look_at"]
            return state.with_(look_again=_moment(at) if at else None)
        case "opened" | "slept":
            return state.with_(obligations=(*state.obligations, _obligation(effect)))
    return _changed(state, effect)


def _graded(state: CaseState, effect: Effect) -> CaseState:
    key = f"{effect.pack}/{effect.id}"
    grading = Grading(list=effect.id, **_read(effect.detail["grading"]))
    state = state.with_(gradings={**state.gradings, key: grading})
    if highest := effect.detail.get("highest"):
        state = state.with_(highest={**state.highest, key: highest})
    if derived := effect.detail.get("derived"):
        state = state.with_(done=(*state.done, Done("graded", effect.at, detail=derived)))
    return state


def _obligation(effect: Effect) -> Obligation:
    data = _read(effect.detail)
    data["state"] = State.ASLEEP if effect.kind == "slept" else State(data.get("state", State.OPEN))
    return Obligation(pack=effect.pack, duty=effect.id, subject=effect.subject, **data)


def _changed(state: CaseState, effect: Effect) -> CaseState:
    place = (effect.pack, effect.id, effect.subject, effect.detail["nth"])
    return state.with_(
        obligations=tuple(
            _again(one, effect) if (one.pack, one.duty, one.subject, one.nth) == place else one
            for one in state.obligations
        )
    )


def _again(obligation: Obligation, effect: Effect) -> Obligation:
    if effect.kind == "told":
        return climb(obligation, effect.detail["rung"], _moment(effect.detail["at"]))
    data = _read(effect.detail)
    if "state" in data:
        data["state"] = State(data["state"])
    known = {field.name for field in fields(Obligation)}
    return replace(obligation, **{key: value for key, value in data.items() if key in known})


def climb(obligation: Obligation, name: str, at: datetime) -> Obligation:
    """Return the obligation with one rung climbed."""
    rungs = tuple(
        replace(rung, climbed=True) if rung.name == name and rung.at == at else rung for rung in obligation.rungs
    )
    return replace(obligation, rungs=rungs)
