"""The regulations and libraries that Amends brings: for whom, after which source, how large, what is left open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from amends.core.fact_types import rows_of
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.taking import is_taken
from amends.regulations import folders
from tools.reference.page import page, table

HEAD = ("name", "中文", "English", "for", "after", "articles", "rows", "examples", "to fill")
INTRO = """
Templates: an organisation binds one to a unit, fills in what the source leaves open, and changes it in a draft.
Rows counts a pack's own; what it takes from a library is counted there. `amends check` tells every example.
"""


def regulations() -> str:
    """Return the page of all packs: those that lead, those that stand beside, libraries."""
    packs = [(folder, load(folders.read(folder))) for folder in folders.shipped()]
    leading = [one for one in packs if not one[1].stands_beside]
    beside = [one for one in packs if one[1].stands_beside]
    libraries = [(folder, load(folders.read(folder))) for folder in folders.libraries()]
    return page(
        "Regulations", INTRO, "## They lead", _list(leading),
        "## They stand beside: rules of outside bodies", _list(beside),
        "## Libraries: rows to take in by name", _list(libraries),
    )  # fmt: skip


def _list(packs: Iterable[tuple[Path, Pack]]) -> str:
    return table(HEAD, (_line(folder.name, pack) for folder, pack in packs))


def _line(name: str, pack: Pack) -> tuple[str, ...]:
    own = [table for table, row in rows_of(pack) if not is_taken(row)]
    rows = sum(one not in ("article", "example", "take") for one in own)
    whom = pack.kind_of_organisation.en if pack.kind_of_organisation else ""
    left_open = sum(pack.setting_value(row.id) is None for row in pack.setting)
    counts = (own.count("article"), rows, len(pack.example), left_open)
    return f"`{name}`", pack.title.zh, pack.title.en, whom, pack.domain, *map(str, counts)
