"""Values that note what rules ask of them, so that it is known on what an outcome rests.

The engine runs on them as on any moment, text or figure. What is asked (is this earlier than that? when is it due
from here?) goes to the trail, which knows the value; whatever else is done with one asks for the value itself. The
value that Python's own code would see beneath is nonsense on purpose: what slips past the trail shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeGuard, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
N = TypeVar("N")

NONSENSE = "\ufffe"
OWN = frozenset({
    "__class__", "__new__", "__init__", "__init_subclass__", "__subclasshook__", "__getattribute__", "__setattr__",
    "__delattr__", "__dir__", "__doc__", "__sizeof__", "__getstate__", "__class_getitem__",
})  # fmt: skip
"""What of a type is not about its value."""


class Trail(Protocol):
    """Who knows the values, by their numbers, and keeps what was asked."""

    def value(self, nth: int) -> Any:
        """Return a value itself."""

    def less(self, one: int, other: int) -> bool:
        """Return whether a moment is earlier than another."""

    def same(self, one: int, other: int) -> bool:
        """Return whether two values are equal."""

    def compare(self, nth: int, op: str, right: Any) -> bool:
        """Return what a comparison says of a value and one that the rules name."""

    def later(self, nth: int, span: timedelta) -> Moment:
        """Return the moment so much later than another, or earlier."""

    def derive(self, make: Callable[..., Any], args: Sequence[Any], named: dict[str, Any]) -> Any:
        """Return what follows from values by a function that reads them, itself noted."""


class Noted:
    """What all noted values share: the trail, and their number on it."""

    trail: Trail
    nth: int

    @property
    def raw(self) -> Any:
        """The value itself; from now on the path is that of this very value."""
        return self.trail.value(self.nth)

    def is_beside(self, other: object) -> TypeGuard[Noted]:
        """Return whether another value is noted on the same trail."""
        return isinstance(other, Noted) and other.trail is self.trail


ALIKE: dict[str, Any] = {
    "__ne__": lambda self, other: not self.__eq__(other), "__hash__": lambda self: hash(self.raw),
}  # fmt: skip
"""What every noted value answers in one way; Python would take it from the kind, or leave it out beside `__eq__`."""


def _is_of(kind: type) -> Callable[[type[N]], type[N]]:
    """Return how a class of noted values hands on to the value itself whatever it does not answer."""

    def complete(noted: type[N]) -> type[N]:
        for name, answer in ALIKE.items():
            setattr(noted, name, answer)
        for name in set(dir(kind)) - OWN - set(vars(noted)):
            setattr(noted, name, _handed_on(name, is_called=callable(getattr(kind, name))))
        return noted

    return complete


def _handed_on(name: str, *, is_called: bool) -> Any:
    if not is_called:
        return property(lambda self: getattr(self.raw, name))
    return lambda self, *args, **named: getattr(self.raw, name)(*map(plain, args), **named)


def plain(value: Any) -> Any:
    """Return a value itself, whatever it was noted as."""
    return value.raw if isinstance(value, Noted) else value


@_is_of(datetime)
class Moment(datetime, Noted):
    """A moment. Which of two is earlier is a question; the day it falls on asks for the moment itself."""

    def __new__(cls, trail: Trail, nth: int) -> Moment:
        """Make a moment that the trail knows by a number."""
        made = datetime.__new__(cls, 1, 1, 1, tzinfo=UTC)
        made.trail, made.nth = trail, nth
        return made

    def __lt__(self, other: Any) -> bool:
        return self.trail.less(self.nth, other.nth) if self.is_beside(other) else bool(self.raw < plain(other))

    def __gt__(self, other: Any) -> bool:
        return self.trail.less(other.nth, self.nth) if self.is_beside(other) else bool(self.raw > plain(other))

    def __le__(self, other: Any) -> bool:
        return not self > other

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        if self.is_beside(other):
            return self.trail.same(self.nth, other.nth)
        return isinstance(other, datetime) and bool(self.raw == plain(other))

    def __bool__(self) -> bool:
        return True

    def __add__(self, span: timedelta) -> Any:
        return self.trail.later(self.nth, span)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self + -other if isinstance(other, timedelta) else self.raw - plain(other)

    def astimezone(self, tz: Any = None) -> Any:
        """Return the same moment: in no zone is it another."""
        return self if tz is UTC else self.raw.astimezone(tz)


class Least(Moment):
    """The earliest of some moments; which one that is, is asked only when something turns on it."""

    moments: Sequence[Moment]
    found: int | None

    def __new__(cls, moments: Sequence[Moment]) -> Least:
        """Make the earliest of some moments of one trail."""
        made = datetime.__new__(cls, 1, 1, 1, tzinfo=UTC)
        made.moments, made.found = moments, None
        return made

    @property
    def trail(self) -> Trail:  # type: ignore[override]
        """The trail of its moments."""
        return self.moments[0].trail

    @property
    def nth(self) -> int:  # type: ignore[override]
        """The number of the earliest."""
        if self.found is None:
            self.found = min(self.moments).nth
        return self.found

    def __gt__(self, other: Any) -> bool:
        return all(one > other for one in self.moments) if self.found is None else super().__gt__(other)


@_is_of(str)
class Word(str, Noted):
    """A text, which is never empty: the name of a fact's value, a person, an order, or prose."""

    def __new__(cls, trail: Trail, nth: int) -> Word:
        """Make a text that the trail knows by a number."""
        made = str.__new__(cls, NONSENSE)
        made.trail, made.nth = trail, nth
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, str) or (type(other) is str and not other):
            return False
        if self.is_beside(other):
            return self.trail.same(self.nth, other.nth)
        return self.trail.compare(self.nth, "__eq__", plain(other))

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return self

    def __radd__(self, other: str) -> str:
        return other + str(self.raw)


