"""Views of the queue: some that everybody has, and those that one has named."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.cases.drafts import draft, keep_draft
from amends.people.viewer import Viewer
from amends.web.desk.door import desk

KIND = "views/queues"
MOST, LONGEST = 12, 40


@dataclass(frozen=True, slots=True)
class KeptView:
    """A name for filters."""

    label: str
    query: str
    here: bool
    own: bool


def kept_views(viewer: Viewer, query: dict[str, str]) -> list[KeptView]:
    """Return the views, the common ones first; ``here`` is the one that is being shown."""
    now = urlencode(query)
    common = (
        (_("Open"), ""),
        (_("Late"), urlencode({"late": "1"})),
        (_("With me"), urlencode({"holder": str(viewer.person)})),
        (_("Newest"), urlencode({"sort": "-received"})),
    )
    own = [KeptView(name, asked, asked == now, own=True) for name, asked in own_views(viewer).items()]
    return [*(KeptView(name, asked, asked == now, own=False) for name, asked in common), *own]


def own_views(viewer: Viewer) -> dict[str, str]:
    """Return the views that the viewer named."""
    kept = draft(viewer, KIND)
    return {str(name): str(query) for name, query in kept.content.items()} if kept else {}


@require_POST
@desk
def queue_view(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Keep filters under a name, or forget a name; the message that says so can undo it."""
    views, asked = own_views(viewer), {**request.GET.dict(), **request.POST.dict()}
    query = QueryDict(asked.get("query", "")[:1000]).urlencode()
    gone, name = asked.get("forget", ""), asked.get("name", "").strip()[:LONGEST]
    if gone in views:
        again = reverse("desk:queue_view") + "?" + urlencode({"name": gone, "query": views.pop(gone)})
        messages.success(request, _("The view “%(name)s” is gone.") % {"name": gone}, extra_tags=again)
    elif name and (name in views or len(views) < MOST):
        views[name] = query
    keep_draft(viewer, KIND, views, at=timezone.now())
    return redirect(reverse("desk:queues") + (f"?{query}" if query else ""))
