"""One clause read for what it says of a promise: whose deed, whether it is still to come, whether flatly said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amends.core import promise_cues_en as en
from amends.core import promise_cues_zh as zh
from amends.core.promise_clauses import Clause
from amends.core.promise_times import Told


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause says. ``others``: the word is somebody else's; ``ours``: it is ours again."""

    clause: Clause
    times: tuple[Told, ...]
    others: bool
    ours: bool
    will: bool
    theirs: bool
    barred: bool
    rules: bool
    hedged: bool
    vague: bool
    deed: bool
    strong: bool
    at_once: bool
    past: bool
    announced: bool
    only_time: bool
    certain: bool

    def is_promise(self, *, we_will: bool, told: Told | None) -> bool:
        """Return whether the clause promises, given that a promise was under way before it and its time."""
        if not self.deed or self.barred or self.theirs or self.hedged:
            return False
        if self.past and not (told and told.due and self.will):
            return False
        if told is not None:
            return we_will or self.will or self.announced or self.clause.is_chinese
        return self.will and self.strong and not self.vague and not (self.at_once and not self.strong)


def reading_of(clause: Clause, times: tuple[Told, ...]) -> Reading:
    """Return a clause as it is read in its language, with the times ahead that it names."""
    return _chinese(clause, times) if clause.is_chinese else _english(clause, times)


def _chinese(clause: Clause, times: tuple[Told, ...]) -> Reading:
    text = clause.text
    body = zh.HARMLESS_NOT.sub("", text)
    gets = bool(zh.YOU_GET.search(text))
    ours = bool(zh.ANSWERED_THEM.search(text))
    ours = ours or bool(zh.TOLD_THEM.search(text))
    others = bool(zh.OTHERS_SAY.search(text)) or bool(zh.EARLIER.search(text) and not ours)
    past = bool(zh.PAST.search(text) or (zh.DONE.search(text) and not times))
    ruled = bool(zh.RULES.search(text)) and not (zh.WE_WILL.search(text))
    does = gets or bool(zh.DEED.search(text) or (times and zh.WE_WILL.search(text)))
    return Reading(
        clause, times, others=others, ours=ours, will=bool(zh.WILL.search(text)) or gets,
        theirs=bool(zh.THEIR_DEED.search(text)) and not gets and not zh.BY_US.search(text),
        barred=bool(zh.REFUSES.search(body)) or ruled or _asks(clause, zh.ASKS, zh.TAG), rules=ruled,
        hedged=bool(zh.HEDGED.search(text)), vague=bool(zh.VAGUE.search(text)), deed=does, announced=False,
        strong=bool(zh.STRONG.search(text)) or gets, at_once=bool(zh.WEAK_SOON.search(text)), past=past,
        only_time=_only_time(clause, times, zh.DEED), certain=not zh.EXPECTED.search(text),
    )  # fmt: skip


def _english(clause: Clause, times: tuple[Told, ...]) -> Reading:
    text = clause.text
    body = en.HARMLESS_NOT.sub("", text)
    gets = bool(en.YOU_GET.search(text))
    ours = bool(en.WE_SAY.search(text)) and not en.EARLIER.search(text)
    others = bool(en.OTHERS_SAY.search(text) or en.EARLIER.search(text)) and not ours
    does = gets or bool(en.DEED.search(text) or (times and en.WE_WILL.search(text)))
    return Reading(
        clause, times, others=others, ours=ours, will=bool(en.WILL.search(text)) or gets,
        theirs=(bool(en.THEIR_DEED.search(text)) or en.is_theirs(text)) and not gets,
        barred=bool(en.REFUSES.search(body) or en.RULES.search(text)) or _asks(clause, en.ASKS, en.TAG), rules=False,
        hedged=bool(en.HEDGED.search(text)), vague=bool(en.VAGUE.search(text)), deed=does,
        announced=bool(en.ANNOUNCED.search(text)),
        strong=bool(en.STRONG.search(text)) or gets, at_once=bool(en.WEAK_SOON.search(text)),
        past=bool(en.PAST.search(text)) and not en.WILL.search(text),
        only_time=_only_time(clause, times, en.DEED), certain=not en.EXPECTED.search(text),
    )  # fmt: skip


def _asks(clause: Clause, words: re.Pattern[str], tag: re.Pattern[str]) -> bool:
    """Return whether a clause asks; a tag behind a promise does not make it a question."""
    if tag.search(clause.text):
        return True
    return clause.asks or (clause.is_chinese and bool(words.search(clause.text)))


def _only_time(clause: Clause, times: tuple[Told, ...], deed: re.Pattern[str]) -> bool:
    """Return whether a clause says a time and next to nothing else."""
    if not times or deed.search(clause.text):
        return False
    named = sum(one.end - one.start for one in times)
    room = 10 if clause.is_chinese else 24
    return clause.end - clause.start - named <= room
