"""The shelf of published packs: which rules govern a unit on a day, and how a version gets there.

Publishing copies TOML and setting values into an immutable row under its content hash;
cases pin that row, so neither an upgrade of Amends nor a later version changes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any
from uuid import UUID

import structlog

from amends.core.checker import check_texts, load_sound
from amends.core.finding import BrokenPack, Finding
from amends.core.ledger import Rules
from amends.core.open_clocks import newest_clocks
from amends.core.pack import Pack
from amends.core.reading_again import ReadAgain, read_again
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.directory import Directory
from amends.regulations.calendars import calendar_for
from amends.regulations.models import Binding, PublishedPack

log = structlog.get_logger(__name__)

CHECKER_VERSION = "1"
PACKS_KEPT, BINDINGS_KEPT = 64, 50
_packs: dict[str, ReadAgain] = {}
_rules: dict[tuple[Any, ...], Rules] = {}
_bindings: dict[UUID, tuple[Bound, ...]] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding as the shelf remembers it."""

    unit: UUID
    published: UUID
    content_hash: str
    lead: bool
    from_date: date
    to_date: date | None

    def on(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True, slots=True)
class Governing:
    """The rules for a case, and the published rows they come from, the lead first."""

    rules: Rules
    published: tuple[UUID, ...]


class NoRegulation(Refused):
    """No pack leads for this unit on this day, so no case can be registered there."""

    def __init__(self, unit: str) -> None:
        says = Text(zh=f"{unit} 尚无生效的制度", en=f"No regulation is in force for {unit}")
        super().__init__("no_regulation", says=says, missing=(Missing("regulation", says),))


