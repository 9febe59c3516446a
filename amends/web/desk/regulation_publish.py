"""From a draft to what is in force: signatures, the day, the unit; what is missing is said beside it (FR-236)."""

from __future__ import annotations

from collections.abc import Mapping
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

from amends.cases import consequences
from amends.core.finding import BrokenPack
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.regulations import publishing
from amends.regulations.models import Binding, PackDraft
from amends.web.desk.admin_forms import Form, choice, day_of, text
from amends.web.desk.admin_people import units
from amends.web.desk.door import desk
from amends.web.desk.regulation_desk import draft_at, version_in, writers


def publish_form(viewer: Viewer, draft: PackDraft, given: Mapping[str, str] | None = None) -> Form:
    """Return the form by which a draft comes into force; it proposes where the version before leads.

    ``given``: what was filled in before it was refused.
    """
    said = given or {}
    bound = (
        Binding.objects.filter(org=viewer.org, published=draft.base).order_by("-from_date").first()
        if draft.base
        else None
    )
    written = publishing.written_for(viewer)
    where = [(key, title) for key, title in units(viewer) if UUID(key) in written]
    positions = ((Binding.LEAD, _("leads")), (Binding.COMPANION, _("beside it")))
    fields = (
        choice("unit", _("Unit"), where, said.get("unit") or (str(bound.unit_id) if bound else ""), required=True),
        choice(
            "position",
            _("Position"),
            positions,
            said.get("position") or (bound.position if bound else Binding.LEAD),
            required=True,
        ),
        text("from_date", _("In force from"), said.get("from_date", "")[:10], widget="date", required=True),
    )
    return Form(_("Publish"), reverse("desk:draft_publish", args=[draft.pk]), fields, _("Publish"), name="publish")


@require_POST
@desk
def draft_sign(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Sign the content that was read, for one role."""
    found, language = draft_at(viewer, key), get_language() or "zh"
    try:
        publishing.sign(
            viewer, found.pk, request.POST.get("role", ""), content_hash=request.POST.get("content", ""),
            version=version_in(request), at=now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, refused.says.in_(language))
    except BrokenPack as broken:
        messages.error(request, broken.findings[0].line(language))
    else:
        messages.success(request, _("Signed."))
    return redirect("desk:draft", key)


@require_POST
@writers
def draft_publish(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Publish a draft from a day on; whatever stands in the way is named."""
    found, language = draft_at(viewer, key), get_language() or "zh"
    values, form = publish_form(viewer, found).answered(request.POST)
    if form.is_wrong:
        _say(request, [error for field in form.fields for error in field.errors])
        return _back_filled(key, request)
    day = day_of(values, "from_date")
    assert day is not None  # the form asked for it
    try:
        row = publishing.publish_draft(
            viewer, found.pk, unit=UUID(values["unit"]), from_date=day, version=version_in(request), at=now(),
            position=values["position"],
        )  # fmt: skip
    except BrokenPack as broken:
        _say(request, [one.line(language) for one in broken.findings[:3]])
    except Refused as refused:
        _say(request, [one.says.in_(language) for one in refused.missing] or [refused.says.in_(language)])
    else:
        follow = consequences.ask_follow(viewer, published=row, unit=UUID(values["unit"]), first=day, at=now())
        messages.success(request, _("Published. It is in force from %(day)s.") % {"day": day.isoformat()})
        if follow:
            messages.info(request, _("%(count)s open cases take its new clocks from that day.") % {"count": follow})
        return redirect("desk:regulation_document", row.pk)
    return _back_filled(key, request)


def _back_filled(key: UUID, request: HttpRequest) -> HttpResponse:
    """Return to the draft with what was filled in: nothing typed is lost."""
    filled = {name: value for name in ("unit", "position", "from_date") if (value := request.POST.get(name, "")[:80])}
    return redirect(f"{reverse('desk:draft', args=[key])}?{urlencode(filled)}#publish")


def _say(request: HttpRequest, lines: list[str]) -> None:
    messages.error(request, _("Not published: %(why)s") % {"why": "; ".join(lines)}, extra_tags="stays")
