"""What a row says in parts of its own, changed one part at a time: extensions of time, who is never first asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from amends.core.mutants_of_conditions import comparisons, longer
from amends.core.opening_hours import WEEKDAYS
from amends.core.pack import Need, OfferRow, Pack, RefereeRow, Row, TakeRow
from amends.core.span import Span
from amends.core.taking import STAYS, is_taken, takes


def rungs(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a duty with one rung less, or one that is climbed later."""
    ladder = getattr(row, "rungs", ())
    for nth, rung in enumerate(ladder):
        rest = (*ladder[:nth], *ladder[nth + 1 :])
        yield f"without rung {rung.at}", row.model_copy(update={"rungs": rest})
        if later := _one_more(rung.at):
            moved = (*ladder[:nth], rung.model_copy(update={"at": later}), *ladder[nth + 1 :])
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


def needs(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a row with one need less or another comparison in it, and a check whose answers lead nowhere."""
    wanted = getattr(row, "needs", ())
    for nth, need in enumerate(wanted):
        yield f"without need {nth + 1}", row.model_copy(update={"needs": (*wanted[:nth], *wanted[nth + 1 :])})
        if getattr(need, "undone_by", None):
            lasting = need.model_copy(update={"undone_by": None})
            yield (
                f"need {nth + 1} is never undone",
                row.model_copy(update={"needs": (*wanted[:nth], lasting, *wanted[nth + 1 :])}),
            )
        for says, changed in comparisons(need, ("is_", "when")) if isinstance(need, Need) else ():
            other = (*wanted[:nth], changed, *wanted[nth + 1 :])
            yield f"need {nth + 1}: {says}", row.model_copy(update={"needs": other})
    yield from _leads(row)


def extensions(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a duty with one extension less, shorter by a unit, or granted without what it asks."""
    rows = getattr(row, "extension", ())
    for nth, one in enumerate(rows):
        yield f"without extension to {one.to}", row.model_copy(update={"extension": (*rows[:nth], *rows[nth + 1 :])})
        shorter = {key: str(_shorter(Span.parse(getattr(one, key) or one.to))) for key in ("to", "total_at_most")}
        for key, value in {**shorter, "approver": "", "notice": ""}.items():
            if getattr(one, key):
                other = (*rows[:nth], one.model_copy(update={key: value}), *rows[nth + 1 :])
                yield f"extension to {one.to}: {key} → {value or 'none'}", row.model_copy(update={"extension": other})


def fixed_days(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a duty of the calendar that is due a minute later in the day, a day later in the week, a month later."""
    if isinstance(hour := getattr(row, "every_day_at", None), str):
        yield "every_day_at a minute later", row.model_copy(update={"every_day_at": _minute_later(hour)})
    if isinstance(day := getattr(row, "every_week_on", None), str):
        later = WEEKDAYS[(WEEKDAYS.index(day) + 1) % len(WEEKDAYS)]
        yield f"every_week_on {day} → {later}", row.model_copy(update={"every_week_on": later})
    if isinstance(month := getattr(row, "first_month", None), int):
        yield f"first_month {month} → {month % 12 + 1}", row.model_copy(update={"first_month": month % 12 + 1})


def _minute_later(hour: str) -> str:
    return f"{(datetime.combine(date.min, time.fromisoformat(hour)) + timedelta(minutes=1)):%H:%M}"


def limits(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield an offer of one yuan or one per cent less, and a duty that pauses for a unit longer at most."""
    if isinstance(row, OfferRow) and isinstance(most := row.at_most, int):
        yield f"at_most {most} → {most - 1}", row.model_copy(update={"at_most": most - 1})
    if isinstance(row, OfferRow) and isinstance(most := row.at_most, dict) and "share" in most:
        less = {**most, "share": most["share"] - 0.01}
        yield f"share {most['share']} → {less['share']}", row.model_copy(update={"at_most": less})
    if isinstance(pause := getattr(row, "pause", None), dict) and isinstance(cap := pause.get("cap"), str):
        later = str(longer(Span.parse(cap)))
        yield f"pause {cap} → {later}", row.model_copy(update={"pause": {**pause, "cap": later}})


def judged(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a rule of the referee with one figure a unit narrower, and a field that it does not judge any more."""
    if getattr(row, "judged_as", ""):
        yield f"not judged as {row.judged_as}", row.model_copy(update={"judged_as": ""})
    for key in ("at_least", "at_most", "share") if isinstance(row, RefereeRow) else ():
        if figure := getattr(row, key):
            most = key == "at_most" or (key == "share" and row.looks_for in ("restated", "untouched"))
            other = figure + (-1 if most else 1)
            yield f"{key} {figure} → {other}", row.model_copy(update={key: other})


def told_in_time(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a duty that is met, or opened, by what happened a unit later than it says."""
    for key in ("opens", "met_by"):
        one = getattr(row, key, None)
        if isinstance(one, dict) and isinstance(within := one.get("within"), str):
            later = str(longer(Span.parse(within)))
            yield f"{key} within {within} → {later}", row.model_copy(update={key: {**one, "within": later}})


def exceptions(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a role that one more person may have."""
    for one in getattr(row, "never", ()):
        left = tuple(name for name in row.never if name != one)
        yield f"never {one} → may be", row.model_copy(update={"never": left})


def each_time(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a gate that wants anew, each time its step is taken, what was enough once."""
    if getattr(row, "once", False):
        yield "once → each time", row.model_copy(update={"once": False})


def untaken(pack: Pack) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each ``[[take]]``, and the tables without its rows: that a pack takes them is its own doing."""
    for take in pack.take:
        if not is_taken(take):
            tables = [table for table in Pack.model_fields if table not in STAYS]
            rows = {table: found for table in tables if isinstance(found := getattr(pack, table), tuple)}
            yield (
                take.from_,
                {table: tuple(one for one in found if not _brought(take, table, one)) for table, found in rows.items()},
            )


def _brought(take: TakeRow, table: str, one: Any) -> bool:
    return isinstance(one, Row) and takes(take, table, one)


def untold(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a right with one part less that tells it."""
    for one in getattr(row, "told_in", ()):
        yield f"not told in {one}", row.model_copy(update={"told_in": tuple(n for n in row.told_in if n != one)})


def _shorter(span: Span) -> Span:
    return Span(span.amount - 1, span.unit)
