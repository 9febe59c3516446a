"""Tokens of the API: whom each one acts for, until when; a new one is shown once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import get_current_timezone, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people import token_desk
from amends.people.viewer import Viewer
from amends.web.desk.admin_forms import Form, admins, choice, day_of, page, text

YEAR = timedelta(days=365)


@require_http_methods(["GET", "POST"])
@admins
@sensitive_variables("token")
def tokens(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the tokens; or give one, whose words are shown on this answer alone."""
    form, token = _form(viewer), ""
    if request.method == "POST":
        values, form = form.answered(request.POST)
        if not form.is_wrong:
            try:
                token = _given(viewer, values)
                form = _form(viewer)
            except Refused as refused:
                form = form.with_refusal(refused)
    rows = [(one, token_desk.in_use(one, viewer.at)) for one in token_desk.tokens_of(viewer)]
    context = {"rows": rows, "form": form, "token": token}
    return page(
        request, viewer, "desk/admin/tokens.html", "tokens", context, status=422 if form.is_wrong else 200
    )  # fmt: skip


@require_POST
@admins
def token_revoke(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take a token back."""
    try:
        key = UUID(request.POST.get("row", ""))
    except ValueError:
        raise NotFound("row") from None
    token_desk.revoke_token(viewer, key, at=now())
    messages.success(request, _("Taken back. Whatever used it gets no answer any more."))
    return redirect("desk:admin_tokens")


def _given(viewer: Viewer, values: dict[str, Any]) -> str:
    last = day_of(values, "until")
    ends = datetime.combine(last + timedelta(days=1), time(), get_current_timezone()) if last else None
    return token_desk.give_token(
        viewer, person=UUID(values["person"]), name=str(values["name"]), expires_at=ends, at=now()
    )  # fmt: skip


def _form(viewer: Viewer) -> Form:
    language = get_language() or "zh"
    people = ((str(key), one.name(language)) for key, one in viewer.directory.people.items() if one.is_active)
    fields = (
        text("name", _("Purpose"), required=True, hint=_("Such as: call centre, ERP.")),
        choice(
            "person", _("Acts for"), sorted(people, key=lambda pair: pair[1]), required=True,
            hint=_("It may do what this person may do, and stands in the journal under their name."),
        ),
        text(
            "until", _("Until, included"), (viewer.day + YEAR).isoformat(), widget="date",
            hint=_("Left empty: no end."),
        ),
    )  # fmt: skip
    return Form(_("New token"), reverse("desk:admin_tokens"), fields, _("Give the token"), name="token")
