"""How shares with their interval and the questions of a second look are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from amends.core.second_look import questions
from amends.core.shares import Share
from amends.core.text import Text
from amends.quality.sample_rows import Drawable


def interval(share: Share) -> dict[str, Any]:
    """Return a share as a page tells it: how many of how many, per cent, and from where to where it may lie."""
    low, high = share.interval
    value = share.value
    return {
        "count": share.count, "of": share.of, "value": "" if value is None else f"{100 * value:.0f} %",
        "from": f"{100 * low:.0f}", "to": f"{100 * high:.0f} %",
    }  # fmt: skip


def question_titles(of: Iterable[Drawable]) -> dict[str, Text]:
    """Return what the questions of second looks are called under some regulations."""
    packs = {one.pack.id: one.pack for one in of}
    return {one.key: one.title for pack in packs.values() for one in questions(pack)}
