"""Who is to judge a case again does not see it until that is done: no page, list, search, file or count of it."""

from __future__ import annotations

from uuid import UUID

from amends.cases.models import Case


def blind(case: UUID, *, to: UUID) -> None:
    """Hide a case from a person; ``cases.queries.visible`` leaves it out of every read of theirs."""
    row = Case.objects.select_for_update().only("pk", "blind_to").get(pk=case)
    row.blind_to = sorted({*row.blind_to, to})
    row.save(update_fields=["blind_to"])


def give_sight(case: UUID, *, to: UUID) -> None:
    """Let a person see a case as far as they would without the second look."""
    row = Case.objects.select_for_update().only("pk", "blind_to").get(pk=case)
    row.blind_to = [one for one in row.blind_to if one != to]
    row.save(update_fields=["blind_to"])
