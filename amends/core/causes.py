"""Cause analysis: fishbone, 5-why and cause–effect matrix, and what has to be in one before it counts (FR-107).

All three are causes in order. In a fishbone each stands in a class (a bone) or under another cause; in a 5-why it
answers the "why?" of the one above it; in a matrix it is scored against each effect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from amends.core.pack import Pack
from amends.core.text import Text

Kind = Literal["fishbone", "why", "matrix"]
KINDS: tuple[Kind, ...] = ("fishbone", "why", "matrix")
SCORES = (0, 1, 3, 9)
"""How strongly a cause bears on an effect: not at all, weakly, moderately, strongly."""
WEIGHTS = range(1, 11)


@dataclass(frozen=True, slots=True)
class CauseClass:
    """A class of causes: a bone of the fishbone, or a leg of the 5-why."""

    id: str
    title: Text
    article: str = ""


CLASSES = (
    CauseClass("man", Text(zh="人", en="Man")),
    CauseClass("machine", Text(zh="机", en="Machine")),
    CauseClass("material", Text(zh="料", en="Material")),
    CauseClass("method", Text(zh="法", en="Method")),
    CauseClass("environment", Text(zh="环", en="Environment")),
    CauseClass("measurement", Text(zh="测", en="Measurement")),
)
"""The bones where the regulation names none."""
LEGS = (
    CauseClass("cause_occurrence", Text(zh="为何发生", en="Why did it happen")),
    CauseClass("cause_escape", Text(zh="为何没有发现", en="Why was it not found")),
    CauseClass("cause_system", Text(zh="体系为何容许", en="Why did the system allow it")),
)
"""The three questions of a 5-why; each is the part of the 8D that its last answer belongs to."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause. ``under``: the class it stands in or the cause it explains; empty in a matrix."""

    id: str
    text: str
    under: str = ""
    is_main: bool = False
    control: str = ""  # how a main cause is kept under control
    scores: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect of a matrix and how much it weighs."""

    id: str
    text: str
    weight: int


@dataclass(frozen=True)
class Analysis:
    """One analysis as it stands, finished or not."""

    kind: Kind
    classes: tuple[CauseClass, ...]
    effect: str = ""
    causes: tuple[Cause, ...] = ()
    effects: tuple[Effect, ...] = ()

    @cached_property
    def below(self) -> Mapping[str, tuple[Cause, ...]]:
        """The causes below each class or cause, in order."""
        found: dict[str, list[Cause]] = {}
        for one in self.causes:
            found.setdefault(one.under, []).append(one)
        return {key: tuple(ones) for key, ones in found.items()}

    @cached_property
    def by_id(self) -> Mapping[str, Cause]:
        """Causes by id."""
        return {one.id: one for one in self.causes}

    def class_of(self, cause: Cause) -> str:
        """Return the class that a cause stands in, however deep; empty in a matrix."""
        while cause.under in self.by_id:
            cause = self.by_id[cause.under]
        return cause.under

    @property
    def roots(self) -> tuple[Cause, ...]:
        """Return the root causes: the last answers of a 5-why, else those that are marked main."""
        if self.kind == "why":
            return tuple(one for one in self.causes if one.id not in self.below)
        return tuple(one for one in self.causes if one.is_main)

    def total(self, cause: Cause) -> int:
        """Return the total of a cause in a matrix: each score times the weight of its effect."""
        return sum(cause.scores.get(one.id, 0) * one.weight for one in self.effects)

    def ranked(self) -> tuple[Cause, ...]:
        """Return the causes of a matrix, the highest total first; equal ones in the order written."""
        return tuple(sorted(self.causes, key=self.total, reverse=True))

    def content(self) -> dict[str, Any]:
        """Return it as JSON, as `cause_reading.read_analysis` takes it."""
        if self.kind == "matrix":
            return {
                "effects": [{"id": one.id, "text": one.text, "weight": one.weight} for one in self.effects],
                "causes": [
                    {"id": c.id, "text": c.text, "scores": dict(c.scores), "main": c.is_main, "control": c.control}
                    for c in self.causes
                ],
            }
        return {
            "effect": self.effect,
            "causes": [
                {"id": c.id, "under": c.under, "text": c.text, "main": c.is_main, "control": c.control}
                for c in self.causes
            ],
        }


def classes_of(pack: Pack, kind: Kind) -> tuple[CauseClass, ...]:
    """Return the bones that a regulation names, else man, machine and so on; the legs of a 5-why; none of a matrix."""
    if kind == "matrix":
        return ()
    if kind == "why":
        return LEGS
    return tuple(CauseClass(one.id, one.title, one.article) for one in pack.cause_class) or CLASSES


def outline(analysis: Analysis) -> Sequence[tuple[int, CauseClass | Cause]]:
    """Return classes and causes from above to below with their depth: the analysis as a nested list."""
    found: list[tuple[int, CauseClass | Cause]] = []

    def take(key: str, depth: int) -> None:
        for one in analysis.below.get(key, ()):
            found.append((depth, one))
            take(one.id, depth + 1)

    for one in analysis.classes:
        found.append((0, one))
        take(one.id, 1)
    if analysis.kind == "matrix":
        found.extend((0, one) for one in analysis.causes)
    return found
