"""What a reply must contain and must not say (FR-137, FR-139)."""

import pytest

from amends.core.wording import check_reply, find_forbidden, positions
from tests.core.small_packs import T, scene, small_pack

ROWS = f"""
[[part]]
id = "reason"
article = "6.1"
title = {{ zh = "原因", en = "Reason" }}
[[part]]
id = "time"
article = "6.1"
title = {{ zh = "时间", en = "Time" }}
[[part]]
id = "appeal"
article = "6.2"
title = {T}
when = {{ nature = "invalid" }}
[[phrase]]
id = "W1"
article = "7.1"
rule = "forbidden"
texts = ["这不可能的", "not my problem"]
says = {T}
instead = {{ zh = "我来查一查", en = "let me look" }}
"""
POLITE = ROWS.replace('"这不可能的", ', '"这不可能的", "请您等一下", ')
PACK = small_pack(ROWS)


def test_a_reply_without_a_time_is_refused() -> None:
    """FR-137."""
    objections = check_reply(PACK, "您好", {"reason": "零件缺货", "time": "  "}, scene(PACK))

    assert [(one.kind, one.row, one.article, one.says.zh) for one in objections] == [
        ("missing_part", "time", "6.1", "缺少：时间")
    ]


def test_a_part_is_asked_only_where_its_condition_holds() -> None:
    complete = {"reason": "零件缺货", "time": "3月8日"}

    assert check_reply(PACK, "您好", complete, scene(PACK, nature="valid")) == ()
    assert check_reply(PACK, "您好", complete, scene(PACK)) == ()
    assert [one.row for one in check_reply(PACK, "您好", complete, scene(PACK, nature="invalid"))] == ["appeal"]


def test_a_forbidden_phrase_is_found_with_its_position() -> None:
    """FR-139."""
    text = "先生，这不可能的，请您等一下。"

    (found,) = find_forbidden(PACK, text)

    assert (found.start, found.end, text[found.start : found.end], found.article) == (3, 8, "这不可能的", "7.1")
    assert found.instead is not None
    assert found.instead.zh == "我来查一查"


def test_what_is_forbidden_depends_on_the_organisation() -> None:
    """FR-139: 请您等一下."""
    text = "请您等一下。"

    assert find_forbidden(PACK, text) == ()
    assert len(find_forbidden(small_pack(POLITE), text)) == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("說：這不可能的！", "這不可能的"),
        ("这 不 可 能 的", "这 不 可 能 的"),
        ("这不\u200b可能的", "这不\u200b可能的"),
        ("That is NOT my\nproblem.", "NOT my\nproblem"),
        ("ｎｏｔ ｍｙ ｐｒｏｂｌｅｍ", "ｎｏｔ ｍｙ ｐｒｏｂｌｅｍ"),
    ],
)
def test_spelling_does_not_hide_a_phrase(text: str, written: str) -> None:
    (found,) = find_forbidden(PACK, text)

    assert text[found.start : found.end] == written


@pytest.mark.parametrize("text", ["这是可能的", "it is not my problematic part", "notmy problem"])
def test_what_only_looks_alike_is_let_through(text: str) -> None:
    assert find_forbidden(PACK, text) == ()


def test_each_occurrence_is_found() -> None:
    assert list(positions("不行", "不行就是不行")) == [(0, 2), (4, 6)]


def test_a_prescribed_phrase_of_replies_must_be_said() -> None:
    rows = f"[[phrase]]\nid = 'P1'\narticle = '6.3'\nrule = 'prescribed'\nuse = 'reply'\ntexts = ['感谢您的来信', '谢谢您']\nsays = {T}\n"
    pack = small_pack(rows)

    assert [one.kind for one in check_reply(pack, "您好", {}, scene(pack))] == ["missing_phrase"]
    assert check_reply(pack, "谢谢您！", {}, scene(pack)) == ()
