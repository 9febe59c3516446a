"""Rows of a pack about what the complainant may do and until when; nobody of the organisation owes it."""

from __future__ import annotations

from typing import Any

from amends.core.conditions import ALWAYS
from amends.core.pack_rows import Id, Row, When
from amends.core.text import Text


class RightRow(Row):
    """What the complainant may do until when: ask for a review, go to an ombudsman, waive further complaint."""

    id: Id
    article: str
    title: Text  # what the complainant may do
    when: When = ALWAYS
    opens: Any = None  # the event, or a list, from which on it may be done, the latest counts; none: from receipt
    within: Any = None  # how long, from that event: a span or { setting = … }; none: no last day
    ends: tuple[Any, ...] = ()  # events after which it may no longer be done
    used_by: Any = None  # what is done by it: event, list or { event, kind, to, … }
    told_in: tuple[str, ...] = ()  # the parts of answers that tell it; wherever it stands they are demanded
    to: Any = None  # whom it is asked of: a role, or { outside = "ombudsman" }; none: the organisation
    counting: dict[str, Any] | None = None  # keys of [counting] that hold for this row
