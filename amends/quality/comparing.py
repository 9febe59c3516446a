"""What is compared of earlier 8Ds is kept beside them: written with the version, read without its texts (FR-109)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock
from uuid import UUID

from django.db.models import QuerySet

from amends.core.kept_runs import KeptText, kept_of, packed, unpacked
from amends.quality.models import ComparedText, DisciplineVersion

STOOD = ("handed_in", "accepted")
MOST_KNOWN, FEW = 4096, 64
_known: dict[UUID, tuple[KeptText, ...]] = {}
"""By version, kept in the process: whoever types asks again and again, and what was handed in never changes."""
_lock = Lock()


def keep_compared(version: DisciplineVersion) -> None:
    """Keep what is compared of a version that was handed in."""
    ComparedText.objects.create(org_id=version.org_id, version=version, runs=packed(kept_of(version.content)))


def compared(versions: Iterable[UUID], among: QuerySet[DisciplineVersion]) -> Mapping[UUID, tuple[KeptText, ...]]:
    """Return what is compared of versions that the caller may read; one query for those that are new here.

    ``among``: the query by which they were found; thousands are asked for by it, and a few by their keys.
    """
    wanted = [*versions]
    found = {key: known for key in wanted if (known := _known.get(key)) is not None}
    new = _read([key for key in wanted if key not in found], among)
    with _lock:
        if len(_known) + len(new) > MOST_KNOWN:
            _known.clear()
        _known.update(new)
    return found | new


def _read(keys: list[UUID], among: QuerySet[DisciplineVersion]) -> dict[UUID, tuple[KeptText, ...]]:
    if not keys:
        return {}
    kept = ComparedText.objects.all()
    asked = kept.filter(version__in=keys) if len(keys) <= FEW else kept.filter(version__in=among.order_by())
    rows = asked.values_list("version", "runs")
    found = {key: texts for key, runs in rows if (texts := unpacked(bytes(runs))) is not None}
    return found | _made_anew([key for key in keys if key not in found])


def _made_anew(keys: list[UUID]) -> dict[UUID, tuple[KeptText, ...]]:
    """Read the texts of those that have nothing kept, or what another Python made."""
    rows = DisciplineVersion.objects.filter(pk__in=keys).values_list("pk", "content") if keys else ()
    return {key: kept_of(content) for key, content in rows}
