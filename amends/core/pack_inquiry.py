"""Rows of a pack about an investigation: of which sections its page consists (FR-090 to FR-106)."""

from __future__ import annotations

from typing import Literal

from amends.core.pack_rows import Id, Row
from amends.core.text import Text


class InquiryRow(Row):
    """A section of the investigation of a case: the steps that fill it, and how it is laid out.

    Its entries are those of the case's journal; nothing is kept a second time.
    """

    id: Id
    article: str
    title: Text
    shape: Literal["points", "sides", "custody", "meetings", "findings", "log"]  # how it is laid out
    steps: tuple[str, ...]  # the steps whose entries stand in it
    ends: tuple[str, ...] = ()  # points: the steps that tick a point off
    sides: tuple[str, ...] = ()  # sides: the fields that stand beside each other; one without words is marked
    due: str = ""  # points and meetings: the field with the date of a point, or of what was decided
    person: str = ""  # points and custody: the field with who does it, or who has the thing
    item: str = ""  # custody: the field that names the thing
    wanted: str = ""  # meetings: the fact that says who has to be there
    responsible: str = ""  # meetings: the fact with the departments found responsible; absent, minutes are incomplete
    present: str = ""  # meetings: the field that says who was there
