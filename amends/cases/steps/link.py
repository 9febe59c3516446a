"""Link an entry of a unit's log to a case (FR-098): once, and what one item says is not unsaid by the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from amends.cases.facts import read, types_of
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Locked, StepResult, take
from amends.cases.models import Entry
from amends.core.ledger import Rules
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.vocabulary import Type


def is_link(step: str, rules: Rules) -> bool:
    """Return whether entries of a log are linked by a step."""
    return any(row.linked_by == step for pack in rules.packs for row in pack.log)


def link(found: Opened, ask: Ask) -> StepResult:
    """Link an item, named by ``on`` where it is an entry of a log; the case is locked, so one link is one.

    Raises Refused where the entry is linked to the case already.
    """
    locked = found.case
    if ask.on and Entry.objects.filter(case=locked.case, step=ask.step, body__on=ask.on).exists():
        zh, en = f"{ask.on} 已关联到 {ask.number}", f"{ask.on} is linked to {ask.number} already"
        says, article = Text(zh=zh, en=en), locked.rules.steps[ask.step].article
        raise Refused("linked", says=says, missing=(Missing("linked", says, article, field="case"),))
    return take(locked, replace(ask, detail=_strongest(locked, ask.detail)))


def _strongest(locked: Locked, detail: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an item says without its no to what is known of the case: another item was published for all that."""
    types, told = types_of(locked.rules), read(detail, locked.rules)
    yes_no = {name for name in told if (kind := types.get(name)) and kind.type == Type.YES_NO}
    unsaid = {name for name in yes_no if told[name] is False and locked.state.facts.get(name) is True}
    return {name: value for name, value in detail.items() if name not in unsaid}
