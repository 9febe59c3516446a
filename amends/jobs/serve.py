"""`amends run`: the database, the site and the worker, until Ctrl-C."""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from amends import environment, postgres

LOADING_SECONDS = 1.0  # to end by themselves before all that they started is told
PATIENCE_SECONDS = 20  # for a request or a job in hand when told to stop
ANSWER_SECONDS = 60


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--address", default=environment.text("AMENDS_ADDRESS"), help="host:port")
    parser.add_argument("--no-worker", action="store_true", help="serve only; a worker runs elsewhere")


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop; return 1 when a part of it ended by itself."""
    host, _, port = options.address.rpartition(":")
    stopping = _listen_for_stop()
    if _taken(host, int(port)):
        print(
            f"Another program already serves {options.address}. Stop it, or choose another with --address.",
            file=sys.stderr,
        )
        return 1
    with postgres.running():
        # Loading Django here would keep its memory for as long as the site is up.
        fill = ["--fill"] if environment.switch("AMENDS_DEMO") else []
        prepared = _start("migrate", *fill)
        if prepared.wait() or stopping.is_set():
            return prepared.returncode
        return _serve(host, port, worker=not options.no_worker, stopping=stopping)


def _serve(host: str, port: str, *, worker: bool, stopping: threading.Event) -> int:
    parts = [_start_site(host, port)] + ([_start("worker")] if worker else [])
    try:
        if _wait_for_answer(host, int(port), parts, stopping):
            print(f"\nAmends 诉解 is at http://{host}:{port}/ (Ctrl-C stops it)", flush=True)
        while not stopping.wait(0.5):
            if ended := [part for part in parts if part.poll() is not None]:
                print(f"amends: {ended[0].args!r} ended by itself", file=sys.stderr)
                return 1
        return 0
    finally:
        _end(parts)


def _start_site(host: str, port: str) -> subprocess.Popen[bytes]:
    return _start_python(
        ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", port]
        + ["--workers", environment.text("AMENDS_WEB_PROCESSES")]
        + ["--blocking-threads", environment.text("AMENDS_THREADS")]
        # An idle thread that ends would take its database connection with it.
        + ["--blocking-threads-idle-timeout", "600"]
        + ["--log-level", "error", "amends.wsgi:served"]
    )


def _start(command: str, *words: str) -> subprocess.Popen[bytes]:
    return _start_python(["-m", "amends", command, *words])


def _start_python(words: Sequence[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches this process only, which ends the parts in order.
    return subprocess.Popen([sys.executable, *words], start_new_session=True, env=_surroundings())


def _surroundings() -> Mapping[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "amends.settings", "PYTHONUNBUFFERED": "1", **os.environ}


def _listen_for_stop() -> threading.Event:
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopping


def _taken(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _wait_for_answer(host: str, port: int, parts: Sequence[subprocess.Popen[bytes]], stopping: threading.Event) -> bool:
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until and not stopping.is_set():
        if _answers(host, port):
            return True
        if any(part.poll() is not None for part in parts):
            return False
        time.sleep(0.05)
    return False


def _answers(host: str, port: int) -> bool:
    """The port is open before the site behind it is loaded, so a page is asked for."""
    asking = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
    try:
        asking.request("GET", "/", headers={"Host": environment.names("AMENDS_HOSTS")[0]})
        asking.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
    return True


def _wait_for_all(parts: Sequence[subprocess.Popen[bytes]], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and any(part.poll() is None for part in parts):
        time.sleep(0.02)


def _end(parts: Sequence[subprocess.Popen[bytes]]) -> None:
    for part in parts:
        part.terminate()
    _wait_for_all(parts, LOADING_SECONDS)
    for part in parts:
        if part.poll() is None:  # a process of the site that still loads has not heard its own master
            os.killpg(part.pid, signal.SIGTERM)
    until = time.monotonic() + PATIENCE_SECONDS
    for part in parts:
        try:
            part.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(part.pid, signal.SIGKILL)  # each part has a session of its own: what it started ends with it
            part.wait()
