"""How many complain when cases are merged: each person once, whoever is in several of them once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from amends.cases.models import Case, Party


def alone(case: Case) -> int:
    """Return how many complain in a case by itself."""
    return case.complainants if case.complainants_alone is None else case.complainants_alone


def together(lead: Case, merged: Iterable[Case]) -> int:
    """Return how many distinct complainants the cases have; those without a name count as said."""
    cases = [lead, *merged]
    people: defaultdict[UUID, set[UUID]] = defaultdict(set)
    parties = Party.objects.filter(case__in=cases, role="complainant").values_list("case_id", "complainant_id")
    for case_id, person in parties:
        if person:
            people[case_id].add(person)
    unnamed = sum(max(0, alone(case) - len(people[case.pk])) for case in cases)
    return max(1, len(set().union(*people.values())) + unnamed) if people else max(1, unnamed)
