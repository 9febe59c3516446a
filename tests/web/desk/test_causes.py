"""Cause analyses over HTTP: what the server answers to what is wrong, late, strange or not one's own (FR-107)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amends.cases.models import Order
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from amends.quality.handing_in import hand_in
from amends.quality.models import CauseAnalysis, DisciplineVersion, EightD
from amends.quality.opening import open_eight_d
from tests.makers import Town, govern, person, town, viewer
from tests.quality.eight_ds import FAULT, GOOD, ROLES
from tests.web.screens import signed_in

MAIN = {"id": "c1", "under": "method", "text": "浇注温度下限没有写入工艺卡", "main": True, "control": "炉前测温联锁"}
MOST_QUERIES = 18


@pytest.fixture
def works(db: None) -> Iterator[Town]:
    """A works with an 8D whose cause is next."""
    made, at = town("works"), timezone.now() - timedelta(hours=2)
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
        govern(made, "grievance-instruction")
        quality = viewer(made, "quality", at=at)
        case = register(viewer(made, "front_desk", at=at), Intake(FAULT, unit="HQ"), at=at).number
        take_step(viewer(made, "front_desk", at=at), case, "dispatch", at=at, detail={"to": "HQ"})
        take_step(quality, case, "accept", at=at, on=Order.objects.get(case__number=case).name)
        take_step(quality, case, "investigate", at=at)
        number = open_eight_d(quality, case, at=at).number
        for discipline in ("D1", "D2", "D3"):
            assert not hand_in(viewer(made, "department", at=at), number, discipline, GOOD[discipline], at=at).refused
        yield made


@pytest.fixture
def department(works: Town) -> Client:
    """The browser of the department, which writes the cause."""
    return signed_in(works.people["department"])


def path(rest: str = "", kind: str = "fishbone") -> str:
    return f"/eight-d/{EightD.objects.get().number}/causes/{kind}/{rest}"


def sent(client: Client, content: Any, *, base: int = 0, kind: str = "fishbone", finish: str = "") -> Any:
    text = content if isinstance(content, str) else json.dumps(content)
    return client.post(path("save/", kind), {"content": text, "base": base, "finish": finish})


def drawn(*causes: dict[str, Any]) -> dict[str, Any]:
    return {"effect": "法兰根部裂纹", "causes": list(causes)}


def test_what_was_saved_is_on_the_page_in_both_languages_and_as_a_list(works: Town, department: Client) -> None:
    answer = sent(department, drawn(MAIN))
    assert (answer.status_code, answer.json()["version"]) == (200, 1)

    page = department.get(path())
    assert "浇注温度下限没有写入工艺卡" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"
    english = signed_in(works.people["department"], "en").get(path()).content.decode()
    assert "Measurement" in english
    assert "Control point" in english


@pytest.mark.parametrize(
    "content",
    ["", "{", "[" * 100_000, "7", '{"causes": 7}', '{"causes": [{"id": "c1", "under": "nowhere", "text": "x"}]}'],
)
def test_what_is_no_analysis_is_refused_with_words_and_nothing_is_kept(department: Client, content: str) -> None:
    answer = sent(department, content)

    if content == "7":  # reads as an analysis in which nothing is drawn
        assert answer.json()["version"] == 1
        return
    assert answer.status_code == 409
    assert answer.json()["refused"]["says"]
    assert not CauseAnalysis.objects.exists()


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 40, "²"])
def test_a_version_that_is_none_counts_as_before_the_first(department: Client, base: str) -> None:
    sent(department, drawn(MAIN))

    answer = department.post(path("save/"), {"content": json.dumps(drawn()), "base": base})

    assert (answer.status_code, answer.json()["stale"]["version"]) == (409, 1)


def test_who_was_slower_is_told_who_saved_and_what(works: Town, department: Client) -> None:
    sent(department, drawn(MAIN))
    head = signed_in(works.people["department_head"])
    assert sent(head, drawn(), base=1).json()["version"] == 2

    told = sent(department, drawn(MAIN, {**MAIN, "id": "c2"}), base=1).json()["stale"]

    assert "department_head" in told["says"]
    assert (told["version"], told["content"]["causes"]) == (2, [])


def test_what_is_unfinished_is_refused_by_the_article_in_the_language_of_the_page(works: Town) -> None:
    """FR-107: none marked main → refused."""
    causes = [{**MAIN, "id": f"c{n}", "main": False} for n in range(12)]
    for language, words in (("zh-hans", "没有标出主要原因"), ("en", "none is marked main")):
        client = signed_in(works.people["department"], language)
        told = sent(client, drawn(*causes), finish="yes").json()["refused"]
        assert told["article"] == "5.3(b)"
        assert words in told["says"]


def test_a_cause_is_taken_into_the_8d_and_only_into_a_cause(department: Client) -> None:
    sent(department, drawn(MAIN))

    done = department.post(path("take/"), {"cause": "c1", "part": "cause_system"})
    assert done.json()["written"]["cause_system"] == MAIN["text"]
    for wrong in ({"cause": "c1", "part": "corrective"}, {"cause": "c7", "part": "cause_system"}, {}):
        assert department.post(path("take/"), wrong).status_code == 404
    assert DisciplineVersion.objects.filter(discipline="D4").count() == 1


@pytest.mark.parametrize("name", ["finance", "stray"])
def test_who_does_not_write_the_cause_saves_and_takes_nothing(works: Town, department: Client, name: str) -> None:
    sent(department, drawn(MAIN))
    works.people["stray"] = person(works, "stray@works", "外人", unit=works.office)
    client, status = signed_in(works.people[name]), 409 if name == "finance" else 404

    assert sent(client, drawn(), base=1).status_code == status
    assert client.post(path("take/"), {"cause": "c1", "part": "cause_system"}).status_code == status
    assert client.get(path()).status_code == (200 if name == "finance" else 404)
    assert CauseAnalysis.objects.count() == 1
    assert not DisciplineVersion.objects.filter(discipline="D4").exists()


@pytest.mark.parametrize("rest", ["?version=9", "?version=x", "?version=" + "9" * 30, "?version=0"])
def test_a_version_that_is_not_there_is_a_page_that_says_so(department: Client, rest: str) -> None:
    sent(department, drawn(MAIN))

    assert department.get(path(rest)).status_code == 404
    assert department.get(path("?version=1")).status_code == 200


@pytest.mark.parametrize("kind", ["bones", "fishbone%00", "..."])
def test_a_kind_that_is_none_is_not_there(department: Client, kind: str) -> None:
    assert department.get(path(kind=kind)).status_code in {400, 404}


def test_nobody_signed_in_is_sent_to_sign_in(department: Client) -> None:
    assert Client().get(path()).status_code == 302
    assert sent(Client(), drawn()).status_code == 302
    assert department.get(path("save/")).status_code == 405


def test_words_that_look_like_markup_are_words(department: Client) -> None:
    text = '"><script>alert(1)</script>'
    sent(department, drawn({**MAIN, "text": text}))

    page = department.get(path()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_page_asks_no_more_queries_for_more_causes_and_versions(department: Client) -> None:
    def asked() -> int:
        department.get(path())
        with CaptureQueriesContext(connection) as found:
            assert department.get(path()).status_code == 200
        return len(found)

    sent(department, drawn(MAIN))
    few = asked()
    for nth in range(1, 15):
        sent(department, drawn(*({**MAIN, "id": f"c{n}"} for n in range(nth * 10))), base=nth)

    assert asked() == few <= MOST_QUERIES
