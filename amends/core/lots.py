"""Lots that anybody can draw again: which cases are looked at once more, and by whom (double random).

The seed is made of what was stated beforehand; each lot is a SHA-256 of it with the name of a case, and of a
case with a person. The smallest lots are drawn. Nothing depends on the order in which cases or people come.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Pair:
    """A case that was drawn, and the person who was drawn for it."""

    case: str
    person: str


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn, in the order of the lots; ``passed_over``: cases for which nobody was left to draw."""

    pairs: tuple[Pair, ...]
    passed_over: tuple[str, ...] = ()


def seed_of(organisation: str, period: str, number: str) -> str:
    """Return the seed of a draw: the SHA-256 of organisation, period and published number, a line each."""
    return _hash(organisation, period, number)


def seal_of(number: str) -> str:
    """Return what is published of a number beforehand: its SHA-256, so that it is fixed and nobody knows it yet."""
    return _hash(number)


def rank(seed: str, *names: str) -> str:
    """Return the lot of a case, or of a person for a case: the SHA-256 of the seed and the names, a line each."""
    return _hash(seed, *names)


def draw(seed: str, cases: Mapping[str, Collection[str]], people: Collection[str], *, many: int) -> Draw:
    """Return at most ``many`` cases, each with a person. ``cases`` says of each who may not be drawn for it.

    Nobody is drawn for a case in which he had a part (FR-149): a case for which nobody is left is passed over.
    """
    pairs: list[Pair] = []
    passed_over = []
    for case in sorted(cases, key=lambda one: rank(seed, one)):
        if len(pairs) >= many:
            break
        free = set(people) - set(cases[case])
        if free:
            pairs.append(Pair(case, min(free, key=lambda one: rank(seed, case, one))))
        else:
            passed_over.append(case)
    return Draw(tuple(pairs), tuple(passed_over))


def _hash(*lines: str) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()
