"""ANCHORS 32: tokens, passwords and words of complainants in logs or errors (FreeScout GHSA-7wcq-2qmv-mvcm)."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from amends import logs
from amends.people.models import ApiToken
from amends.people.tokens import make_token
from tests.attacks.conftest import Browser
from tests.makers import Town, registered


@pytest.fixture(autouse=True)
def to_standard_error() -> Iterator[None]:
    """Log everything, as a curious operator would."""
    logs.configure({"level": "DEBUG", "format": "json"})
    yield
    logs.configure(settings.LOGGING)


def test_a_password_that_fails_is_in_no_log(river: Town, capsys: pytest.CaptureFixture[str]) -> None:
    answer = Client().post("/sign-in/", {"login": "lan@river", "password": "tiger-secret-7"})

    assert "tiger-secret-7" not in capsys.readouterr().err
    assert "tiger-secret-7" not in answer.content.decode()


def test_a_token_is_in_no_log_and_cannot_be_read_again(river: Town, capsys: pytest.CaptureFixture[str]) -> None:
    token = make_token(river.lan, name="x", at=timezone.now())

    for address in ("/api/v1/cases", "/api/v1/nowhere", "/api/v1/cases/none"):
        answer = Client().get(address, headers={"Authorization": f"Bearer {token}"})
        assert token not in answer.content.decode()
        Client().get(address, headers={"Authorization": f"Bearer {token}x"})

    assert token not in capsys.readouterr().err
    assert token[-20:] not in str(list(ApiToken.objects.values()))


def test_what_a_complainant_wrote_is_in_no_log(
    river: Town, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    number = registered(river, at=timezone.now())
    client = browser(river.lan)

    client.get("/queues/?q=王先生")
    client.get("/find/?q=13812341234")
    client.get("/cases/王先生/")
    client.post(f"/cases/{number}/steps/dispatch/", {"note": "老人无法下楼"})

    text = capsys.readouterr().err
    for word in ("王先生", "13812341234", "老人无法下楼", "\\u738b"):
        assert word not in text


def test_a_crash_shows_the_reader_no_settings(river: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(river.lan)
    registered(river, at=timezone.now())
    monkeypatch.setattr("amends.web.desk.queues.queue", lambda *_a, **_k: 1 / 0)

    answer = client.get("/queues/")

    assert answer.status_code == 500
    for word in (settings.SECRET_KEY, "ZeroDivisionError", "Traceback", "/work/", "site-packages"):
        assert word not in answer.content.decode()
