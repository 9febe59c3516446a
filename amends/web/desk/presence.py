"""Who else has a case open, so that two people do not do the same thing twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from amends.cases.queries.visible import case_of
from amends.people.viewer import Viewer
from amends.web.answers import version_of
from amends.web.desk.door import desk
from amends.web.shell import show

STAYS = timedelta(seconds=50)
"""Somebody who has not been heard of for so long has left; pages ask every 20 s."""


@require_GET
@desk
def case_here(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Say who else is here, and whether the case has moved on since the page was opened."""
    case = case_of(viewer, number)
    others = seen(case.pk, viewer.person, timezone.now())
    names = [
        viewer.directory.people[one].name(get_language() or "zh") for one in others if one in viewer.directory.people
    ]
    opened = request.GET.get("version", "")
    changed = (read := version_of(opened)) is not None and read < case.version
    return show(request, viewer, "desk/here.html", {"others": sorted(names), "changed": changed})


def seen(case: UUID, person: UUID, now: datetime) -> list[UUID]:
    """Note that a person has a case open and return the others who have."""
    key = f"here:{case}"
    known: dict[str, str] = cache.get(key, {})
    here = {one: at for one, at in known.items() if now - datetime.fromisoformat(at) < STAYS and one != str(person)}
    cache.set(key, {**here, str(person): now.isoformat()}, int(STAYS.total_seconds()) * 2)
    return [UUID(one) for one in here]
