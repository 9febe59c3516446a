"""A case as a file that anybody can check without Amends: `amends verify FILE` (`cases.verifier`).

What the viewer may not read whole is withheld: the entry's commitment to it stays, so the
chain still holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.chain import moment
from amends.cases.evidence_check import Checked, checked
from amends.cases.models import Case, Entry, EntryValue
from amends.cases.queries.reading import Reading, read_case
from amends.people.viewer import Viewer

FORMAT = "amends-case/1"


def export_case(viewer: Viewer, number: str, *, at: datetime) -> dict[str, Any]:
    """Return a case with its journal and words as JSON data. Raises NotFound for what the viewer may not see."""
    reading = read_case(viewer, number)
    case, words = reading.case, _words(reading)
    return {
        "format": FORMAT,
        "organisation": viewer.directory.code,
        "case": {"id": str(case.pk), "number": case.number, "head_seq": case.head_seq, "head_hash": case.head_hash},
        "exported_at": moment(at),
        "entries": [_entry(entry, words[entry.pk]) for entry in reading.entries],
        "evidence": [_evidence(one) for one in checked(case)],
    }


def _words(reading: Reading) -> Mapping[UUID, dict[str, Any]]:
    """Return the words of each entry with their salts; None for one that the viewer may not read whole."""
    words: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    for value in EntryValue.objects.filter(case=reading.case):
        row = reading.rules.pack_of_field(value.name).fields.get(value.name)
        whole = {"value": value.value, "salt": value.salt}
        words[value.entry_id][value.name] = whole if reading.shows_whole(value.name, row) else None
    return words


def _evidence(one: Checked) -> dict[str, Any]:
    """Return a file's line: the hash it came with, and the hash that its bytes have at the time of the export."""
    row = one.row
    return {
        "name": row.name, "kind": row.kind, "size": row.size, "source": row.source, "added_at": moment(row.added_at),
        "sha256": row.sha256, "kept": str(one.kept), "sha256_now": one.sha256,
    }  # fmt: skip


def _entry(entry: Entry, words: dict[str, Any]) -> dict[str, Any]:
    return {
        "seq": entry.seq, "happened_at": moment(entry.happened_at), "recorded_at": moment(entry.recorded_at),
        "by": str(entry.by_id or ""), "step": entry.step, "schema": entry.schema, "body": entry.body,
        "prev_hash": entry.prev_hash, "hash": entry.hash,
        "words": {name: word for name, word in words.items() if word is not None},
        "withheld": sorted(name for name, word in words.items() if word is None),
    }  # fmt: skip


def checkpoint(*, at: datetime) -> dict[str, Any]:
    """Return the heads of all journals of the current organisation: kept elsewhere, they reveal what was cut off."""
    heads = Case.objects.order_by("pk").values_list("pk", "number", "head_seq", "head_hash")
    return {
        "format": "amends-checkpoint/1",
        "made_at": moment(at),
        "heads": {str(pk): {"number": number, "seq": seq, "hash": head} for pk, number, seq, head in heads.iterator()},
    }
