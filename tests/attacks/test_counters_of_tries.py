"""The table in which tries are counted: rows that run as code, counters washed out by filling it, endless tries."""

import base64
import pickle
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from amends.web.desk.presence import seen
from amends.web.desk.tries import TRIES_OF_ADDRESS
from amends.web.rates import spent
from tests.makers import Town


class Bomb:
    """What a pickle does while it is read."""

    def __init__(self, at: Path) -> None:
        self.at = at

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.at,)


def written(key: str, value: str, *, lasts: timedelta = timedelta(hours=1)) -> None:
    """Write a row as somebody does who holds the app role's password."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cache (cache_key, value, expires) VALUES (%s, %s, %s)",
            [cache.make_key(key), value, timezone.now() + lasts],
        )


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        return int(cursor.fetchone()[0])


def test_a_row_of_the_shared_table_never_runs(db: None, tmp_path: Path) -> None:
    """Whoever may write rows would else act as the process that serves, which may sign in as the owner."""
    case, key = uuid4(), tmp_path / "ran"
    written(f"here:{case}", base64.b64encode(pickle.dumps(Bomb(key))).decode())

    assert seen(case, uuid4(), timezone.now()) == []
    assert not key.exists()


def test_a_full_table_still_counts(db: None) -> None:
    """Dropping what still counts would give everybody new tries."""
    for _ in range(3):
        assert not spent("sign-in-from", "198.51.100.9", most=3, seconds=900)
    for nth in range(300):
        cache.add(f"zzz:{nth}", 1, 900)

    assert spent("sign-in-from", "198.51.100.9", most=3, seconds=900)


def test_what_has_run_out_goes_by_itself(db: None) -> None:
    for nth in range(30):
        written(f"old:{nth}", "1", lasts=timedelta(seconds=-1))

    for nth in range(2):
        cache.add(f"new:{nth}", 1, 900)

    assert rows() == 2


def test_a_list_of_names_leaves_nothing_behind_once_an_address_is_full(river: Town) -> None:
    for _ in range(TRIES_OF_ADDRESS):
        spent("sign-in-from", "127.0.0.1", most=TRIES_OF_ADDRESS, seconds=900)
    before = rows()

    for nth in range(10):
        assert Client().post("/sign-in/", {"login": f"name-{nth}", "password": "x"}).status_code == 429

    assert rows() == before


def test_of_two_at_once_one_is_counted_and_a_place_is_free_again_in_time(db: None) -> None:
    assert cache.add("place", 1, 900)
    assert not cache.add("place", 1, 900)
    assert cache.delete("place")
    assert not cache.delete("place")
    written("place", "1", lasts=timedelta(seconds=-1))
    assert cache.get("place") is None
    assert cache.add("place", 1, 900)
