"""What the referee has against the texts of a step: asked before it is taken, and by its form (FR-105, FR-109)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.cases.reply_check import Stands, refuse_words
from amends.core.pack import Pack
from amends.core.referee import RefereeObjection
from amends.core.referee_alone import judged_alone
from amends.core.refusal import Missing
from amends.core.text import Text


def check_judged(at_hand: Stands, detail: Mapping[str, Any]) -> None:
    """Raise Refused naming every place to which the referee objects, with its article and what would pass."""
    refuse_words(tuple(_missing(pack, name, one, detail[name]) for pack, name, one in against_texts(at_hand, detail)))


def against_texts(at_hand: Stands, detail: Mapping[str, Any]) -> Iterator[tuple[Pack, str, RefereeObjection]]:
    """Yield each objection with its pack and field; what stood in the case before and came along is not said again."""
    known = at_hand.state.facts
    told = {name: value for name, value in detail.items() if value != known.get(name)}
    for pack in at_hand.rules.packs:
        yield from ((pack, name, one) for name, one in judged_alone(pack, told, known))


def _missing(pack: Pack, name: str, one: RefereeObjection, text: str) -> Missing:
    found = text[one.start : one.end]
    zh = f"第 {one.start + 1} 字起“{found}”：{one.says.zh}。{one.passes.zh}"
    en = f"“{found}” at letter {one.start + 1}: {one.says.en} {one.passes.en}"
    return Missing(f"referee:{one.rule}", Text(zh=zh, en=en), one.article, field=name, pack=pack.id)
