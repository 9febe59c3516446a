"""Rows of a pack about what is looked at again by lot: call-backs and blind second looks."""

from __future__ import annotations

from typing import Any, Literal

from amends.core.pack_rows import Id, Row
from amends.core.text import Text


class SampleRow(Row):
    """Closed cases that are drawn by lot, and for each somebody who had no part in it (FR-149)."""

    id: Id
    article: str
    title: Text
    kind: Literal["call_back", "second_look"]  # the complainant is called, or the case is decided again without sight
    by: tuple[str, ...]  # roles that announce the draw and make it
    among: tuple[str, ...]  # roles among whom the second lot is drawn
    cases: Any  # how many are drawn: a number or { setting = … }
    within: Any  # how long whoever was drawn has for it
    every: Literal["month", "quarter"] = "month"  # the period whose closed cases are in the draw
    tries: int = 3  # call_back: after so many tries it may be given up
    on_days: int = 2  # call_back: when the tries were on so many days (FR-155)
    on_request: bool = False  # second_look: the complainant may ask for one, too
