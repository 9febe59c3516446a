"""Dispatch: a new order to a unit, routed by the regulation unless somebody names the unit (FR-051, FR-052)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amends.cases.asking import missing
from amends.cases.facts import read
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, Locked, StepResult, take
from amends.cases.suggested import note_choice
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
    extra = Extra(detail=detail, on=name, order_content=content)
    note_choice(extra, locked, ask.detail)
    return take(locked, ask, extra)


def _unit(locked: Locked, ask: Ask) -> UUID:
    """Return the unit that is named, else the one to which the regulation routes the case.

    Another one than that needs a reason where the step asks for reasons (FR-052); that unit's own return is one.
    """
    named, routed = str(ask.detail.get("to", "") or ""), _routed(locked, ask)
    unit = _named(locked, ask, named) if named else routed
    if unit is None:
        raise missing(locked, ask, "known:to", zh="未指明承办单位", en="Name the unit that gets the order", field="to")
    step = locked.rules.steps[ask.step]
    if routed and routed != unit and "reason" in step.asks and not ask.detail.get("reason"):
        ours = locked.directory.units[routed]
        if any(one.state == "returned" and one.to == ours.code for one in locked.state.orders.values()):
            return unit
        raise missing(
            locked, ask, "known:reason", field="reason",
            zh=f"制度归口{ours.name('zh')}，改派须写明理由",
            en=f"The regulation sends this to {ours.name('en')}; another unit needs a reason",
        )  # fmt: skip
    return unit


def _named(locked: Locked, ask: Ask, code: str) -> UUID:
    for one in locked.directory.units.values():
        if one.code == code and one.is_active:
            return one.id
    raise missing(locked, ask, "known:to", zh="没有这个单位", en="There is no such unit", field="to")


def _routed(locked: Locked, ask: Ask) -> UUID | None:
    lead = locked.rules.lead
    facts = {**locked.state.facts, **ask.detail}
    scene = Page(locked.state.with_(facts=facts), locked.rules, {}, now=ask.at).scene(lead)
    routed = route(lead, scene)
    return unit_of_function(locked.directory, routed.to, unit=locked.case.unit_id) if routed else None
