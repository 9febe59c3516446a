"""Can every stage be reached and left? Python never names a stage; the steps of the pack do."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.finding import Finding
from amends.core.known_names import EVERYWHERE
from amends.core.pack import Pack, StepRow
from amends.core.places import about

ENDS = ("closed",)
"""Kinds of stages that may be the last."""


def check_stages(pack: Pack) -> Iterator[Finding]:
    """Yield stages that no step leads to, and open stages that no step leads out of."""
    reached = _reached(pack)
    for stage in pack.stage:
        if stage.id not in reached:
            yield about("stage", stage, "never_reached", zh="没有操作能到达这个环节", en="no step leads to this stage")
        if stage.kind not in ENDS and not any(_leaves(step, stage.id) for step in pack.step):
            yield about("stage", stage, "no_exit", zh="没有操作能离开这个环节", en="no step leads out of this stage")


def _begins(step: StepRow) -> bool:
    return step.kind == "register" or not step.from_


def _leaves(step: StepRow, stage: str) -> bool:
    return step.to not in (None, stage) and (stage in step.from_ or EVERYWHERE in step.from_)


def _reached(pack: Pack) -> frozenset[str]:
    reached = {step.to for step in pack.step if _begins(step) and step.to}
    if not reached:
        reached = {stage.id for stage in pack.stage if stage.kind == "new"}
    grown = True
    while grown:
        new = {step.to for step in pack.step if step.to and any(_leaves(step, stage) for stage in reached)} - reached
        reached |= new
        grown = bool(new)
    return frozenset(reached)
