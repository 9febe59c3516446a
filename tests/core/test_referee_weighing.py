"""A field of an 8D weighed word by word, where it stands (FR-109, decision 0028)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.checker import check
from amends.core.loading import load
from amends.core.pack_rows import EightDField
from amends.core.referee import referee
from amends.core.referee_text import Written
from amends.core.referee_weighing import heaviest, weigh
from tests.core.small_packs import FOUR_GRADES, HEAD

FIELDS: tuple[EightDField, ...] = ("team", "cause_occurrence", "cause_escape", "standard", "verification")
TEXT = st.text(alphabet="定位销磨损没有检出培训 0.4mmpinwasworntheγé,。;\n≤%️", max_size=80)


@pytest.mark.parametrize(
    ("field", "elsewhere", "text"),
    [
        ("cause_escape", "cause_occurrence", "终检只量外径，不量这个孔的位置，所以偏位的零件也放行了。"),
        ("cause_system", "cause_escape", "变更管理规定不含参数调整，PFMEA 里没有这一项，谁也不必评审。"),
        ("cause_occurrence", "cause_system", "The locating pin was worn by 0.4 mm, so parts lying askew were clamped."),
    ],
)
def test_what_answers_one_question_does_not_answer_another(field: str, elsewhere: str, text: str) -> None:
    assert weigh(Written(field, text)) < 0
    assert weigh(Written(elsewhere, text)) > weigh(Written(field, text)) + 1


@given(st.sampled_from(FIELDS), TEXT)
def test_any_text_weighs_the_same_every_time_and_its_heaviest_clause_stands_in_it(
    field: EightDField, text: str
) -> None:
    written = Written(field, text)
    first = weigh(written)
    weigh.cache_clear()

    assert weigh(Written(field, text)) == first
    if written.clauses:
        sentence, start, end = heaviest(written)
        assert sentence.folded[start:end].strip() in written.clauses


def test_how_somebody_sets_commas_weighs_nothing() -> None:
    plain, marked = "Pin worn by 0.4 mm, parts lay askew.", "Pin worn by 0.4 mm; parts lay askew!"

    assert weigh(Written("cause_occurrence", plain)) == pytest.approx(
        weigh(Written("cause_occurrence", marked)), abs=0.2
    )


def test_a_version_published_with_weights_in_its_rows_still_loads_and_judges() -> None:
    """Decision 0028: it is judged by what was learned since."""
    row = """
[[referee]]
id = "weighed-action-zh"
article = "1"
code = "HE2"
looks_for = "weighed"
reads = ["corrective"]
language = "zh"
alone = 32
unless_light = 50
weights = ["<base> 96", "培 57"]
says = { zh = "空", en = "empty" }
passes = { zh = "写", en = "say" }
"""
    pack = load({"pack.toml": HEAD, "grading.toml": FOUR_GRADES + row})

    assert not [one for one in check(pack) if one.key in ("weights", "alone", "unless_light", "language")]
    assert referee(pack.referee, {"corrective": "今后大家都上点心，把事情做好。"})
    assert not referee(pack.referee, {"corrective": "We keep a sharper eye in future."})
