"""What would be: grade, clocks, route and remedies of facts that nobody has registered. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.counts import Asked, count
from amends.cases.facts import read
from amends.core.engine import advance, events_of
from amends.core.evaluate import Scene
from amends.core.ledger import CaseState, Rules, StepCall
from amends.core.lifecycle import check_step, scenes
from amends.core.page import Page
from amends.core.refusal import Missing, Refused
from amends.core.remedies import Offer, offers
from amends.core.routing import Routed, route
from amends.people.rows import new_id
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_for


@dataclass(frozen=True, slots=True)
class Trial:
    """The answer of the regulation in force: the state a case would have, and what it rests on."""

    rules: Rules
    state: CaseState
    route: Routed | None
    offers: tuple[Offer, ...]
    refusals: tuple[Missing, ...]  # why it could not be registered like this


def try_out(viewer: Viewer, facts: Mapping[str, Any], *, unit: UUID, at: datetime) -> Trial:
    """Return what the regulation of a unit says of these facts. Raises Refused for what cannot be read, NoRegulation."""
    rules = rules_for(unit, at, org=viewer.org).rules
    step = next(row for row in rules.lead.step if row.kind == "register")
    call = StepCall(step.id, at, viewer.actor([unit]), detail=read(facts, rules))
    counts, _ = count(Asked(new_id(), "", at, call.detail, CaseState()), rules, now=at)
    state = CaseState()
    refusals = _refusals(call, rules)
    for event in events_of(call, step):
        state, _effects = advance(state, event, rules, counts)
    scene = _scene(state, rules, at, counts)
    return Trial(rules, state.with_(stage=step.to or ""), route(rules.lead, scene), offers(rules.lead, scene), refusals)


def _scene(state: CaseState, rules: Rules, at: datetime, counts: Any) -> Scene:
    return Page(state, rules, counts, now=at).scene(rules.lead)


def _refusals(call: StepCall, rules: Rules) -> tuple[Missing, ...]:
    page = Page(CaseState(), rules, {}, now=call.at)
    try:
        check_step(call, CaseState(), rules, scenes(page, call))
    except Refused as refused:
        return refused.missing
    return ()
