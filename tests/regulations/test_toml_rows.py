"""A change of one row changes that row's text: every other line stays byte for byte as it was written."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.regulations import folders
from amends.regulations.toml_blocks import blocks, together
from amends.regulations.toml_rows import CannotWrite, add_row, drop_row, head_of, move_row, put_head, put_row, rows_in

PACKS = {folder.name: folders.read(folder) for folder in folders.shipped()}
WORDS = st.text(max_size=12)
NOTES = st.sampled_from(["", "  # why", "# [[row]]", '# "'])
VALUES: st.SearchStrategy[Any] = st.recursive(
    WORDS | st.integers(-9, 9) | st.booleans() | st.floats(-2, 2) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=4,
)
ROWS = st.dictionaries(st.sampled_from(["id", "when", "says", "needs"]), VALUES, min_size=1, max_size=3)


@st.composite
def written(draw: st.DrawFn) -> str:
    """A TOML text of rows with comments, odd spaces, and strings that hold what looks like a header."""
    lines = [draw(NOTES), "top = 1" + draw(st.sampled_from(["", "   # kept"]))]
    for nth in range(draw(st.integers(1, 4))):
        lines += [draw(NOTES), f"[[{draw(st.sampled_from(['row', 'gate']))}]]" + draw(NOTES)]
        lines += [f"id   = {nth}{draw(NOTES)}", draw(st.sampled_from(["", "\n"]))]
        lines += draw(
            st.sampled_from(
                [
                    [],
                    ['says = """', "[[row]]", '# no comment"""'],
                    ["needs = [", "  [1],  # one", "  [2],", "]"],
                    ["[[row.more]]" if lines[-3].startswith("[[row]]") else "# -", "x = '#'"],
                ]
            )
        )
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n# the end"]))


def only_adds_lines(before: str, after: str) -> bool:
    """Return whether a text is another with lines put in at one place."""
    old, new = before.split("\n"), after.split("\n")
    kept = next((nth for nth, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    return old[kept:] == new[len(new) - (len(old) - kept) :]


@pytest.mark.parametrize("pack", PACKS)
def test_the_pieces_of_every_shipped_file_are_the_file_and_its_rows(pack: str) -> None:
    for text in PACKS[pack].values():
        pieces = blocks(text)

        assert together(pieces) == text
        for table, rows in tomllib.loads(text).items():
            if isinstance(rows, list) and rows and isinstance(rows[0], dict):
                assert [tomllib.loads(one.body)[table][0] for one in pieces if one.table == table] == rows


@given(written())
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert together(blocks(text)) == text


@given(text=written(), values=ROWS, data=st.data())
def test_a_row_that_is_put_leaves_every_other_line_as_it_was(
    text: str, values: dict[str, Any], data: st.DataObject
) -> None:
    pieces = [one for one in blocks(text) if one.is_row]
    chosen = data.draw(st.integers(0, len(pieces) - 1))
    table = pieces[chosen].table
    nth = sum(one.table == table for one in pieces[: chosen + 1])

    after = [one for one in blocks(put_row(text, table, nth, values)) if one.is_row]

    assert rows_in("".join(one.text for one in after), table)[nth - 1] == values
    assert [one.text for one in after[:chosen]] == [one.text for one in pieces[:chosen]]
    assert [one.text for one in after[chosen + 1 :]] == [one.text for one in pieces[chosen + 1 :]]
    assert after[chosen].text.endswith(pieces[chosen].tail)


@given(text=written(), values=ROWS, data=st.data())
def test_a_row_that_is_added_and_taken_out_again_leaves_all_values_as_they_were(
    text: str, values: dict[str, Any], data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from(["row", "gate", "duty"]))
    known = rows_in(text, table)
    after = data.draw(st.integers(0, len(known)))

    longer = add_row(text, table, values, after=after)
    shorter = drop_row(longer, table, (after or len(known)) + 1)

    assert len(rows_in(longer, table)) == len(known) + 1
    assert tomllib.loads(shorter).get(table, []) == tomllib.loads(text).get(table, [])
    assert longer.count("#") >= text.count("#")


@given(text=written())
def test_a_row_that_is_moved_down_and_up_again_stands_where_it_was(text: str) -> None:
    for table in ("row", "gate"):
        if len(rows_in(text, table)) > 1:
            there = move_row(text, table, 1, by=1)

            assert rows_in(there, table)[:2] == rows_in(text, table)[1::-1]
            assert move_row(there, table, 2, by=-1).rstrip("\n") == text.rstrip("\n")


def test_a_figure_deep_in_a_condition_changes_and_nothing_beside_it() -> None:
    text = '# grades\n[[row]]\nid = "M3" # five\nwhen = { complainants = { and_above = 5 }, x = [1, 2] } # people\n\n# next\n[[row]]\nid = "M4"\n'
    values = {"id": "M3", "when": {"complainants": {"and_above": 8}, "x": [1, 2]}}

    assert put_row(text, "row", 1, values) == text.replace("5 }", "8 }")


@pytest.mark.parametrize("pack", PACKS)
def test_the_last_row_of_each_table_of_every_shipped_pack_takes_a_new_key_and_gives_it_up_again(pack: str) -> None:
    for text in PACKS[pack].values():
        for table in {one.table for one in blocks(text) if one.is_row}:
            rows = rows_in(text, table)
            more = put_row(text, table, len(rows), {**rows[-1], "added": {"zh": "甲", "en": "a"}})

            assert only_adds_lines(text, more)
            assert put_row(more, table, len(rows), rows[-1]) == text


def test_what_stands_outside_the_rows_is_put_the_same_way() -> None:
    text = '# R\nid = "x"\nversion = "1" # first\n\n[counting]\nday_one = "next_day" # 起算\n\n[[role]]\nid = "a"\n'
    values = {**head_of(text), "version": "2", "counting": {"day_one": "opening_day"}}

    after = put_head(text, values)

    assert after == text.replace('"1"', '"2"').replace('"next_day"', '"opening_day"')


def test_rows_written_as_one_list_are_put_too() -> None:
    text = 'role = [\n  { id = "a" }, # first\n  { id = "b" },\n]\n'

    assert put_row(text, "role", 2, {"id": "c"}) == text.replace('"b"', '"c"')
    assert rows_in(drop_row(text, "role", 1), "role") == ({"id": "b"},)


@pytest.mark.parametrize("text", ['"""' * 100_000, "x = [" + "[" * 100_000, '[[row]]\nid = "a'])
def test_a_text_that_is_no_toml_is_refused_at_once(text: str) -> None:
    with pytest.raises(CannotWrite):
        put_row(text, "row", 1, {"id": "b"})
    with pytest.raises((ValueError, RecursionError)):
        head_of(text)
