"""What of a past case is a value that another case may have otherwise, and how an outcome takes the values of another.

Moments, texts and figures are values; which steps were taken, with which fields and by which roles is the case's
shape. Ids of persons, orders and units are told by their order: whose a case is makes no path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from amends.core.ledger import Obligation, Rules
from amends.core.noted import FIGURES, Moment, Noted, Trail, Word
from amends.core.replaying import PastStep

Values = list[Any]
Fill = Callable[[Values], Any]

NOTED: dict[Any, Any] = {datetime: Moment, str: Word, **FIGURES}
UNTIL, NAMES = 0, 1
"""The numbers of the moment up to which cases are played, and of the ids behind their short names."""
FIRST_NAME = 0x10F000
"""Short names are single characters that no text uses."""


ID = 36
"""So many letters has an id."""
_AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def ids_named(rules: Rules) -> frozenset[str]:
    """Return the ids of persons and units that an organisation's settings name: with those a case is compared."""
    return frozenset(one for pack in rules.packs for one in _AN_ID.findall(repr(pack.chosen)))


class Telling:
    """Tells the values of a case one by one; each is answered by what kind of value it is."""

    def __init__(self, until: datetime, kept: frozenset[str] = frozenset()) -> None:
        self.kept = kept  # ids that the rules themselves name
        self.names: dict[str, str] = {}
        self.values: Values = [until, {}]

    def __call__(self, value: Any) -> Any:
        """Take a value in, and return what of it belongs to the shape of the case."""
        kind = type(value)
        if kind is str:
            if not value:
                return value
            if len(value) == ID:
                value = self.named(value)
        elif kind is not datetime and kind not in FIGURES:
            return value if value is None or kind is bool else self._shape(value)
        self.values.append(value)
        return kind

    def named(self, text: str) -> str:
        """Return the short name of an id; another text as it is."""
        if len(text) != ID or text[8] != "-" or text[13] != "-" or text in self.kept:
            return text
        name = self.names.get(text)
        if name is None:
            name = self.names[text] = chr(FIRST_NAME + len(self.names))
            self.values[NAMES][ord(name)] = text
        return name

    def _shape(self, value: Any) -> str:
        return repr(self.plain(value))

    def plain(self, value: Any) -> Any:
        """Return a list or table with short names in it."""
        if isinstance(value, str):
            return self.named(value)
        if isinstance(value, tuple | list):
            return type(value)(map(self.plain, value))
        return {name: self.plain(one) for name, one in value.items()} if isinstance(value, dict) else value


class Noting(Telling):
    """Tells the values of a case once more, and answers each by one that notes what is asked of it."""

    def __init__(self, until: datetime, trail: Trail, kept: frozenset[str] = frozenset()) -> None:
        super().__init__(until, kept)
        self.trail = trail

    def __call__(self, value: Any) -> Any:
        """Return a value that notes what is asked of it."""
        nth, kind = len(self.values), super().__call__(value)
        if len(self.values) == nth:
            return self.plain(value)
        return NOTED[kind](self.trail, nth)


def told(steps: Iterable[PastStep], say: Telling) -> tuple[Any, ...] | None:
    """Return all that a case tells, step by step; None for one that tells more than a journal keeps."""
    found = []
    for past in steps:
        by, detail = past.by, past.detail
        if by.lent or by.stands_for or by.serves:
            return None
        found.append((
            past.step, past.kind, say(past.at), say(past.on), say(by.id), by.roles, say(by.unit), say(past.receipt),
            tuple([(name, say(value)) for name, value in detail.items()]),
            tuple([
                (one.name, one.by is None, one.step, one.words, None if one.at is past.at else say(one.at),
                 None if one.detail is detail else tuple([(name, say(value)) for name, value in one.detail.items()]))
                for one in past.events
            ]),
        ))  # fmt: skip
        if any(one.on != past.on or one.by not in (None, by) for one in past.events):
            return None
    return tuple(found)


def noted(steps: Sequence[PastStep], say: Noting) -> list[PastStep]:
    """Return the steps of a case with values that note what is asked of them."""
    return [_noted(past, one) for past, one in zip(steps, told(steps, say) or (), strict=True)]


def _noted(past: PastStep, said: tuple[Any, ...]) -> PastStep:
    _, _, at, on, id_, _, unit, receipt, detail, events = said
    by, facts = replace(past.by, id=id_, unit=unit), dict(detail)
    return past._replace(
        at=at, on=on, by=by, receipt=receipt, detail=facts,
        events=tuple(
            replace(one, at=own or at, on=on, by=None if nobody else by, detail=facts if said is None else dict(said))
            for one, (_, nobody, _, _, own, said) in zip(past.events, events, strict=True)
        ),
    )  # fmt: skip


# --- an outcome with the values of another case ---------------------------------------


def filler(value: Any) -> Fill | None:
    """Return how a result takes the values of a case; None: it has none of them."""
    if isinstance(value, Noted):
        return _word(value.nth) if isinstance(value, str) else itemgetter(value.nth)
    if isinstance(value, str):
        return (lambda values: value.translate(values[NAMES])) if any(map(_is_name, value)) else None
    if isinstance(value, tuple):
        return _several(tuple, value)
    if isinstance(value, Mapping):
        keys, ones = filling(tuple(value)), filling(tuple(value.values()))
        return lambda values: dict(zip(keys(values), ones(values), strict=True))
    if isinstance(value, Obligation):
        return _copied(value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = [getattr(value, one.name) for one in fields(value) if one.init]
        return _several(lambda filled: type(value)(*filled), parts)
    return None


def filling(value: Any) -> Fill:
    """Return how a result takes the values of a case, or stays as it is."""
    return filler(value) or (lambda values: value)


def unchanged(values: Values) -> Values:
    """Return the values of a case as they are."""
    return values


def _word(nth: int) -> Fill:
    return lambda values: values[nth].translate(values[NAMES])


def _is_name(letter: str) -> bool:
    return ord(letter) >= FIRST_NAME


def _several(make: Callable[[list[Any]], Any], parts: Sequence[Any]) -> Fill | None:
    fills = [filler(one) for one in parts]
    if not any(fills):
        return None
    known = [(nth, fill) for nth, fill in enumerate(fills) if fill is not None]

    def filled(values: Values) -> Any:
        found = list(parts)
        for nth, fill in known:
            found[nth] = fill(values)
        return make(found)

    return filled


def _copied(one: Obligation) -> Fill | None:
    known = vars(one)
    fills = [(name, fill) for name, value in known.items() if (fill := filler(value)) is not None]

    def filled(values: Values) -> Obligation:
        copy = object.__new__(Obligation)  # as `with_` copies, ten times for each case
        own = copy.__dict__
        own.update(known)
        for name, fill in fills:
            own[name] = fill(values)
        return copy

    return filled if fills else None
