"""The floor for pages: a bare Django view that reads the same fifty rows and writes them as JSON, nothing else."""

from __future__ import annotations

import os
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path

COLUMNS = ("number", "title", "stage", "grade", "next_due_at", "received_at", "channel", "category")


def fifty(request: HttpRequest) -> JsonResponse:
    """Return fifty open cases by due time."""
    from uuid import UUID

    from amends.cases.models import Case
    from amends.people.tenancy import organisation

    with organisation(UUID(os.environ["BENCH_ORG"])):
        rows = Case.objects.exclude(stage_kind="closed").order_by("next_due_at", "id").values(*COLUMNS)[:50]
        return JsonResponse({"rows": list(rows)})


urlpatterns = [path("fifty", fifty)]


def application(environ: Any, start_response: Any) -> Any:
    """Serve by the same settings without middleware."""
    return _handler()(environ, start_response)


_kept: list[Any] = []


def _handler() -> Any:
    if not _kept:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
        from django.conf import settings

        settings.MIDDLEWARE = []
        settings.ROOT_URLCONF = "benchmarks.bare"
        from django.core.wsgi import get_wsgi_application

        _kept.append(get_wsgi_application())
    return _kept[0]