def _asked_for(op: str) -> Callable[[Any, Any], bool]:
    def compare(self: Any, other: Any) -> bool:
        if isinstance(other, int | float | Decimal) and not isinstance(other, Noted):
            return bool(self.trail.compare(self.nth, op, other))
        return bool(getattr(self.raw, op)(plain(other)))

    return compare


def _equals(self: Any, other: Any) -> bool:
    if not isinstance(other, int | float | Decimal):
        return False
    named: Any = other
    return bool(self.trail.same(self.nth, named.nth)) if self.is_beside(named) else _asked_for("__eq__")(self, named)


FIGURE = {name: _asked_for(name) for name in ("__lt__", "__le__", "__gt__", "__ge__")} | {"__eq__": _equals}
"""What a noted figure answers itself: a limit that the rules name is compared without asking for the figure."""


def _figure(kind: Any, nonsense: Any) -> Any:
    def make(cls: Any, trail: Trail, nth: int) -> Any:
        made = kind.__new__(cls, nonsense)
        made.trail, made.nth = trail, nth
        return made

    return _is_of(kind)(type(f"Noted{kind.__name__.title()}", (kind, Noted), {**FIGURE, "__new__": make}))


FIGURES = {int: _figure(int, -(10**15) - 7), Decimal: _figure(Decimal, "NaN"), float: _figure(float, "nan")}


def of_moments(make: Callable[P, T]) -> Callable[P, T]:
    """Let a pure function of moments be noted by its name where one of them is, and not what it reads of them."""

    @wraps(make)
    def noting(*args: P.args, **named: P.kwargs) -> T:
        first = args[0]
        if isinstance(first, Moment):
            return first.trail.derive(make, args, named)  # type: ignore[no-any-return]
        return make(*args, **named)

    return noting


def earliest(moments: Iterable[datetime]) -> datetime | None:
    """Return the earliest of some moments; None: there is none."""
    known = list(moments)
    if len(known) > 1 and all(isinstance(one, Moment) for one in known):
        return Least(known)  # type: ignore[arg-type]
    return min(known, default=None)
