"""A dispatch order on paper: where it goes, what is to be done, by when, and room for the signatures (FR-051)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.lines import person_name
from amends.cases.queries.visible import NotFound
from amends.people.viewer import Viewer
from amends.web.desk.case_words import fact_rows, order_name
from amends.web.desk.door import desk
from amends.web.shell import show


@require_GET
@desk
def order_sheet(request: HttpRequest, viewer: Viewer, number: str, name: str) -> HttpResponse:
    """Show one order of a case, made to be printed. Raises NotFound for an order that the case does not have."""
    page = case_page(viewer, number, timezone.now())
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        return show(request, viewer, "desk/order.html", _context(page, name), here="queues")


def _context(page: CasePage, name: str) -> dict[str, object]:
    found = next((one for one in page.orders if one[0].name == name), None)
    if found is None:
        raise NotFound(name)
    row, unit, handler = found
    clocks = [one.line for one in (*page.clocks, *page.ended_clocks) if one.line.subject == name and one.line.due_at]
    return {
        "page": page, "case": page.case, "order": row, "name": order_name(row.name), "unit": unit, "handler": handler,
        "sent_by": person_name(page.reading.viewer, row.sent_by_id),
        "dues": clocks, "facts": list(fact_rows(page)),
    }  # fmt: skip
