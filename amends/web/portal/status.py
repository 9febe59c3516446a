"""The complainant's mirror: what happened, what is now, what is ahead, and what one may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.cases.queries.mirror import Awaited
from amends.web.formatting import english
from amends.web.portal.door import Place, show
from amends.web.portal.opened import Open, with_case
from amends.web.portal.words import PROMISED, ahead, said, sentence

ACTIONS = {"add": "noted", "files": "evidence_added", "rate": "rated", "withdraw": "withdrawn"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, as a sentence."""

    at: datetime
    text: str
    words: str
    promised: datetime | None


@require_safe
@with_case
def status(request: HttpRequest, place: Place, open_case: Open) -> HttpResponseBase:
    """Show how the case stands."""
    seen, now = open_case.seen, timezone.now()
    may = {name: open_case.step(event) is not None for name, event in ACTIONS.items()}
    context = {
        "seen": seen, "may": may, "lines": [Line(o.at, sentence(o), o.words, o.promised) for o in seen.happened],
        "promises": [(PROMISED[event], at) for event, at in seen.promises if at > now],
        "ahead": [ahead(step, stage) for step, stage in seen.ahead], "who": who(seen.awaited) if seen.awaited else "",
        "late": told_when_late(seen.awaited) if seen.awaited else "",
    }  # fmt: skip
    return show(request, place, "status", context)


def who(next_one: Awaited) -> str:
    """Return whose turn it is: the unit and role, and the name where the organisation says names."""
    parts = [said(one) for one in (next_one.unit, next_one.role, next_one.person) if said(one)]
    return " · ".join(dict.fromkeys(parts))


def told_when_late(next_one: Awaited) -> str:
    """Return what happens by itself when the time is not kept; empty where the regulation tells nobody."""
    names = (", " if english() else "、").join(said(one) for one in next_one.tells)
    if not names:
        return ""
    if next_one.late:
        return _("This is late. Told by itself: %(who)s.") % {"who": names}
    return _("If it is late, this person is told by itself: %(who)s.") % {"who": names}
