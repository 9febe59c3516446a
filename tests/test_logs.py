"""What a log line may hold."""

import json
import logging
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from amends import logs

JSON = {"level": "INFO", "format": "json"}


@pytest.fixture(autouse=True)
def usual_logs() -> Iterator[None]:
    """Put the logs of the test run back."""
    yield
    logs.configure(settings.LOGGING)


def test_a_missing_page_is_logged_without_its_address(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(JSON)

    Client().get("/no-such-page/secret-of-a-complainant/?q=张三")

    text = capsys.readouterr().err
    line = json.loads(text)
    assert line["event"] == "Not Found"
    assert line["status_code"] == 404
    assert "secret" not in text
    assert "张三" not in text


def test_an_exception_is_logged_without_the_values_of_the_row(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(JSON)

    refusal = psycopg.errors.UniqueViolation("duplicate key\nDETAIL:  Key (name)=(张三) already exists.")
    try:
        raise refusal
    except psycopg.Error:
        logging.getLogger("amends").exception("not stored")

    text = capsys.readouterr().err
    line = json.loads(text)
    assert "duplicate key" in str(line["exception"])
    assert "张三" not in text
