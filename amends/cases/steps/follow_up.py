"""Follow-up: another person asks how it is now, and what they write down does not revive the problem (FR-152)."""

from __future__ import annotations

from collections.abc import Iterator

from amends.cases.facts import types_of
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Locked, StepResult, take
from amends.cases.reply_check import against, refuse_words
from amends.core.follow_up import revived
from amends.core.refusal import Missing
from amends.core.vocabulary import Type


def follow_up(found: Opened, ask: Ask) -> StepResult:
    """Note a follow-up. Raises Refused naming every phrase that revives the problem, with its article."""
    refuse_words(tuple(_against(found.case, ask)))
    return take(found.case, ask)


def _against(locked: Locked, ask: Ask) -> Iterator[Missing]:
    step = locked.rules.steps[ask.step]
    for name, text in _said(locked, ask):
        for pack in locked.rules.packs:
            for one in revived(pack, text):
                yield against(pack, one, step, field=name)


def _said(locked: Locked, ask: Ask) -> Iterator[tuple[str, str]]:
    """Yield each text of this step by its field; what stood in the case before and came along is not said again."""
    yield from ask.words.items()
    types, known = types_of(locked.rules), locked.state.facts
    for name, value in ask.detail.items():
        is_text = name in types and types[name].type in (Type.TEXT, Type.LONG_TEXT)
        if is_text and isinstance(value, str) and value != known.get(name):
            yield name, value
