"""Past cases under other rules, by two processes: `amends replay` asks and waits, the desk asks and looks again.

The row that asks is claimed by its lock and says how far it has come. A process that is killed leaves a run that is
silent: another begins it anew. The processes are forked, so what cases are counted among is read once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID

import structlog
from django.db import OperationalError, connections
from django.db.models import Q
from django.utils import timezone

from amends.cases.models import Run
from amends.cases.replay.asking import KIND
from amends.cases.replay.populating import Said, counting, in_reach, names_of, standings_of
from amends.cases.replay.running import SILENT, Claimed, claim, fail, finish, prepared, went_on
from amends.cases.replay.working import Tally, Work, work_on
from amends.core.finding import BrokenPack
from amends.environment import keep_what_is_loaded
from amends.jobs.each import each_organisation
from amends.people.tenancy import organisation, organisations

R = TypeVar("R")
log = structlog.get_logger(__name__)

PROCESSES = 2
READ_AT_ONCE = 2_000
_working: dict[str, Any] = {}
"""What the forked processes find: functions that they are given travel without it."""
_started: list[subprocess.Popen[bytes]] = []


def start(now: datetime) -> int:
    """Let a process of its own do the replays that wait, so that clocks and letters go on meanwhile; return 0."""
    _started[:] = [one for one in _started if one.poll() is None]
    if not _started and each_organisation(_waiting, now):
        command = [sys.executable, "-m", "amends", "replay", "--waiting"]
        _started.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
    return 0


def _waiting(org: UUID, now: datetime) -> int:
    with organisation(org):
        waits = Q(state="waiting") | Q(state="running", seen_alive_at__lt=now - SILENT)
        return int(Run.objects.filter(waits, kind=KIND).exists())


def work_off(now: datetime, *, only: UUID | None = None, processes: int = PROCESSES) -> int:
    """Do the replays that wait, one after the other; return how many cases were played."""
    played = 0
    for org in organisations():
        while claimed := claim(org.id, now, only=only):
            played += _done(claimed, processes)
    return played


def _done(claimed: Claimed, processes: int) -> int:
    began = monotonic()
    try:
        work = prepared(claimed)
        _populate(claimed, work, processes)
        tally = _play(claimed, work, processes)
    except BrokenPack as broken:
        fail(claimed, "; ".join(str(one) for one in broken.findings[:3]), now=timezone.now())
        return 0
    except Exception:
        log.exception("replay failed", run=str(claimed.run))
        fail(claimed, "internal", now=timezone.now())
        return 0
    finish(claimed, tally, work, now=timezone.now(), seconds=monotonic() - began)
    return tally.cases


def _populate(claimed: Claimed, work: Work, processes: int) -> None:
    """Read among which cases the packs count, where they count at all."""
    with organisation(claimed.org):
        populations = counting(work.target)
        ids = in_reach(org=claimed.org, until=claimed.at) if populations else []
    names = names_of(populations.values())
    parts = [ids[n : n + READ_AT_ONCE] for n in range(0, len(ids), READ_AT_ONCE)]
    for said in _each(_read, parts, processes, claimed=claimed, work=work, names=names):
        for case, standings in said:
            for population in populations.values():
                population.add(case, standings)
    work.among.update(populations)


def _read(ids: Sequence[UUID]) -> list[Said]:
    return _though_lost_once(_read_once, ids)


def _read_once(ids: Sequence[UUID]) -> list[Said]:
    claimed, work, names = _working["claimed"], _working["work"], _working["names"]
    with organisation(claimed.org):
        return standings_of(ids, org=claimed.org, until=claimed.at, names=names, of=work.target.pack)


def _play(claimed: Claimed, work: Work, processes: int) -> Tally:
    """Play every part and return the numbers; the run says how far it has come."""
    tally = Tally()
    for part in _each(_play_part, claimed.parts, processes, claimed=claimed, work=work):
        tally.add(part)
        went_on(claimed, done=tally.cases + len(tally.restless), now=timezone.now())
    return tally


def _play_part(ids: Sequence[UUID]) -> Tally:
    return _though_lost_once(_play_once, ids)


def _play_once(ids: Sequence[UUID]) -> Tally:
    work = _working["work"]
    with organisation(work.org), _uncollected():
        return work_on(work, ids)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector rest meanwhile: what a part makes goes when the part is over, without its help."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _though_lost_once(do: Callable[[Sequence[UUID]], R], ids: Sequence[UUID]) -> R:
    """Do a part; once more when the database dropped the connection, and with it all that the part had written."""
    try:
        return do(ids)
    except OperationalError:
        connections.close_all()
        return do(ids)


def _each(
    do: Callable[[Sequence[UUID]], R], parts: Sequence[Sequence[UUID]], processes: int, **shared: Any
) -> Iterator[R]:
    """Yield what comes of each part, in whatever order; with one process here, else in forked ones."""
    _working.update(shared)
    if processes == 1 or len(parts) < 2:
        yield from map(do, parts)
        return
    connections.close_all()  # a connection must not be shared by two processes
    keep_what_is_loaded()
    with multiprocessing.get_context("fork").Pool(processes, initializer=_end_with_parent) as pool:
        yield from pool.imap_unordered(do, parts)


def _end_with_parent() -> None:
    """End this process when the one that forked it is killed; its run then begins anew elsewhere."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "only a forked process has one"

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
