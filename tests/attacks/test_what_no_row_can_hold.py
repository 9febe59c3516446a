"""Text, figures and moments that no database can hold, or no clock count from, through every way in."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.cases.models import Case
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.tokens import make_token
from tests.makers import MONDAY, Town, complaint, registered, viewer

HALF, NUL = "漏水\ud800", "漏水\x00"
LATER = MONDAY + timedelta(minutes=5)


@pytest.mark.parametrize("evil", [HALF, NUL, "长" * 20_001])
@pytest.mark.parametrize("field", ["description", "wish", "complainant", "phone", "email"])
def test_a_complaint_with_such_text_is_refused_by_its_field(river: Town, field: str, evil: str) -> None:
    with pytest.raises(Refused) as no:
        register(viewer(river, "lan"), Intake(complaint(**{field: evil}), unit="CS"), at=MONDAY)

    assert no.value.code == "invalid"
    assert [one.field for one in no.value.missing] == [field]
    no.value.says.zh.encode("utf-8")


@pytest.mark.parametrize("crowd", [0, -1, 2.5, 1_000_001, 2**31, 10**15, 10**30, "9" * 400, "1e308", "nan", True])
def test_a_number_of_complainants_that_is_none_is_refused_by_name(river: Town, crowd: Any) -> None:
    with pytest.raises(Refused) as no:
        register(viewer(river, "lan"), Intake(complaint(complainants=crowd), unit="CS"), at=MONDAY)

    assert [one.field for one in no.value.missing] == ["complainants"]
    assert not Case.objects.exists()


def test_the_largest_number_of_complainants_is_taken(river: Town) -> None:
    number = registered(river, complainants=1_000_000)

    assert Case.objects.get(number=number).complainants == 1_000_000


@pytest.mark.parametrize("limit", ["soon", "2024-13-01", "2024-03-05T10:00:00", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00", "1899-12-31T10:00:00+08:00", 7, ["2024-03-05"], {"at": 1}])  # fmt: skip
def test_a_limit_of_an_order_that_is_no_moment_is_refused_by_name(river: Town, limit: Any) -> None:
    number = registered(river)
    take_step(viewer(river, "lan"), number, "read_back", at=MONDAY)

    with pytest.raises(Refused) as no:
        take_step(viewer(river, "lan"), number, "dispatch", at=LATER, detail={"order_limit": limit})

    assert [one.field for one in no.value.missing] == ["order_limit"]


@pytest.mark.parametrize("evil", [HALF, NUL])
@pytest.mark.parametrize(
    "more",
    [{"words": {"content": "$"}}, {"words": {"$": "x"}}, {"on": "$"}, {"event": "$"}, {"override_reason": "$"},
     {"backdate_reason": "$"}, {"detail": {"to": "$"}}, {"detail": {"other": "$"}}, {"detail": {"kind": ["a", "$"]}},
     {"detail": {"$": 1}}, {"detail": {"note": {"a": "$"}}}],
)  # fmt: skip
def test_a_step_with_such_text_anywhere_is_refused(river: Town, more: dict[str, Any], evil: str) -> None:
    number = registered(river)
    given = json.loads(
        json.dumps(more).replace("$", evil.encode("unicode_escape").decode().replace("\\x00", "\\u0000"))
    )

    with pytest.raises(Refused) as no:
        take_step(viewer(river, "lan"), number, "dispatch", at=LATER, **given)

    assert no.value.code == "invalid"
    assert "\x00" not in no.value.says.zh + no.value.missing[0].field


@pytest.mark.parametrize("number", [HALF, NUL])
def test_a_case_number_that_no_row_can_hold_is_refused(river: Town, number: str) -> None:
    with pytest.raises(Refused):
        take_step(viewer(river, "lan"), number, "dispatch", at=LATER)


@pytest.mark.parametrize("facts", [{"complainants": 2**31}, {"description": "\ud800"}, {"description": "a\x00"}])
def test_the_api_answers_with_the_name_of_the_field(river: Town, facts: dict[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {make_token(river.lan, name='x', at=timezone.now())}"}
    body = json.dumps({"facts": {**complaint(), **facts}, "unit": "CS"})

    answer = Client().post("/api/v1/cases", body, content_type="application/json", headers=headers)

    assert answer.status_code in (400, 409, 422)
    assert next(iter(facts)) in answer.content.decode()
