"""Figures in Chinese and English texts: what they say, in one form for both, and where they stand."""

import re

import pytest

from amends.core.figures import agree, figures
from amends.core.numerals import value_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("退还三千元", [("money", "3000", "CNY")]),
        ("退还 3,000.50元", [("money", "3000.5", "CNY")]),
        ("人民币1.5万元整", [("money", "15000", "CNY")]),
        ("三千五百元五角", [("money", "3500.5", "CNY")]),
        ("RMB 3k", [("money", "3000", "CNY")]),
        ("twenty-five thousand yuan", [("money", "25000", "CNY")]),
        ("$3,000 or HK$500", [("money", "3000", "USD"), ("money", "500", "HKD")]),
        ("A$300 and AUD 40, 50 澳元", [("money", "300", "AUD"), ("money", "40", "AUD"), ("money", "50", "AUD")]),
        ("2024年3月8日", [("date", "2024-03-08", "")]),
        ("二〇二四年三月八日", [("date", "2024-03-08", "")]),
        ("8 March 2024", [("date", "2024-03-08", "")]),
        ("March 8th, 2024", [("date", "2024-03-08", "")]),
        ("2024-03-08, 2024/3/8", [("date", "2024-03-08", ""), ("date", "2024-03-08", "")]),
        ("三月八号", [("date", "????-03-08", "")]),
        ("周五下午三点半", [("weekday", "5", ""), ("time", "15:30", "")]),
        ("by noon on Friday", [("time", "12:00", ""), ("weekday", "5", "")]),
        ("at 3:30 p.m. tomorrow", [("time", "15:30", ""), ("day", "1", "")]),
        ("三个工作日内", [("span", "3", "wd")]),
        ("within three working days", [("span", "3", "wd")]),
        ("三十日内", [("span", "30", "d")]),
        ("百分之五，即 5.5%", [("percent", "5", "%"), ("percent", "5.5", "%")]),
        ("第十三条、article 3.2", [("article", "13", ""), ("article", "3.2", "")]),
        ("编号 TS-2024-000123", [("number", "TS-2024-000123", "")]),
        ("电话 0755-88881234", [("number", "0755-88881234", "")]),
        ("更换 12 件", [("quantity", "12", "")]),
    ],
)
def test_a_figure_is_read_in_one_form_for_both_languages(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.kind, one.value, one.unit) for one in figures(text)] == found


@pytest.mark.parametrize(
    "text", ["十分抱歉", "三点意见如下", "第一次来电", "8号楼的三单元件", "以一些方式", "a few words", "完成后千万放心"]
)
def test_what_only_looks_like_an_amount_a_day_or_an_hour_is_none(text: str) -> None:
    kinds = {"money", "date", "time", "percent", "span", "weekday"}

    assert [one for one in figures(text) if one.kind in kinds] == []


def test_positions_are_those_of_the_text_as_written() -> None:
    text = "您好，退还　３，０００　元，于 3月8日 12:00 前。"

    assert [text[one.start : one.end] for one in figures(text)] == [
        one.written for one in figures(text)
    ] == ["３，０００　元", "3月8日", "12:00"]  # fmt: skip


def test_a_day_without_its_year_agrees_with_that_day_of_any_year_and_with_no_other() -> None:
    (short,), (long,), (other,) = figures("3月8日"), figures("8 March 2024"), figures("9 March 2024")

    assert agree(short, long)
    assert not agree(short, other)
    assert not agree(long, figures("2023年3月8日")[0])


@pytest.mark.parametrize(
    ("written", "value"),
    [("三千五", 3500), ("一万二", 12000), ("三千零五十", 3050), ("两百零三", 203), ("十二", 12), ("二十", 20),
     ("1.5万", 15000), ("3k", 3000), ("two hundred and five", 205), ("三点五", 3.5), ("一亿零三十", 100000030)],
)  # fmt: skip
def test_numerals_of_both_languages_are_read(written: str, value: float) -> None:
    assert value_of(written) == pytest.approx(value)


@pytest.mark.parametrize("written", ["abc", "点五", "3 apples", "元"])
def test_what_is_no_number_is_said_to_be_none(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        value_of(written)
