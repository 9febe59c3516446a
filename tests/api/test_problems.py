"""Bad input gets a clear message that names the field, in the reader's language; nothing is half-written."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Caller
from tests.api.test_cases import BODY, register
from tests.makers import complaint


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"sort": "number; drop table"}, "sort"),
        ({"limit": "201"}, "limit"),
        ({"limit": "0"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"unit": "NOWHERE"}, "unit"),
        ({"received_from": "yesterday"}, "received_from"),
        ({"received_from": "2026-01-01T00:00:00"}, "received_from"),
        ({"q": "\x01"}, "q"),
        ({"grade": "' OR 1=1 --"}, "grade"),
    ],
)
def test_a_filter_that_is_not_understood_is_named(lan: Caller, query: dict[str, str], field: str) -> None:
    answer = lan.get("cases", **query)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"no_such_field": "x"}, "facts.no_such_field"),
        ({"overdue": True}, "facts.overdue"),
        ({"category": "nonsense"}, "category"),
        ({"complainants": "many"}, "complainants"),
        ({"happened_on": "soon"}, "happened_on"),
        ({"description": "x" * 20_001}, "facts.description"),
        ({"description": "a\x00b"}, "facts.description"),
        ({"phone": "1" * 33}, "phone"),
        ({"email": "x" * 255}, "email"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_and_leaves_nothing(lan: Caller, facts: dict[str, Any], field: str) -> None:
    answer = lan.post("cases", {**BODY, "facts": complaint(channel="api", **facts)})

    assert answer.status_code == 422
    assert any(one["field"].startswith(field) for one in answer.json()["errors"])
    assert lan.get("cases").json()["cases"] == []


def test_a_missing_field_of_the_form_is_named_with_its_article_in_both_languages(lan: Caller) -> None:
    body = {"facts": complaint(channel="api", description=""), "unit": "CS"}

    zh, en = lan.post("cases", body, language="zh-hans").json(), lan.post("cases", body).json()

    assert zh["errors"] == [{"field": "description", "article": "4.1", "says": "缺少“投诉内容”"}]
    assert en["errors"][0]["says"] == "“What happened” is not filled in"


def test_a_moment_without_zone_or_out_of_our_time_is_refused(lan: Caller) -> None:
    for moment in ("2026-11-21T14:40:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        answer = lan.post("try", {"facts": {}, "at": moment})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "at")


def test_what_is_no_json_is_refused(lan: Caller) -> None:
    assert lan.post("cases", b"{").status_code == 400


def test_a_body_that_is_too_large_is_refused(lan: Caller) -> None:
    assert lan.post("cases", b'{"facts": {"description": "' + b"x" * 6_000_000 + b'"}}').status_code == 413


def test_half_of_a_surrogate_pair_is_refused(lan: Caller) -> None:
    answer = lan.post("cases", '{"facts": {"description": "\\ud800"}, "unit": "CS"}')

    assert answer.status_code == 422


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(lan: Caller, number: str) -> None:
    assert lan.post("try", f'{{"facts": {{"complainants": {number}}}}}').status_code == 422


def test_an_unknown_step_and_mark_are_named(lan: Caller) -> None:
    number = register(lan)

    assert lan.post(f"cases/{number}/steps/no_such_step", {}).status_code == 409
    answer = lan.post(f"cases/{number}/steps/note", {"detail": {"derived": "1"}})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "detail.derived")


def test_a_call_without_a_valid_token_is_refused(lan: Caller) -> None:
    for token in ("", "x", lan.token + "x", lan.token[:-1], "amends_zz_x", "amends_" + "0" * 32 + "_x"):
        answer = Caller(token).get("cases")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_address_that_does_not_exist_is_a_problem_too(lan: Caller) -> None:
    answer = lan.get("nowhere")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
