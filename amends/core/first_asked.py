"""Who owns what somebody was told first: themselves, unless the regulation excepts them (FR-065)."""

from __future__ import annotations

from amends.core.pack import Pack

FIRST_ASKED = "first_asked"
CONCERNED = ("accused", "interested")
"""Persons in the matter, as an exception may name them beside roles."""


def owner_instead(pack: Pack, *, roles: frozenset[str], concerned: frozenset[str] = frozenset()) -> str:
    """Return the role that owns it instead of a person with these roles; empty: the person does.

    ``concerned``: what part the person has in the matter (``accused``, ``interested``).
    """
    row = next((one for one in pack.role if one.id == FIRST_ASKED), None)
    return row.instead if row and set(row.never) & (roles | concerned) else ""
