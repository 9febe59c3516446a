"""How a clause is weighed: what counts as a sign, what stands beside it, and that times and figures are only such."""

from __future__ import annotations

from datetime import datetime
from math import isclose, sqrt

import pytest

from amends.core.official_years import cn_office
from amends.core.promise_clauses import Clause, sentences
from amends.core.promise_days import Said
from amends.core.promise_times import Told, times_in
from amends.core.promise_weighing import signs, weights
from amends.core.promise_weights import WORDS

AT = datetime.fromisoformat("2026-03-04T10:20:00+08:00")


def read(text: str) -> tuple[list[Clause], tuple[Told, ...]]:
    return [one for found in sentences(text) for one in found], times_in(text, Said(AT, cn_office()))


def signs_of(text: str) -> list[dict[str, float]]:
    clauses, times = read(text)
    return list(signs(clauses, times, AT))


def test_a_time_ahead_one_that_is_over_and_a_figure_are_signs_whatever_they_are() -> None:
    ahead, over = signs_of("明天上午给您送3箱"), signs_of("昨天上午给您送了3箱")

    assert {"⌛", "^⌛", "#", "给您"} <= set(ahead[0])
    assert {"⌚", "^⌚", "#", "给您"} <= set(over[0])
    assert not {"明", "3", "⌚"} & set(ahead[0])
    assert set(signs_of("We send 5 kg tomorrow")[0]) == set(signs_of("We send 40 kg this Friday")[0])


def test_neighbours_count_half_and_the_edge_of_a_text_is_a_sign() -> None:
    first, second = signs_of("we were wrong, we pay")

    assert first["<∅"] == second[">∅"] == 0.5
    assert isclose(second["<were"], 1.5 / sqrt(3))
    assert isclose(first["were"], 3 / sqrt(len([one for one in first if one[0] not in "<>"])))


def test_a_question_and_a_quotation_are_signs() -> None:
    assert [one["<asks>"] for one in signs_of("明天来吗？后天来。")] == [1.0, 0.0]
    assert [one["<quoted>"] for one in signs_of('He said "we pay you", and left.')][1] == 1.0


def test_a_clause_weighs_what_its_signs_weigh() -> None:
    clauses, times = read("我明天给您退款。")

    assert weights(clauses, times, AT, words={True: {"⌛": 2.0, "<base>": -1.0}, False: {}}) == pytest.approx(
        [2 * signs_of("我明天给您退款。")[0]["⌛"] - 1]
    )
    assert weights([], (), AT, words=WORDS) == []


def test_the_weights_that_were_learned_tell_a_promise_from_what_others_do() -> None:
    clauses, times = read("客户说下周再来。我明天上午给您退款。")

    said, ours = weights(clauses, times, AT, words=WORDS)

    assert ours > 0 > said


@pytest.mark.parametrize("chinese", [True, False])
def test_the_signs_that_were_learned_are_such_as_texts_have(*, chinese: bool) -> None:
    named = {one for one in WORDS[chinese] if one.startswith("<") and one.endswith(">")}

    assert named <= {"<base>", "<first>", "<asks>", "<quoted>"}
    assert len(WORDS[chinese]) > 100
    assert not [one for one in WORDS[chinese] if any(c.isdigit() for c in one)]
