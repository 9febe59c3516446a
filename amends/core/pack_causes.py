"""Rows of a pack about causes: the classes in which they are looked for (FR-107)."""

from __future__ import annotations

from amends.core.pack_rows import Id, Row
from amends.core.text import Text


class CauseClassRow(Row):
    """A class of causes, which is a bone of the fishbone; without any: man, machine, material, method, …"""

    id: Id
    article: str
    title: Text
