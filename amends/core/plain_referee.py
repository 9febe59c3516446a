"""A rule of the 8D referee as a sentence: which fields it reads, what it objects to, and what would pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from amends.core.pack import RefereeRow
from amends.core.plain_words import Words

SHOWN = 6
"""So many wordings are read aloud; the rest is counted."""
_GROUP = re.compile(r"<([^<>\s]+)>")
_GAPS = re.compile(r" ?(?:…|\.\.|\*)+ ?")
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
            f"{read}只是重复{_beside(words, row)}，新内容不超过 {row.share} %",
            f"{read} only repeats {_beside(words, row)}, with at most {row.share} % of it new",
        ),
        "untouched": words.say(
            f"{read}与{_beside(words, row)}没有共同之处", f"{read} has nothing in common with {_beside(words, row)}"
        ),
        "copied": words.say(
            f"{read}有 {row.share} % 以上与另一份8D逐字相同",
            f"{read} agrees word for word with another 8D for {row.share} % or more",
        ),
        "weighed": words.say(
            f"其他规则没有异议，而{read}逐词读来像被退回的那些",
            f"no other rule objects and {read} reads, word by word, like those sent back",
        ),
    }[row.looks_for]
    if row.share and row.looks_for == "said":
        against += words.say(f"，且占分句的 {row.share} % 以上", f", in {row.share} % of its clauses or more")
    excused = [*row.unless, *row.made_good_by]
    if excused:
        against += words.say(
            f"（写有{_wordings(words, excused)}的除外）", f" (unless it says {_wordings(words, excused)})"
        )
    passes = row.passes.in_(words.language)
    if row.code.islower():  # a machine's name, which nobody quotes
        return words.say(f"{against}，提出异议；{passes}", f"Objection where {against}. {passes}")
    return words.say(f"{row.code}：{against}，提出异议；{passes}", f"{row.code}: objection where {against}. {passes}")


def _field(words: Words, name: str) -> str:
    return words.quoted(words.say(*FIELDS[name]))


def _beside(words: Words, row: RefereeRow) -> str:
    return words.either(_field(words, one) for one in row.beside)


def _lacking(words: Words, row: RefereeRow, read: str) -> str:
    needs = words.both(need.title.in_(words.language) for need in row.needs)
    few = row.at_least and row.at_least < len(row.needs)
    lacks = words.say(
        f"{read}在{needs}中写明不到 {row.at_least} 项" if few else f"{read}没有写全{needs}",
        f"{read} has fewer than {row.at_least} of {needs}" if few else f"{read} does not say {needs}",
    )
    if not row.words:
        return lacks
    about = _wordings(words, row.words)
    return words.say(f"写有{about}而{lacks}", f"{about} is said and {lacks}")


def _empty(words: Words, row: RefereeRow, read: str) -> str:
    repeats = words.say(f"、只是照抄{_beside(words, row)}", f", or only repeats {_beside(words, row)}")
    return words.say(f"{read}空着、没有内容", f"{read} is empty or says nothing") + (repeats if row.beside else "")


def _wordings(words: Words, texts: Iterable[str]) -> str:
    """Return the first wordings of the language, and how many more there are."""
    every = list(dict.fromkeys(_spoken(words, one) for one in _opened(words, texts)))
    own = [one for one in every if _latin(one) == (words.language == "en")] or every
    shown = words.either(words.quoted(one) for one in own[:SHOWN])
    more = len(own) - SHOWN
    return shown + (words.say(f"等 {len(own)} 种说法", f" or {more} more") if more > 0 else "")


def _opened(words: Words, texts: Iterable[str], depth: int = 3) -> Iterator[str]:
    """Yield wordings; a group that stands alone is its own wordings."""
    groups = {one.id: one for one in words.pack.referee_words}
    for text in texts:
        alone = _GROUP.fullmatch(text)
        if alone and depth and alone[1] in groups:
            yield from _opened(words, groups[alone[1]].words, depth - 1)
        else:
            yield text


def _spoken(words: Words, text: str) -> str:
    """Return a wording with the first word of the language for each of its groups, and … for every gap."""
    groups = {one.id: one for one in words.pack.referee_words}

    def first(found: re.Match[str]) -> str:
        group = groups.get(found[1])
        plain = [one for one in group.words if "<" not in one] if group else []
        return next((one for one in plain if _latin(one) == (words.language == "en")), "…").rstrip("*")

    return _GAPS.sub("…", _GROUP.sub(first, text))


def _latin(text: str) -> bool:
    return text[:1].isascii()
