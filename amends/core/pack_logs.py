"""Rows of a pack about logs that a unit keeps outside any case: openings of a box, what an outlet shows."""

from __future__ import annotations

from pydantic import Field

from amends.core.pack_rows import Id, Row, When
from amends.core.text import Text


class LogRow(Row):
    """A log of a unit. An entry fills a form, gets a number, and is not changed again (FR-019, FR-020)."""

    id: Id
    article: str
    title: Text  # what the log is called
    form: str  # the form that an entry fills
    about: str = ""  # the field of the form that names what an entry is about: the outlet, the box
    by: tuple[str, ...]  # the roles that enter
    linked_by: str = ""  # the step that links an entry to a case and says there what the entry says (FR-098)
    fails: When | None = Field(default=None)  # an entry fails the check then; none: nothing is checked
    says: Text | None = None  # what an entry that fails means
