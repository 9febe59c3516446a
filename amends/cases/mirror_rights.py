"""What the complainant may do by the regulation's own words: for the complainant's page and for whoever answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amends.cases.queries.reading import Reading
from amends.core.pack import Pack, StepRow
from amends.core.page import Page
from amends.core.plain_words import Words
from amends.core.rights import Right, begun_by, rights
from amends.core.text import Text


@dataclass(frozen=True, slots=True)
class StillMay:
    """One thing that may still be done: what, of whom (none: of us), until when (none: no last day)."""

    what: Text
    of: Text | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RightShown:
    """A right of the complainant as the desk sees it: ``standing`` is may, used or over."""

    pack: str
    article: str
    what: Text
    of: Text | None
    until: datetime | None
    standing: str


def rights_shown(reading: Reading, at: datetime) -> tuple[RightShown, ...]:
    """Return every right of a case that has begun, those that may still be used first, with its article."""
    page = Page(reading.state, reading.rules, {}, now=at)
    found = [_shown(pack, one) for pack in reading.rules.packs for one in rights(pack, page.scene(pack))]
    return tuple(sorted(found, key=lambda one: one.standing != "may"))


def rights_begun(reading: Reading, step: StepRow, at: datetime) -> tuple[RightShown, ...]:
    """Return the rights that a step begins, so that the complainant is told of them with it."""
    page = Page(reading.state, reading.rules, {}, now=at)
    begun = ((pack, begun_by(pack, page.scene(pack), step, at)) for pack in reading.rules.packs)
    return tuple(_shown(pack, one) for pack, found in begun for one in found)


def _shown(pack: Pack, one: Right) -> RightShown:
    asked = None if one.row.to is None else _named(pack, one.row.to)
    return RightShown(pack.id, one.row.article, one.row.title, asked, one.until, one.standing)


def still_may(reading: Reading, at: datetime) -> tuple[StillMay, ...]:
    """Return what the packs of a case let its complainant do now; a right that hangs on a count is not shown."""
    page = Page(reading.state, reading.rules, {}, now=at)
    return tuple(one for pack in reading.rules.packs for one in _of_pack(page, pack))


def _of_pack(page: Page, pack: Pack) -> Iterator[StillMay]:
    for one in rights(pack, page.scene(pack)):
        if one.standing == "may":
            asked = None if one.row.to is None else _named(pack, one.row.to)
            yield StillMay(one.row.title, asked, one.until)


def _named(pack: Pack, to: object) -> Text:
    return Text(zh=Words(pack, "zh").role(to), en=Words(pack, "en").role(to))
