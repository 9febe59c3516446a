"""Settings and fields that nothing reads, and settings that no fact can equal (FR-049)."""

from __future__ import annotations

from amends.core.check_unread import check_unread
from tests.core.telling import duty, pack_of

SETTING = '[[setting]]\nid = "{id}"\n$A\ntype = "{type}"\n{default}question = {{ zh = "？", en = "?" }}\n'


def _setting(name: str, kind: str, default: str = "") -> str:
    return SETTING.format(id=name, type=kind, default=f"default = {default}\n" if default else "")


def _found(rows: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.row, one.key) for one in check_unread(pack_of(rows))]


def test_words_in_two_languages_are_never_equal_to_a_fact() -> None:
    words = _setting("place", "text", '{ zh = "上海", en = "Shanghai" }')
    flag = '[[flag]]\nid = "local"\n$A\n$T\nwhen = {{ site = {} }}\n'

    assert _found(words + flag.format('{ setting = "place" }')) == [("wrong_type", "local", "when.site")]
    assert _found(_setting("place", "text", '"上海"') + flag.format('{ setting = "place" }')) == []


def test_a_setting_that_no_row_reads_is_noted_and_an_open_question_is_not() -> None:
    read = duty("D", 'opens = "received"\nmet_by = "replied"\nwithin = { setting = "answer_in" }')
    rows = _setting("answer_in", "span") + _setting("kept_for", "span") + _setting("what_is_major", "text") + read

    assert _found(rows) == [("unread", "kept_for", "")]


def test_a_field_of_a_step_that_no_step_asks_is_noted() -> None:
    fields = "".join(f'[[field]]\nid = "{name}"\nform = "step"\ntype = "text"\n$T\n' for name in ("asked", "idle"))
    step = '[[step]]\nid = "look"\nkind = "record"\n$A\n$T\nfrom = ["*"]\nasks = ["asked"]\n'

    assert _found(fields + step) == [("unread", "idle", "")]
