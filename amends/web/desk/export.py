"""What a queue shows, as a file for Excel. No cell of it is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.lines import CaseLine
from amends.cases.queries.queue import BadQuery, Filters, all_lines
from amends.cases.queries.visible import NotFound
from amends.core.cells import neutral
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.queues import filters_of, sort_of
from amends.web.desk.rows import said

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = ("csv", "xlsx")
MOST = 50_000


@require_GET
@desk
def queue_export(request: HttpRequest, viewer: Viewer, form: str) -> HttpResponseBase:
    """Send the cases that the queue shows, all pages of it. Raises NotFound for a form that there is not."""
    if form not in FORMS:
        raise NotFound(form)
    try:
        lines = all_lines(viewer, filters_of(request), now=timezone.now(), sort=sort_of(request))
        rows = list(_rows(lines))
    except BadQuery:
        rows = list(_rows(all_lines(viewer, Filters(), now=timezone.now())))
    name = f"cases-{timezone.localtime():%Y%m%d-%H%M}.{form}"
    return as_xlsx(rows, name, sheet=_("Cases")) if form == "xlsx" else as_csv(rows, name)


def head() -> list[str]:
    """Return the head of a file of cases."""
    return [
        _("Number"), _("What"), _("Grade"), _("Stage"), _("Category"), _("Unit"), _("With"), _("Received"),
        _("Next due"), _("What is due"), _("Article"),
    ]  # fmt: skip


def _rows(lines: Iterable[CaseLine]) -> Iterator[list[str]]:
    yield head()
    for nth, line in enumerate(lines):
        if nth >= MOST:
            return
        yield cells_of(line)


def cells_of(line: CaseLine) -> list[str]:
    """Return the cells of a case, none of them a formula."""
    cells = (
        line.number, line.title, said(line.grade_title), said(line.stage), said(line.category), said(line.unit),
        said(line.holder), moment_cell(line.received_at), moment_cell(line.next_due_at), said(line.next_duty),
        line.article,
    )  # fmt: skip
    return [neutral(cell) for cell in cells]


def moment_cell(moment: datetime | None) -> str:
    """Return a moment in the reader's zone; nothing for none."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def as_csv(rows: list[list[str]], name: str) -> HttpResponse:
    """Return rows of neutral cells as a CSV file that Excel opens in any language."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    # The mark lets Excel read Chinese in a CSV.
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def as_xlsx(rows: list[list[str]], name: str, *, sheet: str) -> FileResponse:
    """Return rows of neutral cells, the head first, as a workbook of one sheet."""
    file: Any = SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    import xlsxwriter  # at its first use: most processes never need its 5 MiB

    book = xlsxwriter.Workbook(file, options)
    page = book.add_worksheet(sheet)
    bold = book.add_format({"bold": True})
    page.freeze_panes(1, 0)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 48)
    page.set_column(2, len(rows[0]) - 1, 16)
    for nth, row in enumerate(rows):
        page.write_row(nth, 0, row, bold if nth == 0 else None)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
