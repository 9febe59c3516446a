"""Whoever may not see a case learns nothing of it through the API: not its words, not that it exists."""

from __future__ import annotations

from typing import Any

import pytest

from amends.people.tenancy import organisation
from tests.api.conftest import Caller, caller
from tests.api.test_cases import BODY, register
from tests.makers import Town, complaint

READS = ("cases/{}", "cases/{}/journal", "cases/{}/obligations", "cases/{}/explain")


def answer_of(found: Any) -> tuple[int, bytes, str]:
    """Return all of an answer that somebody could tell two cases apart by."""
    return found.status_code, found.content, found.headers["Content-Type"]


@pytest.mark.parametrize("path", READS)
def test_a_case_of_another_organisation_answers_like_none(lan: Caller, stranger: Caller, path: str) -> None:
    number = register(lan)

    assert answer_of(stranger.get(path.format(number))) == answer_of(stranger.get(path.format("CS-2026-99999")))
    assert stranger.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("path", READS)
def test_a_case_of_another_department_answers_like_none(lan: Caller, zhou: Caller, path: str) -> None:
    number = register(lan)

    assert answer_of(zhou.get(path.format(number))) == answer_of(zhou.get(path.format("CS-2026-99999")))
    assert zhou.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("path", READS)
def test_the_person_complained_of_sees_no_such_case(river: Town, lan: Caller, path: str) -> None:
    """FR-239."""
    number = register(lan, accused=[str(river.mo.id)])
    mo = caller(river, "mo")

    assert answer_of(mo.get(path.format(number))) == answer_of(mo.get(path.format("CS-2026-99999")))


def test_lists_and_searches_show_nothing_of_hidden_cases(lan: Caller, zhou: Caller, stranger: Caller) -> None:
    register(lan)

    for who in (zhou, stranger):
        for query in ({}, {"q": "电梯"}, {"q": "13812341234"}, {"unit": "CS"}, {"late": "false"}):
            assert who.get("cases", **query).json() == {"cases": [], "next": ""}


def test_a_step_on_a_hidden_case_answers_like_none(lan: Caller, zhou: Caller, stranger: Caller) -> None:
    number = register(lan)

    for who in (zhou, stranger):
        hidden = who.post(f"cases/{number}/steps/note", {"words": {"note": "x"}})
        assert answer_of(hidden) == answer_of(who.post("cases/CS-2026-99999/steps/note", {"words": {"note": "x"}}))
        assert hidden.status_code == 404


def test_the_attempt_of_the_person_complained_of_is_noted(river: Town, lan: Caller) -> None:
    from amends.people.models import AccessLog

    number = register(lan, accused=[str(river.mo.id)])

    caller(river, "mo").post(f"cases/{number}/steps/note", {"words": {"note": "x"}})

    with organisation(river.org.id):
        # The read that finds the step's regulation already says no; nothing of the case was shown.
        assert AccessLog.objects.filter(kind="accused_refused", person=river.mo).exists()


def test_a_second_time_complaint_cannot_name_a_hidden_case(lan: Caller, zhou: Caller) -> None:
    number = register(lan)

    hidden = zhou.post("cases", {**BODY, "second_of": number})
    none = zhou.post("cases", {**BODY, "second_of": "CS-2026-99999"})

    assert answer_of(hidden) == answer_of(none)
    assert hidden.status_code == 404


def test_a_key_of_one_person_tells_another_nothing(lan: Caller, zhou: Caller, stranger: Caller) -> None:
    first = lan.post("cases", BODY, Idempotency_Key="import-0001").json()

    for who in (zhou, stranger):
        own = who.post("cases", BODY, Idempotency_Key="import-0001").json()
        assert own["secret"] != first["secret"]


def test_personal_data_is_masked_for_those_without_a_part(river: Town, lan: Caller) -> None:
    """FR-237: 138****1234 for who has no part in the case."""
    number = register(lan)

    seen = caller(river, "he").get(f"cases/{number}").json()

    assert "13812341234" not in str(seen)
    assert (seen["phone"], seen["complainant"]) == ("138****1234", "王**")


def test_only_regulations_of_ones_own_organisation_are_listed(lan: Caller, stranger: Caller) -> None:
    assert len(lan.get("packs").json()["packs"]) == len(stranger.get("packs").json()["packs"]) == 1


def test_a_disabled_person_has_no_token(river: Town, lan: Caller) -> None:
    with organisation(river.org.id):
        river.lan.is_active = False
        river.lan.save()

    assert lan.get("cases").status_code == 401


def test_nobody_registers_for_a_unit_that_is_not_there(lan: Caller) -> None:
    answer = lan.post("cases", {"facts": complaint(channel="api"), "unit": "NOWHERE"})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "unit")
