"""What the referee takes two seconds to make is made before somebody waits for it, beside the first answers."""

from __future__ import annotations

import time
from threading import Thread

import structlog
from django.db import connection

from amends.core.referee import ready
from amends.people.directory import directory
from amends.people.tenancy import organisation, organisations
from amends.regulations.shelf import bound_packs

log = structlog.get_logger(__name__)
AFTER = 2.0
"""Seconds: the first page of a process that has just begun is answered before."""
BETWEEN = 0.02
"""Seconds after each piece, so that whoever asks meanwhile is not kept waiting by more than one."""


def warm_up_soon() -> Thread:
    """Begin to make the referee ready in this process, and return at once."""
    thread = Thread(target=_warm_up, name="warming", daemon=True)
    thread.start()
    return thread


def _warm_up() -> None:
    time.sleep(AFTER)
    try:
        warm_up(between=BETWEEN)
    except Exception:  # whoever asks first waits instead
        log.exception("referee not made ready")
    finally:
        connection.close()


def warm_up(*, between: float = 0.0) -> None:
    """Make the referee of every pack that is bound somewhere ready."""
    for org in organisations():
        with organisation(org.id):
            packs = bound_packs(directory(org.id))
        for pack in packs:
            for _ in ready(pack.referee, pack.referee_words):
                time.sleep(between)
