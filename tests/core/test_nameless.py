"""A text without the people in it (FR-164)."""

from __future__ import annotations

import pytest

from amends.core.nameless import nameless, names_in

KNOWN = ("王建国", "13812341234", "wang@example.com", "三号楼 502", "Anna Berg", "王")


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("王建国投诉电梯，电话13812341234。", "投诉电梯", ["王建国", "1381234"]),
        ("李女士说张师傅没来", "没来", ["李女士", "张师傅"]),
        ("身份证 110101199003071234，卡号 6222 0212 3456 7890 123", "身份证", ["110101199003071234", "6222", "7890"]),
        ("联系 010-88886666 或 (021)55556666", "联系", ["88886666", "55556666"]),
        ("车牌粤B12345、京A·D12345停在路口", "停在路口", ["B12345", "D12345"]),
        ("3号楼2单元502室漏水", "漏水", ["502", "3号楼"]),
        ("Mr Smith and Anna Berg wrote to a.b@c.org", "wrote to", ["Smith", "Anna", "c.org"]),
        ("王 建 国又来电", "又来电", ["王 建 国"]),
    ],
)
def test_names_numbers_and_places_are_taken_out(text: str, kept: str, gone: list[str]) -> None:
    bare = nameless(text, KNOWN)

    assert kept in bare
    assert [one for one in gone if one in bare] == []
    assert names_in(bare, KNOWN) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月8日17:00前退款300元",
        "第4.2.4条",
        "电梯停运两天，共12次",
        "按GB/T 33358执行",
        "总经理办公会决定",
        "产品 A-40 退 39 件",
        "Monday 14:30",
    ],
)
def test_dates_amounts_articles_and_parts_stay(text: str) -> None:
    assert nameless(text, KNOWN) == text


def test_a_name_of_one_character_does_not_empty_the_text() -> None:
    assert nameless("王府井店开门晚", ("王",)) == "王府井店开门晚"
