"""ANCHORS 13, 23: the same check missing at a second door (Zammad CVE-2022-40816), CORS with credentials."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from amends.people.tenancy import current, organisation
from amends.people.tokens import make_token
from tests.attacks.conftest import Browser
from tests.makers import Town, registered


def test_the_api_refuses_what_the_desk_refuses(river: Town, browser: Browser) -> None:
    number = registered(river)
    token = make_token(river.zhou, name="guard", at=timezone.now())

    desk = browser(river.zhou).get(f"/cases/{number}/")
    api = Client().get(f"/api/v1/cases/{number}", headers={"Authorization": f"Bearer {token}"})

    assert desk.status_code == api.status_code == 404


def test_a_session_is_no_token(river: Town, browser: Browser) -> None:
    """A page of another site that rides on a session gets nothing from the API."""
    assert browser(river.lan).get("/api/v1/cases").status_code == 401


def test_no_other_site_may_read_answers(river: Town) -> None:
    token = make_token(river.lan, name="desk", at=timezone.now())

    for path in ("/api/v1/cases", "/p/river/", "/sign-in/"):
        headers = {"Origin": "https://evil.example", "Authorization": f"Bearer {token}"}
        assert not [name for name in Client().get(path, headers=headers).headers if name.startswith("Access-Control")]


def test_an_ended_token_opens_nothing(river: Town) -> None:
    from amends.people.models import ApiToken

    token = make_token(river.lan, name="desk", at=timezone.now())
    ApiToken.objects.update(revoked_at=timezone.now())

    assert Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_token_of_one_organisation_with_the_name_of_another_opens_nothing(river: Town, stranger: Town) -> None:
    assert current() is not None
    with organisation(stranger.org.id):
        token = make_token(stranger.lan, name="desk", at=timezone.now())
    renamed = token.replace(stranger.org.id.hex, river.org.id.hex)

    assert Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {renamed}"}).status_code == 401
