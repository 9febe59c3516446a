"""The OpenAPI document is true: whatever it allows is answered as it says, and nothing breaks the server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from amends.api.problems import MEDIA_TYPE
from amends.api.urls import MEANING, api
from amends.wsgi import application
from tests.api.conftest import Caller

schema = schemathesis.openapi.from_dict({**api.get_openapi_schema()})
schema.app = application
CHANGING = {409, 413, 415, 422}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def test_the_document_is_openapi_3_1_and_open_to_all(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")

    found = answer.json()
    assert (answer.status_code, found["openapi"]) == (200, "3.1.0")
    assert {"/api/v1/cases", "/api/v1/cases/{number}/steps/{step}", "/api/v1/try"} <= set(found["paths"])


FILE = "01a2018c-fcd3-7724-8087-2d5902669b4e"
OPERATIONS = [
    (path, method, operation)
    for path, operations in api.get_openapi_schema()["paths"].items()
    for method, operation in operations.items()
]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_operation_asks_for_a_token(db: None, path: str, method: str, operation: Any) -> None:
    address = path.replace("{number}", "CS-1").replace("{step}", "note").replace("{key}", FILE)

    assert Client().generic(method.upper(), address).status_code == 401
    assert operation["security"] == [{"Token": []}]


def test_the_document_is_sound_openapi() -> None:
    schema.validate()


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_operation_says_what_it_does_and_what_goes_wrong(path: str, method: str, operation: Any) -> None:
    assert all(operation[name] for name in ("summary", "description", "operationId", "tags"))
    assert [one["name"] for one in operation["parameters"] if not one.get("description")] == []
    answers = {int(status): answer for status, answer in operation["responses"].items()}
    wanted = {400, 401} | ({404, 422} if "{number}" in path else set()) | (CHANGING if method == "post" else set())
    assert wanted <= set(answers)
    for status, answer in answers.items():
        (media,) = answer["content"]
        assert answer["description"] == MEANING[status]
        assert (media == MEDIA_TYPE) == (status >= 400)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_call_that_changes_something_may_be_repeated(path: str, method: str, operation: Any) -> None:
    headers = {one["name"] for one in operation["parameters"] if one["in"] == "header"}

    assert ("Idempotency-Key" in headers) == (method == "post" and not path.endswith("/try"))


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _path, _method, operation in OPERATIONS]

    assert len(names) == len(set(names))


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the connection of the test while real WSGI calls come and go, as Django's own test client does."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("river", "one_connection")
@schema.parametrize()
@settings(
    max_examples=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
def test_every_operation_answers_as_documented(case: Any, lan: Caller) -> None:
    answer = case.call(headers={"Authorization": f"Bearer {lan.token}"})

    case.validate_response(answer, checks=CHECKS)
