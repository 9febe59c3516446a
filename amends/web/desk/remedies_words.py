"""The words of remedies: of what a line is, how far it has come."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from amends.core.money import INCOME, REMEDY, RETURN

FLOW_WORDS = {REMEDY: _("Remedies"), RETURN: _("Returned goods"), INCOME: _("Income of service")}
STATE_WORDS = {"granted": _("granted, not given"), "given": _("given, not booked"), "booked": _("booked")}
TONES = {"granted": "warm", "given": "", "booked": "soft"}
