"""What a step may bring along: the facts that it asks or needs, never those of another step.

Whoever may write a note may not classify by it, name the accused, or sign for another role
(fields that the form never showed).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.cases.journal import Ask
from amends.core.conditions import facts_of
from amends.core.ledger import Rules
from amends.core.pack import StepRow
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.vocabulary import FACTS

OUR_MARKS = frozenset({
    "role", "letter", "in_writing", "complainant", "archive_number", "second_time", "by",
    "to_function", "registered_by", "drafted", "reviewed", "returned", "suggested_category",
})  # fmt: skip
"""Marks that steps put themselves; they say who signed, what was sent and what is counted."""
ANY_FORM = frozenset({"register", "classify"})
OF_KIND = {
    "regrade": ("grade",), "approve": ("amount",), "refuse": ("amount",), "convert": ("matter",),
    "propose": ("amount",), "record": ("amount", "result"), "investigate": ("investigator",),
    "agree_time": ("agreed_time", "proof"), "extend": ("until",),
}  # fmt: skip
"""Facts that a kind of step is about, whether or not the pack's row asks for them."""
WORDS = frozenset({"note", "text", "content"})
WORDS_OF_KIND = {"join": frozenset({"name", "phone"})}
PARTS = ("part/", "second/")
"""Names under which a door brings words; any other would pass for a fact, unasked, in letters and replays."""


def check_brought(ask: Ask, step: StepRow, rules: Rules) -> None:
    """Refuse a step that carries what it does not ask. Raises Refused naming each such field."""
    words = (name for name, text in ask.words.items() if text and not _is_of_words(name, step))
    faults = tuple(_fault(name, step) for name in (*foreign(ask.detail, step, rules), *words))
    if faults:
        says = Text(
            zh="；".join(one.says.zh for one in faults), en="; ".join(one.says.en for one in faults)
        )  # fmt: skip
        raise Refused("invalid", says=says, missing=faults)


def foreign(detail: Mapping[str, Any], step: StepRow, rules: Rules) -> tuple[str, ...]:
    """Return the names of what a step brings although it neither asks nor needs it."""
    allowed = set(_allowed(step, rules))
    filled = (name for name, value in detail.items() if value not in (None, "", (), []))
    return tuple(name for name in filled if _foreign(name, step, rules, allowed))


def _is_of_words(name: str, step: StepRow) -> bool:
    return name in WORDS | WORDS_OF_KIND.get(step.kind, frozenset()) or name.startswith(PARTS)


def _foreign(name: str, step: StepRow, rules: Rules, allowed: set[str]) -> bool:
    if name in allowed:
        return False
    if name in OUR_MARKS:
        return True
    of_form = any(name in pack.fields for pack in rules.packs)
    if not of_form and name not in FACTS:
        return False  # a mark of the event: to, kind, duty, due
    return step.kind not in ANY_FORM and not (step.kind == "find" and _found(name))


def _found(name: str) -> bool:
    """Whether a fact comes out of an inquiry; a pack's own fields may."""
    return name not in FACTS or FACTS[name].source in ("finding", "judged")


def _allowed(step: StepRow, rules: Rules) -> Iterator[Any]:
    yield "reason"
    yield from step.asks
    yield from OF_KIND.get(step.kind, ())
    gates = (gate for pack in rules.packs for gate in pack.gate if gate.step in (step.id, step.kind))
    for need in (*step.needs, *(need for gate in gates for need in gate.needs)):
        yield from {need.known} - {""}
        yield from facts_of(need.when)
        yield from facts_of(need.is_) if need.is_ is not None else ()


def _fault(name: str, step: StepRow) -> Missing:
    says = Text(zh=f"“{step.title.zh}”不收“{name}”", en=f"“{step.title.en}” does not take “{name}”")
    return Missing(f"unasked:{name}", says, step.article, field=name)
