"""A regulation read aloud: what a person signs says everything that the machine decides by."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from amends.core.condition_reading import parse
from amends.core.fact_types import rows_of
from amends.core.loading import load
from amends.core.pack import GateRow, Pack, StepRow
from amends.core.plain_language import condition, is_read, read_aloud, sentence
from amends.core.plain_words import Words
from amends.regulations import folders
from tests.shipped import pack_in


def pack_named(name: str, **chosen: object) -> Pack:
    return load(folders.read(folders.find(name)), chosen)


def row(pack: Pack, table: str, row_id: str) -> Any:
    return next(one for one in getattr(pack, table) if one.id == row_id)


def test_five_people_and_above_is_read_as_at_least_five() -> None:
    """FR-050."""
    pack = pack_named("developer-four-grades")

    says = sentence(pack, row(pack, "row", "M3"))

    assert says.zh == "投诉人数 ≥ 5 → 重大投诉"
    assert says.en == "Number of complainants ≥ 5 → Major"


def test_five_people_and_above_is_read_as_more_than_five_where_the_organisation_decided_so() -> None:
    """FR-050."""
    pack = pack_named("developer-four-grades", and_above="strict")

    assert sentence(pack, row(pack, "row", "M3")).zh == "投诉人数 > 5 → 重大投诉"


def test_an_age_says_since_when_and_how_long() -> None:
    pack = pack_named("developer-four-grades")

    says = sentence(pack, row(pack, "row", "H4"))

    assert says.zh.startswith("自“受理收到”起满 1 周，且已解决：否")
    assert says.en.startswith("1 week or more since “Received”, and Settled: no")


def test_a_count_says_the_window_as_it_is_set() -> None:
    """FR-038."""
    rolling = pack_named("developer-four-grades")
    monthly = pack_named("developer-four-grades", group_window="calendar_month")

    assert (
        "1 个月内（滚动计算）类别前 2 级相同、投诉人不同的投诉 ≥ 3 件"
        in sentence(rolling, row(rolling, "row", "H2")).zh
    )
    assert "1 个月内（自然月）" in sentence(monthly, row(monthly, "row", "H2")).zh


def test_a_duty_says_who_from_when_how_long_and_who_is_told() -> None:
    """FR-069, FR-070."""
    pack = pack_named("property-instruction")

    says = sentence(pack, row(pack, "duty", "C01"))

    assert says.zh == (
        "“首报”、“重开”或“恢复办理”后，客服前台须在 5 分钟内完成“派单”或“当场解决”；"
        "到期未完成告知客服主管；“挂起”或“撤诉”后不再需要"
    )
    assert says.en.startswith(
        "Front desk must see to “Dispatched” or “Settled on the spot” within 5 minutes after “First told”"
    )
    assert "when due, tells Customer service supervisor" in says.en


def test_a_ladder_names_each_rung() -> None:
    """FR-085."""
    pack = pack_named("property-instruction")

    says = sentence(pack, row(pack, "duty", "C02")).zh

    assert "时间过 75 % 告知责任人；到期未完成告知客服主管；到期后 12 小时告知部门负责人" in says


def test_a_gate_says_what_stands_in_the_way_and_when() -> None:
    pack = pack_named("developer-four-grades")

    says = sentence(pack, row(pack, "gate", "special_report"))

    assert says.zh == "“结案”前，若曾达最高等级为重大投诉、热点投诉或重要投诉：须已“报送报表”（专题报告）"


def test_what_a_need_asks_is_read_by_its_condition_and_its_refusal_only_as_such() -> None:
    """“The customer has not been answered” is what the refusal says, not what has to be there before closing."""
    pack = pack_named("iatf-grievance")

    says = sentence(pack, row(pack, "gate", "answered"))

    assert says.zh == "“结案”前：须已“答复”（未满足时提示“尚未回复顾客”）"
    assert says.en == (
        "Before “Close”: “Replied” has to have happened "
        "(when it is not so, the refusal says “the customer has not been answered”)"
    )


@pytest.mark.parametrize("folder", folders.shipped(), ids=lambda path: path.name)
def test_no_shipped_rule_is_read_as_asking_for_what_its_refusal_misses(folder: Path) -> None:
    """Take the refusals' words out of a pack and it reads the same, but for the words in their brackets."""
    pack = pack_in(folder)
    hint = re.compile(r"（未满足时提示“.*?”）| \(when it is not so, the refusal says “.*?”\)")

    rows: tuple[StepRow | GateRow, ...] = (*pack.step, *pack.gate)
    for words in (Words(pack, "zh"), Words(pack, "en")):
        for one in (one for one in rows if any(need.says for need in one.needs)):
            silent = tuple(need.model_copy(update={"says": None}) for need in one.needs)
            bare, full = read_aloud(words, one.model_copy(update={"needs": silent})), read_aloud(words, one)

            assert full != bare
            assert hint.sub("", full) == bare
            assert not re.search("须(尚未|没有|缺少|未满)", full)


def test_what_the_organisation_has_not_decided_is_said_with_its_question() -> None:
    pack = pack_named("changan-suzuki")

    says = sentence(pack, row(pack, "duty", "dispatch"))

    assert "【待定：" in says.zh
    assert "[not decided: " in says.en


def test_not_and_nested_alternatives_keep_their_brackets() -> None:
    pack = pack_named("developer-four-grades")
    tree = parse({"any": [{"complainants": {"more_than": 2}, "settled": False}, {"unless": {"second_time": True}}]})

    assert condition(pack, tree).en == (
        "(Number of complainants > 2, and Settled: no), or not (Second complaint on the same problem: yes)"
    )


def test_the_marks_of_an_event_are_read_by_the_titles_of_the_pack() -> None:
    """A grade that opens a duty, a nature that a rate counts: never their codes."""
    opened = pack_named("capital-land")
    counted = pack_named("haichang-property")

    assert "“定级”（等级：群体投诉）后" in sentence(opened, row(opened, "duty", "K01")).zh
    assert "“Graded” (Grade: Group complaint)" in sentence(opened, row(opened, "duty", "K01")).en
    assert "（性质：有效投诉）" in sentence(counted, row(counted, "measure", "valid_rate")).zh


@pytest.mark.parametrize("folder", folders.shipped(), ids=lambda path: path.name)
def test_every_row_of_a_shipped_pack_is_read_in_both_languages(folder: Path) -> None:
    pack = pack_in(folder)

    said = [(row, sentence(pack, row)) for _, row in rows_of(pack) if is_read(row)]

    quoted = re.compile(r"“[^”]*”|\[not decided[^\]]*\]")  # phrases in Chinese stay Chinese
    assert all(text.zh and text.en for _, text in said)
    assert [text.en for row, text in said if re.search(r"[\u4e00-\u9fff]", quoted.sub("", text.en))] == []


def test_kinds_of_events_have_words_in_both_languages_and_no_code_of_a_machine_is_read_aloud() -> None:
    pack = pack_named("property-instruction")

    said = [read_aloud(Words(pack, "zh"), row(pack, "duty", one)) for one in ("promised_call", "promised_deed")]

    assert "“作出承诺”（回电）" in said[0]
    assert "（上门、更换或修理、付款或其他）" in said[1]
    customer = pack_named("iatf-8d-customer")
    assert "自“客户门户登记时刻”" in read_aloud(Words(customer, "zh"), row(customer, "duty", "D3"))
    referee = [read_aloud(Words(customer, "zh"), one) for one in pack_named("manufacturing").referee]
    assert not [one for one in referee if re.match(r"[a-z_]+：", one)]
