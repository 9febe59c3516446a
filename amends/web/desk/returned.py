"""Returned goods: every lot with how far it has come, what is due of it, what differs (FR-243 to FR-246)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.returned import Filters, LotRow, Said, all_returned_lots, returned_lots
from amends.cases.queries.visible import NotFound
from amends.core.cells import neutral
from amends.core.vocabulary import Type
from amends.people.viewer import Viewer
from amends.web.clocks import clock
from amends.web.desk.door import desk
from amends.web.desk.export import FORMS, as_csv, as_xlsx
from amends.web.desk.rows import said
from amends.web.fields import Option
from amends.web.formatting import money
from amends.web.shell import show

ASKED = ("which",)
FURTHEST = 10_000
"""Nobody leafs further; whoever wants all of it takes the file."""


@require_GET
@desk
def returned(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show a page of lots, what is due first of all on top."""
    at, query = now(), {key: value for key in ASKED if (value := request.GET.get(key, "")[:20])}
    page = returned_lots(viewer, filters_of(request), now=at, after=_count(request.GET.get("after", "")))
    context = {
        "rows": [_row(one, at) for one in page.rows], "query": urlencode(query), "tab": "returned",
        "next": urlencode({**query, "after": page.next}) if page.next else "", "paged": "after" in request.GET,
        "options": [Option(key, label, key == query.get("which", "")) for key, label in _which()],
        "narrowed": bool(query),
    }  # fmt: skip
    return show(request, viewer, "desk/remedies/returned.html", context, here="remedies")


@require_GET
@desk
def returned_export(request: HttpRequest, viewer: Viewer, form: str) -> HttpResponseBase:
    """Send the lots that the page shows. Raises NotFound for a form that there is not."""
    if form not in FORMS:
        raise NotFound(form)
    rows = list(_cells(all_returned_lots(viewer, filters_of(request), now=now())))
    name = f"returned-{localtime():%Y%m%d-%H%M}.{form}"
    return as_xlsx(rows, name, sheet=_("Returned goods")) if form == "xlsx" else as_csv(rows, name)


def filters_of(request: HttpRequest) -> Filters:
    """Return which lots are asked for; those still going on unless said otherwise."""
    which = request.GET.get("which", "")
    return Filters(going_on=which not in ("all", "differing"), late=which == "late", differing=which == "differing")


def _which() -> tuple[tuple[str, str], ...]:
    return ("", _("not finished")), ("late", _("late only")), ("differing", _("with a difference")), ("all", _("all"))


def _count(text: str) -> int:
    return min(int(text), FURTHEST) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _row(one: LotRow, at: datetime) -> dict[str, Any]:
    return {
        "lot": one, "clock": clock(one.due_at, at), "owed": said(one.duty),
        "said": [(said(part.title), shown_said(part, one.pack.currency)) for part in one.said],
    }  # fmt: skip


def shown_said(part: Said, currency: str) -> str:
    """Return a value as its field shows it: a choice by its name, a moment in the reader's zone."""
    if isinstance(part.value, datetime):
        return f"{localtime(part.value):%Y-%m-%d %H:%M}"
    if part.type is Type.MONEY:
        return money(part.value, currency)
    language = get_language() or "zh"
    choices = part.field.choices if part.field else ()
    titles = {one.id: one.en if language.startswith("en") else one.zh for one in choices}
    return titles.get(str(part.value), str(part.value))


def _cells(lots: Iterable[LotRow]) -> Iterator[list[str]]:
    yield [
        _("Case"), _("What"), _("Lot"), _("State"), _("Since"), _("Next due"), _("What is due"), _("Article"),
        _("Difference"), _("Shipped"), _("Booked"), _("Details"),
    ]  # fmt: skip
    for one in lots:
        details = _("; ").join(f"{said(part.title)} {shown_said(part, one.pack.currency)}" for part in one.said)
        cells = (
            one.number, one.title, one.subject, said(one.state), _at(one.state_at), _at(one.due_at), said(one.duty),
            one.article, _("yes") if one.differs else "", _at(one.shipped_at), _at(one.booked_at), details,
        )  # fmt: skip
        yield [neutral(cell) for cell in cells]


def _at(moment: datetime | None) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
