"""ANCHORS 26: which names exist, told by the words or the time of an answer; and passwords tried without end."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from amends.web.desk.tries import NAME, NAME_WITHIN, TRIES_OF_ADDRESS, TRIES_OF_NAME, WITHIN
from amends.web.rates import spent
from tests.makers import Town, person

ARGON = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def tried(login: str, password: str = "wrong", **more: str) -> tuple[int, str]:
    answer = Client().post("/sign-in/", {"login": login, "password": password}, **more)  # type: ignore[arg-type]
    return answer.status_code, answer.content.decode().replace(login, "")


def test_every_failure_looks_alike(river: Town) -> None:
    """A wrong password, an unknown name, a disabled person, a person without a password."""
    person(river, "gone@river", "离", unit=river.desk, active=False)
    closed = person(river, "none@river", "无", unit=river.desk)
    closed.set_unusable_password()
    closed.save()

    answers = {
        tried(login, password)[0]: None
        for login, password in (
            ("lan@river", "wrong"), ("nobody@river", "wrong"), ("gone@river", "a-long-password"), ("none@river", "!"),
            ("", ""), ("x" * 5000, "y"),
        )
    }  # fmt: skip

    assert list(answers) == [422]


def test_an_unknown_name_takes_as_long_as_a_wrong_password(river: Town, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ARGON
    known = person(river, "argon@river", "氩", unit=river.desk)
    assert known.password.startswith("argon2")

    def seconds(login: str) -> float:
        began = time.perf_counter()
        tried(login)
        return time.perf_counter() - began

    pairs = [(seconds("argon@river"), seconds("nobody@river")) for _ in range(4)]
    known_, unknown = (statistics.median(one) for one in zip(*pairs, strict=True))

    assert 0.4 < known_ / unknown < 2.5


def test_after_ten_tries_even_the_right_password_waits(river: Town) -> None:
    for _ in range(10):
        assert tried("lan@river")[0] == 422

    assert tried("lan@river", "a-long-password")[0] == 429
    assert tried("LAN@river", "a-long-password")[0] == 429


def test_a_stranger_does_not_lock_a_colleague_out(river: Town) -> None:
    """Ten wrong passwords from one address lock the name for that address alone."""
    for _ in range(10):
        tried("lan@river")

    assert tried("lan@river", "a-long-password")[0] == 429
    assert tried("lan@river", "a-long-password", REMOTE_ADDR="10.0.0.8")[0] == 302


def test_many_addresses_together_are_slowed_and_a_known_browser_still_gets_in(river: Town) -> None:
    known = Client(REMOTE_ADDR="10.0.0.9")
    right = {"login": "lan@river", "password": "a-long-password"}
    assert known.post("/sign-in/", right).status_code == 302
    for _ in range(TRIES_OF_NAME):
        spent(NAME, "lan@river", most=TRIES_OF_NAME, seconds=NAME_WITHIN)

    assert tried("lan@river", "a-long-password", REMOTE_ADDR="10.0.0.7")[0] == 429
    known.cookies.pop("sessionid")
    assert known.post("/sign-in/", right).status_code == 302
    assert known.post("/sign-in/", {**right, "login": "mo@river"}).status_code == 302, "its own counter is empty"


def test_an_office_behind_one_address_gets_in_in_the_morning(river: Town) -> None:
    for _ in range(TRIES_OF_ADDRESS + 5):
        assert tried("lan@river", "a-long-password")[0] == 302


def test_one_address_cannot_try_many_names(river: Town) -> None:
    for _ in range(TRIES_OF_ADDRESS):
        spent("sign-in-from", "127.0.0.1", most=TRIES_OF_ADDRESS, seconds=WITHIN)

    assert tried("another@river")[0] == 429


def test_the_window_is_not_shortened_by_trying_on(river: Town) -> None:
    """A counter that is written anew at each try must not forget the tries before."""
    for _ in range(3):
        spent("x", "y", most=3, seconds=900)

    with connection.cursor() as cursor:
        cursor.execute("SELECT min(expires) - now() > interval '14 minutes' FROM cache")
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted() -> None:
    """Read, add one, write back: done by ten at once, nine tries would be free."""

    def one_try(_nth: int) -> bool:
        try:
            return spent("sign-in", "lan@river", most=5, seconds=60)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        refused = list(pool.map(one_try, range(24)))

    assert refused.count(False) <= 5
