"""R-11: the fishbone or matrix of an 8D fills the causes, main causes and control points of its case (FR-107)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amends.cases.models import Case, Entry, EntryValue
from amends.core.refusal import Refused
from amends.quality.causing import save_analysis
from amends.quality.models import CauseAnalysis, EightD
from amends.quality.spreading import do_check, plan_check
from tests.makers import Town
from tests.quality.eight_ds import GOOD, at, handed, listed, missing, opened, step, who
from tests.quality.grievances import bilingual, found, under_bilingual

NOON, LATER = "03-05 12:00", "03-05 13:00"
CAUSES = [
    {"id": f"c{n}", "under": "method" if n < 6 else "machine", "text": f"浇注工艺第 {n} 项没有写入工艺卡"}
    for n in range(12)
]


def marked(*main: int, control: str = "") -> list[dict[str, Any]]:
    """Return the twelve causes with some of them main."""
    return [
        {**one, "main": True, "control": control and f"{control} {n}"} if n in main else one
        for n, one in enumerate(CAUSES)
    ]


@pytest.fixture
def case(works: Town) -> str:
    """A grievance under R-11 for which production was found responsible: its causes are looked for."""
    return bilingual(works)


@pytest.fixture
def number(works: Town, case: str) -> str:
    """The 8D of that case, whose cause is next."""
    return under_bilingual(works, case)


def save(works: Town, number: str, causes: list[dict[str, Any]], *, kind: str = "fishbone", **more: Any) -> Any:
    moment = more.pop("moment", NOON)
    content = {"effect": "法兰根部裂纹", "causes": causes, **more.pop("content", {})}
    base = CauseAnalysis.objects.filter(kind=kind).count()
    by = who(works, "department", moment)
    return save_analysis(by, number, kind, content, base=base, at=at(moment), finish=True, **more)


def taken(case: str, *names: str) -> list[tuple[str, str]]:
    """Return what was taken on the causes of the case, in order: the step and the cause."""
    return [
        (one.step, one.body["on"])
        for one in Entry.objects.filter(case__number=case, step__in=names or ("list_cause", "control_cause")).order_by(
            "seq"
        )
    ]


def test_twelve_causes_none_marked_main_are_refused_by_the_article_and_leave_nothing(
    works: Town, case: str, number: str
) -> None:
    """FR-107: 12 causes, none marked main → refused, and the discipline is not handed in without."""
    entries = Entry.objects.count()

    with pytest.raises(Refused) as no:
        save(works, number, marked())
    barred = handed(works, number, "D4", LATER)

    assert [(one.what, one.article) for one in no.value.missing] == [("analysis:main", "7.4(3)")]
    assert [(one["code"], one["article"]) for one in barred.version.objections] == [("analysis:finished", "7.4(3)")]
    assert (Entry.objects.count(), CauseAnalysis.objects.count()) == (entries, 0)
    assert Case.objects.get(number=case).stage == "analysing"


def test_two_main_causes_without_control_point_are_refused_and_with_them_the_case_knows_all_twelve(
    works: Town, case: str, number: str
) -> None:
    """FR-107: 2 main without control point → refused; with them all twelve stand in the case, two of them main."""
    with pytest.raises(Refused) as no:
        save(works, number, marked(3, 7))
    assert [(one.what, one.field) for one in no.value.missing] == [
        ("analysis:control", "c3"),
        ("analysis:control", "c7"),
    ]

    save(works, number, marked(3, 7, control="点检"))
    assert not handed(works, number, "D4", LATER).refused

    entries = Entry.objects.filter(case__number=case, step="list_cause").order_by("seq")
    said = EntryValue.objects.filter(entry__in=entries, name="cause_text").order_by("entry__seq")
    assert [one.value for one in said] == [one["text"] for one in CAUSES]
    assert [n for n, one in enumerate(entries) if one.body["detail"]["kind"] == "main"] == [3, 7]
    assert taken(case, "control_cause") == [("control_cause", "cause-1-4"), ("control_cause", "cause-1-8")]
    row = Case.objects.get(number=case)
    assert (row.stage, row.facts["analysis_tool"]) == ("acting", "fishbone")
    points = EntryValue.objects.filter(entry__step="control_cause", name="control_point").order_by("entry__seq")
    assert [one.value for one in points] == ["点检 3", "点检 7"]


def test_a_finished_matrix_fills_the_case_as_well(works: Town, case: str, number: str) -> None:
    """FR-107."""
    effects = {"effects": [{"id": "e1", "text": "裂纹", "weight": 10}]}
    cell = {"id": "c1", "text": "浇注温度下限没有写入工艺卡", "scores": {"e1": 9}, "main": True, "control": "测温联锁"}

    save(works, number, [cell], kind="matrix", content=effects)
    assert not handed(works, number, "D4", LATER).refused

    assert taken(case) == [("list_cause", "cause-1-1"), ("control_cause", "cause-1-1")]
    assert Case.objects.get(number=case).facts["analysis_tool"] == "matrix"


def test_a_case_without_an_8d_lists_its_causes_itself_and_one_with_an_8d_in_it_alone(works: Town, case: str) -> None:
    """FR-107: decision 0030; a main cause that was listed before the 8D still gets its control point in the case."""
    step(works, case, "03-05 09:00", "list_cause", "department", on="c-1", kind="main", cause_text="扭矩没有写入工艺卡")
    number = opened(works, case, by="department")
    assert not handed(works, number, "D2", "03-05 10:00").refused

    with pytest.raises(Refused) as kept:
        step(works, case, "03-05 11:00", "list_cause", "department", on="c-2", kind="possible", cause_text="料")
    save(works, number, marked(3, control="点检"))
    waiting = handed(works, number, "D4", LATER)
    step(works, case, "03-05 13:10", "control_cause", "department", on="c-1", control_point="扭矩点检")

    assert (missing(kept), kept.value.article) == ({"eight_d:D4"}, "7.4(3)")
    assert [one["code"] for one in waiting.version.objections] == ["met:control_point"]
    assert not handed(works, number, "D4", "03-05 13:20").refused
    assert len(taken(case, "list_cause")) == 13


def test_an_8d_begun_after_the_analysis_asks_for_none_again(works: Town, case: str) -> None:
    """FR-107, FR-108: what the case did before is not done twice."""
    step(works, case, "03-05 09:00", "list_cause", "department", on="c-1", kind="main", cause_text="扭矩没有写入工艺卡")
    step(works, case, "03-05 09:10", "control_cause", "department", on="c-1", control_point="扭矩点检")
    step(works, case, "03-05 09:20", "finish_analysis", "department", analysis_tool="matrix")
    number = opened(works, case, by="department")

    assert not handed(works, number, "D2", "03-05 10:00").refused
    assert not handed(works, number, "D4", "03-05 11:00").refused
    assert len(taken(case, "list_cause")) == 1


@pytest.mark.parametrize("door", ["case", "check"])
def test_without_effect_the_second_round_draws_again_and_goes_to_its_end(
    works: Town, case: str, number: str, door: str
) -> None:
    """FR-107, FR-117: a fishbone of round one does not answer for round two; saved unchanged it is finished anew."""
    causes = marked(3, control="点检")
    save(works, number, causes)
    ended(works, number, "05")
    (by_the_case if door == "case" else by_a_check)(works, case, number)
    assert (Case.objects.get(number=case).stage, EightD.objects.get().loops) == ("handling", 2)
    found(works, case, "03-11 09:00")

    barred = handed(works, number, "D4", "03-12 08:00")
    again = save(works, number, causes, moment="03-12 09:00")
    ended(works, number, "12")

    assert [one["code"] for one in barred.version.objections] == ["analysis:finished"]
    assert (again.loop, again.version) == (2, 2)
    assert len(taken(case, "list_cause")) == 24
    assert taken(case, "control_cause")[-1] == ("control_cause", "cause-2-4")
    assert (Case.objects.get(number=case).stage, EightD.objects.get().loops) == ("handled", 2)


def by_the_case(works: Town, case: str, number: str) -> None:
    step(works, case, "03-10 09:00", "no_effect", "quality_assurance", reason="又见裂纹")


def by_a_check(works: Town, case: str, number: str) -> None:
    """Quality finds in the 8D that a measure works no more."""
    action = listed(works, number, "corrective", "03-06 09:00")
    quality = who(works, "quality_assurance", "03-06 10:00")
    check = plan_check(quality, action.pk, day=date(2024, 3, 10), owner=quality.person, at=at("03-06 10:00"))
    do_check(quality, check.pk, result="又见裂纹 2 件", still_works=False, at=at("03-10 09:00"))


def ended(works: Town, number: str, day: str) -> None:
    """Hand in D4 to D8: the cause, the measures, that they are carried out, and their effect."""
    for nth, name in enumerate(("D4", "D5", "D6")):
        texts = {"preventive": GOOD["D7"]["preventive"]} if name == "D5" else {}
        done = handed(works, number, name, f"03-{day} 1{nth + 3}:00", **texts)
        assert not done.refused, (name, done.version.objections)
    done = handed(works, number, "D8", f"03-{day} 17:00", "quality_assurance")
    assert not done.refused, done.version.objections
