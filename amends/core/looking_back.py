"""Which rows of a pack look back at closed cases: the same defect again, and what is drawn by lot (FR-117, FR-149)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.due import due_after
from amends.core.fingerprints import Fingerprint, fingerprint
from amends.core.pack import FingerprintRow, Pack, SampleRow
from amends.core.span import Span
from amends.core.windows import ROLLING, counts_until
from amends.core.working_calendar import WorkingCalendar


def first_known(pack: Pack, facts: Mapping[str, Any]) -> tuple[FingerprintRow, Fingerprint] | None:
    """Return the first row whose object is known, with the fingerprint by it; None: none is (FR-116)."""
    found = ((row, fingerprint(row, facts)) for row in pack.fingerprint)
    return next((one for one in found if one[1].object), None)


def still_counts(
    pack: Pack, row: FingerprintRow, earlier: datetime, *, now: datetime, calendar: WorkingCalendar
) -> bool:
    """Return whether an 8D that began at ``earlier`` is looked back at now, by the row's ``within`` (FR-117)."""
    within = decided(pack, row.within)
    if within is None:
        return True
    until = counts_until(earlier, within=Span.parse(within), window=ROLLING, calendar=calendar, counting=pack.counting)
    return until is None or now <= until


def drawn_until(pack: Pack, row: SampleRow, drawn: datetime, *, calendar: WorkingCalendar) -> datetime | None:
    """Return by when what was drawn has to be done; None while the organisation has not decided it (FR-149)."""
    within = decided(pack, row.within)
    if within is None:
        return None
    return due_after(drawn, Span.parse(str(within)), calendar=calendar, counting=pack.counting).at


def decided(pack: Pack, value: Any) -> Any:
    """Return a figure of a row, or what the organisation decided for it; None: not decided."""
    return pack.setting_value(str(value.get("setting", ""))) if isinstance(value, Mapping) else value