def content_hash(files: Mapping[str, str], chosen: Mapping[str, Any]) -> str:
    """Return the name of a version: a hash of its texts and setting values."""
    text = json.dumps([dict(files), dict(chosen)], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def publish(
    org: UUID, files: Mapping[str, str], *, at: datetime, chosen: Mapping[str, Any] | None = None,
    by: UUID | None = None, signatures: tuple[Mapping[str, str], ...] = (),
) -> PublishedPack:  # fmt: skip
    """Return the published version of a sound pack; the same texts and values give the same row.

    Raises BrokenPack with every finding (FR-254), Refused when a signature that the pack
    itself demands is missing (FR-236).
    """
    values = dict(chosen or {})
    version = _Version(content_hash(files, values), files, values)
    pack = _sound(version)
    _check_signatures(pack, signatures)
    known, _ = PublishedPack.objects.get_or_create(
        org_id=org, content_hash=version.content_hash,
        defaults={
            "pack": pack.id, "version": pack.version, "title_zh": pack.title.zh, "title_en": pack.title.en,
            "files": dict(files), "chosen": values, "checker_version": CHECKER_VERSION,
            "published_at": at, "published_by_id": by, "signatures": [dict(one) for one in signatures],
        },
    )  # fmt: skip
    return known


@dataclass(frozen=True)
class _Version:
    """Texts and values by their name: equal names are equal texts."""

    content_hash: str
    files: Mapping[str, str] = field(compare=False)
    chosen: Mapping[str, Any] = field(compare=False)


@lru_cache(maxsize=PACKS_KEPT)
def _sound(version: _Version) -> Pack:
    """Return a version's pack: many organisations may publish the same one, which is as sound each time."""
    return load_sound(version.files, version.chosen)


def _check_signatures(pack: Pack, signatures: tuple[Mapping[str, str], ...]) -> None:
    signed = {one.get("role") for one in signatures}
    titles = {role.id: role.title for role in pack.role}
    missing = tuple(
        Missing(f"signed:{role}", Text(zh=f"缺少{title.zh}签字", en=f"not signed by {title.en}"), pack=pack.id)
        for role in pack.signatures
        if role not in signed
        for title in [titles.get(role, Text(zh=role, en=role))]
    )
    if missing:
        raise Refused("signatures", says=Text(zh="发布须签字", en="Publishing needs signatures"), missing=missing)


def bind(
    org: UUID, *, unit: UUID, published: UUID, position: str, from_date: date, at: datetime,
    to_date: date | None = None, by: UUID | None = None,
) -> Binding:  # fmt: skip
    """Bind a published pack to a unit and everything below it from a day on, no longer than the pack itself says.

    Raises Refused for a day outside the pack's own time, and for an outside body's rules that are to lead.
    """
    bound = pack(PublishedPack.objects.values_list("content_hash", flat=True).get(pk=published))
    if not bound.valid_from <= from_date <= (bound.valid_to or from_date):
        raise _not_bound(
            bound, zh="该日不在制度的有效期内", en="That day lies outside the time in which it may be in force"
        )
    if bound.stands_beside and position == Binding.LEAD:
        raise _not_bound(
            bound, zh="外部规定只能并行适用", en="An outside body's rules stand beside a regulation; they do not lead"
        )
    to_date = min((day for day in (to_date, bound.valid_to) if day), default=None)
    return Binding.objects.create(
        org_id=org, unit_id=unit, published_id=published, position=position,
        from_date=from_date, to_date=to_date, bound_at=at, bound_by_id=by,
    )  # fmt: skip


def _not_bound(bound: Pack, *, zh: str, en: str) -> Refused:
    says = Text(zh=f"{bound.title.zh}：{zh}", en=f"{bound.title.en}: {en}")
    return Refused("not_bound", says=says, missing=(Missing("from_date", says, pack=bound.id),))


def pack(hash_: str) -> Pack:
    """Return a published pack by its content hash, parsed once per process.

    What this program no longer knows is left out of it (FR-255). Raises PublishedPack.DoesNotExist, and
    BrokenPack where more than a key or table is strange.
    """
    return _read(hash_).pack


def left_out(hash_: str) -> tuple[Finding, ...]:
    """Return a note for each key and table of a published pack that this program does not know; raises as ``pack``."""
    return _read(hash_).left_out


@lru_cache(maxsize=PACKS_KEPT)
def findings(hash_: str) -> tuple[Finding, ...]:
    """Return all that the checker says of a published pack, looked for once per process; raises as ``pack``."""
    files = PublishedPack.objects.values_list("files", flat=True).get(content_hash=hash_)
    return (*left_out(hash_), *check_texts(files, pack(hash_)))


def _read(hash_: str) -> ReadAgain:
    known = _packs.get(hash_)
    if known is None:
        row = PublishedPack.objects.get(content_hash=hash_)
        known = read_again(row.files, row.chosen)
        if known.left_out:
            log.warning("left out of a published pack", pack=row.pack, of=[str(one) for one in known.left_out])
        with _lock:
            while len(_packs) >= PACKS_KEPT:
                _packs.pop(next(iter(_packs)))
            _packs[hash_] = known
    return known


def rules_for(unit: UUID, at: datetime, *, known: Directory) -> Governing:
    """Return what governs a case that a unit of the directory receives at a moment. Raises NoRegulation."""
    day = known.day(at, unit)
    path = known.units[unit].path
    found = [one for one in bindings(known) if one.unit in path and one.on(day)]
    leads = leading(found, path)
    if not leads:
        raise NoRegulation(known.units[unit].code)
    companions = sorted((one for one in found if not one.lead), key=lambda one: (path.index(one.unit), one.from_date))
    newest = {pack(one.content_hash).id: one for one in companions}  # of two versions of one body's rules the later
    chosen = (leads[-1], *newest.values())
    rules = rules_of(known, unit, tuple(one.content_hash for one in chosen))
    return Governing(rules, tuple(one.published for one in chosen))


def leading(found: Iterable[Bound], path: tuple[UUID, ...]) -> list[Bound]:
    """Return the bindings that want to lead a unit, the one that does at the end: the nearest, then the latest."""
    return sorted((one for one in found if one.lead), key=lambda one: (path.index(one.unit), one.from_date))


def bound_packs(known: Directory) -> tuple[Pack, ...]:
    """Return every pack that was ever bound in the organisation and can still be read, each once."""
    return tuple(pack(one) for one in dict.fromkeys(bound.content_hash for bound in bindings(known)) if is_whole(one))


def newest_bound(known: Directory, pack_id: str) -> Pack | None:
    """Return the version of a pack that was bound last, whose words name the rows of an outside body; None for none."""
    hashes = dict.fromkeys(bound.content_hash for bound in reversed(bindings(known)) if not bound.lead)
    return next((pack(one) for one in hashes if is_whole(one) and pack(one).id == pack_id), None)


def is_whole(hash_: str) -> bool:
    """Return whether this program can still read a published pack."""
    try:
        return bool(pack(hash_))
    except BrokenPack:
        return False


def rules_of(known: Directory, unit: UUID, hashes: tuple[str, ...]) -> Rules:
    """Return the rules that pinned versions make for a unit, the lead first."""
    key = (known.version, unit, hashes)
    rules = _rules.get(key)
    if rules is None:
        packs = newest_clocks(pack(one) for one in hashes)
        names = {p.id: p.calendar for p in packs}
        names |= {duty.calendar: duty.calendar for p in packs for duty in p.duty if duty.calendar}
        calendars = {key: calendar_for(known, unit, named=name) for key, name in names.items()}
        rules = Rules(packs[0], packs[1:], calendars)
        with _lock:
            while len(_rules) >= PACKS_KEPT * 8:
                _rules.pop(next(iter(_rules)))
            _rules[key] = rules
    return rules


def bindings(known: Directory) -> tuple[Bound, ...]:
    """Return every binding there ever was in the organisation, the oldest first."""
    found = _bindings.get(known.version)
    if found is None:
        rows = Binding.objects.order_by("from_date", "bound_at", "id").values_list(
            "unit_id", "published_id", "published__content_hash", "position", "from_date", "to_date"
        )
        found = tuple(Bound(u, p, h, position == Binding.LEAD, a, b) for u, p, h, position, a, b in rows)
        with _lock:
            while len(_bindings) >= BINDINGS_KEPT:
                _bindings.pop(next(iter(_bindings)))
            _bindings[known.version] = found
    return found
