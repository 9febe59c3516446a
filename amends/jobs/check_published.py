"""What this program makes of the packs that organisations have published: to be asked before and after an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amends.core.finding import BrokenPack, Finding
from amends.core.reading_again import read_again
from amends.people.tenancy import organisation, organisations
from amends.regulations.models import PublishedPack


@dataclass(frozen=True, slots=True)
class ReadPublished:
    """One published version: what was left out of it (notes), or why it cannot be read (errors)."""

    organisation: str
    pack: str
    version: str
    findings: tuple[Finding, ...]


def read_published() -> Iterator[ReadPublished]:
    """Yield every published version of every organisation; nothing is written."""
    for one in organisations():
        with organisation(one.id):
            rows = list(PublishedPack.objects.order_by("pack", "published_at", "id"))
        for row in rows:
            yield ReadPublished(one.code, row.pack, row.version, _findings(row))


def _findings(row: PublishedPack) -> tuple[Finding, ...]:
    try:
        return read_again(row.files, row.chosen).left_out
    except BrokenPack as broken:
        return broken.findings
