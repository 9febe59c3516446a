"""The fingerprint of a case's defect, by the row of its regulation, kept beside the case (FR-116)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from amends.cases.models import Case, CaseRule
from amends.cases.search_words import fold
from amends.core.fingerprints import Fingerprint
from amends.core.looking_back import first_known
from amends.core.pack import FingerprintRow, Pack
from amends.quality.models import CasePrint
from amends.regulations.shelf import pack as pack_by_hash

LONGEST = 5_000
"""So many characters of a text are looked at; what a defect is stands at its beginning."""
COLUMNS = ("description", "title", "category", "channel", "wish")
READ = ("id", "org_id", "number", "unit_id", "facts", "received_at", "is_counted", "head_seq", *COLUMNS)


@dataclass(frozen=True, slots=True)
class Printed:
    """A fingerprint, and the row of the pack that says what it is made of."""

    row: FingerprintRow
    pack: Pack
    fingerprint: Fingerprint


def printed(case: Case, packs: Iterable[Pack]) -> Printed | None:
    """Return the fingerprint of a case by the first row whose object is known; None where no pack has one."""
    facts = _folded(case)
    for pack in packs:
        if found := first_known(pack, facts):
            return Printed(found[0], pack, found[1])
    return None


def keep_print(case: Case, packs: Sequence[Pack]) -> CasePrint | None:
    """Write the fingerprint of a case as it is now and return it; None where nothing is known of it."""
    found = printed(case, packs)
    if found is None:
        CasePrint.objects.filter(case=case).delete()
        return None
    row, _ = CasePrint.objects.update_or_create(org_id=case.org_id, case=case, defaults=_values(case, found))
    return row


def packs_of(cases: Iterable[UUID]) -> dict[UUID, tuple[Pack, ...]]:
    """Return the packs under which cases came in, the lead first; one query for all."""
    rules = CaseRule.objects.filter(case__in=list(cases)).order_by("-position", "id")
    found: dict[UUID, list[Pack]] = {}
    for case, hash_ in rules.values_list("case", "published__content_hash"):
        found.setdefault(case, []).append(pack_by_hash(hash_))
    return {case: tuple(packs) for case, packs in found.items()}


def fingerprint_of(row: CasePrint) -> Fingerprint:
    """Return what a row keeps."""
    return Fingerprint(row.object, row.symptom, row.place, frozenset(row.words))


def _values(case: Case, found: Printed) -> Mapping[str, Any]:
    own = found.fingerprint
    return {
        "defect": own.key, "object": own.object, "symptom": own.symptom, "place": own.place, "words": sorted(own.words),
        "received_at": case.received_at, "is_counted": case.is_counted, "seq": case.head_seq,
    }  # fmt: skip


def _folded(case: Case) -> dict[str, Any]:
    own = {name: text for name in COLUMNS if (text := getattr(case, name))}
    return {name: _fold(value) for name, value in {**case.facts, **own}.items()}


def _fold(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value[:LONGEST])
    return [_fold(one) for one in value] if isinstance(value, list | tuple) else value
