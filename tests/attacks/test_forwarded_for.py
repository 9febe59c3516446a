"""ANCHORS 9, 50: a header that claims another address: past the limits, or into a page or a mail."""

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from amends.web.desk.tries import TRIES_OF_ADDRESS, WITHIN
from amends.web.rates import spent
from amends.web.visitor import address_of
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


def counted(remote: str, forwarded: str = "") -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded})
    return address_of(request)


def test_behind_our_own_proxy_a_stranger_does_not_use_up_the_tries_of_everybody(
    river: Town, settings: Settings
) -> None:
    """The proxy's address is everybody's: sixty wrong passwords would close the sign-in of the whole house."""
    settings.TRUSTED_PROXIES = ["10.1.0.0/16"]
    for _ in range(TRIES_OF_ADDRESS):
        spent("sign-in-from", "198.51.100.9", most=TRIES_OF_ADDRESS, seconds=WITHIN)
    right = {"login": "lan@river", "password": "a-long-password"}

    def answer(caller: str) -> int:
        return Client(REMOTE_ADDR="10.1.0.4").post("/sign-in/", right, headers={"X-Forwarded-For": caller}).status_code

    assert answer("198.51.100.9") == 429
    assert answer("6.6.6.6, 198.51.100.9") == 429, "what stands further left anybody may have written"
    assert answer("198.51.100.10") == 302


def test_a_household_of_version_six_counts_as_one() -> None:
    """Whoever has a line has 18 million million million addresses, and would never be counted twice."""
    assert counted("2001:db8:0:7::1") == counted("2001:db8:0:7:ffff:1:2:3") != counted("2001:db8:0:8::1")


def test_an_address_is_the_same_with_a_port_or_in_the_disguise_of_version_six(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.1.0.4"]

    assert counted("::ffff:198.51.100.9") == "198.51.100.9"
    assert counted("::ffff:10.1.0.4", "198.51.100.9:40123") == "198.51.100.9"
    assert counted("10.1.0.4", "[2001:db8:0:7::1]:40123") == counted("2001:db8:0:7::9")
