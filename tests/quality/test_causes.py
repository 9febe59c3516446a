"""Cause analyses of an 8D: versions, whoever came first, what is finished, and what is taken into D4 (FR-107)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from amends.cases.models import Order
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality.causing import (
    Stale,
    analysis_of,
    causes_to_score,
    finished_kinds,
    save_analysis,
    take_cause,
    versions_of,
)
from amends.quality.models import CauseAnalysis, DisciplineVersion
from tests.makers import Town, govern, person, town
from tests.quality.eight_ds import GOOD, at, complained, handed, opened, step, who

NOON = "03-05 12:00"
MAIN = {"id": "c1", "under": "method", "text": "浇注温度下限没有写入工艺卡", "main": True, "control": "炉前测温联锁"}
GUESS = {"id": "c2", "under": "machine", "text": "测温枪失准"}


@pytest.fixture
def number(works: Town) -> str:
    """An 8D with D1 to D3 handed in, so that the cause is next."""
    govern(works, "grievance-instruction")
    case = complained(works)
    step(works, case, "03-04 09:10", "dispatch", "front_desk", to="HQ")
    step(works, case, "03-04 09:20", "accept", "quality", on=Order.objects.get(case__number=case).name)
    step(works, case, "03-04 09:30", "investigate", "quality")
    made = opened(works, case)
    for name in ("D1", "D2", "D3"):
        assert not handed(works, made, name, "03-04 11:00").refused
    return made


def drawn(*causes: dict[str, Any], effect: str = "法兰根部裂纹") -> dict[str, Any]:
    return {"effect": effect, "causes": list(causes)}


def save(works: Town, number: str, content: Any, *, base: int = 0, **more: Any) -> CauseAnalysis:
    """Save the fishbone as the department."""
    by, kind = more.pop("by", "department"), more.pop("kind", "fishbone")
    return save_analysis(who(works, by, NOON), number, kind, content, base=base, at=at(NOON), **more)


def take(works: Town, number: str, cause: str = "c1", part: str = "cause_occurrence", kind: str = "fishbone") -> None:
    take_cause(who(works, "department", NOON), number, kind, cause=cause, part=part, at=at(NOON))


def test_an_analysis_begins_with_the_problem_of_the_8d_and_the_bones(works: Town, number: str) -> None:
    found = analysis_of(who(works, "department", NOON), number, "fishbone")

    assert found.row is None
    assert found.may_write
    assert found.analysis.effect.startswith("2024-03-01 远航汽车总装线")
    assert [one.title.zh for one in found.analysis.classes] == list("人机料法环测")
    early = opened(works, complained(works, product="端盖"))
    assert analysis_of(who(works, "quality", NOON), early, "fishbone").analysis.effect == found.record.row.case.title


def test_each_save_is_a_version_and_the_same_once_more_is_none(works: Town, number: str) -> None:
    first = save(works, number, drawn(GUESS))
    again = save(works, number, drawn(GUESS), base=1)
    second = save(works, number, drawn(GUESS, MAIN), base=1)

    assert (first.version, again.version, second.version) == (1, 1, 2)
    found = analysis_of(who(works, "quality", NOON), number, "fishbone")
    assert [one.id for one in found.analysis.causes] == ["c2", "c1"]
    mine = works.people["department"].pk
    assert [(one.version, one.by_id) for one in versions_of(found)] == [(2, mine), (1, mine)]
    earlier = analysis_of(who(works, "quality", NOON), number, "fishbone", version=1)
    assert [one.id for one in earlier.analysis.causes] == ["c2"]


def test_who_saves_on_an_older_version_is_shown_the_newer_and_nothing_is_overwritten(works: Town, number: str) -> None:
    save(works, number, drawn(GUESS))
    save(works, number, drawn(MAIN), base=1, by="department_head")

    with pytest.raises(Stale) as no:
        save(works, number, drawn(GUESS, {**GUESS, "id": "c9"}), base=1)

    assert (no.value.row.version, no.value.row.by_id) == (2, works.people["department_head"].pk)
    assert CauseAnalysis.objects.latest("version").content["causes"][0]["id"] == "c1"


def test_twelve_causes_none_main_are_not_finished_and_leave_nothing_behind(works: Town, number: str) -> None:
    """FR-107: 12 causes, none marked main → refused."""
    causes = [{**GUESS, "id": f"c{n}", "text": f"原因{n}"} for n in range(12)]

    with pytest.raises(Refused) as no:
        save(works, number, drawn(*causes), finish=True)

    assert [(one.what, one.article) for one in no.value.missing] == [("analysis:main", "5.3(b)")]
    assert not CauseAnalysis.objects.exists()


def test_two_main_causes_without_control_point_are_not_finished(works: Town, number: str) -> None:
    """FR-107: 2 main without control point → refused; with them it is finished."""
    bare = [{**MAIN, "id": f"c{n}", "text": f"原因{n}", "control": ""} for n in (1, 2)]

    with pytest.raises(Refused) as no:
        save(works, number, drawn(*bare), finish=True)
    assert [one.field for one in no.value.missing] == ["c1", "c2"]

    done = save(works, number, drawn(*({**one, "control": "点检"} for one in bare)), finish=True)
    assert done.is_finished
    assert finished_kinds(analysis_of(who(works, "quality", NOON), number, "why").record) == {"fishbone": done}


def test_a_chain_that_ends_in_a_person_is_refused_by_the_referee_of_the_regulation(works: Town, number: str) -> None:
    """FR-107, FR-109: a why that ends at weak awareness has to ask on."""
    chain = [{"id": "c1", "under": "cause_occurrence", "text": "操作工质量意识薄弱"}]

    with pytest.raises(Refused) as no:
        save(works, number, drawn(*chain), kind="why", finish=True)
    assert [(one.what, one.article, one.field) for one in no.value.missing] == [("person:HE1", "8D.HE1", "c1")]

    asked_on = {"id": "c2", "under": "c1", "text": "两种垫片外形相同，料盒没有区分"}
    assert save(works, number, drawn(*chain, asked_on), kind="why", finish=True).is_finished


def test_the_three_kinds_are_kept_apart_and_a_matrix_may_begin_with_the_fishbone(works: Town, number: str) -> None:
    save(works, number, drawn(MAIN, GUESS))
    scored = {
        "effects": [{"id": "e1", "text": "裂纹", "weight": 10}],
        "causes": [{"id": "c1", "text": "x", "scores": {"e1": 9}}],
    }
    save(works, number, scored, kind="matrix")

    found = analysis_of(who(works, "department", NOON), number, "matrix")
    assert [found.analysis.total(one) for one in found.analysis.causes] == [90]
    assert causes_to_score(found) == (MAIN["text"], GUESS["text"])
    assert analysis_of(who(works, "department", NOON), number, "why").row is None


def test_a_main_cause_is_taken_into_d4_once_and_below_what_stands_there(works: Town, number: str) -> None:
    save(works, number, drawn(MAIN, GUESS))
    take(works, number)
    take(works, number)
    save(works, number, drawn(MAIN, {**GUESS, "main": True}), base=1)
    take(works, number, "c2")

    draft = DisciplineVersion.objects.get(discipline="D4")
    assert draft.verdict == "draft"
    assert draft.content["cause_occurrence"] == "浇注温度下限没有写入工艺卡\n测温枪失准"
    assert analysis_of(who(works, "quality", NOON), number, "why").written == draft.content


def test_a_guess_is_not_taken_into_d4(works: Town, number: str) -> None:
    save(works, number, drawn(MAIN, GUESS))

    with pytest.raises(Refused) as no:
        take(works, number, "c2")

    assert (no.value.code, no.value.article) == ("no_root", "5.3(b)")
    assert not DisciplineVersion.objects.filter(discipline="D4").exists()


def test_nothing_is_taken_while_the_8d_is_not_so_far_nor_after_d4_is_handed_in(works: Town, number: str) -> None:
    """FR-108: D4 opens after D3, and what is handed in is corrected there."""
    early = opened(works, complained(works, product="端盖"))
    save(works, early, drawn(MAIN))
    with pytest.raises(Refused) as no:
        take(works, early)
    assert (no.value.code, no.value.article) == ("locked", "5.3(b)")

    save(works, number, drawn(MAIN))
    assert not handed(works, number, "D4", "03-05 13:00", **GOOD["D4"]).refused
    with pytest.raises(Refused) as no:
        take(works, number)
    assert (no.value.code, no.value.article) == ("handed_in", "5.3(b)")


def test_who_has_no_part_in_the_cause_may_look_and_not_write(works: Town, number: str) -> None:
    save(works, number, drawn(MAIN))

    assert not analysis_of(who(works, "finance", NOON), number, "fishbone").may_write
    with pytest.raises(Refused) as no:
        save(works, number, drawn(GUESS), base=1, by="finance")
    assert (no.value.code, no.value.article) == ("role", "5.3(b)")


@pytest.mark.parametrize("kind", ["herringbone", "", "Fishbone"])
def test_an_unknown_kind_is_not_there(works: Town, number: str, kind: str) -> None:
    with pytest.raises(NotFound):
        analysis_of(who(works, "department", NOON), number, kind)


def test_who_does_not_see_the_case_sees_no_analysis_and_saves_none(works: Town, number: str) -> None:
    save(works, number, drawn(MAIN))
    person(works, "stray@works", "外人", unit=works.office)  # holds no role: sees no case
    works.people["stray"] = person(works, "gone@works", "外人", unit=works.office)

    for ask in (
        lambda: analysis_of(who(works, "stray", NOON), number, "fishbone"),
        lambda: save(works, number, drawn(GUESS), base=1, by="stray"),
        lambda: analysis_of(who(works, "department", NOON), "8D-NOT-THERE", "fishbone"),
        lambda: analysis_of(who(works, "department", NOON), number, "fishbone", version=7),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_bone_that_the_regulation_has_no_more_is_shown_as_long_as_causes_stand_in_it(
    works: Town, number: str
) -> None:
    stranded = {**GUESS, "under": "promise"}
    record = analysis_of(who(works, "quality", NOON), number, "fishbone").record
    CauseAnalysis.objects.create(
        org_id=works.org.id, eight_d=record.row, kind="fishbone", version=1, content=drawn(stranded),
        by=works.people["quality"], at=at(NOON),
    )  # fmt: skip

    found = analysis_of(who(works, "department", NOON), number, "fishbone")
    assert [one.id for one in found.analysis.classes][-1] == "promise"
    save(works, number, drawn(GUESS), base=1)
    assert len(analysis_of(who(works, "quality", NOON), number, "fishbone").analysis.classes) == 6


def test_the_database_keeps_versions_as_they_were_saved(works: Town, number: str) -> None:
    save(works, number, drawn(MAIN))

    for spoil in (lambda: CauseAnalysis.objects.update(version=9), lambda: CauseAnalysis.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_another_organisation_sees_no_version(works: Town, number: str) -> None:
    save(works, number, drawn(MAIN))
    with organisation(town("other").org.id):
        assert not CauseAnalysis.objects.exists()
