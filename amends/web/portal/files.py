"""Photos and files of a case, for the one who gave them."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from amends.cases.evidence import LEAVES_UNDER, opened_file
from amends.cases.mirror import file_of
from amends.cases.queries.visible import NotFound
from amends.web.portal.door import Visit, portal


@require_safe
@portal
def file(visit: Visit, key: UUID) -> HttpResponseBase:
    """Send a file that the complainant gave or was shown, as an attachment that no browser runs."""
    number, secret = visit.opened
    if not number:
        return redirect("portal:follow", code=visit.code)
    row = file_of(visit.viewer, number, secret, key)
    try:
        return FileResponse(
            opened_file(row), as_attachment=True, filename=row.name, content_type=row.kind, headers=LEAVES_UNDER
        )
    except FileNotFoundError:
        raise NotFound(number) from None
