"""How a clause is weighed: what counts as a sign, what stands beside it, and that times and figures are only such."""

from __future__ import annotations

from datetime import datetime
from math import isclose, sqrt

import pytest

from amends.core.official_years import cn_office
from amends.core.promise_days import Said
from amends.core.promise_hearing import Heard, heard, is_chinese
from amends.core.promise_weighing import is_joined, joining_signs, signs, weights
from amends.core.promise_weights import JOINS, WORDS

AT = datetime.fromisoformat("2026-03-04T10:20:00+08:00")


def read(text: str) -> list[Heard]:
    return heard(text, Said(AT, cn_office()))


def signs_of(text: str) -> list[dict[str, float]]:
    return list(signs(read(text)))


def test_a_time_ahead_one_that_is_over_and_a_figure_are_signs_whatever_they_are() -> None:
    ahead, over = signs_of("明天上午给您送3箱"), signs_of("昨天上午给您送了3箱")

    assert {"⌛", "^⌛", "#", "给您", "给您送"} <= set(ahead[0])
    assert {"⌚", "^⌚", "#", "给您"} <= set(over[0])
    assert not {"明", "3", "⌚"} & set(ahead[0])
    assert "⌛_$" in signs_of("We send 5 kg tomorrow")[0]
    assert set(signs_of("We send 5 kg tomorrow")[0]) == set(signs_of("We send 40 kg the day after tomorrow")[0])


def test_neighbours_count_less_and_the_edge_of_a_text_is_a_sign() -> None:
    first, second, third = signs_of("we were wrong, we pay, sorry")

    assert first["<∅"] == first["<<∅"] == third[">∅"] == 0.5
    assert isclose(second["<were"], second["<we_were"])
    assert isclose(second["<were"], 1.5 / sqrt(7))
    assert isclose(third["<<were"], 0.8 / sqrt(3))
    own = [one for one in second if one[0] not in "<>"]
    assert {"we_pay", "^_we_pay", "we_pay_$"} <= set(own)
    assert isclose(second["pay"], 3 / sqrt(len(own)))


def test_what_the_rules_say_of_a_clause_and_of_those_beside_it_in_its_sentence_are_signs() -> None:
    asked, answered, ours = signs_of("明天来吗？后天来，我们给您退款。")

    assert "<asks>" in asked
    assert not {"<asks>", "<<asks>"} & set(answered)
    assert {"<ruled>", "<deed>", "<<ahead>"} <= set(ours)
    assert answered["><deed>"] < ours["<deed>"]


def test_a_quotation_is_a_sign() -> None:
    assert ["<quoted>" in one for one in signs_of('He said "we pay you", and left.')] == [False, True, False]


def test_a_clause_weighs_what_its_signs_weigh() -> None:
    assert weights(read("我明天给您退款。"), {"⌛": 2.0, "<base>": -1.0}) == pytest.approx(
        [2 * signs_of("我明天给您退款。")[0]["⌛"] - 1]
    )
    assert weights([], WORDS[True]) == []


def test_two_clauses_are_weighed_by_their_words_and_by_how_their_times_lie() -> None:
    clauses = read("我们今晚空运，明天上午到您车间。后天我们开会，给您退款。")

    assert {"<times_differ>", "<times_differ_0>", "到您", "<空", "<ruled>"} <= set(joining_signs(clauses, 0, 1))
    assert {"<times_differ_1>", "<clauses>"} <= set(joining_signs(clauses, 1, 2))
    assert "<first>" in joining_signs(clauses, 1, 3)
    assert not is_joined(clauses, 0, 1, {"<times_differ_0>": -2.0})
    assert is_joined(clauses, 1, 2, {"<times_differ_0>": -2.0})


def test_a_name_in_the_other_script_does_not_make_a_text_one_of_that_language() -> None:
    english = "Dear Ms Li (李), we'll send you the new kettle on Friday. Regards, Wang 王"
    chinese = "李小姐，8D report 我们周五发给您，谢谢。"

    assert [is_chinese(read(english)), is_chinese(read(chinese)), is_chinese([])] == [False, True, False]


def test_what_stands_two_sentences_apart_is_never_one_promise() -> None:
    clauses = read("我们今晚空运。您放心。明天上午到您车间。")

    assert not is_joined(clauses, 0, 2, {"<base>": 9.0})


def test_the_weights_that_were_learned_join_a_deed_and_its_arrival_and_part_two_deeds() -> None:
    assert is_joined(read("伺服驱动器我今晚空运，后天中午到您车间。"), 0, 1, JOINS[True])
    assert not is_joined(read("样件我们3月20日寄给您，完整报告3月29日发您邮箱。"), 0, 1, JOINS[True])


def test_the_weights_that_were_learned_tell_a_promise_from_what_others_do() -> None:
    said, ours = weights(read("客户说下周再来。我明天上午给您退款。"), WORDS[True])

    assert ours > 0 > said


@pytest.mark.parametrize("chinese", [True, False])
def test_the_signs_that_were_learned_are_such_as_texts_have(*, chinese: bool) -> None:
    texts = (
        "请问明天来吗？我们周五给您退款3元，昨天已办。",
        "Are you there? We'll refund you 3 pounds on Friday, as you asked.",
    )
    known = {sign for text in texts for one in signs_of(text) for sign in one if sign.endswith(">")}

    assert known & set(WORDS[chinese])
    assert 1_000 < len(WORDS[chinese]) <= 3_001
    assert not [one for one in WORDS[chinese] if any(c.isdigit() for c in one)]
