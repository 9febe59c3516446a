"""Are a pack's examples its proof? Which rows no example touches, and packs changed in one place.

A mutant lacks one row, has one figure shifted by one unit or one comparison flipped;
some example must fail for each (issue: packs by mutation).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from amends.core.check_examples import check_examples
from amends.core.check_names import check_names
from amends.core.conditions import Age, All, AnyOf, Condition, Count, Not, Test
from amends.core.mutants_of_rows import each_time, exceptions, extensions, untaken, untold
from amends.core.pack import MeasureRow, Pack
from amends.core.referee_patterns import UnknownGroup
from amends.core.span import Span
from amends.core.story import BadStory, run_story
from amends.core.taking import is_taken
from amends.core.told_moment import clock_of, is_clock, minutes_of

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
LAST_MINUTE = "23:59"
FLIPPED = {
    "is": "none", "every": "any", "one_of": "none", "any": "none", "none": "any",
    "at_least": "less_than", "at_most": "more_than",
    "more_than": "at_most", "less_than": "at_least", "and_above": "less_than", "under": "not_under",
    "not_under": "under", "known": "known",
}  # fmt: skip


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
    """Yield every pack that differs in one row, figure or comparison."""
    yield from _without(pack)
    yield from _settings(pack)
    yield from _exceptions(pack)
    for table in MACHINE_ROWS:
        for nth, row in _own(getattr(pack, table)):
            parts = (*_rungs(row), *_needs(row), *_measured(row), *untold(row), *each_time(row))
            for says, changed in (*_figures(row), *_comparisons(row), *parts):
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
            other = str(_longer(Span.parse(row.default))) if row.type == "span" else row.default + 1
            changed = row.model_copy(update={"default": other})
            yield Mutant(f"setting {row.id}: {row.default} → {other}", _with(pack, "setting", nth, changed))


def _exceptions(pack: Pack) -> Iterator[Mutant]:
    for nth, row in _own(pack.role):
        yield from (Mutant(f"role {row.id}: {says}", _with(pack, "role", nth, one)) for says, one in exceptions(row))


def _rungs(row: Any) -> Iterator[tuple[str, Any]]:
    rungs = getattr(row, "rungs", ())
    for nth, rung in enumerate(rungs):
        rest = (*rungs[:nth], *rungs[nth + 1 :])
        yield f"without rung {rung.at}", row.model_copy(update={"rungs": rest})
        if later := _one_more(rung.at):
            moved = (*rungs[:nth], rung.model_copy(update={"at": later}), *rungs[nth + 1 :])
            yield f"rung {rung.at} → {later}", row.model_copy(update={"rungs": moved})


def _one_more(at: str) -> str:
    """Return the moment of a rung with its figure raised by one: ``75 %`` → ``76 %``; empty where there is none."""
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), at, count=1) if re.search(r"\d", at) else ""


def _leads(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a check whose answers do not end its list any more, or find nothing."""
    leads = getattr(row, "leads", ())
    for nth, lead in enumerate(leads):
        for says, changes in (("does not end", {"ends": False}), ("finds nothing", {"finds": {}})):
            changed = lead.model_copy(update=changes)
            if changed != lead:
                new = (*leads[:nth], changed, *leads[nth + 1 :])
                yield f"{lead.answer} {says}", row.model_copy(update={"leads": new})


def _needs(row: Any) -> Iterator[tuple[str, Any]]:
    needs = getattr(row, "needs", ())
    for nth in range(len(needs)):
        yield f"without need {nth + 1}", row.model_copy(update={"needs": (*needs[:nth], *needs[nth + 1 :])})
    yield from _leads(row)


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
            longer = _longer(Span.parse(value))
            yield f"{key} {value} → {longer}", row.model_copy(update={key: str(longer)})
    if isinstance(day := getattr(row, "every_month_on", None), int):
        yield f"day {day} → {day - 1}", row.model_copy(update={"every_month_on": day - 1})
    if isinstance(limit := getattr(row, "up_to", None), int):
        yield f"up_to {limit} → {limit - 1}", row.model_copy(update={"up_to": limit - 1})
    for key in NUMBERS:
        if key in row.model_fields_set and isinstance(number := getattr(row, key), int):
            yield f"{key} {number} → {number + 1}", row.model_copy(update={key: number + 1})
    if getattr(row, "choose", "") == "all":
        yield "choose all → any", row.model_copy(update={"choose": "any"})
    yield from extensions(row)


def _measured(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a measure with its figure one unit off: a ring, a per cent, a second of a call."""
    for key in ("at_most", "at_least", "every") if isinstance(row, MeasureRow) else ():
        value = getattr(row, key)
        if isinstance(value, str):
            span = Span.parse(value)
            yield f"{key} {span} → {_longer(span)}", row.model_copy(update={key: str(_longer(span))})
        elif isinstance(value, int | float):
            yield f"{key} {value} → {value + 1}", row.model_copy(update={key: value + 1})


def _longer(span: Span) -> Span:
    return Span(span.amount + 1, span.unit)


def _comparisons(row: Any) -> Iterator[tuple[str, Any]]:
    for key in ("when", "fails"):
        condition = getattr(row, key, None)
        for says, changed in changes(condition) if isinstance(condition, Condition) else ():
            yield says, row.model_copy(update={key: changed})


def changes(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Yield every condition that differs in one comparison or figure."""
    match condition:
        case All(parts):
            yield from ((says, All(new)) for says, new in _one_part(parts))
        case AnyOf(parts):
            yield from ((says, AnyOf(new)) for says, new in _one_part(parts))
        case Not(part):
            yield from ((says, Not(new)) for says, new in changes(part))
        case Test():
            yield from _tests(condition)
        case Age() | Count():
            yield from _windows(condition)


def _one_part(parts: tuple[Condition, ...]) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    for nth, part in enumerate(parts):
        for says, new in changes(part):
            yield says, (*parts[:nth], new, *parts[nth + 1 :])


def _tests(test: Test) -> Iterator[tuple[str, Condition]]:
    if isinstance(test.right, bool):
        yield f"{test.fact} is {not test.right}", replace(test, right=not test.right)
        return
    flipped = FLIPPED[test.op]
    right = test.right if flipped not in ("none", "any") or isinstance(test.right, tuple) else (test.right,)
    yield f"{test.fact} {test.op} → {flipped}", Test(test.fact, flipped, right)
    if isinstance(test.right, int):
        yield f"{test.fact} {test.right} → {test.right + 1}", replace(test, right=test.right + 1)
    if is_clock(test.right) and test.right < LAST_MINUTE:
        later = clock_of(minutes_of(test.right) + 1)
        yield f"{test.fact} {test.right} → {later}", replace(test, right=later)


def _windows(node: Age | Count) -> Iterator[tuple[str, Condition]]:
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Span):
            changed: dict[str, Any] = {field.name: _longer(value)}
            yield f"{field.name} {value} → {_longer(value)}", replace(node, **changed)
    if isinstance(node, Count) and isinstance(node.right, int):
        yield f"count {node.right} → {node.right + 1}", replace(node, right=node.right + 1)
