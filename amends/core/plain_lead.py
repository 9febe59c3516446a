"""The plainest regulation there is: one step of each kind, anybody may take it at any stage, nothing is owed.

The stories of an outside body's pack are told beside it, so that its gates before
somebody's reply or closing show what they stop, whatever that somebody's own rules say.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from amends.core.pack import Pack, StepRow
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS

ID = "plain-lead"


@cache
def plain_lead() -> Pack:
    """Return the pack; its steps are called what their kinds are."""
    steps = tuple(
        StepRow.model_validate({"id": kind, "kind": kind, "article": "", "title": word.title, "from": ("*",)})
        for kind, word in STEP_KINDS.items()
    )
    title = Text(zh="最简制度", en="The plainest regulation")
    return Pack(id=ID, version="1", title=title, valid_from=date.min, step=steps)
