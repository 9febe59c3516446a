"""Start a WSGI application the way `amends run` does, wait for it, tell its memory, stop it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amends import environment

HOST, PORT = "127.0.0.1", 8765


@contextmanager
def serving(application: str, **more: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Serve inside the block; yields the process and the seconds until it answered."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(PORT)]
        + ["--workers", environment.text("AMENDS_WEB_PROCESSES")]
        + ["--blocking-threads", environment.text("AMENDS_THREADS")]
        + ["--blocking-threads-idle-timeout", "600", "--log-level", "warning", application],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "amends.settings", **more},
        start_new_session=True,
    )
    try:
        yield process, _wait(began)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


@contextmanager
def working(seconds: float = 20) -> Iterator[subprocess.Popen[bytes]]:
    """Let the worker work for a while, then yield it."""
    process = subprocess.Popen([sys.executable, "-m", "amends", "worker"], start_new_session=True)
    try:
        time.sleep(seconds)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def _wait(began: float) -> float:
    while time.monotonic() - began < 60:
        try:
            with socket.create_connection((HOST, PORT), timeout=1) as connection:
                connection.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if connection.recv(1):
                    return time.monotonic() - began
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not answer within a minute")


def memory(process: subprocess.Popen[bytes]) -> float:
    """Return the proportional set size of a process and its children, in MiB."""
    session = os.getsid(process.pid)
    total = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _session(int(folder.name)) == session:
            total += _pss(folder)
    return total / 1024


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except (ProcessLookupError, PermissionError):
        return -1


def _pss(folder: Path) -> int:
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
