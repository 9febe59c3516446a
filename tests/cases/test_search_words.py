"""Search words: pairs of characters behave like a substring search."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.cases.search_words import grams, likeness, query, vector


def matches(text: str, wanted: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [vector([text]), query(wanted)])
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("客户投诉电梯噪音", "投訴", True),
        ("客戶投訴電梯噪音", "投诉", True),
        ("电梯停运三天，要求退款", "退款", True),
        ("电梯停运三天，要求退款", "梯", True),
        ("电梯停运三天", "停运三天", True),
        ("电梯停运三天", "停运三", True),
        ("电梯停，运三天", "停运", False),
        ("八栋 Room 8-1201 漏水", "1201", True),
        ("八栋 Room 8-1201 漏水", "room 漏水", True),
        ("iPhone手机坏了", "iphone 手机", True),
        ("iPhone手机坏了", "ipho", True),
        ("ＡＢＣ维修", "abc", True),
        ("电梯停运", "梯电", False),
        ("it's the lift's fault", "lift's", True),
    ],
)
def test_chinese_latin_and_mixed_words_are_found(text: str, wanted: str, found: bool) -> None:
    """FR-257."""
    assert matches(text, wanted) is found


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(st.text("电梯停运投诉", min_size=1, max_size=12), st.text("电梯停运投诉", min_size=1, max_size=5))
def test_a_phrase_of_pairs_equals_a_substring_search(text: str, wanted: str) -> None:
    assert matches(text, wanted) is (wanted in text)


def test_nothing_to_find_is_an_empty_query() -> None:
    assert query(" ，。!") == ""


def test_likeness_is_high_for_the_same_matter_and_low_for_another() -> None:
    first = grams("三号楼电梯一直停运，无人维修")

    assert likeness(first, grams("三号楼电梯停运无人来维修")) > 0.4
    assert likeness(first, grams("停车场收费太贵")) == 0
