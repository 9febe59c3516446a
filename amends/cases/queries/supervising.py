"""What the regulations propose to supervise in an open case as it stands; a person decides (FR-106, FR-173)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amends.cases.queries.reading import Reading
from amends.cases.queries.remedy_table import counts_now
from amends.core.conditions import counts_of
from amends.core.evaluate import holds
from amends.core.ledger import Rules
from amends.core.pack import Pack
from amends.core.page import Page
from amends.core.text import Text


@dataclass(frozen=True, slots=True)
class Proposed:
    """One row that holds now: what it says, by which article of which regulation."""

    says: Text
    article: str
    pack: Pack


def proposed_now(reading: Reading, now: datetime) -> tuple[Proposed, ...]:
    """Return what is proposed; nothing for a case that is closed, and no query where cases are not counted for it."""
    if reading.case.stage_kind == "closed" or not any(pack.supervision for pack in reading.rules.packs):
        return ()
    counts = counts_now(reading, now) if _counts_cases(reading.rules) else {}
    return tuple(_proposed(Page(reading.state, reading.rules, counts, now=now)))


def _counts_cases(rules: Rules) -> bool:
    asked = (one for pack in rules.packs for row in pack.supervision for one in counts_of(row.when))
    return any(one.of == "cases" for one in asked)


def _proposed(page: Page) -> Iterator[Proposed]:
    for pack in page.rules.packs:
        for row in pack.supervision:
            if holds(row.when, page.scene(pack)).true:
                yield Proposed(row.says, row.article, pack)
