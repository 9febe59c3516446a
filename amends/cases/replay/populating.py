"""Among which cases a pack counts: what each was from when to when, read from the journals (FR-042)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from amends.cases.facts import CODES, decoded_as
from amends.cases.replay.stories import COUNTED_AGAIN, UNCOUNTED
from amends.cases.replay.target import Target
from amends.core.fact_types import fact_types
from amends.core.pack import Pack
from amends.core.population import Population, Standing
from amends.core.vocabulary import Type
from amends.regulations.models import PublishedPack
from amends.regulations.shelf import pack

CHANGES = sorted(UNCOUNTED | COUNTED_AGAIN)
SAID = """
SELECT case_id::text, json_agg(json_build_array(
    happened_at, body -> 'detail', body -> 'words', body -> 'events', body -> 'receipt') ORDER BY seq)::text
FROM cases_entry
WHERE org_id = %(org)s AND case_id = ANY(%(ids)s) AND recorded_at <= %(until)s
  AND (seq = 1 OR body ? 'receipt' OR body -> 'detail' ?| %(names)s OR body -> 'words' ?| %(names)s
       OR body -> 'events' ?| %(changes)s)
GROUP BY case_id
"""
FACTS = "SELECT id::text, facts::text FROM cases_case WHERE id = ANY(%s)"
Said = tuple[str, tuple[Standing, ...]]


def counting(target: Target) -> dict[int, Population]:
    """Return an empty population for each pack that may count in this replay."""
    beside = [pack(one) for one in PublishedPack.objects.values_list("content_hash", flat=True)]
    packs = [target.pack, *(one for one in beside if one.stands_beside or target.pack.stands_beside)]
    made = (Population(target.quiet(one)) for one in packs)
    return {id(one.pack): one for one in made if one.asked}


def names_of(populations: Iterable[Population]) -> tuple[str, ...]:
    """Return the facts that decide who is alike."""
    paths = {path for one in populations for _, count, _ in one.asked for path in (*count.same, count.different)}
    return tuple(sorted({path.partition("/")[0] for path in paths if path} | {"nature"}))


def in_reach(*, org: UUID, until: datetime) -> list[UUID]:
    """Return every case that any count could reach: all that were received so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM cases_case WHERE org_id = %s AND received_at <= %s ORDER BY id", [org, until]
        )  # fmt: skip
        return [row[0] for row in cursor.fetchall()]


def standings_of(
    ids: Sequence[UUID], *, org: UUID, until: datetime, names: tuple[str, ...], of: Pack
) -> list[Said]:  # fmt: skip
    """Return what some cases were from when to when, in the facts that are asked for; a word as it was last said."""
    types = fact_types(of)
    words = _words(ids) if any(_is_word(name, types) for name in names) else {}
    asked: dict[str, Any] = {"org": org, "ids": list(ids), "until": until, "names": list(names), "changes": CHANGES}
    with connection.cursor() as cursor:
        cursor.execute(SAID, asked)
        said = cursor.fetchall()
    return [(case, tuple(_standings(json.loads(text), types, set(names), words.get(case, {})))) for case, text in said]


def _is_word(name: str, types: Mapping[str, Any]) -> bool:
    return name in types and types[name].type in (Type.TEXT, Type.LONG_TEXT) and name not in CODES


def _words(ids: Sequence[UUID]) -> dict[str, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [list(ids)])
        return {case: json.loads(text) for case, text in cursor.fetchall()}


def _standings(
    said: list[Any], types: Mapping[str, Any], names: set[str], words: Mapping[str, Any]
) -> Iterable[Standing]:
    facts: dict[str, Any] = {}
    received, counted = None, True
    for when, detail, spoken, events, receipt in said:
        at = datetime.fromisoformat(when)
        brought = decoded_as({name: value for name, value in (detail or {}).items() if name in names}, types)
        brought |= {name: words[name] for name in names.intersection(spoken or ()) if name in words}
        facts = {**facts, **brought}
        received = datetime.fromisoformat(receipt) if receipt else received or at
        counted = (counted or not COUNTED_AGAIN.isdisjoint(events or ())) and UNCOUNTED.isdisjoint(events or ())
        yield Standing(at, received, facts, counted)
