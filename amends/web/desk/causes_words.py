"""What the cause editors are called and say."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS = {
    "fishbone": gettext_lazy("Fishbone"),
    "why": gettext_lazy("5-why"),
    "matrix": gettext_lazy("Cause–effect matrix"),
}


def words_of_the_editor() -> dict[str, str]:
    """Return what the editor says by itself, in the language of the page."""
    return {
        "add": _("Type a cause"), "empty": _("no words yet"), "main": _("main cause"), "control": _("Control point"),
        "controlAsked": _("How is it kept under control?"), "saving": _("Saving …"), "saved": _("Saved"),
        "unsaved": _("Not saved yet"), "failed": _("Could not be saved; it is tried again"),
        "noMain": _("None is marked main yet: choose a cause and press space, or the button."),
        "noRoot": _("No answer yet: add one below a question."), "moved": _("moved to"), "removed": _("removed"),
        "undone": _("undone"), "redone": _("done again"), "taken": _("stands in the 8D"), "take": _("Take over"),
        "loseMine": _("Theirs is shown; yours is one step back (undo)."), "article": _("Article"),
        "total": _("Total"), "cause": _("Cause"), "weight": _("Weight"), "effect": _("Effect"), "rank": _("Rank"),
        "score": _("Score"), "drag": _("Drag to move"), "remove": _("Remove"),
    }  # fmt: skip
