"""Cause analyses: what can be kept, what a finished one must have, and what a matrix adds up to (FR-107)."""

from __future__ import annotations

from typing import Any

import pytest

from amends.core.cause_reading import DEEPEST, LONGEST, MOST_CAUSES, read_analysis
from amends.core.cause_rules import lacking
from amends.core.causes import CLASSES, LEGS, Analysis, classes_of, outline
from amends.core.checker import check
from amends.core.pack import DisciplineRow, Pack
from amends.core.plain_language import sentence
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from tests.core.telling import pack_of

D4 = DisciplineRow(id="D4", article="7.4", title=Text(zh="查明原因", en="Find the cause"))
BLAME = """
[[referee]]
id = "blames"
$A
code = "HE1"
looks_for = "said"
reads = ["cause_occurrence", "cause_escape", "cause_system"]
words = ["意识薄弱", "careless"]
says = { zh = "把原因归到了人身上", en = "It lays the cause on a person." }
passes = { zh = "写明方法或标准上缺什么", en = "Say what the method lacked." }
"""


def cause(nth: int, under: str = "method", **more: Any) -> dict[str, Any]:
    return {"id": f"c{nth}", "under": under, "text": f"原因{nth}", **more}


def fishbone(*causes: dict[str, Any], effect: str = "法兰根部裂纹") -> Analysis:
    return read_analysis("fishbone", {"effect": effect, "causes": list(causes)}, CLASSES)


def whys(*causes: dict[str, Any]) -> Analysis:
    return read_analysis("why", {"effect": "裂纹流出", "causes": list(causes)}, LEGS)


def matrix(causes: list[dict[str, Any]], *weights: int) -> Analysis:
    effects = [{"id": f"e{n}", "text": f"结果{n}", "weight": weight} for n, weight in enumerate(weights, 1)]
    return read_analysis("matrix", {"effects": effects, "causes": causes}, ())


def missing(analysis: Analysis, pack: Pack | None = None) -> list[Missing]:
    return list(lacking(analysis, D4, pack or pack_of("")))


def test_twelve_causes_none_of_them_main_are_refused_by_the_article_of_the_discipline() -> None:
    """FR-107: 12 causes, none marked main → refused."""
    found = missing(fishbone(*(cause(n) for n in range(12))))

    assert [(one.what, one.article) for one in found] == [("analysis:main", "7.4")]
    assert "12" in found[0].says.zh
    assert "12" in found[0].says.en


def test_two_main_causes_without_control_point_are_each_refused() -> None:
    """FR-107: 2 main without control point → refused."""
    causes = [cause(n, main=n in (3, 7)) for n in range(12)]

    assert [(one.what, one.field) for one in missing(fishbone(*causes))] == [
        ("analysis:control", "c3"), ("analysis:control", "c7"),
    ]  # fmt: skip

    causes[3]["control"] = "扭矩点检"
    assert [one.field for one in missing(fishbone(*causes))] == ["c7"]

    causes[7]["control"] = "来料硬度抽检"
    assert missing(fishbone(*causes)) == []


def test_a_control_point_of_spaces_is_none() -> None:
    assert [one.what for one in missing(fishbone(cause(1, main=True, control="  ")))] == ["analysis:control"]


@pytest.mark.parametrize(
    ("analysis", "what"),
    [
        (fishbone(), "analysis:causes"),
        (fishbone(cause(1, main=True, control="点检"), effect=" "), "analysis:effect"),
        (fishbone(cause(1, main=True, control="点检"), cause(2, text="")), "analysis:text"),
        (matrix([cause(1, "", main=True, control="点检")]), "analysis:effects"),
        (matrix([cause(1, "", main=True, control="点检", scores={"e1": 9})], 5, 5), "analysis:score"),
    ],
)
def test_what_is_not_written_keeps_an_analysis_from_being_finished(analysis: Analysis, what: str) -> None:
    assert [one.what for one in missing(analysis)] == [what]


def test_a_chain_of_whys_that_ends_in_a_person_is_refused_and_one_that_goes_on_is_not() -> None:
    pack = pack_of(BLAME)
    chain = [cause(1, "cause_occurrence"), cause(2, "c1", text="操作工质量意识薄弱")]

    found = missing(whys(*chain), pack)
    assert [(one.what, one.field) for one in found] == [("person:HE1", "c2")]
    assert found[0].article == pack.referee[0].article
    assert "终点" in found[0].says.zh

    assert missing(whys(*chain, cause(3, "c2", text="两种垫片外形相同，料盒没有区分")), pack) == []


def test_a_main_cause_of_a_fishbone_is_no_person_either() -> None:
    blamed = fishbone(cause(1, "man", text="The fitter was careless", main=True, control="check"))

    assert [one.what for one in missing(blamed, pack_of(BLAME))] == ["person:HE1"]


