"""ANCHORS 36: the way on after signing in leads to somebody else's site (RT CVE-2022-25803)."""

import pytest
from django.test import Client

from tests.attacks.conftest import Browser
from tests.makers import Town

ELSEWHERE = (
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "\t//evil.example",
    "https:evil.example", "http:///evil.example", "javascript:alert(1)", "data:text/html,x", "//evil.example\\@localhost",
    "https://localhost@evil.example/", "/\t/evil.example", "http://localhost.evil.example", "\x01//evil.example",
    "/\n/evil.example", "//%65vil.example",
)  # fmt: skip


def stays(location: str) -> bool:
    return location.startswith("/") and not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_stays_on_this_site(river: Town, address: str) -> None:
    answer = Client().post("/sign-in/", {"login": "lan@river", "password": "a-long-password", "next": address})

    assert answer.status_code == 302
    assert stays(answer["Location"])


@pytest.mark.parametrize("address", ELSEWHERE)
def test_so_does_choosing_a_language_and_coming_back_signed_in(river: Town, browser: Browser, address: str) -> None:
    chosen = Client().post("/language/", {"language": "en", "next": address})
    back = browser(river.lan).get("/sign-in/", {"next": address})

    assert stays(chosen["Location"])
    assert stays(back["Location"])
