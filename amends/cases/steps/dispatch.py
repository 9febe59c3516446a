"""Dispatch: a new order to a unit, routed by the regulation unless somebody names the unit (FR-051, FR-052)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amends.cases.asking import missing
from amends.cases.facts import read
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, Locked, StepResult, take
from amends.core.page import Page
from amends.core.routing import route
from amends.people.responsible import unit_of_function


def dispatch(found: Opened, ask: Ask) -> StepResult:
    """Send an order. ``detail``: ``to`` (a unit's code), ``order_limit``; words: ``content``. Raises Refused."""
    locked = found.case
    unit = _unit(locked, ask)
    name = ask.on or f"order-{len(locked.state.orders) + 1}"
    goes_to = locked.directory.units[unit]
    detail: dict[str, Any] = {"to": goes_to.code, "to_function": goes_to.function}
    detail |= read({"order_limit": ask.detail.get("order_limit")}, locked.rules)
    content = ask.words.get("content", "") or locked.case.wish or locked.case.description
    return take(locked, ask, Extra(detail=detail, on=name, order_content=content))


def _unit(locked: Locked, ask: Ask) -> UUID:
    """Return the unit that is named, else the one to which the regulation routes the case."""
    named = str(ask.detail.get("to", "") or "")
    if named:
        active = {u.code: u.id for u in locked.directory.units.values() if u.is_active}
        if named not in active:
            raise missing(locked, ask, "known:to", zh="没有这个单位", en="There is no such unit", field="to")
        return active[named]
    lead = locked.rules.lead
    facts = {**locked.state.facts, **ask.detail}
    scene = Page(locked.state.with_(facts=facts), locked.rules, {}, now=ask.at).scene(lead)
    routed = route(lead, scene)
    unit = unit_of_function(locked.directory, routed.to, unit=locked.case.unit_id) if routed else None
    if unit is None:
        raise missing(locked, ask, "known:to", zh="未指明承办单位", en="Name the unit that gets the order", field="to")
    return unit
