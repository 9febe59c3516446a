"""Steps that take themselves at a moment that was set, where nobody has before: a parked case returns (FR-162)."""

from __future__ import annotations

from datetime import datetime

from amends.core import duties
from amends.core.ledger import ONE_SECOND, Done
from amends.core.pack import StepRow
from amends.core.page import Page
from amends.core.stage_walks import events_of

BY_ITSELF = "by_itself"
"""The effect that says which step took itself, under which article, and what it caused."""


def due_by_itself(page: Page) -> tuple[StepRow, datetime] | None:
    """Return the step that takes itself next in the present stage, and when; None: there is none."""
    found = [
        (moment, step)
        for step in page.rules.lead.step
        if step.itself_at and page.stage in step.from_ and (moment := page.facts.get(step.itself_at))
    ]
    timed = [(moment, step) for moment, step in found if isinstance(moment, datetime)]
    moment, step = min(timed, key=lambda one: one[0], default=(None, None))
    return (step, moment) if step and moment else None


def looks_at(page: Page) -> datetime | None:
    """Return when a step takes itself: a moment that is over already means the next second."""
    due = due_by_itself(page)
    return max(due[1], page.now + ONE_SECOND) if due else None


def cause(page: Page, step: StepRow) -> None:
    """Write down what a step that took itself causes; nobody did it."""
    for event in events_of(step):
        page.note(BY_ITSELF, pack=page.rules.lead.id, id=step.id, event=event, article=step.article)
        done = Done(event, page.now)
        page.remember(done)
        duties.hear(page, done)
