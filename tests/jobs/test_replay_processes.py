"""Replay by two processes: the same numbers as by one, and none of them outlives who forked it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from amends.cases.models import ReplayedCase, Run
from amends.cases.replay import running
from amends.cases.replay.asking import Wanted, ask_replay
from amends.jobs.replay import work_off
from amends.people.tenancy import organisation
from amends.regulations import folders
from tests.makers import Town, govern, registered, town, viewer

FORKING = """
import sys, time
from amends.environment import setup_django
setup_django()
from amends.jobs import replay
def nap(part):
    import os
    os.write(1, f"{os.getpid()}\\n".encode())  # at once, so that the lines of two do not mix
    time.sleep(60)
list(replay._each(nap, [[1], [2]], 2))
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_say_what_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 2)
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        for nth in range(5):
            registered(made, at=timezone.now() - timedelta(days=2, minutes=nth), phone=f"1391234000{nth}")

    one, two = (_played(made, processes) for processes in (1, 2))

    assert {**one, "seconds": 0} == {**two, "seconds": 0}
    assert (one["cases"], one["differ"]) == (5, 5)


def _played(made: Town, processes: int) -> dict[str, object]:
    now = timezone.now()
    with organisation(made.org.id):
        head = viewer(made, "he", at=now)
        files = folders.read(folders.find("developer-four-grades"))
        run = ask_replay(head, Wanted(files, head.day - timedelta(days=9), head.day), at=now)
    work_off(now, only=run.pk, processes=processes)
    with organisation(made.org.id):
        assert ReplayedCase.objects.filter(run=run).count() == 5
        found: dict[str, object] = Run.objects.get(pk=run.pk).result
        return found


def test_processes_end_with_who_forked_them() -> None:
    parent = subprocess.Popen([sys.executable, "-c", FORKING], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    children = [int(parent.stdout.readline()) for _ in range(2)]

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    deadline = time.monotonic() + 10
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(_runs, children))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
