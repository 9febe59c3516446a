"""What the referee has against the texts of a step while they are typed (FR-109)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from amends.cases.queries.case_page import case_page
from amends.cases.queries.visible import NotFound
from amends.cases.referee_check import against_texts
from amends.core.pack import Pack
from amends.core.referee import RefereeObjection
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.step_form import answered, step_form
from amends.web.shell import show


@require_POST
@desk
def judged(request: HttpRequest, viewer: Viewer, number: str, step_id: str) -> HttpResponse:
    """Show what stands against the causes and actions as they are typed now. Nothing is stored."""
    page = case_page(viewer, number, timezone.now())
    row = page.reading.rules.steps.get(step_id)
    if row is None or row.kind == "register":
        raise NotFound(number)
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        form = step_form(page, row, {})
        answers, _filled = answered(form, request.POST)
    labels = {one.name: one.label for one in form.fields}
    found = list(against_texts(page.reading, answers.detail))
    told = [
        (labels.get(name, name), name, pack, [one for _, of, one in found if of == name]) for pack, name in _once(found)
    ]
    return show(request, viewer, "parts/judged.html", {"told": told})


def _once(found: list[tuple[Pack, str, RefereeObjection]]) -> list[tuple[Pack, str]]:
    """Return each field once with the pack whose referee objects to it."""
    return list({name: (pack, name) for pack, name, _ in found}.values())
