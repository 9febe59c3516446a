"""What was promised in a call, as it was noted of it: found in the words, kept by somebody else (FR-140, FR-229)."""

from __future__ import annotations

from amends.calls.models import Call
from amends.core.promises import Promise, find_promises
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for


def promises_in(viewer: Viewer, call: Call) -> tuple[Promise, ...]:
    """Return the promises in what was noted of a call, counted from its beginning; none where no regulation governs."""
    if not call.note:
        return ()
    try:
        rules = rules_for(call.line.unit_id, call.began_at, known=viewer.directory).rules
    except NoRegulation:
        return ()
    return find_promises(call.note, said_at=call.began_at, calendar=rules.calendars[rules.lead.id])
