"""What is worked out of a pack, or of the rules of a case, once and dropped with them."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


def once(make: Callable[[K], T]) -> Callable[[K], T]:
    """Return the function, asked once for each pack or rules: they are immutable, and too large to be keys."""
    known: dict[int, tuple[weakref.ref[K], T]] = {}

    @wraps(make)
    def found(of: K) -> T:
        kept = known.get(id(of))
        if kept is not None and kept[0]() is of:
            return kept[1]
        made, key = make(of), id(of)
        known[key] = (weakref.ref(of, lambda _: known.pop(key, None)), made)
        return made

    return found
