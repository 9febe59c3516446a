"""Check lists that a regulation goes through in order until one answer ends them (FR-025).

The answers are facts: a check only says which field takes its answer, who may give it, what has
to be written down of what was seen, and what an answer leads to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.evaluate import Scene, holds
from amends.core.ledger import StepCall, Value
from amends.core.pack import CheckRow, Lead, Pack
from amends.core.refusal import Missing
from amends.core.text import Text

EMPTY = (None, "", ())


def next_check(pack: Pack, list_id: str, scene: Scene) -> CheckRow | None:
    """Return the first check of a list that has no answer yet; None when the list is at its end (FR-025)."""
    return next((row for row in _open(pack, list_id, scene) if _unanswered(row, scene.facts)), None)


def out_of_reach(pack: Pack, scene: Scene) -> frozenset[str]:
    """Return the fields of checks that are no longer asked: an earlier answer ended their list, or they do not apply.

    Forms leave them out (FR-025).
    """
    asked = {row.id for name in {one.list for one in pack.check} for row in _open(pack, name, scene)}
    return frozenset(field for row in pack.check if row.id not in asked for field in (row.asks, row.seen) if field)


def found_by(pack: Pack, detail: Mapping[str, Value]) -> dict[str, Value]:
    """Return the facts that become known by the answers that an event brings."""
    found: dict[str, Value] = {}
    for row in pack.check:
        found |= {name: _fact(value) for one in _leads(row, detail) for name, value in one.finds.items()}
    return found


def checks_missing(call: StepCall, pack: Pack, scene: Scene) -> Iterator[Missing]:
    """Yield why the answers that a step brings may not be given: out of order, by others, without what was seen."""
    for row in pack.check:
        if call.detail.get(row.asks) in EMPTY:
            continue
        yield from _out_of_order(row, pack, scene)
        yield from _by_others(row, call, pack)
        if row.seen and scene.facts.get(row.seen) in EMPTY:
            says = Text(zh=f"“{row.question.zh}”须写明所见", en=f"say what was seen when answering “{row.question.en}”")
            yield Missing(f"known:{row.seen}", says, row.article, field=row.seen, pack=pack.id)


def list_missing(pack: Pack, list_id: str, scene: Scene) -> tuple[str, Text, str] | None:
    """Return code, words and form field of the check at which a list stands; None when it is at its end."""
    row = next_check(pack, list_id, scene)
    if row is None:
        return None
    says = Text(zh=f"尚未检查“{row.question.zh}”", en=f"not yet checked: “{row.question.en}”")
    return f"checked:{list_id}", says, row.asks


def _open(pack: Pack, list_id: str, scene: Scene) -> Iterator[CheckRow]:
    """Yield the checks of a list that apply, up to the one whose answer ends it."""
    for row in pack.check:
        if row.list != list_id or not holds(row.when, scene).true:
            continue
        yield row
        if any(one.ends for one in _leads(row, scene.facts)):
            return


def _leads(row: CheckRow, facts: Mapping[str, Value]) -> list[Lead]:
    return [one for one in row.leads if facts.get(row.asks) == one.answer]


def _unanswered(row: CheckRow, facts: Mapping[str, Value]) -> bool:
    return facts.get(row.asks) in EMPTY


def _out_of_order(row: CheckRow, pack: Pack, scene: Scene) -> Iterator[Missing]:
    asked = list(_open(pack, row.list, scene))
    if row not in asked:
        says = Text(zh=f"无须再查“{row.question.zh}”", en=f"“{row.question.en}” is not asked any more")
        yield Missing(f"ended:{row.id}", says, row.article, field=row.asks, pack=pack.id)
        return
    earlier = [one for one in asked[: asked.index(row)] if _unanswered(one, scene.facts)]
    for one in earlier[:1]:
        says = Text(zh=f"先查“{one.question.zh}”", en=f"first check “{one.question.en}”")
        yield Missing(f"check:{one.id}", says, one.article, field=one.asks, pack=pack.id)


def _by_others(row: CheckRow, call: StepCall, pack: Pack) -> Iterator[Missing]:
    if row.by and not call.by.roles & set(row.by):
        titles = [role.title for role in pack.role if role.id in row.by]
        who = Text(zh="、".join(one.zh for one in titles), en=", ".join(one.en for one in titles))
        says = Text(zh=f"“{row.question.zh}”须由{who.zh}查", en=f"“{row.question.en}” is for {who.en}")
        yield Missing("role", says, row.article, field=row.asks, pack=pack.id)


def _fact(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value
