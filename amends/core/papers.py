"""Which papers both sides may sign under a regulation, and by which steps (FR-132)."""

from __future__ import annotations

from amends.core.pack import Pack, PaperRow, StepRow
from amends.core.vocabulary import STEP_KINDS


def papers(pack: Pack) -> tuple[PaperRow, ...]:
    """Return the papers that can be signed: some step causes their event."""
    return tuple(row for row in pack.paper if signing(pack, row))


def signing(pack: Pack, paper: PaperRow) -> tuple[StepRow, ...]:
    """Return the steps by which a paper is signed."""
    return tuple(row for row in pack.step if paper.signed_at in (row.causes or STEP_KINDS[row.kind].causes))
