"""Registering, reading and acting through the API."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from psycopg import sql

from amends.cases.models import Entry
from amends.people.tenancy import organisation
from tests.api.conftest import Caller, caller
from tests.makers import Town, complaint, govern, town

BODY = {"facts": complaint(channel="api"), "unit": "CS"}


def register(caller: Caller, **facts: object) -> str:
    """Register a complaint and return its number."""
    answer = caller.post("cases", {**BODY, "facts": {**BODY["facts"], **facts}})  # type: ignore[dict-item]
    assert answer.status_code == 201, answer.content
    return str(answer.json()["number"])


def test_a_complaint_is_registered_with_grade_clocks_and_a_secret(lan: Caller) -> None:
    answer = lan.post("cases", BODY)

    assert answer.status_code == 201
    found = answer.json()
    assert found["number"].startswith("CS-")
    assert found["stage"] == "registered"
    assert "C01" in found["opened"]
    assert len(found["secret"]) == 28


def test_a_registered_case_is_read_back_in_the_language_of_the_call(lan: Caller) -> None:
    number = register(lan)

    zh, en = lan.get(f"cases/{number}", language="zh-hans"), lan.get(f"cases/{number}")

    assert (zh.json()["stage"], en.json()["stage"]) == ("已登记", "Registered")
    assert zh.json()["description"] == BODY["facts"]["description"]  # type: ignore[index]
    assert en.headers["ETag"] == f'"{en.json()["version"]}"'


def test_the_category_by_the_words_is_kept_beside_the_one_chosen_at_every_door(lan: Caller, river: Town) -> None:
    """FR-034: an override is stored, once at registering and once at classifying; nobody brings a suggestion along."""
    number = register(lan, category="equipment/power")
    brought = lan.post("cases", {**BODY, "facts": complaint(channel="api", suggested_category="security")})

    chosen = lan.post(f"cases/{number}/steps/classify", {"detail": {"category": "equipment/water"}})
    silent = lan.post(f"cases/{number}/steps/classify", {"detail": {"emotion": "angry"}})
    forged = lan.post(
        f"cases/{number}/steps/classify", {"detail": {"category": "equipment/lift", "suggested_category": "security"}}
    )

    assert (brought.status_code, chosen.status_code, silent.status_code, forged.status_code) == (422, 200, 200, 422)
    with organisation(river.org.id):
        told = [one.body["detail"] for one in Entry.objects.filter(case__number=number).order_by("seq")]
    kept = [(one.get("category"), one.get("suggested_category")) for one in told]
    assert kept == [("equipment/power", "equipment/lift"), ("equipment/water", "equipment/lift"), (None, None)]


def test_a_repeated_request_gets_the_same_answer_and_makes_one_case(lan: Caller, river: Town) -> None:
    first = lan.post("cases", BODY, Idempotency_Key="import-0001")
    again = lan.post("cases", BODY, Idempotency_Key="import-0001")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(lan.get("cases").json()["cases"]) == 1


def test_the_secret_of_a_repeated_request_is_kept_nowhere(lan: Caller, river: Town) -> None:
    from amends.cases.models import IdempotencyKey

    secret = lan.post("cases", BODY, Idempotency_Key="import-0001").json()["secret"]

    with organisation(river.org.id):
        assert secret not in json.dumps(list(IdempotencyKey.objects.values_list("answer", "key", "request_hash")))


def test_a_key_used_for_another_request_is_refused(lan: Caller) -> None:
    lan.post("cases", BODY, Idempotency_Key="import-0001")

    other = lan.post("cases", {**BODY, "facts": complaint(channel="api", site="大门")}, Idempotency_Key="import-0001")

    assert other.status_code == 422
    assert other.json()["errors"][0]["field"] == "Idempotency-Key"


def test_a_refused_request_leaves_its_key_free(lan: Caller) -> None:
    refused = lan.post("cases", {"facts": {"channel": "api"}, "unit": "CS"}, Idempotency_Key="import-0001")
    mended = lan.post("cases", BODY, Idempotency_Key="import-0001")

    assert (refused.status_code, mended.status_code) == (409, 201)


def test_a_refused_step_names_each_missing_thing_with_its_article(lan: Caller) -> None:
    number = register(lan)

    answer = lan.post(f"cases/{number}/steps/dispatch", {})

    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    found = answer.json()
    assert found["type"] == "urn:amends:problem:refused"
    assert [(one["article"], one["says"]) for one in found["errors"]] == [("4.1", "not yet: Read back and confirmed")]


def test_a_step_is_taken_and_says_what_it_did(lan: Caller) -> None:
    number = register(lan)

    lan.post(f"cases/{number}/steps/read_back", {})
    answer = lan.post(f"cases/{number}/steps/dispatch", {"words": {"content": "请检查曳引机"}})

    assert answer.status_code == 200
    assert answer.json()["stage"] == "dispatched"
    assert "C01" in answer.json()["met"]


def test_a_step_on_an_older_version_is_refused(lan: Caller) -> None:
    number = register(lan)

    taken = lan.post(f"cases/{number}/steps/read_back", {}, If_Match='"1"')
    stale = lan.post(f"cases/{number}/steps/note", {"words": {"note": "…"}}, If_Match='"1"')

    assert (taken.status_code, stale.status_code) == (200, 412)


def test_a_repeated_step_happens_once(lan: Caller) -> None:
    number = register(lan)

    first = lan.post(f"cases/{number}/steps/note", {"words": {"note": "已致电"}}, Idempotency_Key="note-00001")
    again = lan.post(f"cases/{number}/steps/note", {"words": {"note": "已致电"}}, Idempotency_Key="note-00001")

    assert first.json() == again.json()
    assert len(lan.get(f"cases/{number}/journal").json()["entries"]) == 2


def test_a_complaint_that_an_employee_heard_earlier_is_counted_from_then(lan: Caller, river: Town) -> None:
    """FR-021: first responsibility runs from when the first employee was told, not from the registration."""
    told = timezone.now() - timedelta(minutes=3)

    answer = lan.post("cases", {**BODY, "told_at": told.isoformat()})

    assert answer.status_code == 201
    with organisation(river.org.id):
        entry = Entry.objects.get(case__number=answer.json()["number"], seq=1)
    assert datetime.fromisoformat(entry.body["told_at"]) == told


def test_moments_that_cannot_be_are_refused_by_name(lan: Caller) -> None:
    """FR-021: nobody was told after it was received, nothing is received later than now or without a reason before."""
    now = timezone.now()
    moments = {
        "told_at": {"told_at": (now + timedelta(minutes=1)).isoformat()},
        "happened_at": {"happened_at": (now + timedelta(hours=1)).isoformat(), "backdate_reason": "停电"},
        "backdate_reason": {"happened_at": (now - timedelta(hours=3)).isoformat()},
    }

    for field, said in moments.items():
        answer = lan.post("cases", {**BODY, **said})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, field)
    assert lan.post("cases", {**BODY, **moments["backdate_reason"], "backdate_reason": "停电"}).status_code == 201


def test_obligations_carry_their_derivation(lan: Caller) -> None:
    number = register(lan)

    found = lan.get(f"cases/{number}/obligations").json()["obligations"]

    due = next(one for one in found if one["duty"] == "C01")
    assert due["derivation"]
    assert any("Article" in line for line in due["derivation"])


def test_an_explanation_names_rows_proofs_and_what_each_step_lacks(lan: Caller) -> None:
    number = register(lan)

    found = lan.get(f"cases/{number}/explain").json()

    steps = {one["step"]: one["missing"] for one in found["steps"]}
    assert steps["read_back"] == []
    assert "not yet: Read back and confirmed" in [one["says"] for one in steps["dispatch"]]
    assert found["dues"][0]["derivation"]


def test_an_explained_grade_names_the_row_that_spoke(db: None) -> None:
    """FR-036: five people and more together make it major."""
    made = town("hills")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
    lan = caller(made, "lan")

    number = register(lan, complainants=6, category="")

    (grade,) = lan.get(f"cases/{number}/explain").json()["grades"]
    assert (grade["grade"], grade["rows"][0]["article"]) == ("major", "3.2")


def test_a_list_goes_on_from_its_cursor_without_gap_or_double(lan: Caller) -> None:
    numbers = [register(lan) for _ in range(5)]
    seen: list[str] = []
    cursor = ""

    for _page in range(3):
        answer = lan.get("cases", limit=2, sort="received", cursor=cursor).json()
        seen += [one["number"] for one in answer["cases"]]
        cursor = answer["next"]

    assert seen == numbers
    assert cursor == ""


def test_a_search_of_two_characters_finds_also_in_traditional_script(lan: Caller) -> None:
    number = register(lan)
    register(lan, description="水管漏水", wish="")

    assert [one["number"] for one in lan.get("cases", q="電梯").json()["cases"]] == [number]


def test_filters_narrow_the_list(lan: Caller) -> None:
    register(lan)

    assert len(lan.get("cases", category="equipment", state="open", unit="HQ").json()["cases"]) == 1
    assert lan.get("cases", category="noise").json()["cases"] == []
    assert lan.get("cases", late="true").json()["cases"] == []
    assert lan.get("cases", received_from="2099-01-01T00:00:00Z").json()["cases"] == []


def test_orders_that_nobody_has_taken_on_can_be_asked_for(lan: Caller) -> None:
    """FR-053."""
    number, _other = register(lan), register(lan)
    for step in ("read_back", "dispatch"):
        assert lan.post(f"cases/{number}/steps/{step}", {"words": {"content": "请检查曳引机"}}).status_code == 200

    assert [one["number"] for one in lan.get("cases", order="sent").json()["cases"]] == [number]
    assert lan.get("cases", order="lost").status_code == 422


def test_trying_facts_answers_and_stores_nothing(lan: Caller) -> None:
    answer = lan.post("try", {"facts": complaint(channel="api"), "unit": "CS", "at": "2024-03-04T10:00:00+08:00"})

    found = answer.json()
    assert answer.status_code == 200
    assert found["pack"] == "property-instruction"
    assert found["route"]["article"]
    assert next(d for d in found["dues"] if d["duty"] == "C01")["due_at"].startswith("2024-03-04T02:05:00")


@pytest.mark.parametrize("facts", [{}, {"accused": ["x"]}, {"no_such_field": "x"}, {"phone": "13812341234"}])
def test_trying_facts_leaves_every_table_as_it_was(lan: Caller, river: Town, facts: dict[str, object]) -> None:
    register(lan)
    before = rows_of_every_table(river)

    for unit in ("CS", "SEC", "NOWHERE", ""):
        lan.post("try", {"facts": {**complaint(channel="api"), **facts}, "unit": unit}, Idempotency_Key="try-000001")

    assert rows_of_every_table(river) == before


def rows_of_every_table(town: Town) -> dict[str, int]:
    """Return how many rows of the organisation each table holds."""
    counts = {}
    with organisation(town.org.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT')"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            counts[name] = cursor.fetchone()[0]
    assert counts["cases_entry"] == 1
    return counts


def test_packs_are_listed_with_the_units_they_govern(lan: Caller) -> None:
    found = lan.get("packs").json()["packs"]

    assert [(one["pack"], one["bindings"][0]["unit"]) for one in found] == [("property-instruction", "HQ")]
