"""Rows whose lists of names are one name short: who may do it, in which stage, what opens or ends it, who is told.

Lists of words (phrases, what suggests a category) are texts, no names; what only the checker reads it misses itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from amends.core.known_names import EVERYWHERE
from amends.core.vocabulary import STEP_KINDS

LISTS_OF_NAMES: Mapping[str, tuple[str, ...]] = {
    "list": ("set_by",),
    "flag": ("set_by",),
    "confidential": ("seen_by",),
    "step": ("from_", "by", "not_by", "causes", "kinds", "asks"),
    "gate": ("not_by",),
    "check": ("by",),
    "duty": ("opens", "met_by", "void_by", "not_by"),
    "right": ("opens", "ends", "used_by"),
    "offer": ("allows", "over", "proof"),
    "authority": ("kinds",),
    "letter": ("sent_at", "void_by"),
    "report": ("lists", "logs"),
    "measure": ("duty", "of", "over"),
    "review": ("by",),
    "log": ("by",),
    "sample": ("by", "among"),
    "inquiry": ("steps", "ends", "sides"),
    "discipline": ("by", "reviewed_by", "approved_by"),
}
"""The keys of each table that hold names."""


def names_less(table: str, row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a row with one name less in one of its lists."""
    for key in LISTS_OF_NAMES.get(table, ()):
        for name, left in _one_less(getattr(row, key)):
            changed = row.model_copy(update={key: left})
            if not _means_the_same(table, row, changed):
                yield f"{key.rstrip('_')} without {name}", changed
    for nth, rung in enumerate(getattr(row, "rungs", ())):
        for name, left in _one_less(rung.tell):
            ladder = (*row.rungs[:nth], rung.model_copy(update={"tell": left}), *row.rungs[nth + 1 :])
            yield f"rung {rung.at} does not tell {name}", row.model_copy(update={"rungs": ladder})


def _one_less(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield a list without each of its names; what stands in a table, such as the kinds of an event, is a list too."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from ((f"{key} {name}", {**value, key: left}) for name, left in _one_less(inner))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for nth, one in enumerate(value):
            before, after = value[:nth], value[nth + 1 :]
            yield _said(one), (*before, *after)
            yield from ((name, (*before, left, *after)) for name, left in _one_less(one))


def _said(name: Any) -> str:
    return name if isinstance(name, str) else "/".join(map(str, name.values()))


def _means_the_same(table: str, row: Any, changed: Any) -> bool:
    """Return whether a step reads the same: from anywhere, or causing what its kind causes anyway."""
    if table != "step":
        return False
    own = STEP_KINDS[row.kind].causes
    anywhere = row.from_ == (EVERYWHERE,) and not changed.from_
    return anywhere or (row.causes != changed.causes and set(changed.causes or own) == set(row.causes))
