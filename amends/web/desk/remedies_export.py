"""The lines of remedies as a file: what the page shows of a period, all of it, no cell of which is a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.money import Row, all_money_lines
from amends.cases.queries.visible import NotFound
from amends.core.cells import neutral
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.export import FORMS, as_csv, as_xlsx
from amends.web.desk.remedies import filters_of, query_of
from amends.web.desk.remedies_words import FLOW_WORDS, state_word
from amends.web.desk.rows import said


@require_GET
@desk
def remedies_export(request: HttpRequest, viewer: Viewer, form: str) -> HttpResponseBase:
    """Send the lines that the page shows. Raises NotFound for a form that there is not."""
    if form not in FORMS:
        raise NotFound(form)
    rows = list(_rows(all_money_lines(viewer, filters_of(query_of(request)))))
    name = f"remedies-{localtime():%Y%m%d-%H%M}.{form}"
    return as_xlsx(rows, name, sheet=_("Remedies")) if form == "xlsx" else as_csv(rows, name)


def _rows(lines: Iterable[Row]) -> Iterator[list[str]]:
    yield [
        _("Case"), _("What"), _("Of what"), _("Remedy"), _("Lot"), _("Unit"), _("Amount"), _("Currency"), _("State"),
        _("Granted by"), _("Granted at"), _("Given by"), _("Given at"), _("Booked by"), _("Booked at"),
    ]  # fmt: skip
    for one in lines:
        cells = (
            one.number, one.title, str(FLOW_WORDS[one.flow]), said(one.kind), one.subject, said(one.unit),
            "" if one.amount is None else f"{one.amount:.2f}", one.currency, state_word(one.flow, one.state),
            said(one.granted_by), _at(one.granted_at), said(one.paid_by), _at(one.paid_at), said(one.booked_by),
            _at(one.booked_at),
        )  # fmt: skip
        yield [neutral(cell) for cell in cells]


def _at(moment: datetime | None) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
