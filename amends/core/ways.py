"""Where a case goes from a stage: the natural way ahead, and back where the measures did not work (FR-117)."""

from __future__ import annotations

from collections.abc import Iterable

from amends.core.lifecycle import stage_fits
from amends.core.pack import Pack, StepRow

FAILED = "effect_failed"
"""What a step causes that says: the measures did not work."""


def stages_ahead(lead: Pack, stage: str, seen: set[str]) -> list[str]:
    """Return the stages that the main steps lead through from here."""
    ahead: list[str] = []
    while True:
        steps = (s for s in lead.step if s.main and s.to and stage in s.from_ and s.to not in seen)
        step = next(steps, None)
        if step is None or step.to is None:
            return ahead
        stage = step.to
        seen.add(stage)
        ahead.append(stage)


def is_behind(lead: Pack, stage: str, step: StepRow) -> bool:
    """Return whether a case has left a step behind: it is where the step leads, or further on its natural way."""
    if stage_fits(lead, stage, step) or stage not in lead.stages or lead.stages[stage].kind in ("closed", "parked"):
        return False
    ends = (step.to,) if step.to else step.from_
    return any(stage == end or stage in stages_ahead(lead, end, {end}) for end in ends)


def ways_back(lead: Pack, stage: str, steps: Iterable[StepRow]) -> tuple[StepRow, ...]:
    """Return the steps by which an effect that failed leads back from a stage, those that move the case first."""
    found = (one for one in steps if FAILED in one.causes and stage_fits(lead, stage, one))
    return tuple(sorted(found, key=lambda one: not one.to))
