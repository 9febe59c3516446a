"""Two versions of a regulation side by side: every difference is named by article and row, and nothing else is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.comparing_packs import HEAD, Change, by_article, diff
from amends.core.loading import load
from amends.core.mutants import Mutant, mutants
from amends.core.pack import Pack
from tests.core.small_packs import FOUR_GRADES, T, small_pack
from tests.core.small_packs import HEAD as TOP

DUTY = f"""
[[role]]
id = "desk"
title = {{ zh = "客服", en = "Desk" }}
[[duty]]
id = "C1"
article = "4.1"
title = {T}
owner = "desk"
opens = "received"
met_by = "replied"
within = "12 h"
rungs = [{{ at = "due", tell = ["desk"] }}]
"""
ARTICLE = '[[article]]\nno = "4.1"\nzh = "十二小时内答复"\nen = "Answer within twelve hours"\n'
OLD = small_pack(FOUR_GRADES + DUTY, head=TOP + ARTICLE)


def new(before: str, after: str) -> Pack:
    text = TOP + ARTICLE + FOUR_GRADES + DUTY
    assert before in text
    changed = text.replace(before, after, 1)
    return load({"pack.toml": changed})


def only(changes: tuple[Change, ...]) -> Change:
    (change,) = changes
    return change


def test_a_threshold_from_five_to_eight_is_one_changed_row_read_aloud_before_and_after() -> None:
    change = only(diff(OLD, new("and_above = 5", "and_above = 8")))

    assert (change.kind, change.table, change.row, change.article) == ("changed", "row", "M3", "3.2")
    assert (change.old_says.zh, change.new_says.zh) == ("投诉人数 ≥ 5 → 重大", "投诉人数 ≥ 8 → 重大")
    assert [(part.key, part.old.en, part.new.en) for part in change.parts] == [
        ("when", "Number of complainants ≥ 5", "Number of complainants ≥ 8")
    ]


def test_a_shorter_time_names_its_key_with_both_figures() -> None:
    change = only(diff(OLD, new('within = "12 h"', 'within = "8 h"')))

    assert (change.row, change.article) == ("C1", "4.1")
    assert [(part.key, part.old.zh, part.new.zh) for part in change.parts] == [("within", "12 h", "8 h")]
    assert "8 hours" in change.new_says.en


def test_a_rung_that_changes_is_shown_with_its_keys() -> None:
    change = only(diff(OLD, new('{ at = "due", tell', '{ at = "due + 12 h", tell')))

    assert [(part.key, part.old.en, part.new.en) for part in change.parts] == [
        ("rungs", "{ at = due, tell = desk }", "{ at = due + 12 h, tell = desk }")
    ]


def test_a_row_that_came_and_one_that_went_are_said_as_such() -> None:
    change = only(diff(OLD, new(DUTY[DUTY.index("[[duty]]") :], "")))
    back = only(diff(new(DUTY[DUTY.index("[[duty]]") :], ""), OLD))

    assert (change.kind, change.row, change.new, change.new_says.zh) == ("removed", "C1", None, "")
    assert (back.kind, back.row, back.old, back.old_says.zh) == ("added", "C1", None, "")


def test_the_words_of_an_article_are_a_change_of_their_own() -> None:
    change = only(diff(OLD, new("十二小时内答复", "八小时内答复")))

    assert (change.table, change.row, change.article) == ("article", "4.1", "4.1")
    assert (change.old_says.zh, change.new_says.zh) == ("十二小时内答复", "八小时内答复")


def test_the_head_of_a_pack_and_its_counting_are_compared_key_by_key() -> None:
    other = load({"pack.toml": TOP.replace('version = "1"', 'version = "2"') + ARTICLE + FOUR_GRADES + DUTY
                  + '[counting]\nlast_day_closed = "next_open_day"\n'})  # fmt: skip

    changes = diff(OLD, other)

    assert [(one.table, one.row, one.new_says.zh) for one in changes] == [
        (HEAD, "version", "2"), (HEAD, "counting.last_day_closed", "next_open_day"),
    ]  # fmt: skip


def test_what_the_organisation_chose_for_a_setting_is_a_change_of_its_row() -> None:
    change = only(diff(OLD, OLD.choosing({"and_above": "strict"})))

    assert (change.table, change.row, change.parts[0].key) == ("setting", "and_above", "value")
    assert [part.new.zh for part in change.parts] == ["strict"]


def test_changes_stand_under_their_article_in_the_order_of_the_new_version() -> None:
    other = load({"pack.toml": TOP + ARTICLE + FOUR_GRADES.replace("= 5", "= 8") + DUTY.replace("12 h", "8 h")})

    found = by_article(diff(OLD, other))

    assert {no: [one.row for one in changes] for no, changes in found.items()} == {"3.2": ["M3"], "4.1": ["C1"]}


def test_rows_that_only_stand_elsewhere_are_no_change() -> None:
    moved = load({"pack.toml": TOP + ARTICLE, "duties.toml": DUTY, "grading.toml": FOUR_GRADES})

    assert diff(OLD, moved) == ()


MUTANTS = list(mutants(OLD))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MUTANTS))
def test_whatever_one_thing_is_changed_one_row_is_named(mutant: Mutant) -> None:
    assert len(diff(OLD, mutant.pack)) == 1
    assert len(diff(mutant.pack, OLD)) == 1
