"""A case as the rules see it, from its journal; and the journal's effects as rows that lists can sort."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from amends.cases.facts import decoded
from amends.cases.models import Case, ObligationRow
from amends.core.folding import Folding, obligation_data
from amends.core.ledger import Actor, CaseState, Effect, Event, Grading, Obligation, Order, Rules

COLUMNS = (
    "pack", "duty", "article", "owner", "state", "opened_at", "starts_at", "due_at", "subject", "nth",
    "wakes_at", "ended_at", "agreed", "provisional", "paused_at",
)  # fmt: skip
"""What of an obligation is a column; the rest is kept as JSON beside them."""


class Said(Protocol):
    """What is needed of an entry; a row of the table and a line of an export both have it."""

    @property
    def happened_at(self) -> datetime: ...
    @property
    def by_id(self) -> Any: ...
    @property
    def step(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


def child_id(case: UUID, key: str) -> UUID:
    """Return the key of a row that a case has once under a name: same case, same name, same row.

    The case's time stays in front, so rows of one case lie together in the index.
    """
    tail = sha256(case.bytes + key.encode()).digest()[:10]
    return uuid.UUID(bytes=case.bytes[:6] + bytes([0x80 | tail[0] & 0x0F, tail[1], 0x80 | tail[2] & 0x3F]) + tail[3:])


def effects_of(body: Mapping[str, Any]) -> tuple[Effect, ...]:
    """Return the effects that an entry holds."""
    return tuple(
        Effect(
            one["kind"], datetime.fromisoformat(one["at"]), pack=one.get("pack", ""), id=one.get("id", ""),
            subject=one.get("subject", ""), detail=one.get("detail", {}),
        )
        for one in body.get("effects", ())
    )  # fmt: skip


def effect_data(effect: Effect) -> dict[str, Any]:
    """Return an effect as an entry holds it; what is empty is left out."""
    found = {"kind": effect.kind, "at": effect.at, "pack": effect.pack, "id": effect.id, "subject": effect.subject}
    return {
        **{key: value for key, value in found.items() if value},
        **({"detail": effect.detail} if effect.detail else {}),
    }


def events_of(
    *, body: Mapping[str, Any], at: datetime, by: str, rules: Rules | None, step: str = ""
) -> tuple[Event, ...]:
    """Return the events that an entry holds; without rules the marks stay as the journal has them."""
    names = body.get("events", ())
    if not names:
        return ()
    marks = body.get("detail", {})
    detail = decoded(marks, rules) if rules else dict(marks)
    roles = frozenset(body.get("roles", ()))
    stood_for = frozenset(body.get("stands_for", ()))
    # The complainant has a role and no id.
    actor = Actor(by, roles, body.get("unit", ""), stands_for=stood_for) if by or roles else None
    words = frozenset(body.get("words", ()))
    told_at = datetime.fromisoformat(body["told_at"]) if "told_at" in body else at
    return tuple(
        Event(told_at if name == "told" else at, name, on=body.get("on", ""), by=actor, detail=detail, step=step,
              words=words)
        for name in names
    )  # fmt: skip


def state_of(case: Case, entries: Iterable[Said], rules: Rules) -> CaseState:
    """Return the state of a case: its journal folded, with the facts of its row."""
    own = {name: text for name, text in (("description", case.description), ("wish", case.wish)) if text}
    return folded(entries, rules).with_(facts={**decoded(case.facts, rules), **own})


def folded(entries: Iterable[Said], rules: Rules | None = None) -> CaseState:
    """Return what entries, in order, make of a case; without rules the marks of events stay as the journal has them."""
    folding = Folding()
    for entry in entries:
        body, by = entry.body, str(entry.by_id) if entry.by_id else ""
        folding.take(events_of(body=body, at=entry.happened_at, by=by, rules=rules, step=entry.step), effects_of(body))
        if "receipt" in body:
            folding.receive(datetime.fromisoformat(body["receipt"]))
    return folding.state()


def obligation_row(case: Case, one: Obligation) -> ObligationRow:
    """Return the row of an obligation; the same run has the same key, so it can be written over."""
    data = obligation_data(one)
    rest = {key: value for key, value in data.items() if key not in COLUMNS}
    values = {name: getattr(one, name) for name in COLUMNS}
    return ObligationRow(id=child_id(case.id, one.key), org_id=case.org_id, case_id=case.id, rest=rest, **values)


def changed_obligations(before: CaseState, after: CaseState) -> list[Obligation]:
    """Return the obligations that are new or differ."""
    known = {one.key: one for one in before.obligations}
    return [one for one in after.obligations if known.get(one.key) != one]


def changed_orders(before: CaseState, after: CaseState) -> list[Order]:
    """Return the orders that are new or differ."""
    return [one for key, one in after.orders.items() if before.orders.get(key) != one]


def grading_data(grading: Grading) -> dict[str, Any]:
    """Return a grading as JSON, defaults left out."""
    found = {field.name: getattr(grading, field.name) for field in fields(Grading)}
    return {
        key: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for key, value in found.items()
        if value
    }