def test_the_roots_of_a_why_are_its_last_answers_in_every_leg() -> None:
    chains = whys(cause(1, "cause_occurrence"), cause(2, "c1"), cause(3, "cause_escape"), cause(4, "c1"))

    assert [one.id for one in chains.roots] == ["c2", "c3", "c4"]
    assert chains.class_of(chains.by_id["c4"]) == "cause_occurrence"


def test_a_matrix_adds_each_score_times_the_weight_of_its_effect_and_ranks_by_it() -> None:
    read = matrix([cause(1, "", scores={"e1": 3, "e2": 1}), cause(2, "", scores={"e1": 9}), cause(3, "")], 10, 4)

    assert [read.total(one) for one in read.causes] == [34, 90, 0]
    assert [one.id for one in read.ranked()] == ["c2", "c1", "c3"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {"causes": "many"},
        {"causes": ["one"]},
        {"causes": [{"id": "c1"}]},
        {"causes": [cause(1, text=7)]},
        {"causes": [cause(1), cause(1)]},
        {"causes": [cause(1, "nowhere")]},
        {"causes": [cause(1, "c2"), cause(2, "c1")]},
        {"causes": [cause(1, "c1")]},
        {"causes": [{"id": "method", "under": "man", "text": "x"}]},
        {"causes": [{"id": "", "under": "man", "text": "x"}]},
        {"causes": [{"id": "<b>", "under": "man", "text": "x"}]},
        {"causes": [cause(1, text="长" * (LONGEST + 1))]},
        {"causes": [cause(1, text="a\x00b")]},
        {"causes": [cause(n) for n in range(MOST_CAUSES + 1)]},
        {"causes": [cause(1), *(cause(n, f"c{n - 1}") for n in range(2, DEEPEST + 2))]},
    ],
)
def test_what_is_no_tree_of_causes_is_refused_with_words(content: Any) -> None:
    if content is None or content == []:
        assert read_analysis("fishbone", content, CLASSES).causes == ()
        return

    with pytest.raises(Refused) as no:
        read_analysis("fishbone", content, CLASSES)

    assert no.value.says.zh
    assert no.value.says.en


@pytest.mark.parametrize(
    ("effects", "scores"),
    [
        ([{"id": "e1", "text": "x", "weight": 11}], {}),
        ([{"id": "e1", "text": "x", "weight": 0}], {}),
        ([{"id": "e1", "text": "x", "weight": True}], {}),
        ([{"id": "e1", "text": "x", "weight": 5}], {"e1": 2}),
        ([{"id": "e1", "text": "x", "weight": 5}], {"e2": 9}),
        ([{"id": "e1", "text": "x", "weight": 5}], {"e1": "9"}),
        ([{"id": "e1", "text": "x", "weight": 5}] * 2, {}),
        ([{"id": f"e{n}", "text": "x", "weight": 5} for n in range(13)], {}),
    ],
)
def test_a_matrix_takes_only_the_scores_and_weights_there_are(effects: Any, scores: Any) -> None:
    with pytest.raises(Refused):
        read_analysis("matrix", {"effects": effects, "causes": [cause(1, "", scores=scores)]}, ())


@pytest.mark.parametrize(
    "analysis",
    [
        fishbone(cause(1), cause(2, "c1", main=True, control="点检")),
        whys(cause(1, "cause_escape")),
        matrix([cause(1, "", scores={"e1": 3})], 7),
    ],
)
def test_what_is_kept_reads_back_the_same(analysis: Analysis) -> None:
    assert read_analysis(analysis.kind, analysis.content(), analysis.classes) == analysis


def test_an_outline_goes_from_the_bone_to_the_last_cause_below_it() -> None:
    read = fishbone(cause(1), cause(2, "man"), cause(3, "c1"))

    told = [(depth, one.id) for depth, one in outline(read)]
    assert told[:2] == [(0, "man"), (1, "c2")]
    assert told[told.index((0, "method")) :][:3] == [(0, "method"), (1, "c1"), (2, "c3")]


def test_the_bones_are_those_of_the_regulation_or_else_six() -> None:
    """FR-107: the classes in which causes are looked for are rows of the pack."""
    pack = pack_of('[[cause_class]]\nid = "promise"\n$A\n$T\n[[cause_class]]\nid = "service"\n$A\n$T\n')

    assert [one.level for one in check(pack) if one.table == "cause_class"] == []
    assert [one.id for one in classes_of(pack, "fishbone")] == ["promise", "service"]
    assert sentence(pack, pack.cause_class[0]).en == pack.cause_class[0].title.en
    assert [one.title.zh for one in classes_of(pack_of(""), "fishbone")] == list("人机料法环测")
    assert [one.id for one in classes_of(pack, "why")] == ["cause_occurrence", "cause_escape", "cause_system"]
    assert classes_of(pack, "matrix") == ()


def test_a_hundred_and_fifty_causes_are_read_and_judged() -> None:
    causes = [cause(n, "method" if n < 50 else f"c{n - 50}", main=n == 3, control="点检") for n in range(150)]

    read = fishbone(*causes)

    assert len(outline(read)) == 150 + len(CLASSES)
    assert missing(read) == []
