"""Hours of a week read aloud: ``mon-fri 09:00-18:00`` becomes "Monday to Friday 09:00-18:00"."""

from __future__ import annotations

from amends.core.opening_hours import WEEKDAYS
from amends.core.plain_names import SETTINGS
from amends.core.text import Text


def hours_in_words(week: str) -> Text:
    """Return the hours of a week, as a pack or a plan writes them, in words."""
    parts = [part.split() for part in week.split(",")]
    shown = [(_days(days), slots) for days, *slots in parts]
    return Text(
        zh="，".join(f"{days.zh} {'、'.join(slots)}" for days, slots in shown),
        en="; ".join(f"{days.en} {', '.join(slots)}" for days, slots in shown),
    )


def _days(days: str) -> Text:
    first, _, last = days.partition("-")
    if (first, last) == (WEEKDAYS[0], WEEKDAYS[-1]):
        return Text(zh="每天", en="every day")
    named = [SETTINGS[day] for day in (first, last) if day]
    return Text(zh="至".join(zh for zh, _ in named), en=" to ".join(en for _, en in named))
