"""Steps that take themselves at a moment that was set, where nobody has before: a parked case returns (FR-162)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from amends.core import duties
from amends.core.ledger import ONE_SECOND, Done
from amends.core.pack import Pack, StepRow
from amends.core.page import Page
from amends.core.stage_walks import events_of
from amends.core.worked_out import once

BY_ITSELF = "by_itself"
"""The effect that says which step took itself, under which article, and what it caused."""


def due_by_itself(page: Page) -> tuple[StepRow, datetime] | None:
    """Return the step that takes itself next in the present stage, and when; None: there is none."""
    here = _waiting_in(page.rules.lead).get(page.stage)
    found = [(step, page.facts.get(step.itself_at)) for step in here or ()]
    return min(((step, at) for step, at in found if isinstance(at, datetime)), key=lambda one: one[1], default=None)


@once
def _waiting_in(pack: Pack) -> dict[str, list[StepRow]]:
    """Return the steps that take themselves, by the stages in which they wait."""
    found: defaultdict[str, list[StepRow]] = defaultdict(list)
    for step in (one for one in pack.step if one.itself_at):
        for stage in step.from_:
            found[stage].append(step)
    return dict(found)


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
