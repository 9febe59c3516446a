"""What happened and what comes, in words for somebody who knows no word of the trade."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amends.cases.queries.mirror import Happened
from amends.core.pack import StageRow, StepRow
from amends.core.text import Text

SENTENCES = {
    "received": gettext_lazy("We received your complaint"),
    "acknowledged": gettext_lazy("We told you that we have it"),
    "accepted": gettext_lazy("We have taken it on"),
    "not_accepted": gettext_lazy("We told you that we cannot deal with it"),
    "converted": gettext_lazy("It is now handled as a complaint"),
    "complainant_joined": gettext_lazy("Somebody else with the same problem joined"),
    "time_agreed": gettext_lazy("We agreed a time with you"),
    "contacted": gettext_lazy("We spoke with you"),
    "contact_failed": gettext_lazy("We tried to reach you and did not"),
    "introduced": gettext_lazy("We told you who goes on with it"),
    "progress_told": gettext_lazy("We told you how it stands"),
    "settled_on_site": gettext_lazy("It was settled on the spot"),
    "evidence_asked": gettext_lazy("We asked you for papers or photos"),
    "evidence_added": gettext_lazy("Papers or photos were added"),
    "investigation_opened": gettext_lazy("We began to look into it"),
    "order_returned": gettext_lazy("It went back to us and goes to somebody else"),
    "handled": gettext_lazy("The work is reported as done"),
    "redone": gettext_lazy("It is being done again"),
    "remedy_offered": gettext_lazy("We offered to make it good"),
    "remedy_agreed": gettext_lazy("You accepted how it is made good"),
    "remedy_done": gettext_lazy("It was made good"),
    "replied": gettext_lazy("We answered you"),
    "permanent_replied": gettext_lazy("We told you how it is kept from happening again"),
    "decision_told": gettext_lazy("We told you the decision"),
    "delay_announced": gettext_lazy("We told you that it takes longer"),
    "visit_decided": gettext_lazy("We will come to see you"),
    "visited": gettext_lazy("We came to see you"),
    "followed_up": gettext_lazy("A colleague asked you how it turned out"),
    "rated": gettext_lazy("You told us how you find it"),
    "closed": gettext_lazy("It is closed"),
    "reopened": gettext_lazy("It was taken up again"),
    "merged": gettext_lazy("It is handled together with others on the same problem"),
    "unmerged": gettext_lazy("It is handled by itself again"),
    "parked": gettext_lazy("It cannot be solved at present and rests until a date"),
    "unparked": gettext_lazy("The work on it goes on"),
    "withdrawn": gettext_lazy("It was withdrawn"),
    "noted": gettext_lazy("You added something"),
}
OWN = {
    "evidence_added": gettext_lazy("You added papers or photos"),
    "withdrawn": gettext_lazy("You withdrew it"),
}
TO_UNIT = {
    "dispatched": (gettext_lazy("Given to %(unit)s"), gettext_lazy("Given to those who put it right")),
    "order_received": (gettext_lazy("%(unit)s has begun"), gettext_lazy("The work has begun")),
}
PROMISED = {
    "time_agreed": gettext_lazy("Agreed with you"),
    "acknowledged": gettext_lazy("We said it would take until"),
    "parked": gettext_lazy("Taken up again on"),
}
AHEAD = {
    "dispatch": gettext_lazy("It goes to those who can put it right"),
    "accept": gettext_lazy("They begin with it"),
    "handle": gettext_lazy("It is put right"),
    "reply": gettext_lazy("You get an answer"),
    "close": gettext_lazy("It is closed"),
}


def sentence(one: Happened) -> str:
    """Return what happened as a sentence."""
    if one.event in TO_UNIT:
        named, unnamed = TO_UNIT[one.event]
        unit = said(one.unit)
        return str(named) % {"unit": unit} if unit else str(unnamed)
    if one.own and one.event in OWN:
        return str(OWN[one.event])
    return str(SENTENCES[one.event])


def ahead(step: StepRow, stage: StageRow) -> str:
    """Return what is still to come as a sentence."""
    if step.kind == "follow_up":
        if "handler" in step.not_by:
            return _("Another colleague asks you; only when you say it is put right is it closed")
        return _("We ask you how it turned out before it is closed")
    return str(AHEAD[step.kind]) if step.kind in AHEAD else said(stage.title)


def said(text: Text) -> str:
    """Return a text in the language of the page."""
    return text.in_(get_language() or "zh")
