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
HINTS = {
    "aspect": gettext_lazy("Where one looks: face A, sealing face, chamfer of the bore."),
    "defect": gettext_lazy("One defect for each sample: shrink mark, scratch, burr."),
    "criteria": gettext_lazy("By what one decides without the sample in hand: figure and tool, or distance and light."),
    "valid_until": gettext_lazy("Thirty days before, whoever agreed on it is reminded on Today."),
    "told": gettext_lazy("Who judges there and was shown the copy, with names or shifts."),
}
"""What one would ask about a field of the forms."""


def left_words(left: int | None) -> str:
    """Return when a sample ends or that it ended, in days; empty where nobody has to think of it yet."""
    if left is None:
        return ""
    if left == 0:
        return _("ends today")
    if left > 0:
        return ngettext("ends in %(n)s day", "ends in %(n)s days", left) % {"n": left}
    return ngettext("ended %(n)s day ago", "ended %(n)s days ago", -left) % {"n": -left}
