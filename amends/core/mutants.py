"""Are a pack's examples its proof? Which rows no example touches, and packs changed in one place.

A mutant lacks one row or one name in a list, has one figure shifted by one unit or one comparison
flipped; some example must fail for each (issue: packs by mutation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from amends.core.check_examples import check_examples
from amends.core.check_names import check_names
from amends.core.mutants_of_conditions import comparisons, longer
from amends.core.mutants_of_names import LISTS_OF_NAMES, names_less
from amends.core.mutants_of_rows import (
    each_time,
    exceptions,
    extensions,
    fixed_days,
    judged,
    limits,
    needs,
    rungs,
    told_in_time,
    untaken,
    untold,
)
from amends.core.pack import MeasureRow, Pack
from amends.core.referee_patterns import UnknownGroup
from amends.core.span import Span
from amends.core.story import BadStory, run_story
from amends.core.taking import is_taken

MACHINE_ROWS = (
    "row",
    "flag",
    "route",
    "confidential",
    "refusal",
    "step",
    "gate",
    "check",
    "duty",
    "offer",
    "authority",
    "supervision",
    "review",
    "right",
    "measure",
    "log",
    "fingerprint",
    "sample",
)
"""The tables whose rows decide something."""
GRADED_BY = ("list", "grade")
"""The tables whose rows have no figures of their own: they are deleted only."""
TOLD_ROWS = (
    "reference",
    "field",
    "category",
    "part",
    "phrase",
    "letter",
    "paper",
    "template",
    "advice",
    "report",
    "referee",
    "inquiry",
    "cause_class",
    "discipline",
)
"""The tables whose rows are shown or said: the examples ask for them by name."""
NAMED_ROWS = ("role", "stage", "remedy", "setting", "check_list", "referee_words")
"""The tables whose rows other rows speak of: without one the checker finds a name that nothing answers to."""

SPANS = ("within", "waits", "first_after", "postpone_at_most", "before")
NUMBERS = ("months_apart", "words_at_least", "cases", "tries", "on_days")
"""Keys that hold a plain number; what a row does not write is no figure of its pack."""
WORDS = re.compile(r"[\w/-]+")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A pack with one thing changed, and what that was: ``duty C02: within 12 h → 13 h``."""

    says: str
    pack: Pack
    lacks_a_name: bool = False  # what was taken away is what other rows and the examples speak of


def killed(mutant: Mutant) -> bool:
    """Return whether some example of a sound pack fails for a mutant, or a row names what is no longer there."""
    return (mutant.lacks_a_name and _misses_a_name(mutant.pack)) or any(
        _fails(mutant.pack, nth) for nth in range(len(mutant.pack.example))
    )


def unnoticed(pack: Pack) -> Iterator[Mutant]:
    """Yield the mutants that pass; tried first are the examples with its words in them, and what failed last."""
    stories = [str(example.event) for example in pack.example]
    order = list(range(len(stories)))
    for mutant in mutants(pack):
        words = set(WORDS.findall(mutant.says))
        likely = sorted(order, key=lambda nth: -sum(word in stories[nth] for word in words))
        failing = next((nth for nth in likely if _fails(mutant.pack, nth)), None)
        if failing is not None:
            order.insert(0, order.pop(order.index(failing)))
        elif not (mutant.lacks_a_name and _misses_a_name(mutant.pack)):
            yield mutant


def _misses_a_name(pack: Pack) -> bool:
    return any(finding.level == "error" for finding in (*check_names(pack), *check_examples(pack)))


def _fails(pack: Pack, nth: int) -> bool:
    try:
        return bool(run_story(pack, pack.example[nth]))
    except (BadStory, UnknownGroup, ValueError, KeyError):
        return True


