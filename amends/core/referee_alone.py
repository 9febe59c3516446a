"""The referee outside an 8D: fields of a case's own steps that a pack has judged as parts of one (FR-105, FR-109).

A field of a step stands alone and is often one line. So only the rules judge that hold for a field by itself; words
are not weighed, nothing is compared with earlier texts, and an action is not asked to touch every cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from amends.core.pack import Pack, RefereeRow
from amends.core.referee import RefereeObjection, referee

HOLD_ALONE = frozenset({"said", "lacking", "restated"})
MOST_NEW = 20
"""Per cent of a cause that may be new where it says the symptom over: one line names its object anyway."""
DESCRIPTION, PROBLEM = "description", "problem"
"""What the complainant said is the problem that a cause must not repeat."""


def judged_alone(
    pack: Pack, told: Mapping[str, Any], known: Mapping[str, Any]
) -> Iterator[tuple[str, RefereeObjection]]:
    """Yield what stands against each text of a step, with its field; ``known``: the facts of the case."""
    problem = str({**known, **told}.get(DESCRIPTION) or "")
    for name, text in told.items():
        row = pack.fields.get(name)
        if row is not None and row.judged_as and isinstance(text, str) and text.strip():
            report = {PROBLEM: problem, row.judged_as: text}
            found = referee(_alone(pack.referee), report, words=pack.referee_words)
            yield from ((name, one) for one in found if one.field == row.judged_as)


@lru_cache(maxsize=32)
def _alone(rows: tuple[RefereeRow, ...]) -> tuple[RefereeRow, ...]:
    return tuple(_nearly_the_same(row) for row in rows if row.looks_for in HOLD_ALONE)


def _nearly_the_same(row: RefereeRow) -> RefereeRow:
    return row.model_copy(update={"share": min(row.share, MOST_NEW)}) if row.looks_for == "restated" else row
