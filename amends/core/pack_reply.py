"""Rows of a pack about writing a reply: templates with parts, and whose eyes see it before it leaves."""

from __future__ import annotations

from amends.core.conditions import ALWAYS
from amends.core.pack_rows import Id, Row, When
from amends.core.text import Text


class TemplateRow(Row):
    """Words that a clerk starts a reply from, part by part; ``{fact}`` is filled from the case (FR-137, FR-143)."""

    id: Id
    article: str
    title: Text
    of: str = "reply"  # the text that it is for: reply, or a letter's id
    when: When = ALWAYS  # offered only then
    text: Text | None = None  # the words before the parts
    parts: dict[str, Text] = {}  # its words for each part


class ReviewRow(Row):
    """A reply that a second person reads before it leaves: never the one who wrote it (FR-142)."""

    id: Id
    article: str
    title: Text
    of: str = "reply"  # the text that is read: reply, or a letter's id
    by: tuple[str, ...]  # the roles that may read it
    when: When = ALWAYS
