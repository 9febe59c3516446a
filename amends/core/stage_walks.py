"""Which stages follow each other, and what can still happen from where: the steps of a pack as a map."""

from __future__ import annotations

from amends.core.known_names import EVERYWHERE
from amends.core.pack import Pack, StepRow
from amends.core.vocabulary import STEP_KINDS

BACK = ("reopen",)
"""Kinds of steps that begin a matter again: what happens after one is another round."""


def events_of(step: StepRow) -> tuple[str, ...]:
    """Return the events that a step causes."""
    return step.causes or (STEP_KINDS[step.kind].causes if step.kind in STEP_KINDS else ())


def steps_causing(pack: Pack, event: str) -> tuple[StepRow, ...]:
    """Return the steps that cause an event."""
    return tuple(step for step in pack.step if event in events_of(step))


def is_from(step: StepRow, stage: str) -> bool:
    """Return whether a step can be taken in a stage."""
    return stage in step.from_ or EVERYWHERE in step.from_


def leaves(step: StepRow, stage: str) -> bool:
    """Return whether a step leads from a stage to another one."""
    return step.to not in (None, stage) and is_from(step, stage)


def stages_after(pack: Pack, stage: str) -> frozenset[str]:
    """Return the stage itself and every one that can be reached from it without beginning again."""
    steps = [step for step in pack.step if step.kind not in BACK]
    found = {stage}
    while new := {step.to for step in steps for one in found if step.to and leaves(step, one)} - found:
        found |= new
    return frozenset(found)


def can_recur(pack: Pack, event: str) -> bool:
    """Return whether an event can happen again after it has; yes where no step of the pack tells."""
    steps = steps_causing(pack, event)
    if not steps or any(step.kind == "record" and not step.causes for step in pack.step):
        return True
    for step in steps:
        here = [step.to] if step.to else [one.id for one in pack.stage if is_from(step, one.id)]
        after = {later for stage in here for later in stages_after(pack, stage)}
        if any(is_from(again, stage) for again in steps for stage in after):
            return True
    return False
