"""A scene that shows what the analysis says, in facts a person can read, and tried by ``evaluate``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import z3

from amends.core.conditions import DAY, LAST, Condition, Count, facts_of, settings_of, walk
from amends.core.encoded_values import Figure, Members, Words
from amends.core.encoding import AgeOf, Encoding
from amends.core.evaluate import Scene
from amends.core.fact_types import GRADE_FACTS, FactType
from amends.core.first_telling import NOT_YET, is_computed
from amends.core.ledger import Counted, Done, Value
from amends.core.pack import Pack
from amends.core.told_moment import clock_of
from amends.core.vocabulary import EVENTS, Type
from amends.core.working_calendar import WorkingCalendar

NOW = datetime(2024, 7, 15, 10, tzinfo=UTC)
_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Witness:
    """Facts, the ages of instants, counts, and values of settings that are not decided, which together show it.

    Not ``certain``: it may hold on some days of some calendars only, or z3 ran out of time (all empty).
    ``just_told``: a case that has only been registered shows it, so Try does.
    """

    facts: Mapping[str, Value]
    ages: Mapping[str, timedelta] = field(default_factory=dict)
    counts: Mapping[str, tuple[Count, int]] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)
    certain: bool = True
    just_told: bool = False

    def told(self) -> dict[str, Value]:
        """Return everything as one table; of a case just told without what is true of every such case."""
        counts = {key: number for key, (_, number) in self.counts.items() if not self.just_told}
        ages = {f"age:{name}": str(age) for name, age in self.ages.items() if not self._is_of_telling(name)}
        facts = {name: value for name, value in self.facts.items() if not (self.just_told and name in NOT_YET)}
        return {**facts, **ages, **counts, **self.settings}

    def _is_of_telling(self, instant: str) -> bool:
        return self.just_told and instant in EVENTS

    def scene(self, pack: Pack) -> Scene:
        """Return the witness as a scene of the pack, under a calendar that never closes."""
        begun = [count.since for count, number in self.counts.values() if number and count.since in EVENTS]
        instants = {**dict.fromkeys(begun, NOW), **{name: NOW - age for name, age in self.ages.items()}}
        return Scene(
            pack=pack.choosing(_values(self.settings)),
            facts={**self.facts, **{name: at for name, at in instants.items() if name not in EVENTS}},
            instants={name: at for name, at in instants.items() if name in EVENTS},
            now=NOW,
            calendar=WorkingCalendar.around_the_clock(_ZONE),
            counting=pack.counting,
            counts={key: Counted(number) for key, (count, number) in self.counts.items() if count.of == "cases"},
            done=tuple(_events(self.counts.values())),
        )


def _values(settings: Mapping[str, Value]) -> dict[str, Value]:
    return {name.removeprefix("setting:"): value for name, value in settings.items()}


def _events(counts: Iterable[tuple[Count, int]]) -> Iterator[Done]:
    """Yield the events that are counted: as many of each as its highest count, after what they begin with."""
    highest: dict[str, tuple[Count, int]] = {}
    for count, number in counts:
        if count.of == "events" and number > highest.get(count.event, (count, 0))[1]:
            highest[count.event] = (count, number)
    begun = {count.since.removeprefix(LAST) for count, number in counts if number and count.since.startswith(LAST)}
    yield from (Done(event, NOW) for event in sorted(begun - highest.keys()))
    for count, number in highest.values():
        shared = {path.partition("/")[0]: "same" for path in count.same}
        for nth in range(number):
            at = NOW - timedelta(days=nth) if count.different == DAY else NOW
            yield Done(count.event, at, detail={**shared, **({count.different: str(nth)} if count.different else {})})


def read_witness(encoding: Encoding, model: z3.ModelRef) -> Witness:
    """Return what a model of z3 says, in the words of the pack."""
    known = {name: one for name, one in encoding.facts.items() if _yes(model, one.known)}
    return Witness(
        facts={name: _value(encoding, model, name, one) for name, one in known.items()},
        ages={name: _age(model, one) for name, one in encoding.ages.items() if _yes(model, one.known)},
        counts={
            key: (count, int(_decimal(model, one.seconds)))
            for key, (count, one) in encoding.counts.items()
            if _yes(model, one.known)
        },
        settings={**encoding.assumed, **{name: _setting(encoding, model, name) for name in encoding.open_settings}},
    )


def about_these(found: Witness, pack: Pack, conditions: Iterable[Condition], *, just_told: bool) -> Witness:
    """Return the witness without what has nothing to do with these conditions.

    Of a case just told that is also what the engine works out: it is true of every such case, and says nothing.
    The moment of telling stays where a condition reads it, or a grade that one reads follows from it.
    """
    conditions = tuple(conditions)
    read = _read_by(conditions)
    grades = any(name.partition("/")[0] in GRADE_FACTS for name in read)
    read |= _read_by(row.when for row in pack.row) if grades else set()
    settings = {f"setting:{one}" for condition in conditions for one in settings_of(condition)}
    found = replace(
        found, settings={name: value for name, value in found.settings.items() if grades or name in settings}
    )
    if not just_told:
        return found
    keys = {node.key for condition in conditions for node in walk(condition) if isinstance(node, Count)}
    return replace(
        found,
        facts={name: value for name, value in found.facts.items() if name in read or not is_computed(name)},
        counts={key: count for key, count in found.counts.items() if key in keys},
        just_told=True,
    )


def _read_by(conditions: Iterable[Condition]) -> set[str]:
    return {name for condition in conditions for name in facts_of(condition)}


def _setting(encoding: Encoding, model: z3.ModelRef, name: str) -> Value:
    """Return a value for a setting that is not decided: a number, or a time in seconds."""
    value = _decimal(model, encoding.open_settings[name])
    row = next((one for one in encoding.pack.setting if f"setting:{one.id}" == name), None)
    return f"{int(value)} s" if row and row.type == "span" else value


def _value(encoding: Encoding, model: z3.ModelRef, name: str, one: Words | Members | Figure) -> Value:
    match one:
        case Words(place=place, values=values):
            return values[int(_decimal(model, place))]
        case Members(has=has):
            return tuple(value for value, bit in has.items() if _yes(model, bit))
        case Figure(amount=amount):
            figure = _decimal(model, amount)
            return _as_typed(figure, encoding.types.get(name))


def _as_typed(figure: Decimal, of: FactType | None) -> Value:
    if of is not None and of.type is Type.INSTANT:
        return datetime.fromtimestamp(float(figure), UTC)
    return clock_of(int(figure)) if of is not None and of.type is Type.TIME else figure


def _age(model: z3.ModelRef, one: AgeOf) -> timedelta:
    return timedelta(seconds=float(_decimal(model, one.seconds)))


def _yes(model: z3.ModelRef, bit: Any) -> bool:
    return z3.is_true(model.eval(bit, model_completion=True))


def _decimal(model: z3.ModelRef, figure: Any) -> Decimal:
    found = model.eval(figure, model_completion=True)
    if z3.is_int_value(found):
        return Decimal(found.as_long())
    return Decimal(found.numerator_as_long()) / Decimal(found.denominator_as_long())
