"""What a form says of an action's promise: what is counted, by how much it falls, or why it cannot be measured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import QueryDict

from amends.core.eight_d import FOLLOW_A_CAUSE
from amends.quality.promising import UNMEASURED, Pledge
from amends.web.desk.calls_words import count, date_of


def pledge_of(sent: QueryDict) -> Pledge:
    """Return the promise that a form sent, with 0 and None for what is no figure."""
    criterion = sent.get("criterion", "")
    return Pledge(
        criterion, date_of(sent.get("from_day", "")), days=count(sent.get("days", "")) or 0,
        reduction=count(sent.get("reduction", "")) or 0, looks=count(sent.get("looks", "")) or 0,
        exposed_by=sent.get("exposed_by", "days"),
    )  # fmt: skip


def said_of(sent: QueryDict) -> tuple[Pledge | None, str | None]:
    """Return what the form that lists an action says of its promise: a promise, a reason against one, or neither.

    An action that follows no cause is listed without: its fields are not shown then, whatever they still hold.
    """
    criterion = sent.get("criterion", "")
    if not criterion or sent.get("kind", "") not in FOLLOW_A_CAUSE:
        return None, None
    return (None, sent.get(UNMEASURED, "")) if criterion == UNMEASURED else (pledge_of(sent), None)


def first_values(today: date, *, criterion: str) -> Mapping[str, str]:
    """Return what the fields of a promise hold before anybody typed."""
    return {"criterion": criterion, "days": "30", "from_day": today.isoformat(), "looks": "6"}
