"""ANCHORS 14, 15, 49, 50: guessing a case at the portal (FreeScout CVE-2026-40496, Zammad CVE-2024-33668)."""

from __future__ import annotations

import re
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amends.web.portal import following
from tests.makers import Town
from tests.web.portal.conftest import WORDS, shown

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 40


@pytest.fixture(autouse=True)
def fresh_tries(settings: Any, tmp_path: Any) -> None:
    """Count tries from nought, in memory; keep files apart."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.MEDIA_ROOT = str(tmp_path)


def said(client: Client) -> tuple[str, str]:
    """Make a complaint and return number and secret."""
    page = client.post("/p/river/say/", WORDS)
    return shown(page, "number"), "".join(shown(page, "secret").split())


def tried(number: str, secret: str, **headers: str) -> Any:
    """Try number and secret from a fresh browser."""
    return Client(headers=headers).post("/p/river/my/", {"number": number, "secret": secret})


def body_of(answer: Any, number: str) -> str:
    """Return a page without what differs between any two: the mark against forgery and the number typed."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return html.replace(number, "")


def test_a_wrong_secret_and_a_number_that_is_not_there_get_one_answer(river: Town) -> None:
    number, _secret = said(Client())

    wrong, none = tried(number, "x" * 28), tried("CS-2026-99999", "x" * 28)

    assert wrong.status_code == none.status_code == 422
    assert body_of(wrong, number) == body_of(none, "CS-2026-99999")
    assert wrong.headers.keys() == none.headers.keys()


def test_a_secret_opens_only_its_own_case(river: Town) -> None:
    first, other = said(Client()), said(Client())

    assert tried(first[0], other[1]).status_code == 422
    assert tried(*first).status_code == 302


def test_tries_are_counted_and_end(river: Town) -> None:
    number, secret = said(Client())
    for _ in range(following.TRIES):
        tried(number, "x" * 28)

    assert tried(number, secret).status_code == 429


def test_a_stranger_who_tries_a_number_keeps_its_complainant_out_of_nothing(river: Town) -> None:
    number, secret = said(Client())
    for _ in range(following.TRIES + 1):
        tried(number, "x" * 28)

    answer = Client(REMOTE_ADDR="203.0.113.7").post("/p/river/my/", {"number": number, "secret": secret})

    assert answer.status_code == 302


def test_a_forged_address_does_not_lift_the_limit(river: Town) -> None:
    number, _secret = said(Client())

    answers = [tried(number, "x" * 28, **{"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(following.TRIES + 1)]

    assert answers[-1].status_code == 429


def test_behind_a_named_proxy_each_caller_has_tries_of_their_own(river: Town, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    number, secret = said(Client())
    for n in range(following.TRIES + 1):
        tried(f"CS-2026-9{n}", "x" * 28, **{"X-Forwarded-For": "6.6.6.6, 203.0.113.9"})

    assert tried(number, secret, **{"X-Forwarded-For": "6.6.6.6, 203.0.113.9"}).status_code == 429
    assert tried(number, secret, **{"X-Forwarded-For": "6.6.6.6, 203.0.113.10"}).status_code == 302


def test_a_cookie_that_somebody_wrote_opens_nothing(river: Town) -> None:
    number, secret = said(Client())
    forged = Client()
    forged.cookies["amends_case"] = f'["river","{number}","{secret}"]'

    assert number not in forged.get("/p/river/my/").content.decode()


def test_a_file_of_another_case_is_not_handed_out(river: Town) -> None:
    mine, other = Client(), Client()
    other.post("/p/river/say/", {**WORDS, "files": [SimpleUploadedFile("a.jpg", JPEG)]})
    key = other.get("/p/river/my/").content.decode().split("/my/files/")[1].split("/")[0]
    said(mine)

    hidden, none = mine.get(f"/p/river/my/files/{key}/"), mine.get(f"/p/river/my/files/{uuid4()}/")

    assert hidden.status_code == none.status_code != 200
    assert Client().get(f"/p/river/my/files/{key}/").status_code != 200


def test_the_answer_takes_as_long_for_a_case_that_is_not_there(river: Town) -> None:
    number, _secret = said(Client())

    def took(wanted: str) -> float:
        cache.clear()
        start = perf_counter()
        tried(wanted, "x" * 28)
        return perf_counter() - start

    there = median(took(number) for _ in range(15))
    not_there = median(took("CS-2026-99999") for _ in range(15))

    assert abs(there - not_there) < 0.02
