"""ANCHORS 9, 50: a header that claims another address: past the limits, or into a page or a mail."""

import pytest
from django.test import Client

from amends.web.desk.tries import TRIES_OF_ADDRESS, WITHIN
from amends.web.rates import spent
from tests.makers import Town

HEADERS = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "CF-Connecting-IP", "True-Client-IP")


@pytest.mark.parametrize("header", HEADERS)
def test_a_forged_address_does_not_lift_the_limit(river: Town, header: str) -> None:
    for _ in range(TRIES_OF_ADDRESS):
        spent("sign-in-from", "127.0.0.1", most=TRIES_OF_ADDRESS, seconds=WITHIN)

    answer = Client().post("/sign-in/", {"login": "lan@river", "password": "x"}, headers={header: "10.0.0.7"})

    assert answer.status_code == 429


@pytest.mark.parametrize("header", [*HEADERS, "User-Agent", "Referer", "X-Forwarded-Host"])
def test_a_script_in_a_header_is_shown_nowhere(river: Town, header: str) -> None:
    answer = Client().get("/sign-in/", headers={header: "<script>alert(1)</script>"})

    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "evil.example:80"]
)
def test_a_foreign_host_is_refused(river: Town, host: str) -> None:
    """Links in letters and redirects would otherwise lead there."""
    assert Client().get("/sign-in/", headers={"Host": host}).status_code == 400


def test_a_forwarded_host_is_not_believed(river: Town) -> None:
    answer = Client().get("/queues/", headers={"X-Forwarded-Host": "evil.example"})

    assert answer["Location"].startswith("/")
