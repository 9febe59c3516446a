"""A rule of the 8D referee as a sentence: which fields it reads, what it objects to, and what would pass."""

from __future__ import annotations

from amends.core.pack import RefereeRow
from amends.core.plain_words import Words

SHOWN = 6
"""So many wordings are read aloud; the rest is counted."""
FIELDS = {
    "team": ("小组", "team"),
    "problem": ("问题描述", "problem"),
    "containment": ("围堵", "containment"),
    "cause_occurrence": ("发生原因", "why it happened"),
    "cause_escape": ("流出原因", "why it was not found"),
    "cause_system": ("系统原因", "why the system allowed it"),
    "corrective": ("纠正措施", "corrective action"),
    "carried_out": ("实施情况", "what was carried out"),
    "preventive": ("预防措施", "preventive action"),
    "standard": ("标准", "the standard"),
    "verification": ("效果验证", "verification"),
    "closing": ("结案", "closing"),
}
"""What the fields of an 8D are called."""


def says(words: Words, row: RefereeRow) -> str:
    """Return a rule of the referee as a sentence."""
    read = words.either(_field(words, one) for one in row.reads)
    against = {
        "said": words.say(f"{read}写有{_wordings(words, row.words)}", f"{read} says {_wordings(words, row.words)}"),
        "lacking": _lacking(words, row, read),
        "empty": _empty(words, row, read),
        "restated": words.say(
            f"{read}只是重复{_beside(words, row)}，新内容不超过 {row.share:.0%}",
            f"{read} only repeats {_beside(words, row)}, with at most {row.share:.0%} of it new",
        ),
        "untouched": words.say(
            f"{read}与{_beside(words, row)}没有共同之处", f"{read} has nothing in common with {_beside(words, row)}"
        ),
        "copied": words.say(
            f"{read}有 {row.share:.0%} 以上与另一份8D逐字相同",
            f"{read} agrees word for word with another 8D for {row.share:.0%} or more",
        ),
    }[row.looks_for]
    if row.share and row.looks_for == "said":
        against += words.say(f"，且占分句的 {row.share:.0%} 以上", f", in {row.share:.0%} of its clauses or more")
    excused = [*row.unless, *row.made_good_by]
    if excused:
        against += words.say(
            f"（写有{_wordings(words, excused)}的除外）", f" (unless it says {_wordings(words, excused)})"
        )
    passes = row.passes.in_(words.language)
    return words.say(
        f"{row.code}：{against}，审核提出异议；{passes}", f"{row.code}: objected to where {against}; {passes}"
    )


def _field(words: Words, name: str) -> str:
    return words.quoted(words.say(*FIELDS[name]))


def _beside(words: Words, row: RefereeRow) -> str:
    return words.either(_field(words, one) for one in row.beside)


def _lacking(words: Words, row: RefereeRow, read: str) -> str:
    needs = words.both(need.title.in_(words.language) for need in row.needs)
    few = row.at_least and row.at_least < len(row.needs)
    lacks = words.say(
        f"{read}在{needs}中写明不到 {row.at_least} 项" if few else f"{read}缺少{needs}之一",
        f"{read} has fewer than {row.at_least} of {needs}" if few else f"{read} lacks any of {needs}",
    )
    if not row.words:
        return lacks
    about = _wordings(words, row.words)
    return words.say(f"写有{about}而{lacks}", f"{about} is said and {lacks}")


def _empty(words: Words, row: RefereeRow, read: str) -> str:
    repeats = words.say(f"、只是照抄{_beside(words, row)}", f", or only repeats {_beside(words, row)}")
    return words.say(f"{read}空着、没有内容", f"{read} is empty or says nothing") + (repeats if row.beside else "")


def _wordings(words: Words, texts: tuple[str, ...] | list[str]) -> str:
    """Return the first wordings, and how many more there are; a group is shown by its name."""
    shown = words.either(words.quoted(one.replace("*", "…")) for one in texts[:SHOWN])
    more = len(texts) - SHOWN
    return shown + (words.say(f"等 {len(texts)} 种说法", f" or {more} more") if more > 0 else "")
