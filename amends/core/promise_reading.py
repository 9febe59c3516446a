"""One clause read for what it says of a promise: whose deed, whether it is still to come, whether flatly said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amends.core import promise_bars_en as bars
from amends.core import promise_cues_en as en
from amends.core import promise_cues_zh as zh
from amends.core import promise_deeds_en as deeds_en
from amends.core import promise_deeds_zh as deeds_zh
from amends.core import promise_speakers_en as who
from amends.core import promise_speakers_zh as whom
from amends.core.promise_clauses import Clause
from amends.core.promise_theirs_en import is_theirs
from amends.core.promise_times import Told

_OF_TIME = re.compile(r"^['’]s\b")
"""Of tomorrow's post, next week's."""
_NO_MERE_TIME = (zh.NOT_OURS, zh.PAST, zh.STATE)
"""A Chinese clause with one of these says more than when."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause says. ``others``: the word is somebody else's, which may ``carries_on``; ``ours``: ours again.

    ``closes``: nothing after it in its sentence is promised; ``narrates``: what follows
    is told where it ``tells``; ``firm``: it binds us in so many words.
    """

    clause: Clause
    times: tuple[Told, ...]
    others: bool
    carries_on: bool
    ours: bool
    will: bool
    theirs: bool
    barred: bool
    rules: bool
    closes: bool
    narrates: bool
    tells: bool
    hedged: bool
    vague: bool
    deed: bool
    strong: bool
    ready: bool
    ahead: bool
    past: bool
    announced: bool
    pledges: bool
    only_time: bool
    certain: bool
    firm: bool

    @property
    def against(self) -> bool:
        """Return whether a word says that it is not ours, over, asked, refused or a rule."""
        return self.barred or self.theirs or self.others or self.past or self.hedged

    def is_promise(self, *, we_will: bool, pledged: bool, told: Told | None) -> bool:
        """Return whether the clause promises, given its time and whether what stands before it was a promise."""
        if (
            not (self.deed or (pledged and told) or (self.ready and (pledged or told)))
            or self.barred
            or self.theirs
            or self.hedged
        ):
            return False
        if self.past and not pledged and not (told and told.due and (self.will or self.ahead)):
            return False
        if told is not None:
            return pledged or we_will or self.will or self.announced or self.ready or self.clause.is_chinese
        strong = self.strong or (pledged and self.ready)
        return (self.will or pledged) and strong and not self.vague


def reading_of(clause: Clause, times: tuple[Told, ...]) -> Reading:
    """Return a clause as it is read in its language, with the times ahead that it names."""
    said_ahead = (zh.WILL, whom.OURSELVES) if clause.is_chinese else (en.WILL, en.WE_DO)
    ahead = any(one.search(clause.text) for one in said_ahead)
    past = (zh.PAST if clause.is_chinese else bars.PAST).search(clause.text)
    times = tuple(one for one in times if not one.rolled or (ahead and not past))
    return _chinese(clause, times) if clause.is_chinese else _english(clause, times)


def _untimed(clause: Clause, times: tuple[Told, ...]) -> str:
    """Return the words of a clause without its times: what is closed before the holiday is not the promise."""
    text = clause.text
    for one in reversed(times):
        text = f"{text[: one.start - clause.start]} {_OF_TIME.sub('', text[one.end - clause.start :])}"
    return text


def _chinese(clause: Clause, times: tuple[Told, ...]) -> Reading:
    text, rest = clause.text, _untimed(clause, times)
    body = zh.HARMLESS_NOT.sub("", rest)
    says = bool(whom.OTHERS_SAY.search(text))
    ours = bool((whom.ANSWERED_THEM.search(text) and not clause.quoted) or whom.TOLD_THEM.search(text))
    others = says or bool(whom.EARLIER.search(text) and not ours)
    gets = bool(whom.YOU_GET.search(text)) and not others
    we_do = bool(whom.WE_WILL.search(text) or whom.BY_US.search(text))
    gives, pledged = bool(whom.WE_GIVE.search(text) and not zh.PAST.search(text)), bool(zh.PLEDGED.search(text))
    own = deeds_zh.is_deed_of_ours(rest)
    will = gets or gives or own or bool(zh.WILL.search(text))
    ruled = bool(zh.RULES.search(rest)) or bool(zh.TERMS.search(text) and not we_do and not whom.FOR_YOU.search(text))
    acts, narrates = bool(whom.OURS_ACT.search(text)), bool(zh.NARRATES.search(text))
    does = (
        gives
        or own
        or bool(zh.DEED.search(text) or zh.STRONG.search(text))
        or bool(times and (will or we_do or acts or zh.DONE_BY_THEN.search(rest) or _does_something(rest)))
    )
    return Reading(
        clause, times, others=others, ours=ours or (acts and not others), will=will,
        carries_on=others and bool(whom.DEMANDS.search(text)),
        theirs=bool(whom.THEIR_DEED.search(text) or whom.THEIR_DEED.search(rest.strip())) and not gets and not we_do,
        closes=bool(zh.CLOSES.search(text) or whom.THEIR_VOICE.search(text)), narrates=narrates,
        tells=not will and (narrates or not zh.AHEAD.search(text)),
        barred=bool(zh.REFUSES.search(body) or zh.NOT_OURS.search(rest)) or ruled or _asks(clause), rules=ruled,
        hedged=bool(zh.HEDGED.search(text)), vague=bool(zh.VAGUE.search(text)) and not own,
        deed=(does and (not times or deeds_zh.is_owed(rest))) or gets, announced=False,
        strong=gets or gives or own or (pledged and does) or bool(zh.STRONG.search(text))
        or bool(whom.FOR_YOU.search(text) and not zh.LOOKS.search(text)),
        ready=not times and (we_do or acts) and not zh.STATE.search(zh.PLAIN_NOT.sub("", rest)),
        ahead=bool(zh.FUTURE.search(text)),
        past=bool(zh.PAST.search(text) or (zh.DONE.search(text) and not times and not own)),
        pledges=bool(zh.PLEDGES.search(text)),
        only_time=_only_time(clause, times, zh.DEED)
        and not gets
        and not zh.HANDED_OVER.search(rest)
        and (bool(zh.AT_WORK.search(rest)) or not (acts or any(cue.search(rest) for cue in _NO_MERE_TIME))),
        certain=not zh.EXPECTED.search(text), firm=bool(zh.FIRM.search(text)),
    )  # fmt: skip


def _english(clause: Clause, times: tuple[Told, ...]) -> Reading:
    text, rest = (en.plainly(one) for one in (clause.text, _untimed(clause, times)))
    body = bars.HARMLESS_NOT.sub("", rest)
    says = bool(who.OTHERS_SAY.search(text) or who.EARLIER.search(text))
    we_say = bool(who.WE_SAY.search(text)) and not who.EARLIER.search(text)
    gets = bool(who.YOU_GET.search(text) or (times and who.THEY_GET.search(text))) and not who.TOLD_US.search(text)
    we_do = bool(en.WE_WILL.search(text))
    own = (we_do or bool(who.NEW_SUBJECT.search(text))) and not clause.quoted
    does = deeds_en.is_deed_of_ours(text)
    will, announced = (
        gets or does or bool(en.WILL.search(text)),
        bool(en.ANNOUNCED.search(text) or en.ANNOUNCED.search(rest)),
    )
    announced = announced or (
        bool(times)
        and (_stands_for_a_deed(clause, rest) or bool(en.OWED.search(text) or en.WE_DO.search(rest.strip())))
    )
    announced = announced or bool(times and who.TOLD_THEM.search(text))
    ruled = bool(bars.RULES.search(text)) or bool(
        bars.TERMS.search(rest) and not (we_do or gets or en.FOR_YOU.search(rest))
    )
    ruled = ruled or (bool(bars.OBLIGES.search(rest)) and not we_do)
    denied = (
        bool(bars.REFUSES.search(body))
        or (bool(bars.DEMANDS.search(text)) and not we_do)
        or bool(bars.DENIES.search(body) and not we_do and not gets)
    )
    ready = bool(en.WE_DO.search(rest.strip()))
    strong = gets or does or bool(en.DONE_FOR_YOU.search(text))
    named = bool(en.DEED.search(text)) or bool(times and (will or announced))
    return Reading(
        clause, times, others=says and not we_say and not gets, ours=we_say or (not says and own),
        carries_on=True, will=will,
        theirs=((bool(who.THEIR_DEED.search(text)) and not we_do) or is_theirs(text)) and not gets,
        barred=denied or ruled or bool(bars.NOT_OURS.search(rest)) or _asks(clause),
        rules=bool(bars.OBLIGES.search(rest)) and not we_do,
        closes=bool(who.THEIR_VOICE.search(text)), narrates=False, tells=False,
        hedged=bool(bars.HEDGED.search(body)), vague=bool(bars.VAGUE.search(text)),
        deed=strong or (named and (not times or deeds_en.is_owed(text))), announced=announced,
        strong=strong or bool(en.STRONG.search(text)), ready=ready,
        ahead=bool(en.FUTURE.search(text)),
        past=bool(bars.PAST.search(text)) and not en.WILL.search(text),
        pledges=bool(en.PLEDGES.search(text)),
        only_time=_only_time(clause, times, en.DEED) and not bars.PAST.search(rest),
        certain=not bars.EXPECTED.search(text), firm=bool(en.FIRM.search(text)),
    )  # fmt: skip


def _does_something(rest: str) -> bool:
    """Return whether what a Chinese clause says beside its time may be a deed, whatever it is called: no state."""
    return bool(zh.WORDS.search(rest)) and not zh.STATE.search(zh.PLAIN_NOT.sub("", rest))


def _stands_for_a_deed(clause: Clause, rest: str) -> bool:
    """Return whether an English clause has no verb and a time by which something is to be there."""
    by = en.DEADLINE.search(clause.text) and len(rest.split()) > 1
    return bool(by) and not en.FINITE.search(rest) and not clause.asks


def _asks(clause: Clause) -> bool:
    """Return whether a clause asks; a tag behind a promise does not make it a question."""
    if (zh.TAG if clause.is_chinese else en.TAG).search(clause.text) or clause.asks:
        return True
    return clause.is_chinese and bool(zh.ASKS.search(clause.text)) and not zh.EMBEDDED.search(clause.text)


def _only_time(clause: Clause, times: tuple[Told, ...], deed: re.Pattern[str]) -> bool:
    """Return whether a clause says a time and next to nothing else."""
    if not times or deed.search(clause.text):
        return False
    named = sum(one.end - one.start for one in times)
    room = 10 if clause.is_chinese else 24
    return clause.end - clause.start - named <= room
