"""Measure: fill, serve, ask, tell. See README.md.

make bench                      # 10,000 cases
python -m benchmarks 1000000    # as many as asked; a step of ten at a time shows whether it stays flat
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from benchmarks.clients import Request, Times, measure
from benchmarks.server import HOST, PORT, memory, serving, working
from benchmarks.ticking import time_passes

RESULTS = Path(__file__).parent / "results"
EACH = {1: 300, 8: 120}
OPENED = 500
"""So many different cases are opened in turn."""


@dataclass(frozen=True)
class Ground:
    """What the measurements need to know of the filled database."""

    org: UUID
    token: str
    numbers: tuple[str, ...]
    unit: str
    cookie: str


def main() -> None:
    """Fill up to each size, measure there, write a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int, nargs="*", default=[10_000])
    parser.add_argument("--org", default="jinping", help="code of the organisation that is filled")
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8])
    parser.add_argument("--only", default="", help="measure only what has this in its name")
    options = parser.parse_args()
    os.environ.setdefault("AMENDS_DATA", "/var/tmp/amends-bench")
    os.environ["AMENDS_DEMO"] = "1"
    from amends import postgres

    with postgres.running():
        subprocess.run([sys.executable, "-m", "amends", "migrate", "--fill"], check=True)
        ground = _ground(options.org)
        _tell(row for cases in options.cases for row in _at(cases, ground, options))


