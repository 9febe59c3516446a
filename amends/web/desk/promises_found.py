"""The promises of a case: found in what was written and not yet settled, and those that are kept as obligations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from amends.cases.queries.case_page import CasePage, ClockLine
from amends.cases.queries.journal_lines import EntryLine
from amends.cases.steps.promise import DECLINED, PROMISED
from amends.core.pack import StepRow
from amends.core.promises import Promise, find_promises
from amends.core.text import Text
from amends.core.working_calendar import WorkingCalendar

SPOKEN = frozenset({
    "acknowledged", "contacted", "noted", "progress_told", "progress_reported", "replied", "decision_told",
    "delay_announced", "followed_up", "settled_on_site", "introduced", "transferred", "interview_noticed", "visited",
    "plan_sent",
})  # fmt: skip
"""Events whose words were said to the complainant, or tell what was."""
SAID = re.compile(r"note|text|reply|customer_note|result|explanation|part/.+")
"""The names of words in which something may have been promised."""
WORDS, BY = "promise_words", "promised_by"
LOOKED_AT = 200
"""So many of the latest entries that tell what was said are read; the panel says so where there are more."""


@dataclass(frozen=True, slots=True)
class FoundPromise:
    """Words that promise something, not settled yet. ``on`` is their place: the entry and where they begin."""

    on: str
    quote: str
    due: datetime | None
    kind: str
    certain: bool
    entry: EntryLine


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """A promise that was kept as an obligation, with its words and clock."""

    on: str
    quote: str
    clock: ClockLine


def step_causing(page: CasePage, event: str) -> StepRow | None:
    """Return the step on offer to the reader that causes an event."""
    return next((one.step for one in page.steps if event in one.step.causes), None)


def found_promises(page: CasePage) -> tuple[FoundPromise, ...]:
    """Return what was promised in the entries read, neither kept nor set aside; the same words only once."""
    settled = {one.on for one in page.entries if {PROMISED, DECLINED} & set(one.events)}
    seen = settled_words(page)
    found = []
    for one in _candidates(page):
        if one.on not in settled and bare(one.quote) not in seen:
            seen.add(bare(one.quote))
            found.append(one)
    return tuple(found)


def unread(page: CasePage) -> int:
    """Return how many entries are too old to be read for promises."""
    return max(0, len(_spoken(page)) - LOOKED_AT)


def settled_words(page: CasePage) -> set[str]:
    """Return the words, bare, that were kept as a promise of the case or set aside, wherever they were found."""
    return {bare(text) for one in page.entries if {PROMISED, DECLINED} & set(one.events) for text in _quoted(one)}


def kept_promises(page: CasePage) -> tuple[KeptPromise, ...]:
    """Return the promises that are still owed, the next due first."""
    words = {one.on: next(_quoted(one), "") for one in page.entries if PROMISED in one.events}
    return tuple(
        KeptPromise(one.line.subject, words[one.line.subject], one) for one in page.clocks if one.line.subject in words
    )


def _candidates(page: CasePage) -> Iterator[FoundPromise]:
    rules = page.reading.rules
    calendar = rules.calendars[rules.lead.id]
    for entry in _spoken(page)[-LOOKED_AT:]:
        begin = 0
        for text in _texts(entry):
            for one in _found(text, entry.happened_at, calendar):
                on = f"said-{entry.seq}-{begin + one.start}"
                yield FoundPromise(on, one.quote, one.due, one.kind, one.certain, entry)
            begin += len(text)


def _spoken(page: CasePage) -> list[EntryLine]:
    return [one for one in page.entries if one.by_id is not None and SPOKEN & set(one.events)]


@lru_cache(maxsize=2048)
def _found(text: str, at: datetime, calendar: WorkingCalendar) -> tuple[Promise, ...]:
    return find_promises(text, said_at=at, calendar=calendar)


def _texts(entry: EntryLine) -> Iterable[str]:
    return (word.text for word in entry.words if word.text and SAID.fullmatch(word.name))


def _quoted(entry: EntryLine) -> Iterator[str]:
    return (word.text for word in entry.words if word.name in (WORDS, "note") and word.text)


def bare(text: str) -> str:
    """Return words without what does not change them: by these two promises are the same."""
    return re.sub(r"\W+", "", text).casefold()


KIND_TITLES = {
    "call": Text(zh="回电", en="Call"), "answer": Text(zh="答复", en="Answer"), "visit": Text(zh="上门", en="Visit"),
    "goods": Text(zh="货物或维修", en="Goods or repair"), "money": Text(zh="款项", en="Money"),
    "deed": Text(zh="其他", en="Other deed"),
}  # fmt: skip
"""What was promised, as people call it; the words of ``core.promise_kinds``."""
