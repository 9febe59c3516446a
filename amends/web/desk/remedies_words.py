"""The words of remedies: of what a line is, how far it has come."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from amends.core.money import INCOME, REMEDY, RETURN

FLOW_WORDS = {REMEDY: _("Remedies to complainants"), RETURN: _("Returned goods"), INCOME: _("Income of service")}
ARRIVED = {RETURN: _("arrived, not booked"), INCOME: _("taken in, not booked")}
"""What is said of what was not given to anybody."""
STATE_WORDS = {"granted": _("granted, not given"), "given": _("given, not booked"), "booked": _("booked")}
TONES = {"granted": "warm", "given": "", "booked": "soft"}


def state_word(flow: str, state: str) -> str:
    """Return how far a line has come, in the words of what it is."""
    return str(ARRIVED.get(flow, STATE_WORDS[state]) if state == "given" else STATE_WORDS[state])
