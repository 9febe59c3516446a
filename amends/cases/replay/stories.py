"""Past cases from their journals: what people did, when, and what came of it then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from amends.cases.facts import types_of
from amends.cases.replay.lines import Lines, moment
from amends.core.ledger import ONE_SECOND, Rules
from amends.people.directory import Directory
from amends.regulations.shelf import rules_of

BY_ITSELF = ("tick", "recount", "follows", "reassign")
"""Entries that nobody's step made: what they say follows from the rules."""
UNCOUNTED = frozenset({"withdrawn", "merged", "not_accepted"})
COUNTED_AGAIN = frozenset({"reopened", "unmerged", "converted"})


class Owed(NamedTuple):
    """An obligation as it was recorded."""

    duty: str
    subject: str
    nth: int
    owner: str
    pack: str
    state: str
    due_at: datetime | None
    missed: bool
    ended_at: datetime | None
    paused: bool

    def late_at(self, at: datetime) -> bool:
        """Return whether it was late as of a moment, as `ledger.Obligation.late_at` has it."""
        if self.missed or self.due_at is None or self.state == "asleep" or self.paused:
            return self.missed
        return (self.ended_at or at) >= self.due_at + ONE_SECOND


@dataclass(frozen=True, slots=True)
class Past:
    """One case of the past: under which rules it ran, what was done, what was recorded."""

    id: UUID
    number: str
    unit: UUID
    rules: Rules
    facts: Mapping[str, Any]
    grades: Mapping[str, str]  # by "<pack>/<list>"
    highest: Mapping[str, str]
    front: str  # the grade that lists show
    lines: Lines
    owed: tuple[Owed, ...]


CASES = """
SELECT c.id, c.number, c.unit_id, c.facts::text, c.description, c.wish, c.gradings::text, c.highest::text, c.grade,
  array(SELECT p.content_hash FROM cases_caserule r JOIN regulations_publishedpack p ON p.id = r.published_id
        WHERE r.case_id = c.id AND r.org_id = c.org_id ORDER BY r.position DESC, r.id)
FROM cases_case c WHERE c.id = ANY(%s) ORDER BY c.id
"""
ENTRIES = """
SELECT case_id, json_agg(json_build_array(
    happened_at, coalesce(by_id::text, ''), step, body - '{effects,counts,parties,links}'::text[]) ORDER BY seq)::text
FROM cases_entry WHERE org_id = %s AND case_id = ANY(%s) AND step <> ALL(%s) AND recorded_at <= %s GROUP BY case_id
"""
OWED = """
SELECT case_id, json_agg(json_build_array(
    duty, subject, nth, owner, pack, state, due_at, rest ? 'missed', ended_at, paused_at IS NOT NULL))::text
FROM cases_obligationrow WHERE org_id = %s AND case_id = ANY(%s) GROUP BY case_id
"""


def read(ids: Sequence[UUID], *, known: Directory, until: datetime) -> Iterator[Past]:
    """Yield cases as they were, with what was recorded of them up to a moment; three queries.

    Each is made when it is asked for: a case that is played and dropped at once stays near the processor.
    """
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [known.id, list(ids), list(BY_ITSELF), until])
        said: dict[UUID, str] = dict(cursor.fetchall())
        cursor.execute(OWED, [known.id, list(ids)])
        owed: dict[UUID, str] = dict(cursor.fetchall())
        cursor.execute(CASES, [list(ids)])
        rows = cursor.fetchall()
    for row in rows:
        yield _past(row, said.pop(row[0], "[]"), owed.pop(row[0], "[]"), known)


def _past(row: tuple[Any, ...], said: str, owed: str, known: Directory) -> Past:
    id_, number, unit, facts_text, description, wish, gradings, highest, front, hashes = row
    rules = rules_of(known, unit, tuple(hashes))
    facts = json.loads(facts_text)
    own = {**facts, **{name: text for name, text in (("description", description), ("wish", wish)) if text}}
    return Past(
        id=id_, number=number, unit=unit, rules=rules, facts=facts,
        grades={key: one.get("grade", "") for key, one in json.loads(gradings).items()},
        highest=json.loads(highest), front=front,
        lines=Lines(json.loads(said), rules, types_of(rules), own),
        owed=tuple([_owed(one) for one in json.loads(owed)]),
    )  # fmt: skip


def _owed(row: list[Any]) -> Owed:
    duty, subject, nth, owner, pack, state, due_at, missed, ended_at, paused = row
    return Owed(duty, subject, nth, owner, pack, state, moment(due_at), missed, moment(ended_at), paused)


def in_period(*, org: UUID, units: Sequence[UUID], since: datetime, until: datetime) -> list[UUID]:
    """Return the cases of units that were received in a period, in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM cases_case WHERE org_id = %s AND received_at >= %s AND received_at < %s"
            " AND unit_id = ANY(%s) ORDER BY id",
            [org, since.astimezone(UTC), until.astimezone(UTC), list(units)],
        )
        return [row[0] for row in cursor.fetchall()]
