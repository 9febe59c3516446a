"""How the stories of texts that are still being written come out: told once for the same texts, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from amends.core.check_names import check_names
from amends.core.checker import errors_of
from amends.core.pack import Example, Pack
from amends.core.story import BadStory, run_story
from amends.regulations.looking import look
from amends.regulations.shelf import content_hash

KEPT = 16
_told: dict[str, Told] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Told:
    """So many stories there are, and so many no longer come out as written; none run while a row cannot be read."""

    stories: int = 0
    differing: int = 0
    runs: bool = True


def told_before(files: Mapping[str, str], chosen: Mapping[str, Any]) -> Told | None:
    """Return what is known of the stories of these texts without telling any; None: they were not told here yet."""
    return _told.get(content_hash(files, chosen))


def tell(files: Mapping[str, str], chosen: Mapping[str, Any]) -> Told:
    """Return how the stories of a draft come out; the answer for the same texts is kept in the process."""
    key = content_hash(files, chosen)
    found = _told.get(key)
    if found is None:
        found = _tell(runnable(look(files, chosen).pack))
        with _lock:
            while len(_told) >= KEPT:
                _told.pop(next(iter(_told)))
            _told[key] = found
    return found


def runnable(pack: Pack | None) -> Pack | None:
    """Return the pack when its stories can be run: every row is read, and every name is one."""
    return pack if pack is not None and not errors_of(tuple(check_names(pack))) else None


def _tell(pack: Pack | None) -> Told:
    if pack is None:
        return Told(runs=False)
    return Told(len(pack.example), sum(_differs(pack, one) for one in pack.example))


def _differs(pack: Pack, example: Example) -> bool:
    try:
        return bool(run_story(pack, example))
    except (BadStory, ValueError):
        return True
