"""Files of a case for its complainant; they leave as attachments that no browser runs."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from amends.cases.evidence import opened_file
from amends.cases.queries.mirror import shown_file
from amends.cases.queries.visible import NotFound
from amends.web.portal.door import Place
from amends.web.portal.opened import Open, with_case

CANNOT_RUN = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_safe
@with_case
def file(request: HttpRequest, place: Place, open_case: Open, key: UUID) -> HttpResponseBase:
    """Send a file that the complainant sent or was shown, and no other."""
    row = shown_file(place.viewer, open_case.mark.number, open_case.mark.secret, key)
    try:
        answer = FileResponse(opened_file(row), as_attachment=True, filename=row.name, content_type=row.kind)
    except FileNotFoundError:
        raise NotFound(open_case.mark.number) from None
    answer.headers["Content-Security-Policy"] = CANNOT_RUN
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
