"""What a story expects of replies: what stands against one, which templates it may start from, who reads it first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from amends.core.expecting_people import differing
from amends.core.moment import Moment
from amends.core.reply_compiler import answer_of, compile_reply
from amends.core.reply_content import PART, TEXT
from amends.core.reply_review import wanted as wanted_readings
from amends.core.reply_templates import offered_templates
from amends.core.story import Difference
from amends.core.wording import check_reply


def _reply(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
    """Compare what stands against a reply: rows in the order in which they are found.

    Parts in a list are there, whatever they say; parts in a table say these words, which are held against the case.
    """
    pack, of, text = moment.told.pack, wanted.get("of", "reply"), str(wanted.get("text", ""))
    parts = wanted.get("parts", ())
    if isinstance(parts, Mapping):
        words = {TEXT: text, **{PART + name: str(said) for name, said in parts.items()}}
        found = compile_reply(pack, answer_of(words), moment.scene(), of=of)
    else:
        found = check_reply(pack, text, dict.fromkeys(parts, "…"), moment.scene(), of=of)
    yield from _same(moment, "reply", wanted.get("objections", ()), [one.row for one in found])
    if "rights" in wanted:
        yield from _same(moment, "rights not told", wanted["rights"], [one.right for one in found if one.right])


def _templates(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    rows = [row.id for of in _texts(moment) for row in offered_templates(moment.told.pack, moment.scene(), of=of)]
    yield from _same(moment, "templates", wanted, rows)


def _second_reading(moment: Moment, wanted: Iterable[str] | Mapping[str, Iterable[str]]) -> Iterator[Difference]:
    """Compare by which rows a second person has to read a reply now; a table also says who may."""
    rows = [row for of in _texts(moment) for row in wanted_readings(moment.told.pack, moment.scene(), of=of)]
    yield from _same(moment, "second_reading", wanted, [row.id for row in rows])
    if isinstance(wanted, Mapping) and list(wanted) == [row.id for row in rows]:
        yield from differing(moment, "second_reading", wanted, {row.id: row.by for row in rows})


def _texts(moment: Moment) -> list[str]:
    pack = moment.told.pack
    return list(dict.fromkeys(["reply", *(row.of for row in pack.template), *(row.of for row in pack.review)]))


def _same(moment: Moment, what: str, wanted: Iterable[str], got: list[str]) -> Iterator[Difference]:
    if list(wanted) != got:
        yield moment.differ(what, list(wanted), got)


REPLY_CHECKS: Mapping[str, Callable[[Any, Any], Iterator[Difference]]] = {
    "reply": _reply,
    "templates": _templates,
    "second_reading": _second_reading,
}
"""By the key under ``expect`` of a story's event."""
