"""Does every paper get signed by somebody?"""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.check_duties import caused_by_steps
from amends.core.finding import Finding
from amends.core.pack import Pack
from amends.core.places import about


def check_papers(pack: Pack) -> Iterator[Finding]:
    """Yield papers whose event no step causes: they are never offered."""
    caused = caused_by_steps(pack)
    for row in pack.paper:
        if caused is not None and row.signed_at not in caused:
            yield about(
                "paper", row, "never_signed", key="signed_at",
                zh=f"没有操作产生 {row.signed_at}，这份文书永远不会签署",
                en=f"no step causes {row.signed_at}, so nobody ever signs it",
            )  # fmt: skip
