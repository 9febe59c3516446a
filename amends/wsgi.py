"""The entry for WSGI servers."""

import os
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any

from django.core.wsgi import get_wsgi_application

from amends.environment import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
application = get_wsgi_application()

from amends.quality.warming import warm_up_soon  # noqa: E402 - its tables need the settings that are loaded above

keep_what_is_loaded()
_warming: list[Thread] = []


def served(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as `application` does; the first request of a process also has the referee made ready, beside it."""
    if not _warming:
        _warming.append(warm_up_soon())
    return application(environ, start_response)
