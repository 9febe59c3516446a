"""Rows of a pack about papers: what both sides of a case sign, and what a unit posts up."""

from __future__ import annotations

from typing import Literal

from amends.core.pack_rows import Id, Row
from amends.core.text import Text


class PaperRow(Row):
    """A paper that both sides sign, such as a settlement (FR-132), or a notice that a unit posts up (FR-019).

    Who signs says the step that causes its event; a notice is signed by nobody.
    """

    id: Id
    article: str
    title: Text  # what it is called
    of: Literal["case", "unit"] = "case"  # unit: a notice of the unit, printed without a case
    says: Text  # the words above the signatures; of a notice its words, with {setting} where a decided point stands
    states: tuple[str, ...] = ()  # facts that it states beside the remedies, such as the terms
    signed_at: str = "remedy_agreed"  # the event by which it is signed
