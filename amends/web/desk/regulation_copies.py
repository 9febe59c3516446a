"""Controlled copies: issued against signature, on a hand-over list, marked as not to be copied (FR-236)."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.regulations import copies
from amends.regulations.drafts import may_write
from amends.regulations.models import PublishedPack
from amends.regulations.validity import published_pack
from amends.web.desk.admin_forms import Form, choice
from amends.web.desk.door import desk
from amends.web.desk.regulation_desk import writers
from amends.web.shell import show


@require_GET
@desk
def hand_over(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show who holds which controlled copies: what a person hands over on leaving. Others see their own."""
    rows = copies.copies(viewer)
    asked = request.GET.get("person", "")
    rows = tuple(one for one in rows if not asked or str(one.holder_id) == asked)
    held = [list(several) for _holder, several in groupby(rows, key=lambda one: one.holder_id)]
    context = {
        "people": [(several[0].holder, several) for several in held],
        "writes": may_write(viewer),
        "me": viewer.person,
    }
    return show(request, viewer, "desk/regulation/hand_over.html", context, here="regulation")


@require_http_methods(["GET", "POST"])
@writers
def regulation_copies(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the copies of a version with their signatures, and issue one more."""
    row = _published(key)
    form = _form(viewer, row)
    if request.method == "POST":
        values, form = form.answered(request.POST)
        if not form.is_wrong:
            try:
                made = copies.issue(viewer, row, UUID(values["holder"]), at=now())
            except Refused as refused:
                form = form.with_refusal(refused)
            else:
                messages.success(request, _("Copy no. %(n)s is issued; its holder signs for it.") % {"n": made.number})
                return redirect("desk:regulation_copies", key)
    context = {"published": row, "rows": copies.copies(viewer, row), "form": form}
    status = 422 if form.is_wrong else 200
    return show(request, viewer, "desk/regulation/copies.html", context, here="regulation", status=status)


@require_POST
@desk
def copy_sign(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Sign for a copy that was issued to the viewer."""
    try:
        copies.sign_for(viewer, key, at=now())
    except Refused as refused:
        raise NotFound(str(refused)) from refused
    messages.success(request, _("Signed."))
    return redirect("desk:hand_over")


@require_POST
@writers
def copy_back(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Note that a copy came back."""
    copies.take_back(viewer, key, at=now())
    messages.success(request, _("Taken back."))
    return redirect("desk:hand_over")


def _published(key: UUID) -> PublishedPack:
    row = published_pack(key)
    if row is None:
        raise NotFound(str(key))
    return row


def _form(viewer: Viewer, row: PublishedPack) -> Form:
    language = get_language() or "zh"
    people = sorted((one.name(language), str(k)) for k, one in viewer.directory.people.items() if one.is_active)
    fields = (choice("holder", _("Holder"), [(key, name) for name, key in people], required=True),)
    return Form(_("Issue a copy"), reverse("desk:regulation_copies", args=[row.pk]), fields, _("Issue"), name="issue")
