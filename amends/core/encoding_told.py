"""A case that is being told just now, for z3: no history, no counts, the grades that its own facts give.

A witness found under this can be typed into Try, and Try answers what the finding says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import z3

from amends.core.conditions import LAST, Condition, Count
from amends.core.encoded_values import Figure, Members, Truth, Words, against
from amends.core.encoding import Encoding
from amends.core.fact_types import GRADE_FACTS
from amends.core.first_telling import NOT_YET, events_of_telling, is_computed
from amends.core.named_values import OTHER
from amends.core.pack import ListRow, Pack
from amends.core.told_moment import DAY, TOLD_FACTS, WEEKDAY, days_of
from amends.core.vocabulary import EVENTS

TruthOf = Callable[[Condition], Truth]


def told_just_now(encoding: Encoding, truth: TruthOf) -> list[Any]:
    """Return that a case has just been registered: what has no history, and the grades that the rows give it."""
    return [*_no_history(encoding), *_computed(encoding, truth), *plainly(encoding)]


def plainly(encoding: Encoding) -> list[Any]:
    """Return that figures are whole and not negative, sets not empty, words those that people would pick."""
    found = [*_one_history(encoding), *_days(encoding)]
    for name, one in encoding.facts.items():
        match one:
            case Figure(amount=amount):
                found += [amount >= (1 if name == "complainants" else 0), z3.IsInt(amount)]
            case Members(known=known, has=has):
                found.append(z3.Implies(known, z3.Or(list(has.values()))))
            case Words(place=place, values=values) if name in encoding.types and encoding.types[name].choices:
                found += [place != nth for nth, value in enumerate(values) if OTHER in str(value)]
    return found


def _days(encoding: Encoding) -> Iterator[Any]:
    """Yield that the day when it was told is one that the calendar of the pack has."""
    known = days_of(encoding.pack.calendar)
    facts = [(nth, encoding.facts[name]) for nth, name in enumerate((WEEKDAY, DAY)) if name in encoding.facts]
    if known and facts:
        yield z3.Or([z3.And([against(one, "is", day[nth]) for nth, one in facts]) for day in sorted(known)])


def _one_history(encoding: Encoding) -> Iterator[Any]:
    """Yield that all counts of one event agree, as they do when it happened just now, after what they begin with."""
    counts = [(count, counted.seconds) for count, counted in encoding.counts.values() if count.of == "events"]
    for (one, number), (other, as_many) in combinations(counts, 2):
        if one.event == other.event:
            yield number == as_many
    for one, number in counts:
        begins = [as_many for other, as_many in counts if one.since.removeprefix(LAST) == other.event]
        yield from (z3.Implies(number > 0, as_many > 0) for as_many in begins)


def _no_history(encoding: Encoding) -> Iterator[Any]:
    begins = events_of_telling(encoding.pack)
    for name, since in encoding.ages.items():
        if name in begins:
            yield from (since.known, since.seconds == 0)
        elif name in EVENTS:
            yield z3.Not(since.known)
    for count, counted in encoding.counts.values():
        if count.of == "cases":
            yield counted.known
            yield counted.seconds == z3.If(_counts_itself(encoding, count), 1, 0)
        else:
            yield counted.seconds == int(count.event in begins)


def _counts_itself(encoding: Encoding, count: Count) -> Any:
    """Return that the only case there is counts: what has to be the same is known, and its count has begun."""
    known = [encoding.known(path.partition("/")[0]) for path in count.same]
    begun = not count.since or count.since in events_of_telling(encoding.pack)
    return z3.And(z3.BoolVal(begun), *known)


def _computed(encoding: Encoding, truth: TruthOf) -> Iterator[Any]:
    for name, one in encoding.facts.items():
        if name in NOT_YET and isinstance(one, Words):
            yield from (one.known, one.place == one.values.index(NOT_YET[name]))
        elif name.partition("/")[0] in GRADE_FACTS:
            yield from _grades(encoding, name, one, truth)
        elif name in TOLD_FACTS:
            yield one.known
        elif is_computed(name):
            yield z3.Not(one.known)


def _grades(encoding: Encoding, name: str, one: Words | Members | Figure, truth: TruthOf) -> Iterator[Any]:
    """Yield that a grade is in force exactly when the rows of a list give it (heaviest first, else the default)."""
    of = name.partition("/")[2]
    rows = [row for row in encoding.pack.list if of in ("", row.id)]
    in_force = {grade: z3.Or([_given(encoding.pack, row, grade, truth) for row in rows if grade in row.grades])
                for row in rows for grade in row.grades}  # fmt: skip
    yield one.known == z3.Or(list(in_force.values()))
    values = one.values if isinstance(one, Words) else tuple(one.has) if isinstance(one, Members) else ()
    for value in values:
        given = in_force.get(str(value), z3.BoolVal(False))
        if isinstance(one, Words):
            yield z3.Implies(z3.And(one.known, one.place == values.index(value)), given)
        elif isinstance(one, Members):
            yield one.has[value] == given


def _given(pack: Pack, of: ListRow, grade: str, truth: TruthOf) -> Any:
    """Return that a list gives a grade to a case whose grade nobody has set by hand."""
    rows = [row for row in pack.row if row.list == of.id and row.grade in of.grades]
    fires = z3.Or([truth(row.when).yes for row in rows if row.grade == grade])
    heavier = [row for row in rows if of.fires == "first" and of.grades.index(row.grade) < of.grades.index(grade)]
    none = z3.And([z3.Not(truth(row.when).yes) for row in rows])
    by_rows = z3.And(fires, *(z3.Not(truth(row.when).yes) for row in heavier))
    return z3.Or(by_rows, none) if grade == of.default else by_rows
