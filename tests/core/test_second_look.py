"""What a second look decides under a regulation, and how far it agrees with the first result."""

from __future__ import annotations

import pytest

from amends.core.refusal import Refused
from amends.core.second_look import agreement, check_verdict, compare, questions
from tests.core.telling import pack_of

PACK = pack_of("""
[[field]]
id = "nature"
$A
$T
[[list]]
id = "weight"
$T
$A
grades = ["major", "ordinary"]
[[grade]]
id = "major"
list = "weight"
$T
[[grade]]
id = "ordinary"
list = "weight"
$T
[[remedy]]
id = "refund"
$T
[[remedy]]
id = "apology"
$T
""")
FIRST = {"nature": ["invalid"], "grade/weight": ["ordinary"], "remedy": ["apology", "refund"]}


def test_finding_grade_and_remedy_are_decided_anew() -> None:
    assert [(one.key, one.many) for one in questions(PACK)] == [
        ("nature", False), ("grade/weight", False), ("remedy", True),
    ]  # fmt: skip


def test_the_order_of_remedies_makes_no_difference_another_grade_does() -> None:
    said = {"nature": ["invalid"], "grade/weight": ["major"], "remedy": ["refund", "apology"]}
    verdict = check_verdict(PACK, said, "属实", article="1")

    assert [one.agrees for one in compare(PACK, verdict, FIRST)] == [True, False, True]


@pytest.mark.parametrize(
    ("verdict", "field"),
    [
        ({**FIRST, "nature": []}, "nature"),
        ({**FIRST, "nature": ["valid", "invalid"]}, "nature"),
        ({**FIRST, "grade/weight": ["slight"]}, "grade/weight"),
        ({**FIRST, "remedy": ["nothing", "refund"]}, "remedy"),
    ],
)
def test_an_answer_that_is_none_is_refused_by_its_question(verdict: dict[str, list[str]], field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_verdict(PACK, verdict, "属实", article="1")

    assert [(one.field, one.article) for one in refused.value.missing] == [(field, "1")]


def test_how_often_both_agree_is_counted_question_by_question() -> None:
    other = {**FIRST, "remedy": ["nothing"]}

    found = agreement([(FIRST, FIRST), (other, FIRST), (other, FIRST)])

    assert {key: (one.count, one.of) for key, one in found.items()} == {
        "nature": (3, 3), "grade/weight": (3, 3), "remedy": (1, 3),
    }  # fmt: skip
