"""Can every obligation be opened, met and timed? Figures are read here the way the clocks read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from amends.core.finding import Finding
from amends.core.known_names import names_at
from amends.core.limits import FORMS
from amends.core.opening_hours import WEEKDAYS
from amends.core.pack import AuthorityRow, DutyRow, Need, OfferRow, Pack, Row
from amends.core.places import about
from amends.core.span import Span
from amends.core.vocabulary import STEP_KINDS

WORDS_FOR_SPANS = ("at_once", "same_day")
_SPAN_KEYS = ("within", "waits", "postpone_at_most", "extension.to", "extension.total_at_most")
_RUNG = re.compile(r"(?P<share>\d{1,3}\s*%)|due(\s*[+-]\s*(?P<span>.+))?")
_NEED_KEYS = ("known", "done", "signed", "approved", "met", "checked", "adds_up", "is_")


def check_duties(pack: Pack) -> Iterator[Finding]:
    """Yield obligations nobody can meet, spans and rungs that cannot be read, needs and limits that say nothing."""
    caused = caused_by_steps(pack)
    for duty in pack.duty:
        yield from _meetable(duty, caused)
        yield from _spans(duty)
        yield from _rungs(duty)
        yield from _recurring(duty)
        yield from _months(duty)
        yield from _unread(duty)
    for table, rows in (("step", pack.step), ("gate", pack.gate)):
        for row in rows:
            yield from _needs(table, row)
    for offer in pack.offer:
        yield from _limit("offer", offer, "at_most", offer.at_most)
    for authority in pack.authority:
        yield from _limit("authority", authority, "up_to", authority.up_to)


def caused_by_steps(pack: Pack) -> frozenset[str] | None:
    """Return the events that the pack's steps can cause; None: any, for a step records what a person names.

    Beside an outside body's rules it is the lead's steps that cause most of them.
    """
    if pack.stands_beside or not pack.step or any(step.kind == "record" and not step.causes for step in pack.step):
        return None
    return frozenset(event for step in pack.step for event in step.causes or causes_of(step.kind))


def causes_of(kind: str) -> tuple[str, ...]:
    """Return the events that a kind of step causes by itself; none for a kind that there is not."""
    return STEP_KINDS[kind].causes if kind in STEP_KINDS else ()


def event_names(row: Row, key: str) -> list[str]:
    """Return the events that a row names at a key, written as words or as tables."""
    events = [one.get("event", "") if isinstance(one, Mapping) else one for one in names_at(row, key)]
    return [one for one in events if isinstance(one, str)]


def _meetable(duty: DutyRow, caused: frozenset[str] | None) -> Iterator[Finding]:
    if duty.met_by is None and not duty.while_:
        yield about("duty", duty, "never_met", key="met_by", zh="没有写什么事件算履行", en="no event meets it")
    names = [name for name in event_names(duty, "met_by") if name]
    if duty.of == "case" and caused is not None and names and not caused & set(names):
        yield about(
            "duty", duty, "never_met", key="met_by", level="note",
            zh=f"没有操作产生 {', '.join(names)}", en=f"no step of this pack causes {', '.join(names)}",
        )  # fmt: skip


def _spans(duty: DutyRow) -> Iterator[Finding]:
    for key in _SPAN_KEYS:
        for value in names_at(duty, key):
            if not isinstance(value, Mapping) and not is_span(value):
                yield about(
                    "duty",
                    duty,
                    "value",
                    key=key,
                    zh=f"“{key}”不是时长：{value!r}",
                    en=f"“{key}” is no span: {value!r}",
                )


_CALENDAR: dict[str, Callable[[Any], bool]] = {
    "every_day_at": lambda value: bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value))),
    "every_week_on": lambda value: value in WEEKDAYS,
    "every_month_on": lambda value: isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 31,
}


def _recurring(duty: DutyRow) -> Iterator[Finding]:
    for key, suits in _CALENDAR.items():
        value = getattr(duty, key)
        named = isinstance(value, Mapping) and set(value) == {"setting"}
        if value is not None and not named and not suits(value):
            zh, en = f'“{key}”写作 "17:00"、"fri"、25 或 {{ setting }}', f"“{key}” is no such time: {value!r}"
            yield about("duty", duty, "value", key=key, zh=zh, en=en)
    if duty.of == "unit" and not any(getattr(duty, key) for key in _CALENDAR):
        zh, en = (
            "单位的义务须写 every_month_on 等周期",
            "a unit's duty comes back by the calendar: say every_month_on, …",
        )
        yield about("duty", duty, "value", key="every_month_on", zh=zh, en=en)
    if duty.covers and duty.of != "unit":
        yield about(
            "duty", duty, "value", key="covers", zh="covers 只用于单位的报表", en="covers is for the sheets of units"
        )


def _months(duty: DutyRow) -> Iterator[Finding]:
    """Yield months that are none: ``months_apart`` divides the year, ``first_month`` is 1 to 12."""
    first, apart = duty.first_month, duty.months_apart
    in_year = isinstance(apart, Mapping) or apart in (None, 2, 3, 4, 6, 12)
    if not in_year or (apart is not None and duty.every_month_on is None):
        yield about(
            "duty", duty, "value", key="months_apart",
            zh="months_apart 为 2、3、4、6 或 12，并须写 every_month_on",
            en="months_apart is 2, 3, 4, 6 or 12, beside every_month_on",
        )  # fmt: skip
    if first is not None and not isinstance(first, Mapping) and first not in range(1, 13):
        yield about("duty", duty, "value", key="first_month", zh="first_month 为 1 至 12", en="first_month is 1 to 12")


_OF_A_UNIT = frozenset({
    "id", "article", "title", "owner", "of", "met_by", "every_day_at", "every_week_on", "every_month_on", "covers",
    "months_apart", "first_month",
    "rungs", "rung_hours", "force", "counting", "calendar", "file", "nth",
})  # fmt: skip
_ONLY_OPENED = frozenset({"opens", "again", "within", "waits", "due", "counts_from", "extension"})


def _unread(duty: DutyRow) -> Iterator[Finding]:
    """Yield the keys that nothing reads on such a duty: of a unit, or coming back by the calendar."""
    given = {name for name in DutyRow.model_fields if getattr(duty, name) != DutyRow.model_fields[name].default}
    odd = given - _OF_A_UNIT if duty.of == "unit" else given & _ONLY_OPENED if duty.while_ else set()
    if duty.first_after and not duty.every_day_at:
        odd = odd | {"first_after"}
    for name in sorted(odd):
        key = DutyRow.model_fields[name].alias or name
        yield about(
            "duty", duty, "unread", key=key, zh=f"这样的义务不看“{key}”", en=f"nothing reads “{key}” on such a duty"
        )


def is_span(value: Any, *, words: tuple[str, ...] = WORDS_FOR_SPANS) -> bool:
    """Return whether a value is a span, or one of the words that stand for one."""
    if value in words:
        return True
    try:
        Span.parse(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def _rungs(duty: DutyRow) -> Iterator[Finding]:
    for rung in duty.rungs:
        found = _RUNG.fullmatch(rung.at.strip())
        if found is None or (found["span"] and not is_span(found["span"].strip())):
            yield about(
                "duty", duty, "value", key="rungs.at",
                zh=f"催办时点写作 \"75 %\"、\"due\" 或 \"due + 12 h\"，而非 {rung.at!r}",
                en=f"a rung is at \"75 %\", \"due\" or \"due + 12 h\", not {rung.at!r}",
            )  # fmt: skip


def _needs(table: str, row: Row) -> Iterator[Finding]:
    for nth, need in enumerate(getattr(row, "needs", ())):
        given = [key for key in _NEED_KEYS if isinstance(need, Need) and getattr(need, key) not in ("", None, ())]
        alone = bool(need.undone_by) and given != ["done"] if isinstance(need, Need) else False
        if len(given) != 1 or (given == ["adds_up"]) is not (need.to is not None) or alone:
            yield about(
                table, row, "value", key=f"needs.{nth}",
                zh="一项要求只写 known、done、signed、approved、met、checked、is 之一，或 adds_up 与 to；"
                "undone_by 只与 done 同写",
                en="a need says exactly one of known, done, signed, approved, met, checked, is, or adds_up with to; "
                "undone_by stands beside done only",
            )  # fmt: skip


def _limit(table: str, row: OfferRow | AuthorityRow, key: str, value: Any) -> Iterator[Finding]:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is not None and not number and not (isinstance(value, Mapping) and set(value) in FORMS):
        yield about(
            table, row, "value", key=key,
            zh="限额是数字、{ setting }、{ share, of } 或 { below }",
            en="a limit is a number, { setting }, { share, of } or { below }",
        )  # fmt: skip
