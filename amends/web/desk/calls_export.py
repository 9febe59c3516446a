"""The book of calls as a file: what the page shows of a month, all of it, no cell of which is a formula."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.calls.book import all_entries
from amends.calls.lines import pack_of
from amends.cases.queries.visible import NotFound
from amends.core.cells import neutral
from amends.people.viewer import Viewer
from amends.web.desk.calls import chosen, row_of
from amends.web.desk.door import desk
from amends.web.desk.export import FORMS, as_csv, as_xlsx
from amends.web.desk.rows import said


@require_GET
@desk
def calls_export(request: HttpRequest, viewer: Viewer, form: str) -> HttpResponseBase:
    """Send the calls of the month that the page shows. Raises NotFound for a form or a line that there is not."""
    at = now()
    line, filters = chosen(request, viewer, at=at)
    if form not in FORMS or line is None:
        raise NotFound(form)
    found = all_entries(viewer, line, filters, pack_of(viewer, line, at=at), now=at)
    rows = [_head(), *_rows(row_of(one) for one in found)]
    name = f"calls-{line.code}-{filters.month:%Y%m}.{form}"
    return as_xlsx(rows, name, sheet=_("Calls")) if form == "xlsx" else as_csv(rows, name)


def _head() -> list[str]:
    return [
        _("Began"), _("Direction"), _("Caller"), _("Rings"), _("Length"), _("On hold"), _("Kind"), _("Result"),
        _("Who"), _("Case"), _("Note"), _("Not kept"),
    ]  # fmt: skip


def _rows(shown: Iterator[dict[str, Any]]) -> Iterator[list[str]]:
    for row in shown:
        one = row["entry"]
        cells = (
            f"{localtime(one.began_at):%Y-%m-%d %H:%M:%S}", _("out") if one.is_out else _("in"), one.caller,
            "" if one.rings is None else str(one.rings), row["length"], row["hold"], str(row["kind"]),
            str(row["result"]), said(one.person), one.case, one.note,
            _("; ").join(said(mark.title) for mark in one.marks),
        )  # fmt: skip
        yield [neutral(str(cell)) for cell in cells]
