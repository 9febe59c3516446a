"""A case as a file to keep and to check: its journal with every hash, as `amends verify` reads it."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.cases.export import export_case
from amends.people.viewer import Viewer
from amends.web.desk.door import desk


@require_GET
@desk
def case_file(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Send the file as an attachment; words that the viewer may not read whole are withheld. Raises NotFound."""
    said = json.dumps(export_case(viewer, number, at=timezone.now()), ensure_ascii=False, indent=1)
    name = {"Content-Disposition": f'attachment; filename="{number}.case.json"'}
    return HttpResponse(said, content_type="application/json", headers=name)
