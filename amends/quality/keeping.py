"""Fingerprints follow the cases: first case by case until all are known, then whatever has an entry since.

Entries are found by their key, which sorts by time; what was written in the last seconds is left for the next
round, because a transaction that began earlier may still end later. One row per organisation says how far it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from amends.cases.models import Case, Entry
from amends.people.directory import directory
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.quality.models import CasePrint, PrintMark
from amends.quality.prints import READ, keep_print, packs_of
from amends.regulations.having import has_rows

AT_ONCE = 200
STILL_OPEN = timedelta(seconds=30)
"""So long after its entry was made a transaction may end; imports write in batches that are shorter."""
CAUGHT_UP = timedelta(days=3)
FIRST = UUID(int=0)
ROWS = "fingerprint"


def keep_prints(*, org: UUID, at: datetime) -> tuple[int, frozenset[str]]:
    """Bring the next fingerprints up to date; return how many cases were read and the objects that were touched.

    An organisation whose regulations say nothing of defects costs no query of its cases.
    """
    with organisation(org):
        mark = _mark(org) if has_rows(directory(org), ROWS) else None
        if mark is None:
            return 0, frozenset()  # nothing to keep, or another worker is at it
        return _fill(mark, at) if not mark.is_filled else _follow(mark, at)


def catch_up(*, org: UUID, at: datetime) -> frozenset[str]:
    """Read the cases of the last days again whose fingerprint is behind; return the objects that were touched."""
    touched: set[str] = set()
    with organisation(org):
        recent = Case.objects.filter(received_at__gte=at - CAUGHT_UP) if has_rows(directory(org), ROWS) else None
        ids = list(recent.order_by("pk").values_list("pk", "head_seq")) if recent is not None else []
    for first in range(0, len(ids), AT_ONCE):
        some = ids[first : first + AT_ONCE]
        with organisation(org):
            known = dict(CasePrint.objects.filter(case__in=[key for key, _ in some]).values_list("case", "seq"))
            touched |= _keep([key for key, seq in some if known.get(key) != seq])
    return frozenset(touched)


def earliest_of(at: datetime) -> UUID:
    """Return the least key that a row made at a moment can have (UUIDv7: milliseconds in front)."""
    return UUID(int=int(at.astimezone(UTC).timestamp() * 1000) << 80)


def _mark(org: UUID) -> PrintMark | None:
    PrintMark.objects.get_or_create(org_id=org, defaults={"id": new_id()})
    return PrintMark.objects.select_for_update(skip_locked=True).first()


def _fill(mark: PrintMark, at: datetime) -> tuple[int, frozenset[str]]:
    if mark.cases_to is None:
        mark.entries_to = earliest_of(at - STILL_OPEN)  # what happens while the cases are read comes after them
    ids = list(Case.objects.filter(pk__gt=mark.cases_to or FIRST).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    touched = _keep(ids)
    mark.cases_to = ids[-1] if ids else mark.cases_to or FIRST
    mark.is_filled = len(ids) < AT_ONCE
    mark.save()
    return len(ids), touched


def _follow(mark: PrintMark, at: datetime) -> tuple[int, frozenset[str]]:
    until = earliest_of(at - STILL_OPEN)
    entries = Entry.objects.filter(pk__gt=mark.entries_to or FIRST, pk__lt=until).order_by("pk")
    found = list(entries.values_list("pk", "case")[:AT_ONCE])
    if not found:
        return 0, frozenset()
    touched = _keep(list(dict.fromkeys(case for _, case in found)))
    mark.entries_to = found[-1][0]
    mark.save(update_fields=["entries_to"])
    return len(found), touched


def _keep(ids: Sequence[UUID]) -> frozenset[str]:
    packs = packs_of(ids)
    concerned = [key for key in ids if any(pack.fingerprint for pack in packs.get(key, ()))]
    rows = [keep_print(case, packs[case.pk]) for case in Case.objects.filter(pk__in=concerned).only(*READ)]
    return frozenset(row.object for row in rows if row)
