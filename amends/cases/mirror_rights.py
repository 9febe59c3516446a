"""What the complainant may still do by the regulation's own words, for the complainant's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amends.cases.queries.reading import Reading
from amends.core.pack import Pack
from amends.core.page import Page
from amends.core.plain_words import Words
from amends.core.rights import rights
from amends.core.text import Text


@dataclass(frozen=True, slots=True)
class StillMay:
    """One thing that may still be done: what, of whom (none: of us), until when (none: no last day)."""

    what: Text
    of: Text | None
    until: datetime | None


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
