"""Lists of cases: filtered, sorted, a page at a time by a cursor, never by counting over all."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from amends.cases.models import Case, CaseSearch, Order
from amends.cases.queries.lines import CaseLine, lines, with_lead
from amends.cases.queries.visible import visible
from amends.cases.search_words import query
from amends.people.viewer import Viewer
from amends.regulations.models import PublishedPack

PAGE, PAGE_MOST = 50, 200
WALKED, FOUND_MOST = 1_000, 2_000
"""So many cases are looked at for a frequent word; so many hits the index names for a rare one."""
SORTS = {"due": "next_due_at", "received": "received_at"}
ORDERS = ("due", "-due", "received", "-received")


class BadQuery(ValueError):
    """A filter, sort or cursor that is not understood; ``field`` names it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed by; empty means any."""

    open_only: bool = True
    stage: str = ""
    grade: str = ""
    flag: str = ""  # "<pack>/<flag>", or a flag of any regulation by its id alone
    category: str = ""
    channel: str = ""
    matter: str = ""
    unit: UUID | None = None
    holder: UUID | None = None
    late: bool = False
    not_taken_on: bool = False  # an order of it waits for the receiving unit (FR-053)
    due_from: datetime | None = None
    due_to: datetime | None = None
    received_from: datetime | None = None
    received_to: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and the cursor of the next one (empty: this was the last)."""

    lines: tuple[CaseLine, ...]
    next: str = ""


def queue(
    viewer: Viewer, filters: Filters, *, now: datetime, sort: str = "due", cursor: str = "", limit: int = PAGE
) -> Page:
    """Return a page of the cases that the viewer may see. Raises BadQuery."""
    limit = min(limit, PAGE_MOST)
    cases = with_lead(filtered(viewer, filters, now=now))
    rows = _searched(viewer, cases, filters.words, sort, cursor, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    return Page(lines(viewer, rows), _cursor(rows[-1], sort) if more else "")


def _searched(viewer: Viewer, cases: QuerySet[Case], words: str, sort: str, cursor: str, most: int) -> list[Case]:
    """Return the first rows that hold the words.

    A frequent word is met soon by walking what the viewer sees; a rare one is found by the index.
    What the index finds too often to name is walked as far as the page needs.
    """
    ordered = _after(cases, sort, cursor)
    if not words:
        return list(ordered[:most])
    if not (asked := query(words)):
        return []
    holds = _holds(asked)
    rows = list(ordered.filter(holds, pk__in=ordered.values("pk")[:WALKED])[:most])
    if len(rows) == most:
        return rows
    named = _named(viewer, asked, FOUND_MOST)
    if len(named) == FOUND_MOST:
        return list(ordered.filter(holds)[:most])
    return list(ordered.filter(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [named]))[:most])


def _holds(asked: str) -> Subquery:
    """Whether a case holds the words: looked up row by row, for who walks rows anyway."""
    matches = RawSQL("words @@ %s::tsquery", [asked], output_field=BooleanField())
    return Subquery(CaseSearch.objects.filter(case=OuterRef("pk")).values(hit=matches), output_field=BooleanField())


def all_lines(viewer: Viewer, filters: Filters, *, now: datetime, sort: str = "due") -> Iterator[CaseLine]:
    """Yield every line that the list shows, page by page, for an export."""
    cursor = ""
    while True:
        page = queue(viewer, filters, now=now, sort=sort, cursor=cursor, limit=PAGE_MOST)
        yield from page.lines
        cursor = page.next
        if not cursor:
            return


def filtered(viewer: Viewer, filters: Filters, *, now: datetime) -> QuerySet[Case]:
    """Return the visible cases that pass the filters, the words aside."""
    cases = visible(viewer)
    if filters.open_only and not filters.words:
        cases = cases.exclude(stage_kind="closed")
    if filters.late:
        cases = cases.filter(next_due_at__lt=now)
    if filters.not_taken_on:
        cases = cases.filter(pk__in=Order.objects.filter(state="sent").values("case"))
    if filters.due_from:
        cases = cases.filter(next_due_at__gte=filters.due_from)
    if filters.due_to:
        cases = cases.filter(next_due_at__lt=filters.due_to)
    if filters.unit:
        cases = cases.filter(unit__in=sorted(viewer.directory.below({filters.unit})))
    if filters.category:
        cases = cases.filter(Q(category=filters.category) | Q(category__startswith=filters.category + "/"))
    if filters.flag:
        cases = cases.filter(flags__overlap=list(_flags(filters.flag)))
    for name in ("stage", "grade", "channel", "matter", "holder"):
        if value := getattr(filters, name):
            cases = cases.filter(**{name: value})
    if filters.received_from:
        cases = cases.filter(received_at__gte=filters.received_from)
    if filters.received_to:
        cases = cases.filter(received_at__lt=filters.received_to)
    return cases


def _flags(named: str) -> Iterator[str]:
    """Yield the flags that a filter means: the one it names, or that of every regulation that was ever published."""
    if "/" in named:
        yield named
        return
    for pack in PublishedPack.objects.values_list("pack", flat=True).distinct().order_by("pack"):
        yield f"{pack}/{named}"


def found(viewer: Viewer, words: str, *, most: int) -> list[UUID]:
    """Return the newest cases near the viewer whose words match; which of them may be seen is not asked here."""
    return _named(viewer, asked, most) if (asked := query(words)) else []


def _named(viewer: Viewer, asked: str, most: int) -> list[UUID]:
    with connection.cursor() as cursor:
        near = None if viewer.sees_all else sorted(viewer.units)
        cursor.execute(
            "SELECT amends_search(%s, %s::tsquery, %s::uuid[], %s, %s::integer)",
            [viewer.org, asked, near, viewer.person, most],
        )
        return [row[0] for row in cursor.fetchall()]


def _after(cases: QuerySet[Case], sort: str, cursor: str) -> QuerySet[Case]:
    if sort not in ORDERS:
        raise BadQuery("sort")
    column, down = SORTS[sort.lstrip("-")], sort.startswith("-")
    # Cases without a due time come last, whichever way round; every case has a receipt, and its index no such rule.
    last = column == "next_due_at" or None
    order = F(column).desc(nulls_last=last) if down else F(column).asc(nulls_last=last)
    ordered = cases.order_by(order, "-id" if down else "id")
    return ordered.filter(_beyond(column, down, *_read_cursor(cursor, sort))) if cursor else ordered


def _beyond(column: str, down: bool, value: datetime | None, last: UUID) -> Q:
    way = "lt" if down else "gt"
    if value is None:
        return Q(**{f"{column}__isnull": True, f"id__{way}": last})
    later = Q(**{f"{column}__{way}": value}) | Q(**{f"{column}__isnull": True})
    return later | Q(**{column: value, f"id__{way}": last})


def _cursor(case: Case, sort: str) -> str:
    value = getattr(case, SORTS[sort.lstrip("-")])
    text = json.dumps([sort, value.isoformat() if value else None, str(case.id)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str, sort: str) -> tuple[datetime | None, UUID]:
    try:
        data: Any = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        of, value, last = data
        if of != sort:
            raise BadQuery("cursor")
        moment = datetime.fromisoformat(value) if value else None
        if moment and not moment.tzinfo:
            moment = moment.replace(tzinfo=UTC)  # made up: ours bear their zone
        return moment, UUID(last)
    except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise BadQuery("cursor") from error
