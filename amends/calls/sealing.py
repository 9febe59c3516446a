"""What a seal keeps of its month: a hash of every call, so that a change after the sealing is noticed (FR-234)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from amends.calls.lines import line_of
from amends.calls.models import Call, SealedMonth
from amends.cases.chain import canonical, moment, plain
from amends.cases.journal.unit_chain import note_of_unit
from amends.cases.models import UnitEntry
from amends.cases.queries.visible import NotFound
from amends.people.viewer import Viewer

STEP = "calls_sealed"
SEALED_FIELDS = (
    "id", "org_id", "line_id", "month", "is_out", "caller", "rings", "began_at", "answered_at", "ended_at",
    "hold_seconds", "moments", "kind", "result", "note", "person_id", "case_id", "check_method", "checked_at",
)  # fmt: skip
"""The columns of a call that are hashed. Seals that stand were made over these: a new column needs a second list."""

Kept = list[list[str]]
"""One [id, when it began, hash] for each call, in the order of the book."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A call that is not as it was sealed. ``how``: changed, gone since, or added since."""

    id: UUID
    began_at: datetime
    how: Literal["changed", "gone", "added"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A month beside its seal. ``kept`` is False where the seal itself is not the one in the journal of the unit."""

    has_content: bool
    kept: bool
    calls: int
    differences: tuple[Difference, ...]

    @property
    def is_unchanged(self) -> bool:
        """Whether every call, and the seal itself, is as it was sealed."""
        return self.has_content and self.kept and not self.differences


def content_of(calls: Sequence[Call]) -> Kept:
    """Return what a seal keeps of calls: of each its id, when it began, and the hash of everything it says."""
    in_order = sorted(calls, key=lambda one: (one.began_at, str(one.pk)))
    return [[str(one.pk), moment(one.began_at), _hash_of(one)] for one in in_order]


def digest_of(seal: SealedMonth) -> str:
    """Return the hash of a seal: of what it keeps, and of its number, line, month, moment and person."""
    said = {
        "line": seal.line_id, "month": seal.month, "number": seal.number, "calls": seal.calls, "at": seal.sealed_at,
        "by": seal.sealed_by_id, "content": seal.content,
    }  # fmt: skip
    return sha256(canonical(plain(said))).hexdigest()


def note_seal(seal: SealedMonth, *, unit: UUID, by: UUID) -> None:
    """Note a seal in the journal of the unit: whoever exchanged calls and seal together would show there."""
    body = {"seal": str(seal.pk), "number": seal.number, "calls": seal.calls, "digest": seal.digest}
    note_of_unit(unit, org=seal.org_id, step=STEP, body=body, at=seal.sealed_at, by=by)


def compared(viewer: Viewer, key: UUID | str, month: date) -> Compared:
    """Return what differs between a sealed month and its seal (FR-234).

    Raises NotFound for a line that is not the viewer's, and for a month that is not sealed.
    """
    line = line_of(viewer, key)
    seal = SealedMonth.objects.filter(line=line, month=month).first()
    if seal is None:
        raise NotFound(str(key))
    calls = Call.objects.filter(line=line, month=month)
    if not seal.digest:  # sealed before seals kept their content
        return Compared(has_content=False, kept=True, calls=seal.calls, differences=())
    return Compared(
        has_content=True, kept=_is_kept(seal), calls=seal.calls,
        differences=_differences(seal.content, content_of(list(calls))),
    )  # fmt: skip


def _hash_of(call: Call) -> str:
    return sha256(canonical(plain({name: getattr(call, name) for name in SEALED_FIELDS}))).hexdigest()


def _is_kept(seal: SealedMonth) -> bool:
    noted = UnitEntry.objects.filter(step=STEP, body__seal=str(seal.pk)).values_list("body__digest", flat=True)
    return seal.digest == digest_of(seal) and set(noted) == {seal.digest}


def _differences(sealed: Kept, today: Kept) -> tuple[Difference, ...]:
    before, now = _by_id(sealed), _by_id(today)
    found = [(one, began, _how(one, before, now)) for one, (began, _) in (now | before).items()]
    told = [Difference(UUID(one), datetime.fromisoformat(began), how) for one, began, how in found if how]
    return tuple(sorted(told, key=lambda one: one.began_at))


def _by_id(kept: Kept) -> dict[str, tuple[str, str]]:
    return {one: (began, hashed) for one, began, hashed in kept}


def _how(
    one: str, before: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]
) -> Literal["changed", "gone", "added"] | None:
    if one not in now:
        return "gone"
    if one not in before:
        return "added"
    return None if before[one] == now[one] else "changed"
