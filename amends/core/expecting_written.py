"""How each expectation of a story is written, and what a rule owner is told who wrote it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from amends.core.moment import Moment, say
from amends.core.story import ODD, BadStory, Difference

LIST = '["C02", …], a list of ids'
_FORMS = {
    "{ C02 = moment }": ("due", "was", "unit_due", "letters_leave", "counted_until"),
    "{ C02 = [moment, …] }": ("rungs", "unit_rungs"),
    '"major", or { list = "major" }': ("grade", "grades", "highest"),
    '"handling", one id': ("stage", "route", "category", "first_asked"),
    'a moment, or "never"': ("look_again",),
    '[{ duty = "C02", rung = "due", who = "role" }]': ("told",),
    '{ article = "5.1", missing = ["known:wish"] }, true or false': ("refused",),
    '{ kind = "refund", amount = 300, roles = ["unit_head"] }': ("grant", "chain"),
    "a list of ids, true or false": ("confidential",),
    '{ complaint = ["channel!", …] }': ("form", "fields"),
    '{ "words of a complaint" = "category" }': ("suggests",),
    '{ right = moment }, or "may", "used", "over"': ("rights",),
    '{ list = "item" }': ("next_check", "tones"),
    "{ name = value }": ("keeps", "misses", "decided", "share"),
    '{ manned = { "mon-fri 09:00-12:00" = ["mon 13:00-18:00"] } }': ("gaps",),
    '{ text = "…", parts = ["…"], objections = ["…"] }': ("reply",),
    '[{ corrective = "…", by = ["HE2"] }]': ("objections",),
    '[{ log = "…", with = { … }, fails = false, missing = ["…"] }]': ("logged",),
    '{ close = ["unit_head"], reopen = [] }': ("may",),
    '{ id = ["…", …] }': ("notices", "rests_on", "disciplines", "asks"),
    "{ id = { cases = 5, until = moment } }": ("draws",),
}
_WRITTEN: Mapping[str, str] = {key: form for form, keys in _FORMS.items() for key in keys}


def written(key: str) -> str:
    """Return how an expectation is written, as the guide to examples shows it."""
    return _WRITTEN.get(key, LIST)


def asked(
    check: Callable[[Any, Any], Iterator[Difference]], moment: Moment, key: str, wanted: Any
) -> tuple[Difference, ...]:
    """Return what is not as an expectation wants. Raises BadStory, with how it is written, for one of another shape."""
    try:
        return tuple(check(moment, wanted))
    except BadStory:
        raise
    except ODD:
        place = f"{moment.example.title.zh}, event {moment.nth}: expect.{key}"
        raise BadStory(f"{place} cannot be {say(wanted)!r}; it is written as {written(key)}") from None
