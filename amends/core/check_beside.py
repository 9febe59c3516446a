"""May an outside body's pack stand beside another? It adds clocks, gates, letters and steps; it moves no case."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.finding import Finding
from amends.core.known_names import EVERYWHERE
from amends.core.pack import Pack
from amends.core.places import about

LEADS = ("stage", "route", "category", "confidential", "refusal", "offer", "authority")
"""The tables that only the organisation's own regulation has: where a case is, who has it, what it may get."""


def check_beside(pack: Pack) -> Iterator[Finding]:
    """Yield what a pack with ``stands_beside`` says although only a lead is asked about it."""
    if not pack.stands_beside:
        return
    for table in LEADS:
        for row in getattr(pack, table):
            yield about(
                table, row, "of_a_lead", zh="并行适用的外部规定不设此类行，由本单位制度规定",
                en="an outside body's rules have no such row; the organisation's own regulation has",
            )  # fmt: skip
    for step in pack.step:
        if step.kind == "register" or step.to or step.main or set(step.from_) - {EVERYWHERE}:
            yield about(
                "step", step, "of_a_lead",
                zh="并行适用的外部规定的操作不登记、不改变环节、不作主要操作，写 from = [\"*\"]",
                en="a step of outside rules registers nothing, moves no stage and is not main: from = [\"*\"]",
            )  # fmt: skip
