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

from amends.api.urls import api
from amends.wsgi import application
from tests.api.conftest import Caller

schema = schemathesis.openapi.from_dict({**api.get_openapi_schema()})
schema.app = application
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def test_the_document_is_openapi_3_1_and_open_to_all(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")

    found = answer.json()
    assert (answer.status_code, found["openapi"]) == (200, "3.1.0")
    assert {"/api/v1/cases", "/api/v1/cases/{number}/steps/{step}", "/api/v1/try"} <= set(found["paths"])


def test_every_address_but_the_document_asks_for_a_token(db: None) -> None:
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method in operations:
            answer = Client().generic(method.upper(), path.replace("{number}", "CS-1").replace("{step}", "note"))
            assert answer.status_code == 401, path


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
