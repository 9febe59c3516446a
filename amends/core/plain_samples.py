"""What is drawn by lot as a sentence: how many cases of which period, by whom, among whom, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.pack import SampleRow
from amends.core.plain_words import Words

_EVERY = {"month": ("每月", "each month"), "quarter": ("每季度", "each quarter")}


def says(words: Words, row: SampleRow) -> str:
    """Return a row of what is drawn by lot as a sentence."""
    every_zh, every_en = _EVERY[row.every]
    by, among, within = words.roles(row.by), words.roles(row.among), words.span(row.within)
    many = _number(words, row.cases)
    drawn = words.say(
        f"{every_zh}从结案案件中抽签 {many} 件，再从{among}中为每件抽一名未参与的人员，由{by}主持",
        f"{every_en} {many} closed cases are drawn by lot, and for each somebody of {among} who had no part in it; "
        f"drawn by {by}",
    )
    return words.say("；", "; ").join((drawn, *_then(words, row, within)))


def _then(words: Words, row: SampleRow, within: str) -> tuple[str, ...]:
    if row.kind == "call_back":
        calls = words.say(f"{words.near(within).strip()}内回访", f"the complainant is called within {within}")
        given_up = words.say(
            f"分 {row.on_days} 天试拨 {row.tries} 次仍不通，记为未联系上",
            f"after {row.tries} tries on {row.on_days} days “not reached” is noted",
        )
        return calls, given_up
    anew = words.say(
        f"{within}内不看原结论重新认定，再比较两次结果",
        f"within {within} it is decided again without sight of the first result, then both are compared",
    )
    asked = words.say("投诉人也可请求复核", "the complainant may ask for it, too")
    return (anew, asked) if row.on_request else (anew,)


def _number(words: Words, value: Any) -> str:
    return words.setting(str(value["setting"])) if isinstance(value, Mapping) else str(value)
