"""How often each row of a regulation spoke in the last ninety days, and which cases it touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from amends.cases.queries.spoken import TRACED, spoken
from amends.cases.queries.visible import NotFound
from amends.core.fact_types import rows_of
from amends.core.plain_language import read_aloud
from amends.core.plain_words import Words
from amends.people.viewer import Viewer
from amends.regulations import shelf
from amends.regulations.validity import published_pack
from amends.web.desk.door import desk
from amends.web.desk.regulation_document import number_of
from amends.web.desk.regulation_key_words import table_title
from amends.web.shell import show

DAYS = 90
NAMED_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One row: how many cases it touched, and the newest of them."""

    code: str
    text: str
    article: str
    many: int
    numbers: tuple[str, ...]


@require_GET
@desk
def regulation_spoken(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the rows that leave a trace in journals, the most spoken first; those that kept silent stand at the end."""
    row = published_pack(key)
    if row is None:
        raise NotFound(str(key))
    pack = shelf.pack(row.content_hash)
    found = spoken(viewer, pack.id, since=now() - timedelta(days=DAYS))
    words = Words(pack, get_language() or "zh", marks_settings=False)
    tables: dict[str, list[SpokenLine]] = {}
    for table, one in rows_of(pack):
        if table in TRACED:
            name = str(getattr(one, "id", ""))
            cases = found.cases.get((table, name), ())
            tables.setdefault(table, []).append(
                SpokenLine(
                    number_of(name), read_aloud(words, one), getattr(one, "article", ""), len(cases),
                    cases[:NAMED_AT_MOST],
                )
            )  # fmt: skip
    groups = [(table_title(table), sorted(lines, key=lambda line: -line.many)) for table, lines in tables.items()]
    context = {"published": row, "pack": pack, "groups": groups, "found": found, "days": DAYS}
    return show(request, viewer, "desk/regulation/spoken.html", context, here="regulation")
