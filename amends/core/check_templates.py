"""Can every template be filled, and can somebody read what a second person has to read?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.core.fact_types import fact_types
from amends.core.finding import Finding
from amends.core.pack import Pack, PartRow, ReviewRow, TemplateRow
from amends.core.places import about
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS

BLANK = re.compile(r"{([a-z_][\w/]*)}")
BESIDE_FACTS = frozenset({"number", "complainant", "today", "received_on", "handler"})
"""What a template may name beside the facts of the case."""


def check_templates(pack: Pack) -> Iterator[Finding]:
    """Yield parts that are in no reply, blanks that no fact fills, words that no figure can be near, no way to read."""
    kinds = {kind for step in pack.step for kind in (step.kind, *step.kinds)} | {"reply"}
    for row in pack.template:
        yield from _template(pack, row)
    for part in pack.part:
        yield from _nothing_near(part)
    for one in pack.review:
        yield from _unreadable(one, kinds)


def _template(pack: Pack, row: TemplateRow) -> Iterator[Finding]:
    known = {part.id for part in pack.part if part.of in ("reply", row.of)}
    for name in [one for one in row.parts if one not in known]:
        yield about(
            "template", row, "unknown_part", key=f"parts.{name}",
            zh=f"没有部分“{name}”", en=f"there is no part “{name}”",
        )  # fmt: skip
    facts = {*fact_types(pack), *BESIDE_FACTS}
    texts = [*([row.text] if isinstance(row.text, Text) else []), *row.parts.values()]
    blanks = {name for text in texts for said in (text.zh, text.en) for name in BLANK.findall(said)}
    for name in sorted(blanks - facts):
        yield about(
            "template", row, "unknown_fact", key="parts",
            zh=f"“{{{name}}}”：没有这个事实", en=f"“{{{name}}}”: there is no such fact",
        )  # fmt: skip


def _nothing_near(row: PartRow) -> Iterator[Finding]:
    if row.near and not row.states:
        yield about(
            "part", row, "missing_key", key="states",
            zh="写了“near”而没有写“states”，不知道数字应与什么一致",
            en="“near” without “states”: nothing says what the figure must equal",
        )  # fmt: skip


def _unreadable(row: ReviewRow, kinds: set[str]) -> Iterator[Finding]:
    for kind in [one for one in ("draft", "review") if one not in kinds and one in STEP_KINDS]:
        yield about(
            "review", row, "never_read", key="id",
            zh=f"没有种类为“{kind}”的操作，没有人能拟稿或审阅",
            en=f"no step of kind {kind}: nobody could hand in or read the draft",
        )  # fmt: skip
