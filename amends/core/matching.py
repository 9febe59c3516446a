"""Does something that happened satisfy what a duty, a gate or an offer asks for?

A rule writes ``"handled"``, a list, ``{ event, kind, to, letter, in_writing, within,
before }``, ``{ late = "C02" }`` or ``{ setting = … }``; ``parse`` reads them all into
matchers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.core.ledger import Done, Value
from amends.core.pack import Pack
from amends.core.span import Span

LATE = "late:"
"""Lateness of a duty is an opener like an event; this is how its name begins."""

OWN_KEYS = {"event", "late", "within", "before", "then_due"}


@dataclass(frozen=True, slots=True)
class Matcher:
    """One thing that may happen: its event, and what must be true of it.

    ``within`` is counted from the obligation's start, ``before`` is ``due``. With
    ``then_due`` the event does not meet the duty: it moves the due time to what it says.
    """

    event: str = ""  # empty: any event that carries the marks
    within: Span | None = None
    before: str = ""
    then_due: str = ""
    marks: Mapping[str, Value] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Return a stable name such as ``sheet_sent/special_report``."""
        marks = ("+".join(map(str, _many(value))) for value in self.marks.values())
        return "/".join([self.event or "any", *marks])


def parse(value: Any, pack: Pack) -> tuple[Matcher, ...]:
    """Return the matchers that a pack's words mean; a setting that is not decided means none."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (Matcher(event=value),)
    if isinstance(value, list | tuple):
        return tuple(matcher for one in value for matcher in parse(one, pack))
    if set(value) == {"setting"}:
        return parse(pack.setting_value(value["setting"]), pack)
    if "late" in value:
        late = value["late"]
        return tuple(Matcher(event=LATE + duty) for duty in ([late] if isinstance(late, str) else late))
    return (_from_table(value, pack),)


def _from_table(value: Mapping[str, Any], pack: Pack) -> Matcher:
    return Matcher(
        event=str(value.get("event", "")),
        within=span_of(value.get("within"), pack),
        before=str(value.get("before", "")),
        then_due=str(value.get("then_due", "")),
        marks={key: mark for key, mark in value.items() if key not in OWN_KEYS},
    )


def span_of(value: Any, pack: Pack) -> Span | None:
    """Return the span of a text or a setting; None when there is none or it is not decided."""
    if isinstance(value, Mapping):
        value = pack.setting_value(value["setting"])
    return value if value is None or isinstance(value, Span) else Span.parse(str(value))


def happened(matcher: Matcher, done: Done) -> bool:
    """Return whether it is this event with these marks; the times are for the obligation to judge."""
    if matcher.event and matcher.event != done.event:
        return False
    return all(_marked(done, key, wanted) for key, wanted in matcher.marks.items())


def _marked(done: Done, key: str, wanted: Value) -> bool:
    has = done.detail.get(key)
    if key == "to" and "to_function" in done.detail:  # an order goes to a unit; a regulation names its function
        return bool({has, done.detail["to_function"]} & set(_many(wanted)))
    if key == "role" and has is None:
        return bool(done.roles & set(_many(wanted)))
    return bool(set(_many(has)) & set(_many(wanted)))


def _many(value: Value) -> tuple[Value, ...]:
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else (value,)


def about(done: Done, subject: str) -> bool:
    """Return whether an event concerns a subject: its own, or everything when either names none."""
    return not subject or not done.on or done.on == subject