def coverage(pack: Pack) -> tuple[str, ...]:
    """Return the rows that no example touches: deleting them changes the outcome of no story."""
    return tuple(mutant.says.removeprefix("without ") for mutant in _without(pack) if not killed(mutant))


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Yield every pack that differs in one row, figure, comparison or name."""
    yield from _without(pack)
    yield from _settings(pack)
    yield from _exceptions(pack)
    yield from _names(pack)
    for table in MACHINE_ROWS:
        for nth, row in _own(getattr(pack, table)):
            parts = (*rungs(row), *needs(row), *_measured(row), *untold(row), *each_time(row))
            for says, changed in (*_figures(row), *comparisons(row), *parts):
                yield Mutant(f"{table} {_name(row)}: {says}", _with(pack, table, nth, changed))
    for table in TOLD_ROWS:
        for nth, row in _own(getattr(pack, table)):
            for says, changed in (*comparisons(row), *judged(row)):
                yield Mutant(f"{table} {_name(row)}: {says}", _with(pack, table, nth, changed))


def _without(pack: Pack) -> Iterator[Mutant]:
    yield from (Mutant(f"without take {name}", _copy(pack, left)) for name, left in untaken(pack))
    for table in (*MACHINE_ROWS, *GRADED_BY, *TOLD_ROWS, *NAMED_ROWS):
        rows = getattr(pack, table)
        for nth, row in _own(rows):
            left = _copy(pack, {table: rows[:nth] + rows[nth + 1 :]})
            yield Mutant(f"without {table} {_name(row)}", left, lacks_a_name=table in NAMED_ROWS)


def _own(rows: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
    """Yield the rows that are the pack's own, with their places; what is taken is proven where it comes from."""
    return ((nth, row) for nth, row in enumerate(rows) if not is_taken(row))


def _settings(pack: Pack) -> Iterator[Mutant]:
    """Yield packs whose stated defaults are one unit off."""
    for nth, row in _own(pack.setting):
        if row.type in ("span", "number", "money") and row.default is not None:
            other = str(longer(Span.parse(row.default))) if row.type == "span" else row.default + 1
            changed = row.model_copy(update={"default": other})
            yield Mutant(f"setting {row.id}: {row.default} → {other}", _with(pack, "setting", nth, changed))


def _exceptions(pack: Pack) -> Iterator[Mutant]:
    for nth, row in _own(pack.role):
        yield from (Mutant(f"role {row.id}: {says}", _with(pack, "role", nth, one)) for says, one in exceptions(row))


def _names(pack: Pack) -> Iterator[Mutant]:
    for table in LISTS_OF_NAMES:
        for nth, row in _own(getattr(pack, table)):
            for says, changed in names_less(table, row):
                yield Mutant(f"{table} {_name(row)}: {says}", _with(pack, table, nth, changed))


def _with(pack: Pack, table: str, nth: int, row: Any) -> Pack:
    rows = getattr(pack, table)
    return _copy(pack, {table: (*rows[:nth], row, *rows[nth + 1 :])})


def _copy(pack: Pack, changes: dict[str, Any]) -> Pack:
    """Return the pack with other rows; ``model_copy`` would carry over what the pack has looked up already."""
    return Pack.model_construct(**{name: getattr(pack, name) for name in Pack.model_fields} | changes)


def _name(row: Any) -> str:
    return str(getattr(row, "id", "") or getattr(row, "step", "") or getattr(row, "role", ""))


def _figures(row: Any) -> Iterator[tuple[str, Any]]:
    for key in SPANS:
        value = getattr(row, key, None)
        if isinstance(value, str) and value not in ("", "at_once", "same_day"):
            later = longer(Span.parse(value))
            yield f"{key} {value} → {later}", row.model_copy(update={key: str(later)})
    if isinstance(day := getattr(row, "every_month_on", None), int):
        yield f"day {day} → {day - 1}", row.model_copy(update={"every_month_on": day - 1})
    if isinstance(limit := getattr(row, "up_to", None), int):
        yield f"up_to {limit} → {limit - 1}", row.model_copy(update={"up_to": limit - 1})
    for key in NUMBERS:
        if key in row.model_fields_set and isinstance(number := getattr(row, key), int):
            yield f"{key} {number} → {number + 1}", row.model_copy(update={key: number + 1})
    if getattr(row, "choose", "") == "all":
        yield "choose all → any", row.model_copy(update={"choose": "any"})
    yield from (*extensions(row), *fixed_days(row), *limits(row), *told_in_time(row))


def _measured(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a measure with its figure one unit off: a ring, a per cent, a second of a call."""
    for key in ("at_most", "at_least", "every") if isinstance(row, MeasureRow) else ():
        value = getattr(row, key)
        if isinstance(value, str):
            span = Span.parse(value)
            yield f"{key} {span} → {longer(span)}", row.model_copy(update={key: str(longer(span))})
        elif isinstance(value, int | float):
            yield f"{key} {value} → {value + 1}", row.model_copy(update={key: value + 1})
