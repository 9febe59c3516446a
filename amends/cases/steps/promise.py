"""Promises: what was told to a complainant becomes an obligation of whoever promised, and is kept with proof (FR-140).

The regulation names the steps; they are told by what they cause. One promise is a subject of its own, as an order is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.cases.asking import check_people, missing
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, Locked, StepResult, take
from amends.core.ledger import Obligation, State
from amends.core.refusal import Refused

PROMISED, KEPT, DECLINED = "promised", "promise_kept", "promise_declined"
BY, PROOF = "promised_by", "promise_proof"
FOUND = re.compile(r"said-\d{1,9}-\d{1,6}")
"""The name of a promise that was found in an entry: its number, and where in its words it begins."""


def promise(found: Opened, ask: Ask) -> StepResult:
    """Keep what was promised. ``detail``: words, time, ``promised_by`` (an id; the viewer where none is named).

    ``on``: the place where it was found; none: a promise told by hand. Raises Refused for one that is kept
    already and for a person who may not have a part in the case.
    """
    locked = found.case
    check_people(locked, ask, more=(BY,))
    subject = ask.on or _next_name(locked)
    if ask.on and not FOUND.fullmatch(ask.on):
        raise missing(locked, ask, "known:on", zh="没有这处原话", en="There are no such words", field="on")
    _check_new(locked, ask, subject)
    named = ask.detail.get(BY) or str(ask.viewer.person)
    return take(locked, ask, Extra(on=subject, detail={BY: str(named)}))


def keep(found: Opened, ask: Ask) -> StepResult:
    """Say that a promise was kept, with its proof. ``on``: which; none where one alone is open. Raises Refused."""
    locked = found.case
    if not str(ask.detail.get(PROOF) or "").strip():
        raise missing(
            locked, ask, f"known:{PROOF}", zh="请写明怎样兑现的", en="Say how it was kept, with the proof", field=PROOF
        )
    names = list(dict.fromkeys(one.subject for one in open_promises(locked)))
    subject = ask.on or (names[0] if len(names) == 1 else "")
    if subject not in names:
        raise missing(locked, ask, "known:on", zh="请指明哪一项承诺", en="Name the promise that is open", field="on")
    return take(locked, ask, Extra(on=subject))


def decline(found: Opened, ask: Ask) -> StepResult:
    """Set aside words that are no promise; they are not shown again. Raises Refused for a place that is settled."""
    if not FOUND.fullmatch(ask.on):
        raise missing(found.case, ask, "known:on", zh="没有这处原话", en="There are no such words", field="on")
    _check_new(found.case, ask, ask.on)
    return take(found.case, ask)


def open_promises(locked: Locked) -> Iterator[Obligation]:
    """Yield the promises that are still owed."""
    made = {done.on for done in locked.state.done if done.event == PROMISED}
    for one in locked.state.obligations:
        if one.state is State.OPEN and one.subject in made:
            yield one


def _check_new(locked: Locked, ask: Ask, subject: str) -> None:
    if any(done.on == subject and done.event in (PROMISED, DECLINED) for done in locked.state.done):
        raise _settled(locked, ask)


def _settled(locked: Locked, ask: Ask) -> Refused:
    return missing(
        locked, ask, "known:on", zh="这处原话已经处理过", en="These words have been dealt with already", field="on"
    )


def _next_name(locked: Locked) -> str:
    made = sum(done.event == PROMISED for done in locked.state.done)
    return f"promise-{made + 1}"
