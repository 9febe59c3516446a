"""Rules of one unit on top of a regulation in force: begun, and a row of the one above made one's own (FR-251)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.core.taking import is_taken
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations import drafts, local_rules
from amends.regulations.toml_rows import CannotWrite, add_row, rows_in
from amends.regulations.validity import published_pack
from amends.web.desk.regulation_desk import draft_at, readable, version_in, writers
from amends.web.desk.regulation_rows import file_for


@require_POST
@writers
def draft_below(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin the rules of a unit on top of a version that is in force above it."""
    row = published_pack(_uuid(request.POST.get("above", "")))
    if row is None:
        raise NotFound("version")
    title = Text(zh=request.POST.get("title.zh", "").strip(), en=request.POST.get("title.en", "").strip())
    try:
        made = local_rules.begin_below(viewer, row, title, at=now())
    except Refused as refused:
        messages.error(request, refused.says.in_(get_language() or "zh"))
        return redirect("desk:draft_new")
    messages.success(request, _("Begun. What you do not write here holds as the regulation above says it."))
    return redirect("desk:draft", made.pk)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(text) from None


@require_POST
@writers
def draft_row_own(request: HttpRequest, viewer: Viewer, key: UUID, table: str) -> HttpResponse:
    """Write a row of the pack's own in the place of one that was taken, and open its form."""
    found, file, nth = draft_at(viewer, key), request.GET.get("file", ""), request.GET.get("nth", "")
    rows = getattr(readable(found), table, ())
    row = next((one for one in rows if is_taken(one) and (one.file, str(one.nth)) == (file, nth)), None)
    if row is None or not local_rules.may_replace(table, row):
        raise NotFound(nth)
    to = file_for(found, table)
    text = found.files.get(to, "")
    try:
        values = local_rules.as_written(row, table, found.files[file])
        files = {to: add_row(text, table, values)}
        drafts.change(viewer, key, version=version_in(request), at=now(), files=files)
    except CannotWrite:
        messages.error(request, _("This row cannot be changed here; change it in its file."))
    except Refused as refused:
        messages.error(request, refused.says.in_(get_language() or "zh"))
    else:
        place = urlencode({"file": to, "nth": str(len(rows_in(files[to], table)))})
        return redirect(f"{reverse('desk:draft_row', args=[key, table])}?{place}")
    return redirect("desk:draft_table", key, table)