def _at(cases: int, ground: Ground, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    have = _count(ground)
    if cases > have:
        loading = time.monotonic()
        words = [sys.executable, "-m", "benchmarks.load", str(cases - have), "--first", str(have + 1)]
        subprocess.run([*words, "--org", _code(ground)], check=True)
        yield {"cases": cases, "what": "load", "seconds": round(time.monotonic() - loading, 1)}
    os.environ["BENCH_ORG"] = str(ground.org)
    parts = {
        "floor: bare view": _floor_of_reading, "served": _served, "floor: the rows of a case": _floor_of_writing,
        "tick": _ticks, "memory of the worker": _worker,
    }  # fmt: skip
    for name, part in parts.items():
        if options.only in name or (name == "served" and any(options.only in what for what in _questions(ground))):
            yield from part(cases, ground, options)


def _floor_of_reading(cases: int, ground: Ground, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    with serving("benchmarks.bare:application"):
        for clients in options.clients:
            yield _row(cases, "floor: bare view", clients, _ask(ground, clients, lambda *_: Request("GET", "/fifty")))


def _served(cases: int, ground: Ground, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    with serving("amends.wsgi:application") as (process, cold):
        yield {"cases": cases, "what": "cold start", "seconds": round(cold, 2)}
        for what, ask in _questions(ground).items():
            for clients in options.clients if options.only in what else ():
                yield _row(cases, what, clients, _ask(ground, clients, ask))
        yield {"cases": cases, "what": "memory of the server", "mib": round(memory(process))}


def _ticks(cases: int, ground: Ground, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    done, seconds = time_passes(org=ground.org, wanted=max(100, cases // 100))
    yield {"cases": cases, "what": "tick", "due": done, "seconds": round(seconds, 2)}


def _worker(cases: int, ground: Ground, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    with working() as process:
        yield {"cases": cases, "what": "memory of the worker", "mib": round(memory(process))}


def _ask(ground: Ground, clients: int, ask: Callable[[int, int], Request]) -> Times:
    headers = {"Authorization": f"Bearer {ground.token}", "Host": "localhost", "Cookie": ground.cookie}
    return measure((HOST, PORT), headers, ask, clients=clients, each=EACH.get(clients, 100))


def _questions(ground: Ground) -> dict[str, Callable[[int, int], Request]]:
    def register(client: int, turn: int) -> Request:
        facts = {
            "channel": "phone", "matter": "complaint", "complainant": f"测试{client}",
            "phone": f"139{client:04d}{turn % 10000:04d}",
            "description": f"电梯停运第{turn}次，要求退款", "wish": "尽快修好", "category": "equipment/lift",
        }  # fmt: skip
        return Request("POST", "/api/v1/cases", {"unit": ground.unit, "facts": facts})

    def number(client: int, turn: int) -> str:
        return ground.numbers[(client * 37 + turn) % len(ground.numbers)]

    return {
        "open a case (API)": lambda *at: Request("GET", f"/api/v1/cases/{number(*at)}"),
        "open a case (page)": lambda *at: Request("GET", f"/cases/{number(*at)}/"),
        "list 50 by due (API)": lambda *_: Request("GET", "/api/v1/cases?state=open&sort=due&limit=50"),
        "list 50 by due (page)": lambda *_: Request("GET", "/queues/"),
        "search 退款 (API)": lambda *_: Request("GET", "/api/v1/cases?q=%E9%80%80%E6%AC%BE&limit=50"),
        "register (API)": register,
    }


def _row(cases: int, what: str, clients: int, times: Times) -> dict[str, object]:
    return {
        "cases": cases, "what": what, "clients": clients, "p50_ms": round(times.p50, 1), "p95_ms": round(times.p95, 1),
        "a_second": round(times.a_second, 1), "failures": times.failures,
    }  # fmt: skip


def _floor_of_writing(cases: int, ground: Ground, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    """The same rows as one registration, by raw SQL in one transaction with fsync, by one connection."""
    import psycopg

    from amends import postgres
    from benchmarks.load import Copier, insert_one, templates

    with psycopg.connect(postgres.addresses().app_url) as connection:
        connection.execute("SELECT set_config('amends.org', %s, false)", [str(ground.org)])
        copier = Copier(templates(connection, ground.org), seed=int(time.time()))
        made = list(copier.copies(200, first=int(time.time()), open_share=1.0))
        connection.commit()
        seconds = []
        for copy in made:
            began = time.perf_counter()
            insert_one(connection, copy)
            seconds.append(time.perf_counter() - began)
    times = Times(seconds, {}, sum(seconds))
    yield _row(cases, "floor: the rows of a case by SQL", 1, times)


def _ground(code: str) -> Ground:
    from amends.environment import setup_django

    setup_django()
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS.append("testserver")
    from amends.cases.queries.visible import visible
    from amends.people.models import Membership
    from amends.people.tenancy import organisation, organisations
    from amends.people.tokens import make_token
    from amends.people.viewer import viewer_of

    org = next(one for one in organisations() if one.code == code)
    with organisation(org.id):
        desk = Membership.objects.select_related("person", "unit").filter(role="front_desk").order_by("id").first()
        assert desk is not None, "nobody sits at the front desk"
        token = make_token(desk.person, name="benchmark", at=datetime.now(UTC), expires_at=_tomorrow())
        seen = visible(viewer_of(desk.person, at=datetime.now(UTC)))
        numbers = tuple(seen.order_by("-id").values_list("number", flat=True)[:OPENED])
        assert numbers, "the front desk has no case"
        client = Client()
        client.force_login(desk.person)
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        return Ground(org.id, token, numbers, desk.unit.code, cookie)


def _tomorrow() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)


def _count(ground: Ground) -> int:
    from amends.cases.models import Case
    from amends.people.tenancy import organisation

    with organisation(ground.org):
        return Case.objects.count()


def _code(ground: Ground) -> str:
    from amends.people.tenancy import organisations

    return next(one.code for one in organisations() if one.id == ground.org)


def _tell(rows: Iterable[dict[str, object]]) -> None:
    """Print each row when it is there, and keep all of them."""
    RESULTS.mkdir(exist_ok=True)
    path, told = RESULTS / f"{datetime.now(UTC):%Y-%m-%d-%H%M}.json", []
    for row in rows:
        print(" | ".join(f"{name} {value}" for name, value in row.items()), flush=True)
        told.append(row)
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
