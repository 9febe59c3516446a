"""The fingerprint of a defect: what is the same however it is written, and how likeness is explained."""

from __future__ import annotations

from amends.core.fingerprints import ALIKE_FROM, Fingerprint, compare, fingerprint
from amends.core.pack_defects import FingerprintRow
from amends.core.text import Text

ROW = FingerprintRow(
    id="defect", article="R.2", title=Text(zh="缺陷", en="Defect"), object=("product", "part"), symptom=("code",),
    place=("site",), alike=("脱落 = 掉落 = came off", "端子=terminal"), empty=("客户反映", "please"),
)  # fmt: skip


def of(**facts: object) -> Fingerprint:
    return fingerprint(ROW, facts)


def test_the_same_part_number_is_the_same_object_however_it_is_written() -> None:
    written = ["线束 H2-017", "线束H2 017", "线束（h2-017）"]

    assert len({of(product=one, code="T-17").key for one in written}) == 1


def test_another_symptom_of_the_same_object_is_another_defect_under_the_same_object() -> None:
    one, other = of(product="H2", code="T-17"), of(product="H2", code="T-18")

    assert one.key != other.key
    assert one.object == other.object
    assert not compare(one, other).is_same


def test_what_is_not_known_has_no_key_and_agrees_with_nothing() -> None:
    nothing = of(description="端子脱落三只")

    assert (nothing.key, nothing.object, nothing.symptom) == ("", "", "")
    assert not compare(nothing, nothing).is_same


def test_object_and_symptom_cannot_be_shifted_into_each_other() -> None:
    assert of(product="ab", code="c").key != of(product="a", code="bc").key
    assert of(product="T17").object != of(code="T17").symptom


def test_words_that_mean_the_same_are_the_same_in_both_languages() -> None:
    zh, en = of(product="H2", description="端子掉落"), of(product="H2", description="terminal came off")

    assert zh.words == en.words
    assert len(zh.words) == 2


def test_words_that_say_nothing_of_a_defect_are_left_out() -> None:
    assert of(description="客户反映 端子脱落").words == of(description="please: 端子脱落").words


def test_without_a_symptom_shared_words_make_it_the_same_and_few_do_not() -> None:
    first = of(product="H2", description="端子脱落 压接高度超限")
    again = of(product="H2", description="压接高度超限 端子掉落")
    else_ = of(product="H2", description="包装箱破损 标签贴错")

    assert compare(first, again).is_same
    assert not compare(first, else_).is_same


def test_one_shared_word_alone_makes_nothing_the_same() -> None:
    assert not compare(of(product="H2", description="脱落"), of(product="H2", description="脱落")).is_same


def test_likeness_says_what_is_the_same_in_both_languages() -> None:
    one = of(product="H2", site="总装线", description="alpha bravo charlie delta echo")
    other = of(product="h-2", site="总装 线", description="alpha bravo charlie delta foxtrot")

    found = compare(one, other)

    assert found.says.en == "same object, 4 of 5 words shared, same place"
    assert found.says.zh == "对象相同，5 个词中有 4 个相同，地点相同"
    assert found.score > ALIKE_FROM


def test_another_object_and_other_words_are_not_alike() -> None:
    one = of(product="H2", code="T-17", description="alpha bravo charlie")
    other = of(product="K9", code="T-17", description="delta echo foxtrot")

    assert compare(one, other).score < ALIKE_FROM


def test_a_set_of_facts_is_compared_without_its_order() -> None:
    assert of(product="H2", code=["b", "a"]).key == of(product="H2", code=("a", "b")).key


def test_nobody_reads_a_complaint_in_its_fingerprint() -> None:
    found = of(product="H2", code="T-17", site="王先生家", description="王先生 13812341234 端子脱落")

    kept = " ".join([found.object, found.symptom, found.place, found.key, *found.words])
    assert set(kept) <= set("0123456789abcdef ")
    assert "13812341234" not in kept
