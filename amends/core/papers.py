"""Which papers a regulation knows: signed by both sides of a case (FR-132), posted up by a unit (FR-019)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from amends.core.pack import Pack, PaperRow, SettingRow, StepRow
from amends.core.vocabulary import STEP_KINDS

POINT = re.compile(r"\{([A-Za-z0-9][A-Za-z0-9_\-/]*)\}")
"""A setting named in the words of a notice."""


def papers(pack: Pack) -> tuple[PaperRow, ...]:
    """Return the papers that can be signed: some step causes their event."""
    return tuple(row for row in pack.paper if row.of == "case" and signing(pack, row))


def signing(pack: Pack, paper: PaperRow) -> tuple[StepRow, ...]:
    """Return the steps by which a paper is signed."""
    return tuple(row for row in pack.step if paper.signed_at in (row.causes or STEP_KINDS[row.kind].causes))


def notices(pack: Pack) -> tuple[PaperRow, ...]:
    """Return the notices that a unit posts up."""
    return tuple(row for row in pack.paper if row.of == "unit")


def points(text: str) -> tuple[str, ...]:
    """Return the settings that the words of a notice name in braces, each once, in their order."""
    return tuple(dict.fromkeys(POINT.findall(text)))


def stated(pack: Pack, notice: PaperRow) -> tuple[SettingRow, ...]:
    """Return the points that a notice states, in the order in which its words name them."""
    known = {row.id: row for row in pack.setting}
    return tuple(known[name] for name in points(notice.says.zh) if name in known)


def notice_words(notice: PaperRow, language: str, values: Mapping[str, str]) -> str:
    """Return the words of a notice with the decided points, each in words, where they belong."""
    return POINT.sub(lambda found: values.get(found[1], found[0]), notice.says.in_(language))


def undecided(pack: Pack, notice: PaperRow) -> tuple[SettingRow, ...]:
    """Return the points that a notice states and nobody has decided: it cannot be posted up yet (FR-019)."""
    return tuple(row for row in stated(pack, notice) if pack.setting_value(row.id) in (None, "", ()))
