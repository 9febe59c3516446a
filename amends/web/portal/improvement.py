"""What the complainant reads of an 8D: what the regulation shows, in the version that was approved (FR-115)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from amends.core.eight_d import PART_TITLES
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.quality.queries.shown import shown_to_customer
from amends.regulations.having import has_rows


class Improvement(NamedTuple):
    """One discipline as the portal shows it."""

    id: str
    title: Text
    at: datetime
    parts: tuple[tuple[Text, str], ...]


def improvement(viewer: Viewer, number: str) -> tuple[Improvement, ...]:
    """Return the approved disciplines of the 8D of a case whose secret was given; nothing where no pack has any."""
    if not has_rows(viewer.directory, "discipline"):
        return ()
    return tuple(
        Improvement(one.id, one.title, one.at, tuple((PART_TITLES[part], text) for part, text in one.parts.items()))
        for one in shown_to_customer(number)
    )
