"""`amends worker`: what runs by itself, in one plain loop, on as many machines as one likes.

The rows are the truth: obligations whose instant has come and letters that wait.
Each is claimed by a row lock, so a second worker only finds less to do.
"""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from amends.environment import keep_what_is_loaded
from amends.jobs import deliver, ledger, receive_mail, recount, replay, tick, upkeep

log = structlog.get_logger(__name__)

PAUSE_SECONDS = 1.0
WORK: tuple[Callable[[datetime], int], ...] = (
    tick.tick, deliver.deliver, recount.recount, upkeep.upkeep, replay.start,
    ledger.follow, receive_mail.poll,
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--once", action="store_true", help="one round, then stop")


def run(options: argparse.Namespace) -> int:
    """Work until told to stop; what is in hand is finished first."""
    stopping = _listen_for_stop()
    keep_what_is_loaded()
    while not stopping.is_set():
        busy = work_once(timezone.now())
        if options.once:
            break
        if not busy:
            stopping.wait(PAUSE_SECONDS)
    return 0


def work_once(now: datetime) -> bool:
    """Do one round; return whether there was anything to do. A lost database and a job that fails are waited for."""
    busy = False
    for job in WORK:
        try:
            close_old_connections()
            busy = bool(job(now)) or busy
        except OperationalError as error:
            log.error("database away", error=type(error).__name__)
        except Exception:
            log.exception("job failed", job=job.__module__)
    return busy


def _listen_for_stop() -> threading.Event:
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    return stopping
