"""Rows of a pack about papers that people sign: what they are called and what stands above the signatures."""

from __future__ import annotations

from amends.core.pack_rows import Id, Row
from amends.core.text import Text


class PaperRow(Row):
    """A paper that both sides sign, such as a settlement (FR-132). Who signs says the step that causes its event."""

    id: Id
    article: str
    title: Text  # what it is called
    says: Text  # the words above the signatures
    states: tuple[str, ...] = ()  # facts that it states beside the remedies, such as the terms
    signed_at: str = "remedy_agreed"  # the event by which it is signed
