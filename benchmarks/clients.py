"""Clients that ask a server over HTTP and keep every time: one process a client, connections kept open."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from statistics import quantiles


@dataclass(frozen=True)
class Request:
    """What to ask; ``body`` is sent as JSON."""

    method: str
    path: str
    body: dict[str, object] | None = None


@dataclass(frozen=True)
class Times:
    """What came out: seconds of each answer, errors by status, wall time of the whole."""

    seconds: Sequence[float]
    failures: dict[int, int]
    wall: float

    @property
    def p50(self) -> float:
        """Milliseconds."""
        return sorted(self.seconds)[len(self.seconds) // 2] * 1000

    @property
    def p95(self) -> float:
        """Milliseconds."""
        return quantiles(self.seconds, n=20)[18] * 1000

    @property
    def a_second(self) -> float:
        """Answers a second, over all clients."""
        return len(self.seconds) / self.wall


Ask = Callable[[int, int], Request]
"""(client, number of the request) → what to ask."""


def measure(address: tuple[str, int], headers: dict[str, str], ask: Ask, *, clients: int, each: int) -> Times:
    """Let ``clients`` processes ask ``each`` times; the first ten answers of each warm up and are not counted."""
    queue: multiprocessing.Queue[tuple[list[float], dict[int, int], float, float]] = multiprocessing.Queue()
    gate = multiprocessing.Barrier(clients)
    processes = [
        multiprocessing.Process(target=_client, args=(address, headers, ask, number, each, gate, queue))
        for number in range(clients)
    ]
    for process in processes:
        process.start()
    results = [queue.get(timeout=600) for _ in processes]
    for process in processes:
        process.join()
    failures: dict[int, int] = {}
    for _, failed, _, _ in results:
        for status, count in failed.items():
            failures[status] = failures.get(status, 0) + count
    wall = max(ended for *_, ended in results) - min(began for _, _, began, _ in results)
    return Times([second for seconds, *_ in results for second in seconds], failures, wall)


WARM_UP = 10


def _client(
    address: tuple[str, int],
    headers: dict[str, str],
    ask: Ask,
    number: int,
    each: int,
    gate: Barrier,
    queue: multiprocessing.Queue[tuple[list[float], dict[int, int], float, float]],
) -> None:
    connection = http.client.HTTPConnection(*address, timeout=120)
    seconds: list[float] = []
    failed: dict[int, int] = {}
    for turn in range(WARM_UP):
        _ask(connection, headers, ask(number, -1 - turn))
    gate.wait()
    began = time.monotonic()
    for turn in range(each):
        start = time.perf_counter()
        status = _ask(connection, headers, ask(number, turn))
        seconds.append(time.perf_counter() - start)
        if status >= 400:
            failed[status] = failed.get(status, 0) + 1
    queue.put((seconds, failed, began, time.monotonic()))


def _ask(connection: http.client.HTTPConnection, headers: dict[str, str], request: Request) -> int:
    body = json.dumps(request.body).encode() if request.body is not None else None
    kind = {"Content-Type": "application/json"} if body else {}
    connection.request(request.method, request.path, body=body, headers={**headers, **kind})
    answer = connection.getresponse()
    answer.read()
    return answer.status
