"""For which rows of the regulations in force nobody of an organisation is there today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from amends.core.finding import Finding
from amends.jobs.findings_told import NoOrganisation
from amends.people.directory import directory
from amends.people.tenancy import organisation, organisation_called
from amends.regulations.vacancies import vacancies


def vacant_today(code: str) -> Iterator[tuple[str, Finding]]:
    """Yield each such row with unit and pack. Raises NoOrganisation for a code that no organisation has."""
    org = organisation_called(code)
    if org is None:
        raise NoOrganisation(f"there is no organisation “{code}”")
    with organisation(org):
        known = directory(org)
        found = vacancies(known, known.day(datetime.now(UTC)))
    yield from ((f"{one.unit.code}: {one.pack.id}", finding) for one in found for finding in one.findings)
