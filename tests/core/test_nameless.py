"""A text without the people in it (FR-164)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import amends
from amends.core.nameless import nameless, names_in

PACKS, DEMO = (Path(amends.__file__).parent / one for one in ("packs", "demo"))
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
        ("妻子李梅也在场，收银员张敏说没有，保安张建国说看见了", "妻子", ["李梅", "张敏", "张建国", "建国"]),
        ("3-1202业主刘芳反映，阳光花园7-1202也漏水", "也漏水", ["1202", "刘芳", "阳光花园"]),
        ("住中山路12号 1503室", "住", ["中山", "12号", "1503"]),
        ("加微信 wx_ouyang88 或 QQ 12345678，微信号：lili2008", "加微信", ["ouyang88", "12345678", "lili2008"]),
        ("回电 8888 1234 或 010-6552 1234", "回电", ["8888", "1234", "6552"]),
        ("call +44 20 7946 0958 or 138 123 41234", "call", ["7946", "0958", "123"]),
        ("She lives at 45 Oak Street, Flat 12B", "She lives at", ["45", "Oak", "12B"]),
        ("诸葛先生、小李、老王都在，欧阳女士没来", "没来", ["诸葛", "小李", "老王", "欧阳"]),
        (
            "Ms. Jane O'Neill and his wife Mary Lloyd-Jones wrote",
            "wrote",
            ["Jane", "O'Neill", "Neill", "Mary", "Jones"],
        ),
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
        "员工陈述、客户马上要求、乘客周围、业主高兴、顾客曾来过",
        "小于3件，大小高低，赔 3000-5000元，2024-2025 年，10-120 件",
        "顾客总数，相关负责人，主任会议",
        "批号 L2402-07，温度 1,320–1,360 ℃，8D-HY-2026-3",
        "the driver said on Monday, our colleague The nurse",
    ],
)
def test_dates_amounts_articles_and_parts_stay(text: str) -> None:
    assert nameless(text, KNOWN) == text


def told(of: object) -> Iterator[str]:
    """Yield every text in rows of TOML."""
    if isinstance(of, str):
        yield of
    for one in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
        yield from told(one)


def test_no_word_of_a_shipped_regulation_is_taken_for_somebody() -> None:
    """Rows of packs, their stories apart; the names that a form gives as examples are found."""
    files = [one for one in PACKS.rglob("*.toml") if "examples" not in one.name]
    found = {
        name for file in files for text in told(tomllib.loads(file.read_text("utf-8"))) for name in names_in(text, ())
    }

    assert len(files) > 100
    assert found == {"8-1201", "林", "小王", "小李", "小张"}


def test_in_the_cases_of_the_demonstration_only_names_numbers_and_places_are_taken() -> None:
    files = list(DEMO.glob("*.toml"))
    found = [
        name for file in files for text in told(tomllib.loads(file.read_text("utf-8"))) for name in names_in(text, ())
    ]

    words = {one for one in found if not any(sign.isdigit() or sign == "@" for sign in one)}

    assert len(found) > 50
    assert words <= {"倪", "阮", "范", "Ms Berg"}, "each stands before a title"


def test_a_name_of_one_character_does_not_empty_the_text() -> None:
    assert nameless("王府井店开门晚", ("王",)) == "王府井店开门晚"
