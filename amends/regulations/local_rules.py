"""Rules of one unit on top of the regulation of a unit above: begun from it, a row of it made one's own (FR-251)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.core.loading import row_tables
from amends.core.pack import Row
from amends.core.taking import PARENT, name_of
from amends.core.text import Text
from amends.people.staff import refused
from amends.people.viewer import Viewer
from amends.regulations import drafts
from amends.regulations.models import PackDraft, PublishedPack
from amends.regulations.toml_rows import put_head, rows_in

LONGEST_ID, LONGEST_TITLE = 80, 200
AS_THEY_ARE = ("article", "example", "take")
"""Tables whose rows are never written anew below: a branch quotes the group's article and does not reword it."""


def begin_below(viewer: Viewer, above: PublishedPack, title: Text, *, at: datetime) -> PackDraft:
    """Return a draft that adds to a published regulation, with that regulation's own texts and decided values.

    Raises Refused without a title, NotRuleOwner.
    """
    if not 0 < len(title.zh) <= LONGEST_TITLE or not 0 < len(title.en) <= LONGEST_TITLE:
        raise refused(
            "title", zh="请填写中文和英文名称（各不超过 200 字）", en="Give it a title in Chinese and in English"
        )
    head = {
        "id": _free_id(viewer, above), "extends": above.pack, "version": "1", "valid_from": viewer.day,
        "title": {"zh": title.zh, "en": title.en},
    }  # fmt: skip
    brought = {
        f"{PARENT}{above.pack}/{name}": text for name, text in above.files.items() if not name.startswith("examples")
    }
    return drafts.begin(viewer, {drafts.HEAD: put_head("", head), **brought}, at=at, chosen=above.chosen)


def _free_id(viewer: Viewer, above: PublishedPack) -> str:
    """Return a name that no regulation and no draft of the organisation has yet."""
    stem = above.pack[: LONGEST_ID - 10] + "-local"
    taken = {
        *PublishedPack.objects.filter(org=viewer.org, pack__startswith=stem).values_list("pack", flat=True),
        *PackDraft.objects.filter(org=viewer.org, pack__startswith=stem).values_list("pack", flat=True),
    }
    return next(one for nth in range(1, len(taken) + 2) if (one := stem + (f"-{nth}" if nth > 1 else "")) not in taken)


def as_written(row: Row, table: str, text: str) -> dict[str, Any]:
    """Return the values with which a row of one's own begins: the taken one's, under the article it was put under."""
    values = dict(rows_in(text, table)[row.nth - 1])
    article = getattr(row, "article", "")
    return {**values, "article": article} if "article" in values and article else values


def may_replace(table: str, row: Row) -> bool:
    """Return whether a row of one's own may stand in the place of a taken one: what has no name cannot be replaced."""
    return table in row_tables() and table not in AS_THEY_ARE and bool(name_of(table, row))
