"""Can every rule of the referee judge something, in words that exist, without becoming slow?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from amends.core.finding import Finding
from amends.core.pack import Pack, RefereeRow, RefereeWords
from amends.core.places import about
from amends.core.referee_alone import HOLD_ALONE
from amends.core.referee_patterns import BUILT_IN, DEEPEST, GAPS

NEEDED = {
    "said": ("words",),
    "lacking": ("needs",),
    "empty": (),
    "restated": ("beside", "share"),
    "untouched": ("beside",),
    "copied": ("share",),
    "weighed": (),
}
"""What each way of judging cannot do without."""
TITLES = {
    "words": ("没有写明找什么词", "it has no words to look for"),
    "needs": ("没有写明缺什么", "it does not say what must be there"),
    "beside": ("没有写明与哪个字段比较", "it does not say which fields it compares with"),
    "share": ("没有写明比例", "it does not say how much"),
    "article": ("没有写明条款", "it names no article"),
    "reads": ("没有写明看哪个字段", "it reads no field"),
}
GAPS_AT_MOST = 3
"""A search over more open places in one wording would become slow."""
WIDEST = 20_000
"""A rule may come to so many wordings, those of its groups counted each time they are named."""
_NAMED = re.compile(r"<([^<>\s]+)>")


def check_referee(pack: Pack) -> Iterator[Finding]:
    """Yield rules without words, fields or article, names of groups that do not exist, and what would be slow."""
    groups = {row.id: row for row in pack.referee_words}
    for row in pack.referee:
        for key in ("article", "reads", *NEEDED[row.looks_for]):
            if not getattr(row, key):
                yield about("referee", row, "missing_key", key=key, zh=TITLES[key][0], en=TITLES[key][1])
        yield from _wordings(row, _of_rule(row), groups)
        if not row.passes.zh.strip() or not row.passes.en.strip():
            zh, en = "没有写明怎样才能通过", "it does not say what would pass"
            yield about("referee", row, "missing_key", key="passes", zh=zh, en=en)
    yield from _unjudged(pack)
    for group in pack.referee_words:
        yield from _wordings(group, (("words", group.words), ("unless", group.unless)), groups)


def _unjudged(pack: Pack) -> Iterator[Finding]:
    """Yield fields that are judged as a part of which no rule that holds for a field alone reads anything."""
    read = {part for row in pack.referee if row.looks_for in HOLD_ALONE for part in row.reads}
    for row in pack.field:
        if row.judged_as and row.judged_as not in read:
            zh, en = f"没有规则看“{row.judged_as}”", f"no rule of the referee reads “{row.judged_as}”"
            yield about("field", row, "unjudged", key="judged_as", zh=zh, en=en)


def _of_rule(row: RefereeRow) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("words", row.words),
        ("unless", row.unless),
        ("made_good_by", row.made_good_by),
        ("needs", tuple(word for need in row.needs for word in need.words)),
        ("apart", tuple(f"<{name}>" for name in row.apart)),
        ("same", tuple(f"<{name}>" for name in row.same)),
    )


def _wordings(
    row: RefereeRow | RefereeWords,
    wordings: tuple[tuple[str, tuple[str, ...]], ...],
    groups: Mapping[str, RefereeWords],
) -> Iterator[Finding]:
    table = "referee" if isinstance(row, RefereeRow) else "referee_words"
    width = _widths(groups)
    for key, texts in wordings:
        for text in texts:
            if not text.strip(" .…*"):
                yield about(table, row, "value", key=key, zh=f"“{text}”没有字", en=f"“{text}” says nothing")
            if sum(map(text.count, GAPS)) > GAPS_AT_MOST:
                zh, en = f"“{text}”的省略超过三处", f"“{text}” has more than three gaps"
                yield about(table, row, "value", key=key, zh=zh, en=en)
            for name in _NAMED.findall(text):
                if name not in BUILT_IN and name not in groups:
                    zh, en = f"“{key}”：没有词组“{name}”", f"{key}: there is no group of words “{name}”"
                    yield about(table, row, "unknown_words", key=key, zh=zh, en=en)
        if sum(width(text, DEEPEST) for text in texts) > WIDEST:
            zh, en = "词组互相引用，或展开后太多", "groups name one another in a circle, or come to too many wordings"
            yield about(table, row, "value", key=key, zh=zh, en=en)


def _widths(groups: Mapping[str, RefereeWords]) -> Callable[[str, int], int]:
    """Return how many wordings a wording comes to; what is nested too deep counts as too wide."""

    def of_text(text: str, depth: int) -> int:
        return 1 + sum(of_group(name, depth) for name in _NAMED.findall(text) if name in groups)

    @cache
    def of_group(name: str, depth: int) -> int:
        if not depth:
            return WIDEST + 1
        return sum(of_text(text, depth - 1) for text in (*groups[name].words, *groups[name].unless))

    return of_text
