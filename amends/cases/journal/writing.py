"""What one move is in rows: its entry, words, obligations, orders, rungs and letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from amends.cases.chain import commitment, entry_hash, new_salt, plain
from amends.cases.journal.accounting import lot_rows, money_rows
from amends.cases.journal.flushing import Written
from amends.cases.journal.locking import Locked
from amends.cases.journal.projecting import concern, project
from amends.cases.letters import reminders, to_complainant, told, withdraw
from amends.cases.models import Entry, EntryValue, Order, RungClimbed
from amends.cases.reach import Reach
from amends.cases.search_words import vector
from amends.cases.state import (
    changed_obligations,
    changed_orders,
    child_id,
    effect_data,
    obligation_row,
)
from amends.core.ledger import CaseState, Counts, Effect, Event
from amends.people.models import Complainant
from amends.people.rows import new_id

CASES_SEEN_IN_A_COUNT = 50


@dataclass
class Move:
    """What one step, or the passing of time, did to one case."""

    locked: Locked
    after: CaseState
    effects: tuple[Effect, ...]
    events: tuple[Event, ...]
    step: str
    at: datetime
    happened_at: datetime
    by: UUID | None = None
    on: str = ""
    roles: frozenset[str] = frozenset()
    unit: str = ""
    codes: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)  # more of the entry: parties, links, backdated, rules
    counts: Counts = field(default_factory=dict)
    complainant: Complainant | None = None
    order_content: str = ""
    rows: list[Model] = field(default_factory=list)  # new rows that come with the step
    saves: list[Model] = field(default_factory=list)  # rows that it changes
    is_new: bool = False
    is_past: bool = False  # what happened before the case was taken over: nobody is told of it now


def add(written: Written, move: Move) -> Entry:
    """Work one move out into rows and return its entry; the chain goes on from the head of the case."""
    locked, case = move.locked, move.locked.case
    texts_before = () if move.is_new else search_texts(locked, locked.state.facts, move.complainant)
    held_by = case.holder_id
    project(locked, move.after, at=move.at, events=move.events)
    if case.holder_id != held_by:
        move.said["parties"] = {**move.said.get("parties", {}), "holder": str(case.holder_id or "")}
    day = locked.directory.day(move.at, case.unit_id)
    reach = Reach(locked.directory, locked.rules, case, move.after.orders, day)
    _obligations(written, move, reach)
    _orders(written, move, reach)
    written.money += money_rows(locked, move.after, move.events)
    written.lots += lot_rows(locked, move.after, move.events)
    entry = _entry(written, move)
    _letters(written, move, reach, entry)
    texts = search_texts(locked, move.after.facts, move.complainant)
    if texts != texts_before:
        written.search[case.id] = (case.org_id, vector(texts))
    (written.new if move.is_new else written.changed).append(case)
    written.rows += move.rows
    written.saves += move.saves
    return entry


def search_texts(locked: Locked, facts: Mapping[str, Any], complainant: Complainant | None) -> tuple[str, ...]:
    """Return the texts of a case that search looks in."""
    wanted = {"description", "wish", "object", "site", "product", "title", "result"}
    wanted |= {row.id for pack in locked.rules.packs for row in pack.field if row.searchable}
    own = (complainant.name, complainant.phone, complainant.customer_number) if complainant else ()
    said = (str(facts[name]) for name in sorted(wanted - {"complainant"}) if facts.get(name))
    return tuple(text for text in (locked.case.number, *own, *said) if text)


def _obligations(written: Written, move: Move, reach: Reach) -> None:
    owners = []
    changed = {one.key for one in changed_obligations(move.locked.state, move.after)}
    for one in move.after.obligations:
        if one.key not in changed and one.state not in ("open", "asleep"):
            continue
        owner = reach.owner(one)
        person = reach.one(owner)
        if one.state in ("open", "asleep"):
            owners.append((owner.unit, person))
        if one.key in changed:
            row = obligation_row(move.locked.case, one)
            row.owner_unit_id, row.owner_person_id = owner.unit, person
            written.obligations.append(row)
    concern(reach, move.after, owners)


def _orders(written: Written, move: Move, reach: Reach) -> None:
    case = move.locked.case
    for one in changed_orders(move.locked.state, move.after):
        at = {done.event: done.at for done in move.after.done if done.on == one.id}
        receiver = next((d.by for d in reversed(move.after.done) if d.on == one.id and d.event == "order_received"), "")
        sender = next((d.by for d in reversed(move.after.done) if d.on == one.id and d.event == "dispatched"), "")
        written.orders.append(
            Order(
                id=child_id(case.id, one.id), org_id=case.org_id, case_id=case.id, name=one.id,
                unit_id=reach.unit_of(one), handler_id=one.handler or None, state=one.state,
                content=move.order_content, sent_at=at.get("dispatched", move.happened_at), sent_by_id=sender or None,
                received_at=at.get("order_received"), received_by_id=receiver or None,
                returned_at=at.get("order_returned"), handled_at=at.get("handled"), limit_at=one.limit,
            )
        )  # fmt: skip


def _entry(written: Written, move: Move) -> Entry:
    case = move.locked.case
    salted = {name: (new_salt(), text) for name, text in move.words.items() if text}
    body = plain({
        "on": move.on, "roles": move.roles, "unit": move.unit, "detail": move.codes,
        "events": [event.name for event in move.events],
        "words": {name: commitment(salt, text.replace("\x00", "")) for name, (salt, text) in salted.items()},
        "effects": [effect_data(effect) for effect in move.effects],
        "counts": {key: {"value": c.value, "cases": c.cases[:CASES_SEEN_IN_A_COUNT]} for key, c in move.counts.items()},
        "past": move.is_past,
        **move.said,
    })  # fmt: skip
    body = {key: value for key, value in body.items() if value not in ("", [], {}, None, False)}
    by = str(move.by) if move.by else ""
    entry = Entry(
        id=new_id(), org_id=case.org_id, case_id=case.id, seq=case.head_seq + 1, happened_at=move.happened_at,
        recorded_at=move.at, by_id=move.by, step=move.step, body=body, prev_hash=case.head_hash,
    )  # fmt: skip
    entry.hash = entry_hash(
        prev=case.head_hash, owner=str(case.id), seq=entry.seq, happened_at=move.happened_at, recorded_at=move.at,
        by=by, step=move.step, body=body,
    )  # fmt: skip
    case.head_seq, case.head_hash, case.version = entry.seq, entry.hash, case.version + 1
    written.entries.append(entry)
    written.values += [
        EntryValue(
            id=new_id(), org_id=case.org_id, case_id=case.id, entry_id=entry.id, name=name,
            value=text.replace("\x00", ""), salt=salt,
        )
        for name, (salt, text) in salted.items()
    ]  # fmt: skip
    return entry


def _letters(written: Written, move: Move, reach: Reach, entry: Entry) -> None:
    case, keyed = move.locked.case, {one.key: one for one in move.after.obligations}
    for effect in move.effects:
        if effect.kind != "told":
            continue
        obligation = keyed[f"{effect.pack}/{effect.id}/{effect.subject}/{effect.detail['nth']}"]
        due = datetime.fromisoformat(str(effect.detail["due"]))
        written.rungs.append(
            RungClimbed(
                id=new_id(), org_id=case.org_id, obligation_id=child_id(case.id, obligation.key),
                rung=effect.detail["rung"], due_at=due, climbed_at=effect.at,
                told=[] if move.is_past else [str(person) for person in told(reach, effect, obligation)],
            )
        )  # fmt: skip
        written.letters += () if move.is_past else reminders(reach, effect, obligation, at=move.at)
    for event in move.events:
        withdraw(reach, event, at=move.at)
        written.letters += to_complainant(
            reach, event, step=entry.step, seq=entry.seq, at=move.at, complainant=move.complainant, words=move.words
        )
