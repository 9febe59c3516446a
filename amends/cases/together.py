"""What merged cases come to together: how many complain, each person once; and what was granted in them (FR-127)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Sum

from amends.cases.journal import Locked
from amends.cases.models import Case, MoneyLine, Party
from amends.core.money import REMEDY


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


def granted_inside(lead: Locked, merged: Iterable[Case]) -> dict[str, str]:
    """Return what was granted of each remedy in the cases inside another, and in those inside these.

    They are one matter from then on, so it counts to the limits of who grants more there; amounts as text.
    """
    inside, below = set[UUID](), {case.pk for case in merged}
    while below:
        inside |= below
        below = {*Case.objects.filter(merged_into__in=below).values_list("pk", flat=True)} - inside
    granted = MoneyLine.objects.filter(case__in=inside, flow=REMEDY, currency=lead.rules.lead.currency)
    sums = granted.values_list("kind").annotate(sum=Sum("amount")).order_by("kind")
    return {kind: str(amount) for kind, amount in sums if amount}
