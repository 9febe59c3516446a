"""The words of the packs in force for a viewer's units: what filters and bulk steps offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.timezone import now
from django.utils.translation import get_language

from amends.core.pack import Pack
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for
from amends.web.fields import Option

BULK_KINDS = ("accept", "archive", "record", "progress", "park", "unpark", "sign", "close")
"""Kinds of steps that make sense for many cases at once, with one reason for all."""


@dataclass(frozen=True, slots=True)
class Words:
    """Codes with their titles, each code once."""

    stages: tuple[tuple[str, str], ...]
    grades: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str, int], ...]
    bulk_steps: tuple[Option, ...]


def words_of(viewer: Viewer) -> Words:
    """Return the words of every pack that governs one of the viewer's units today."""
    packs, language = packs_of(viewer), get_language() or "zh"
    categories = {c.id: (c.id, c.title.in_(language), c.id.count("/")) for p in packs for c in p.category}
    steps = ((s.id, s.title) for p in packs for s in p.step if s.kind in BULK_KINDS)
    return Words(
        stages=_once(((s.id, s.title) for p in packs for s in p.stage), language),
        grades=_once(((g.id, g.title) for p in packs for g in p.grade), language),
        flags=_once(((f"{p.id}/{f.id}", f.title) for p in packs for f in p.flag), language),
        categories=tuple(categories.values()),
        bulk_steps=tuple(Option(key, title) for key, title in _once(steps, language)),
    )  # fmt: skip


def packs_of(viewer: Viewer) -> tuple[Pack, ...]:
    """Return the packs in force today for the units that the viewer sees, each once."""
    found: dict[str, Pack] = {}
    for unit in sorted(viewer.units):
        try:
            rules = rules_for(unit, now(), known=viewer.directory).rules
        except NoRegulation:
            continue
        found |= {f"{pack.id} {pack.version}": pack for pack in rules.packs}
    return tuple(found.values())


def _once(rows: Iterator[tuple[str, Text]], language: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for key, title in rows:
        found.setdefault(key, title.in_(language))
    return tuple(found.items())
