"""ANCHORS 25: a session outlives the password, the person or the role (Chatwoot CVE-2021-3740)."""

from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from amends.people.models import ApiToken, Membership
from amends.people.tokens import holder_of_token, make_token
from tests.attacks.conftest import Browser
from tests.makers import Town, person, registered


def test_a_changed_password_ends_every_session(river: Town, browser: Browser) -> None:
    stolen = browser(river.lan)
    assert stolen.get("/queues/").status_code == 200

    river.lan.set_password("another-long-password")
    river.lan.save()

    assert stolen.get("/queues/").status_code == 302


def test_a_disabled_person_is_out_at_once(river: Town, browser: Browser) -> None:
    client = browser(river.lan)
    token = make_token(river.lan, name="x", at=timezone.now())
    river.lan.is_active = False
    river.lan.save()

    assert client.get("/queues/").status_code == 302
    assert holder_of_token(token, at=timezone.now()) is None


def test_a_role_that_ended_yesterday_opens_nothing_today(river: Town, browser: Browser) -> None:
    clerk = person(river, "clerk@river", "文员", unit=river.desk, roles=("staff",))
    number = registered(river, by="mo", at=timezone.now())
    client = browser(clerk)
    assert client.get(f"/cases/{number}/").status_code == 200

    held = Membership.objects.get(person=clerk)
    held.to_date = timezone.localdate() - timedelta(days=1)
    held.save()

    assert client.get(f"/cases/{number}/").status_code == 404


def test_signing_in_changes_the_session_key(river: Town) -> None:
    """A key that was planted beforehand must not become a signed-in one."""
    client = Client()
    client.get("/sign-in/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    client.post("/sign-in/", {"login": "lan@river", "password": "a-long-password"})

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != "a" * 32
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_signing_out_ends_the_session_on_the_server(river: Town, browser: Browser) -> None:
    client = browser(river.lan)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/sign-out/")

    again = Client()
    again.cookies[settings.SESSION_COOKIE_NAME] = key

    assert again.get("/queues/").status_code == 302


def test_an_expired_or_revoked_token_opens_nothing(river: Town) -> None:
    now = timezone.now()
    old = make_token(river.lan, name="old", at=now, expires_at=now - timedelta(seconds=1))
    revoked = make_token(river.lan, name="revoked", at=now)
    ApiToken.objects.filter(name="revoked").update(revoked_at=now)

    for token in (old, revoked, "", "amends__", f"amends_{river.org.id.hex}_", "x" * 300, "amends_é_é"):
        assert Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {token}"}).status_code == 401
