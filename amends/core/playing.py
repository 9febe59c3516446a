"""A case played on one page from its first event to its last: what replay does a hundred thousand times.

`engine.advance` opens a page for every event, because the live case rests between them. Here the page stays open;
what is written on it is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from amends.core.engine import pass_page, put_stage, settle, take_event
from amends.core.ledger import CaseState, Counts, Event, Grading, Obligation, Order, Rules, Value
from amends.core.page import Page

BEGINNINGS = ("told", "received")


class _Draft(Page):
    """A page that only its end is read of: that something was written down is noted, not what."""

    def note(self, kind: str, *, pack: str = "", id: str = "", subject: str = "", **detail: Value) -> None:  # noqa: A002
        self.changes += 1

    def _note_new(self, kind: str, about: Obligation) -> None:
        self.changes += 1

    def _note_order(self, order: Order) -> None:
        self.changes += 1

    def note_grading(self, kind: str, pack: str, list_: str, grading: Grading, **detail: Value) -> None:
        self.changes += 1

    def _note_look(self, moment: datetime | None) -> None:
        self.changes += 1

    def _note_change(self, kind: str, about: Obligation, changes: Mapping[str, Any]) -> None:
        self.changes += 1


class Playing:
    """One case that is being played under rules, event after event."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.counts: Counts = {}
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The page on which the case is written; there is none before the first event."""
        assert self._page is not None, "nothing has happened yet"
        return self._page

    @property
    def has_begun(self) -> bool:
        """Whether anything has happened."""
        return self._page is not None

    @property
    def facts(self) -> Mapping[str, Value]:
        """What is known of the case."""
        return self._page.facts if self._page else {}

    @property
    def received_at(self) -> datetime | None:
        """When the case was first received; None before anything happened."""
        instants = self._page.instants if self._page else {}
        first = next((instants[name] for name in ("received", "told") if name in instants), None)
        return first or (self._page.done[0].at if self._page and self._page.done else None)

    @property
    def is_closed(self) -> bool:
        """Whether the case is closed: nobody looks at its counts any more."""
        return self._page is not None and self._page.stage_kind == "closed"

    @property
    def stage(self) -> str:
        """The stage, empty before the first step."""
        return self._page.stage if self._page else ""

    def has_happened(self, events: Iterable[str]) -> bool:
        """Return whether any of these events has happened."""
        return self._page is not None and any(one in self._page.by_event for one in events)

    def page_at(self, at: datetime) -> Page:
        """Return the case as it stands, to be read as of a moment; nothing may be written on it."""
        if self._page is not None and self._page.now == at and not self._page.becomes:
            return self._page
        return Page(self.state(), self.rules, self.counts, now=at)

    def count(self, counts: Counts) -> None:
        """Let conditions read other counts from now on."""
        if counts != self.counts:
            if self._page is not None:
                self._page.read_counts(counts)
            self.counts = counts

    def take(self, event: Event, *, stage: str | None) -> None:
        """Let an event happen, after the time that passed before it. Raises NeverQuiet."""
        take_event(self._turned(event.at), event, stage=stage)

    def move(self, stage: str, *, at: datetime) -> None:
        """Move to a stage without any event. Raises NeverQuiet."""
        page = self._turned(at)
        pass_page(page, at, before=True)
        put_stage(page, stage)
        settle(page)

    def look(self, at: datetime) -> None:
        """Look at grades and duties at a moment, because a count changed. Raises NeverQuiet."""
        page = self._turned(at)
        pass_page(page, at, before=True)
        settle(page)
        pass_page(page, at, before=False)

    def pass_to(self, at: datetime, *, before: bool = False) -> None:
        """Let time pass up to a moment; ``before``: without what falls into that very moment. Raises NeverQuiet."""
        if self._page is not None:
            pass_page(self._turned(at), at, before=before)

    def receive(self, at: datetime) -> None:
        """Let the case have been told and received at a moment: a merge takes the earliest of those joined."""
        state = self.state()
        seen: set[str] = set()
        done = []
        for one in state.done:
            first = one.event in BEGINNINGS and one.event not in seen
            seen.add(one.event)
            done.append(replace(one, at=at) if first else one)
        becomes = self.page.becomes
        self._page = _Draft(state.with_(done=tuple(done)), self.rules, self.counts, now=self.page.now)
        self._page.becomes = becomes

    def state(self) -> CaseState:
        """Return the case as it stands."""
        return self._page.close()[0] if self._page else CaseState()

    def _turned(self, at: datetime) -> Page:
        """Return the page, with nothing written on it as yet in this turn."""
        if self._page is None:
            self._page = _Draft(CaseState(), self.rules, self.counts, now=at)
        page = self._page
        if page.becomes:
            page.becomes = {}
            page.forget_scenes()
            page.stirred.by_name("becomes")
        return page
