"""What a limit sample is said to be: where it stands, what it shows, when it ends (FR-111)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

STATES = {
    "in_force": gettext_lazy("in force"), "expired": gettext_lazy("expired"), "retired": gettext_lazy("retired"),
}  # fmt: skip
FILTERED = {"ending": gettext_lazy("ends soon"), **STATES}
TONES = {"in_force": "soft", "expired": "heavy", "retired": ""}
SHOWS = {
    "good": gettext_lazy("good: the last that is accepted"), "defective": gettext_lazy("defective: rejected"),
}  # fmt: skip


def left_words(left: int | None) -> str:
    """Return when a sample ends or that it ended, in days; empty where nobody has to think of it yet."""
    if left is None:
        return ""
    if left == 0:
        return _("ends today")
    if left > 0:
        return ngettext("ends in %(n)s day", "ends in %(n)s days", left) % {"n": left}
    return ngettext("ended %(n)s day ago", "ended %(n)s days ago", -left) % {"n": -left}
