"""A row that says by what a defect is known again: checked, read aloud, and nothing strange in it."""

from __future__ import annotations

import pytest

from amends.core.checker import check
from amends.core.finding import Finding
from amends.core.plain_language import sentence
from tests.core.telling import pack_of

FIELDS = """
[[field]]
id = "defect_code"
$A
type = "text"
$T
[[field]]
id = "earlier_8d"
$A
type = "text"
$T
[[field]]
id = "earlier_action"
$A
type = "choice"
$T
choices = [{ id = "failed", zh = "无效", en = "Failed" }, { id = "other_cause", zh = "不同", en = "Another" }]
[[role]]
id = "quality"
$T
[[step]]
id = "declare"
kind = "record"
$A
title = { zh = "交代前一份8D", en = "Say what became of the earlier 8D" }
from = ["*"]
by = ["quality"]
asks = ["earlier_8d", "earlier_action", "reason"]
causes = ["judged"]
"""
ROW = '[[fingerprint]]\nid = "defect"\n$A\n$T\nobject = ["product"]\nsymptom = ["defect_code"]\n'


def faults(rows: str) -> list[Finding]:
    return [one for one in check(pack_of(rows)) if one.level == "error" and one.table == "fingerprint"]


def test_a_row_that_names_what_is_there_is_sound() -> None:
    rows = ROW + 'declared_by = "declare"\nwithin = "12 mo"\nalike = ["脱落 = 掉落"]\n'

    assert faults(FIELDS + rows) == []


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ('place = ["moon"]', "place"),
        ('declared_by = "nothing"', "declared_by"),
        ('declared_by = "register"', "declared_by"),
        ('within = "soon"', "within"),
        ("within = 12", "within"),
        ('within = { setting = "none" }', "setting"),
        ("words_at_least = 0", "words_at_least"),
        ('alike = ["脱落"]', "alike"),
    ],
)
def test_what_is_not_there_or_cannot_be_read_is_found(more: str, key: str) -> None:
    assert key in {one.key for one in faults(FIELDS + ROW + more + "\n")}


def test_a_step_that_does_not_ask_what_became_of_the_earlier_one_declares_nothing() -> None:
    rows = FIELDS.replace('asks = ["earlier_8d", "earlier_action", "reason"]', 'asks = ["earlier_8d"]')

    found = faults(rows + ROW + 'declared_by = "declare"\n')

    assert [one.says.en for one in found] == [
        "the step “declare” does not ask for “earlier_action”",
        "the step “declare” does not ask for “reason”",
    ]


def test_other_choices_than_the_two_declare_nothing() -> None:
    rows = FIELDS.replace('id = "failed"', 'id = "broken"')

    assert [one.key for one in faults(rows + ROW + 'declared_by = "declare"\n')] == ["declared_by"]


def test_a_fingerprint_is_read_aloud() -> None:
    pack = pack_of(FIELDS + ROW + 'declared_by = "declare"\nwithin = "12 mo"\n')

    said = sentence(pack, pack.fingerprint[0])

    assert said.zh == (
        "“产品”与“题”相同即为同一缺陷；不知“题”时，“产品”相同且“发生了什么”的用词有 60 % 相同也是；"
        "只看 12 个月内的 8D；前一份 8D 的措施未认定无效、原因未认定不同之前（交代前一份8D），不另开 8D"
    )
    assert said.en == (
        "the same “Product” and “Title” are the same defect; where “Title” is not known, the same “Product” and 60 % of"
        " the words of “What happened” are too; 8Ds of the last 12 months count; no second 8D opens before Say what"
        " became of the earlier 8D says that the earlier action failed or the cause is another"
    )


def test_a_fingerprint_without_a_symptom_says_that_words_decide() -> None:
    pack = pack_of(FIELDS + ROW.replace('["defect_code"]', "[]"))

    said = sentence(pack, pack.fingerprint[0])

    assert said.zh == "“产品”相同且“发生了什么”的用词有 60 % 相同即为同一缺陷"
    assert said.en == "the same “Product” and 60 % of the words of “What happened” are the same defect"
