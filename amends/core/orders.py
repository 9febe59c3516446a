"""Dispatch orders as rules see them: sent, received, returned, handled (FR-051, FR-054)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from amends.core.ledger import Event, Order
from amends.core.order_states import STATES
from amends.core.page import Page


def take_in_order(page: Page, event: Event) -> None:
    """Bring an order up to date with an event that concerns it."""
    state = STATES.get(event.name)
    if state is None:
        return
    for order_id in _concerned(page, event):
        order = page.orders.get(order_id, Order(order_id))
        limit = event.detail.get("order_limit", event.detail.get("due"))
        page.put_order(
            replace(
                order,
                state=state,
                to=str(event.detail.get("to") or order.to),
                handler=event.by.id if event.by and event.name == "order_received" else order.handler,
                limit=limit if isinstance(limit, datetime) and event.name == "dispatched" else order.limit,
            )
        )


def _concerned(page: Page, event: Event) -> list[str]:
    """Return the orders that an event is about; one that names none is about every one that is not over."""
    if event.on or event.name == "dispatched" or not page.orders:
        return [event.on]
    return [order.id for order in page.orders.values() if order.state not in ("returned", "handled")]
