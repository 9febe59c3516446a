"""Bad input gets a clear message that names the field, in the reader's language; nothing is half-written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.api import rules
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


SAID = {"Accept-Language": "zh-hans"}
WRONG = {
    "method": (405, "这个地址不接受这种方法"),
    "deleting": (405, "这个地址不接受这种方法"),
    "address": (404, "没有这一项，或者您无权查看。"),
    "form": (415, "正文须为 application/json"),
    "plain": (415, "正文须为 application/json"),
    "upload": (415, "正文须为 application/json"),
    "json": (400, "正文不是 JSON"),
    "large": (413, "请求过大"),
    "character": (400, "无法读懂该请求"),
    "host": (400, "无法读懂该请求"),
    "token": (401, "需要有效的令牌"),
    "broken": (500, "我方系统出错，已记录"),
}


def wrong(what: str, who: Caller) -> Any:
    """Do something that goes wrong."""
    by, said = who.client, {**SAID, "Authorization": f"Bearer {who.token}"}
    if what == "plain":
        return by.post("/api/v1/cases", "{}", content_type="text/plain", headers=said)
    if what == "host":
        return by.get("/api/v1/cases", headers={**said, "Host": "evil.example"})
    if what == "broken":
        by.raise_request_exception = False
    ways: dict[str, Callable[[], Any]] = {
        "method": lambda: by.put("/api/v1/cases", "{}", content_type="application/json", headers=said),
        "deleting": lambda: by.delete("/api/v1/cases/CS-1", headers=said),
        "address": lambda: by.get("/api/v1/nowhere", headers=said),
        "form": lambda: by.post(
            "/api/v1/cases", "facts=1", content_type="application/x-www-form-urlencoded", headers=said
        ),
        "upload": lambda: by.post("/api/v1/cases", {"facts": "1"}, headers=said),
        "json": lambda: who.post("cases", b"{", language="zh-hans"),
        "large": lambda: who.post("cases", b'{"a": "' + b"x" * 6_000_000, language="zh-hans"),
        "character": lambda: by.get("/api/v1/cases?q=%00", headers=said),
        "token": lambda: by.get("/api/v1/cases", headers={**SAID, "Authorization": "Bearer x"}),
        "broken": lambda: who.get("packs", language="zh-hans"),
    }
    return ways[what]()


@pytest.mark.parametrize("what", WRONG)
def test_whatever_goes_wrong_is_a_problem_in_the_readers_language_that_nobody_keeps(
    lan: Caller, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if what == "broken":
        monkeypatch.setattr(rules, "published", lambda viewer: 1 / 0)

    answer = wrong(what, lan)

    found = answer.json()
    assert (answer.status_code, found["status"], found["title"]) == (WRONG[what][0], *WRONG[what])
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(found) == {"type", "title", "status", "detail", "errors"}
    assert ("Allow" in answer.headers) == (answer.status_code == 405)


def test_no_answer_of_the_api_is_kept_by_anybody_on_the_way(lan: Caller) -> None:
    number = register(lan)

    for path in ("cases", f"cases/{number}", f"cases/{number}/journal", "packs"):
        assert lan.get(path).headers["Cache-Control"] == "no-store"


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
