"""Remedies: what was granted, given and booked, line by line, and what it comes to (FR-136)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.money import Filters, Row, Total, kinds_of, money_lines, money_totals
from amends.core.money import FLOWS, INCOME
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.remedies_words import FLOW_WORDS, STATE_WORDS, TONES, state_word
from amends.web.desk.rows import said
from amends.web.fields import Option
from amends.web.formatting import money
from amends.web.shell import show

ASKED = ("period", "flow", "state", "kind", "unit")
ALL = "all"
MONTHS, YEARS = 12, 3
"""So many are offered, from today back."""


@require_GET
@desk
def remedies(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the lines of a period with their totals; what the viewer may not see is in neither."""
    query = query_of(request)
    filters = filters_of(query)
    page, totals = money_lines(viewer, filters, after=request.GET.get("after", "")[:80]), money_totals(viewer, filters)
    context = {
        "rows": [line_row(one) for one in page.rows], "query": urlencode(query), "tab": "remedies",
        "next": urlencode({**query, "after": page.next}) if page.next else "", "paged": "after" in request.GET,
        "whole": [(FLOW_WORDS[flow], total_row(total)) for flow, total in totals.whole],
        "tables": [
            (_("By month"), [(f"{at:%Y-%m}", total_row(total)) for at, total in totals.by_month]),
            (_("By unit"), [(said(unit) or "—", total_row(total)) for unit, total in totals.by_unit]),
            (_("By kind"), [(said(kind) or "—", total_row(total)) for kind, total in totals.by_kind]),
        ],
        "filters": selects(viewer, query), "narrowed": bool(set(query) - {"period"}),
    }  # fmt: skip
    return show(request, viewer, "desk/remedies/page.html", context, here="remedies")


def query_of(request: HttpRequest) -> dict[str, str]:
    """Return what is asked for, without the cursor."""
    return {key: value for key in ASKED if (value := request.GET.get(key, "").strip()[:80])}


def filters_of(query: dict[str, str]) -> Filters:
    """Return the filters of a query; what cannot be read narrows nothing, and no period means this month."""
    since, until = period_of(query.get("period", ""))
    flow, state = query.get("flow", ""), query.get("state", "")
    return Filters(
        since=since, until=until, flow=flow if flow in FLOWS else "", state=state if state in STATE_WORDS else "",
        kind=query.get("kind", "")[:60], unit=_key(query.get("unit", "")),
    )  # fmt: skip


def period_of(text: str) -> tuple[datetime | None, datetime | None]:
    """Return the first moment of a month or year and of the next one; none for ``all``."""
    if text == ALL:
        return None, None
    try:
        if len(text) == len("2024"):
            return _first(date(int(text), 1, 1)), _first(date(int(text) + 1, 1, 1))
        month = date.fromisoformat(f"{text}-01")
        return _first(month), _first(_next(month))
    except ValueError:
        month = localdate().replace(day=1)
        return _first(month), _first(_next(month))


def line_row(one: Row) -> dict[str, Any]:
    """Return a line with its words and figures in the reader's language."""
    return {
        "line": one, "what": " · ".join(part for part in (said(one.kind), one.subject) if part),
        "sum": "" if one.amount is None else money(one.amount, one.currency), "state": state_word(one.flow, one.state),
        "tone": TONES[one.state], "is_income": one.flow == INCOME,
    }  # fmt: skip


def total_row(total: Total) -> dict[str, Any]:
    """Return a total as it is shown."""
    stated = total.lines > total.without
    return {
        "sum": money(total.amount, total.currency) if stated else "",
        "lines": total.lines,
        "without": total.without,
    }


def _first(day: date) -> datetime:
    return datetime.combine(day, time(), get_current_timezone())


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def selects(viewer: Viewer, query: dict[str, str]) -> list[dict[str, Any]]:
    """Return the fields by which lines are filtered, what is chosen marked."""
    language = get_language() or "zh"
    known = viewer.directory.units
    units = [
        (str(one), known[one].name(language), len(known[one].path) - 1)
        for one in sorted(viewer.units, key=lambda one: known[one].path)
    ]
    return [
        {"name": "period", "label": _("Period"), "options": _options(_periods(), query.get("period") or _this_month())},
        _select("flow", _("Of what"), ((key, word, 0) for key, word in FLOW_WORDS.items()), query),
        _select("state", _("State"), ((key, word, 0) for key, word in STATE_WORDS.items()), query),
        _select("kind", _("Remedy"), ((key, title.in_(language), 0) for key, title in kinds_of(viewer)), query),
        _select("unit", _("Unit"), units, query),
    ]


def _select(name: str, label: str, options: Iterable[tuple[str, Any, int]], query: dict[str, str]) -> dict[str, Any]:
    every = ("", _("all"), 0)
    return {"name": name, "label": label, "options": _options([every, *options], query.get(name, ""))}


def _options(options: Iterable[tuple[str, Any, int]], chosen: str) -> list[Option]:
    return [Option(key, str(label), key == chosen, depth) for key, label, depth in options]


def _this_month() -> str:
    return f"{localdate():%Y-%m}"


def _periods() -> list[tuple[str, str, int]]:
    """Return the periods that are offered: the last months, the last years, all time."""
    today, months = localdate(), []
    for back in range(MONTHS):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        months.append(f"{year}-{month + 1:02}")
    years = [str(today.year - back) for back in range(YEARS)]
    return [(one, one, 0) for one in (*months, *years)] + [(ALL, _("all time"), 0)]
