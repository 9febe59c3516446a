"""Advice that coerces, misleads, or makes payment late or little stays out of rules (FR-135, DOMAIN 12.4).

Sources have such advice. It may stand in the words of an article, with a warning; what is a row
is offered, said, sent or shown by the program, and there it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.core.finding import Finding
from amends.core.pack import Pack
from amends.core.places import about
from amends.core.text import Text

TABLES = ("offer", "phrase", "letter", "advice")
FORBIDDEN = "forbidden"
TITLES: Mapping[str, Text] = {
    "coercive": Text(zh="胁迫", en="coercive"),
    "misleading": Text(zh="误导", en="misleading"),
    "pays_late": Text(zh="拖延赔付", en="paying as late as possible"),
    "pays_little": Text(zh="压低赔付", en="paying as little as possible"),
}


def check_scripts(pack: Pack) -> Iterator[Finding]:
    """Yield each row that its source marks so. A phrase that the pack forbids may bear the mark: it is never said."""
    for table in TABLES:
        for row in getattr(pack, table):
            if row.tags and getattr(row, "rule", "") != FORBIDDEN:
                title = TITLES[row.tags[0]]
                yield about(
                    table, row, "kept_out", key="tags",
                    zh=f"标为“{title.zh}”的内容不得成为规则：只可连同警示写入条款原文",
                    en=f"what is {title.en} becomes no rule: it may stand in the words of an article, with a warning",
                )  # fmt: skip
