"""How mail is told: its lists, and why a mail stands where it stands."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amends.mail.models import IncomingMail

LISTS = {
    "waiting": _("To look at"), "unreadable": _("Cannot be read"), "by_itself": _("Not from people"),
    "done": _("Dealt with"),
}  # fmt: skip
EMPTY = {
    "waiting": _("No mail waits"), "unreadable": _("Every mail could be read"),
    "by_itself": _("Nothing was written by a machine"), "done": _("No mail was dealt with yet"),
}  # fmt: skip
STATES = {
    "added": _("Added to the case"), "registered": _("Registered as a case"), "set_aside": _("Set aside"),
}  # fmt: skip
REASONS = {
    "new": _("Names no case of ours"),
    "names_case": _("Names a case; not proven to be from its complainant"),
    "merged": _("Its case goes on in that of somebody else"),
    "refused": _("The stage of its case takes nothing more"),
    "answer": _("Answers our letter"),
    "automatic": _("Written by a machine"),
    "ourselves": _("From our own address"),
    "too_many": _("Too many from this sender within an hour"),
    "too_large": _("Larger than 25 MB; it is still in the mailbox"),
    "too_deep": _("More parts within parts than a person sends"),
    "empty": _("Nothing is in it"),
    "broken": _("Its form is broken; the original is kept"),
    "not_handed_out": _("The mail server does not hand it out"),
    "not_worked_off": _("It could not be worked off; the original is kept"),
}  # fmt: skip
ERRORS = {
    "unreachable": _("The server cannot be reached."), "refused": _("Sign-in was refused."),
    "no_folder": _("There is no such folder."), "broken": _("The connection broke off."),
}  # fmt: skip


def why(row: IncomingMail) -> tuple[str, str]:
    """Return why a mail stands where it stands, and the words of a header, a person or a refusal beside it.

    A case that the reader does not see is told of as one that is not there.
    """
    is_shown = getattr(row, "case_shown", False)  # said by `mail.desk.readable`
    reason = "new" if row.reason == "names_case" and not is_shown else row.reason
    said = row.said.partition("\n")
    english = (get_language() or "zh").startswith("en")
    beside = said[2] if english and row.reason == "refused" and row.state != "set_aside" else said[0]
    title = STATES["set_aside"] if row.state == "set_aside" else REASONS.get(reason, "")
    return str(title), row.said if row.state == "set_aside" else beside
