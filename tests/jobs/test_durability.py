"""Workers that are killed or crowd each other: every rung once, every journal whole, no letter lost."""

from __future__ import annotations

import os
import signal
import socketserver
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from amends.cases.export import export_case
from amends.cases.models import Case, Letter, RungClimbed
from amends.cases.verifier import problems
from amends.jobs import tick as job
from amends.jobs.deliver import deliver
from amends.jobs.tick import tick
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, registered, town, viewer

pytestmark = pytest.mark.django_db(transaction=True)

CASES = 60
LATER = MONDAY + timedelta(days=2)


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server that keeps the Message-IDs it took and can kill its client at a word of the talk."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[str] = []
        self.kill_at: tuple[str, int] | None = None
        self.client = 0

    def perhaps_kill(self, word: str) -> None:
        """Kill the client when it says this word after so many letters were taken."""
        if self.kill_at == (word, len(self.taken)):
            self.kill_at = None
            os.kill(self.client, signal.SIGKILL)


class _Talk(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say("220 ready")
        for line in self.rfile:
            word = line[:4].decode().upper()
            if word == "MAIL":
                self.server.perhaps_kill(word)
            if word == "DATA":
                self._say("354 go on")
                self._take()
                self.server.perhaps_kill(word)
            self._say("221 bye" if word == "QUIT" else "250 yes")

    def _take(self) -> None:
        for line in iter(self.rfile.readline, b".\r\n"):
            if line.lower().startswith(b"message-id:"):
                self.server.taken.append(line.split(b":", 1)[1].strip().decode())

    def _say(self, text: str) -> None:
        try:
            self.wfile.write(f"{text}\r\n".encode())
        except OSError:  # the client was killed
            return


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server of this test."""
    with Mailbox() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def river() -> Town:
    """The town under the property instruction."""
    job._hour_seen.clear()
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


@pytest.fixture
def waiting(river: Town) -> Town:
    """Sixty complaints that nobody has dispatched."""
    with organisation(river.org.id):
        for nth in range(CASES):
            registered(river, phone=f"138000000{nth:02d}", complainant=f"业主{nth}")
    return river


def sixty_letters(river: Town) -> set[str]:
    """Write sixty letters by mail; return their ids."""
    with organisation(river.org.id):
        made = Letter.objects.bulk_create(
            Letter(org=river.org, letter="reply", key=f"reply-{nth}", way="mail", address=f"owner{nth}@example.org",
                   subject="答复", body="电梯已修好。", promised_at=MONDAY, not_before=MONDAY)
            for nth in range(CASES)
        )  # fmt: skip
    return {str(one.id) for one in made}


def ten_at_once(work: Callable[[], int]) -> list[int]:
    def alone(_: int) -> int:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(alone, range(10)))


def start(command: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "amends", command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def run(command: str, environment: dict[str, str]) -> None:
    assert start(command, environment).wait(120) == 0


@contextmanager
def held_up(process_environment: dict[str, str], table: str) -> Iterator[Callable[[], None]]:
    """Hold up everybody who writes to a table; yield what waits until somebody stands there in a transaction."""
    waits = "SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
    with psycopg.connect(process_environment["DATABASE_URL"]) as owner:
        owner.execute(f"LOCK TABLE {table} IN SHARE MODE")

        def until_somebody_writes() -> None:
            end = time.monotonic() + 60
            while not owner.execute(waits, [table]).fetchone()[0]:  # type: ignore[index]
                assert time.monotonic() < end, "nobody came"
                time.sleep(0.01)

        yield until_somebody_writes


def rungs(river: Town) -> Counter[tuple[str, str]]:
    with organisation(river.org.id):
        return Counter(RungClimbed.objects.values_list("obligation__duty", "rung"))


def told(river: Town) -> set[int]:
    """Return how many letters cases have: one figure when every case told the same people once."""
    with organisation(river.org.id):
        letters = Letter.objects.filter(letter__startswith="told/").values_list("case_id", flat=True)
        return set(Counter(letters).values())


def damaged(river: Town) -> dict[str, list[str]]:
    with organisation(river.org.id):
        lan = viewer(river, "lan", at=LATER)
        files = [export_case(lan, number, at=LATER) for number in Case.objects.values_list("number", flat=True)]
        assert len(files) == CASES
        assert all([e["seq"] for e in one["entries"]] == [*range(1, len(one["entries"]) + 1)] for one in files)
        return {one["case"]["number"]: found for one in files if (found := problems(one))}


@pytest.mark.parametrize("table", [Case._meta.db_table, RungClimbed._meta.db_table, Letter._meta.db_table])
def test_a_tick_that_is_killed_while_it_writes_leaves_all_to_the_next(
    waiting: Town, process_environment: dict[str, str], table: str
) -> None:
    with held_up(process_environment, table) as until_somebody_writes:
        process = start("tick", process_environment)
        until_somebody_writes()
        process.kill()
        process.wait()
    halfway = rungs(waiting)

    run("tick", process_environment)
    once, letters = rungs(waiting), told(waiting)
    run("tick", process_environment)

    assert set(halfway.values()) <= {CASES}
    assert set(once.values()) == {CASES}
    assert rungs(waiting) == once
    assert told(waiting) == letters
    assert len(letters) == 1
    assert damaged(waiting) == {}


@pytest.mark.parametrize(("word", "twice"), [("MAIL", 0), ("DATA", 1)])
def test_a_delivery_that_is_killed_loses_no_letter_and_repeats_at_most_the_one_in_its_hand(
    river: Town, mailbox: Mailbox, process_environment: dict[str, str], word: str, twice: int
) -> None:
    """Killed before the server's yes: once each. Killed after it took the letter: that one again, same Message-ID."""
    letters = sixty_letters(river)
    port = mailbox.server_address[1]
    environment = {**process_environment, "AMENDS_SMTP_URL": f"smtp://127.0.0.1:{port}"}
    mailbox.kill_at = (word, 25)
    process = start("deliver", environment)
    mailbox.client = process.pid
    assert process.wait(120) == -signal.SIGKILL

    run("deliver", environment)
    run("deliver", environment)

    assert {one.partition("@")[0].lstrip("<") for one in mailbox.taken} == letters
    assert len(mailbox.taken) == CASES + twice
    with organisation(river.org.id):
        assert not Letter.objects.filter(sent_at=None).exists()


def test_ten_deliverers_at_once_send_each_letter_once(
    river: Town, mailbox: Mailbox, process_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = sixty_letters(river)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", mailbox.server_address[0])
    monkeypatch.setattr(settings, "EMAIL_PORT", mailbox.server_address[1])

    assert sum(ten_at_once(lambda: deliver(LATER))) == CASES

    assert len(mailbox.taken) == CASES
    assert {one.partition("@")[0].lstrip("<") for one in mailbox.taken} == letters


def test_ten_workers_at_once_climb_each_rung_once(waiting: Town) -> None:
    ten_at_once(lambda: tick(LATER))
    tick(LATER)
    once, letters = rungs(waiting), told(waiting)
    tick(LATER)

    assert set(once.values()) == {CASES}
    assert rungs(waiting) == once
    assert told(waiting) == letters
    assert len(letters) == 1
    assert damaged(waiting) == {}
