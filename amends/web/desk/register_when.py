"""When it was told and received, for a complaint that is written down later (FR-021): three fields, seldom opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from amends.core.vocabulary import Type
from amends.web.fields import FormField

TOLD_AT, HAPPENED_AT, REASON = "told_at", "happened_at", "backdate_reason"


def when_fields(taken: Iterable[str]) -> tuple[FormField, ...]:
    """Return the fields of an earlier time, without those that the regulation's own form has."""
    rows = (
        _instant(TOLD_AT, _("First told to us"), _("To a guard, a driver, a colleague: when they first told anybody.")),
        _instant(HAPPENED_AT, _("Received"), _("Left empty: now. Clocks count from this time.")),
        FormField(REASON, Type.TEXT, _("Why it is entered later"), "text"),
    )
    own = frozenset(taken)
    return tuple(one for one in rows if one.name not in own)


def moments(values: dict[str, Any]) -> dict[str, Any]:
    """Return what an ``Intake`` takes of these answers; what was left empty is left out."""
    return {name: values[name] for name in (TOLD_AT, HAPPENED_AT, REASON) if name in values}


def _instant(name: str, label: str, hint: str) -> FormField:
    return FormField(name, Type.INSTANT, label, "datetime-local", hint=hint)
