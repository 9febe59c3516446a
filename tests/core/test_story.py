"""Stories prove a pack: the two time travels of R-23, counts of several cases, and mutants that are noticed."""

from __future__ import annotations

import pytest

from amends.core.loading import load
from amends.core.mutants import coverage, killed, mutants
from amends.core.pack import Pack
from amends.core.story import BadStory, run_story
from tests.core.telling import HEAD, TITLE, duty, hold, pack_of, texts_of

SHELF = HEAD.replace('"small"', '"shelf"')

R23 = (
    duty(
        "C01",
        'opens = "told"\nmet_by = "dispatched"\nwithin = "5 min"\nrungs = [{ at = "due", tell = ["cs_supervisor"] }]',
    )
    + duty(
        "C02",
        'for_each = "order"\nopens = "order_received"\nmet_by = "handled"\nvoid_by = ["order_returned"]\nwithin = "12 h"\nyields_to = "agreed_time"\n'
        'rungs = [{ at = "75 %", tell = ["owner"] }, { at = "due", tell = ["cs_supervisor"] }, { at = "due + 12 h", tell = ["department_head"] }]',
    )
    + duty(
        "C03",
        'for_each = "order"\nopens = { late = "C02" }\ncounts_from = "order_received"\nmet_by = ["progress_reported", "handled"]\nwithin = "24 h"',
    )
    + duty(
        "C04", 'opens = "told"\nwaits = "24 h"\nvoid_by = ["handled"]\nmet_by = "instruction_given"\nwithin = "at_once"'
    )
    + duty(
        "C05",
        'for_each = "order"\nwhile = "order_open"\nevery_day_at = "17:00"\nfirst_after = "1 h"\nmet_by = ["progress_reported", "handled"]',
    )
)

DISPATCHED_LATE = """
expects = "exactly"
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "told"
expect.due = { C01 = 2024-03-07T10:05:00+08:00 }
expect.asleep = ["C04"]
[[event]]
at = 2024-03-07T10:05:00+08:00
do = "nothing"
[[event]]
at = 2024-03-07T10:05:01+08:00
do = "dispatched"
on = "o"
expect.met = ["C01"]
expect.late = ["C01"]
expect.told = [{ duty = "C01", rung = "due", who = "cs_supervisor" }]
"""

LEFT_ALONE = """
expects = "exactly"
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "told"
expect.due = { C01 = 2024-03-07T10:05:00+08:00 }
[[event]]
at = 2024-03-07T10:04:00+08:00
do = "dispatched"
on = "o"
expect.met = ["C01"]
[[event]]
at = 2024-03-07T10:04:00+08:00
do = "order_received"
on = "o"
expect.due = { C02 = 2024-03-07T22:04:00+08:00, C05 = 2024-03-07T17:00:00+08:00 }
expect.rungs = { C02 = [2024-03-07T19:04:00+08:00, 2024-03-07T22:04:00+08:00, 2024-03-08T10:04:00+08:00] }
[[event]]
at = 2024-03-07T17:00:00+08:00
do = "nothing"
[[event]]
at = 2024-03-07T17:00:01+08:00
do = "nothing"
expect.late = ["C05"]
expect.due = { C05 = 2024-03-08T17:00:00+08:00 }
[[event]]
at = 2024-03-07T22:04:00+08:00
do = "nothing"
expect.late = ["C05"]
expect.told = [{ duty = "C02", rung = "75 %", who = "owner" }]
[[event]]
at = 2024-03-07T22:04:01+08:00
do = "nothing"
expect.late = ["C02", "C05"]
expect.told = [{ duty = "C02", rung = "due", who = "cs_supervisor" }]
expect.due = { C03 = 2024-03-08T10:04:00+08:00 }
[[event]]
at = 2024-03-08T10:00:00+08:00
do = "nothing"
expect.opened = ["C04"]
expect.late = ["C02", "C05"]
expect.due = { C04 = 2024-03-08T10:10:00+08:00 }
[[event]]
at = 2024-03-08T17:00:01+08:00
do = "nothing"
expect.late = ["C02", "C03", "C04", "C05"]
expect.told = [{ duty = "C02", rung = "due + 12 h", who = "department_head" }]
expect.due = { C05 = 2024-03-09T17:00:00+08:00 }
"""


@pytest.fixture(scope="module")
def property_pack() -> Pack:
    return pack_of(R23)


def test_dispatched_one_second_late(property_pack: Pack) -> None:
    """FR-076, FR-077: every row and rung, and nothing else."""
    hold(property_pack, DISPATCHED_LATE)


def test_dispatched_in_time_and_then_left_alone(property_pack: Pack) -> None:
    """FR-076, FR-077, FR-085: not done by 22:04, no answer at 17:00, escalated at 10:00 the day after."""
    hold(property_pack, LEFT_ALONE)


def test_a_story_that_does_not_hold_says_expected_got_and_why(property_pack: Pack) -> None:
    """``amends check`` prints each difference with the derivation."""
    wrong = DISPATCHED_LATE.replace("10:05:00+08:00 }", "10:06:00+08:00 }")

    with pytest.raises(AssertionError, match="due C01: expected 2024-03-07T10:06:00") as failed:
        hold(property_pack, wrong)

    assert "5 minutes" in str(failed.value)


def test_what_nobody_listed_is_a_difference_when_a_story_is_exact(property_pack: Pack) -> None:
    """``exactly``: no due, lateness or word to anybody that is not listed."""
    with pytest.raises(AssertionError, match="late: expected \\[\\]"):
        hold(property_pack, DISPATCHED_LATE.replace('expect.late = ["C01"]\n', ""))


def test_three_alike_cases_within_a_month_make_all_three_hot() -> None:
    """FR-042: different complainants, same kind; the earlier siblings are regraded too."""
    pack = pack_of("""
[[list]]
id = "g"
$T
grades = ["hot", "ordinary"]
default = "ordinary"
[[row]]
id = "H2"
list = "g"
grade = "hot"
$A
says = { zh = "x", en = "x" }
marks = "all_in_group"
when = { alike = { same = ["category/2"], different = "complainant", within = "1 mo", at_least = 3 } }
""")
    told = "".join(
        f'[[event]]\ncase = "{case}"\nat = 2024-03-0{day}T10:00:00+08:00\ndo = "received"\n'
        f'with = {{ category = "a/b/{case}", complainant = "{case}" }}\nexpect.grade = "{grade}"\n'
        for case, day, grade in (("x", 1, "ordinary"), ("y", 2, "ordinary"), ("z", 3, "hot"))
    )

    hold(pack, told + '[[event]]\ncase = "x"\nat = 2024-03-03T10:00:01+08:00\ndo = "nothing"\nexpect.grade = "hot"\n')


def test_a_story_with_an_unknown_word_is_refused_by_name(property_pack: Pack) -> None:
    """Loud: a misspelt step or expectation never passes silently."""
    with pytest.raises(BadStory, match="no step"):
        hold(property_pack, '[[event]]\nat = 2024-03-07T10:00:00+08:00\ndo = "tolled"\n')
    with pytest.raises(BadStory, match=r"unknown expect\.dew"):
        hold(property_pack, '[[event]]\nat = 2024-03-07T10:00:00+08:00\ndo = "told"\nexpect.dew = []\n')


def test_a_story_may_name_single_fields_of_a_form() -> None:
    """So that a pack proves its own fields beside those that it takes from a library."""
    pack = pack_of("""
[[field]]
id = "phone"
required = true
[[field]]
id = "interview_note"
when = { hidden_wish = { known = true } }
""")
    story = '[[event]]\nat = 2024-03-07T10:00:00+08:00\ndo = "told"\nexpect.fields = { complaint = ["phone!", "-interview_note"] }\n'

    hold(pack, story)
    for other in ('"phone"', '"interview_note"', '"-phone"'):
        with pytest.raises(AssertionError, match="fields complaint"):
            hold(pack, story.replace('"phone!", "-interview_note"', other))


def test_some_story_fails_for_every_row_dropped_figure_shifted_or_comparison_flipped() -> None:
    """Packs by mutation: the two stories notice every change of the five duties."""
    stories = "".join(
        f"[[example]]\ntitle = {TITLE}\n" + story.replace("[[event]]", "[[example.event]]")
        for story in (DISPATCHED_LATE, LEFT_ALONE)
    )
    examples = load({"pack.toml": HEAD, "story.toml": stories}).example
    pack = pack_of(R23).model_copy(update={"example": examples})

    assert all(run_story(pack, example) == () for example in examples)
    assert coverage(pack) == ()
    unnoticed = [mutant.says for mutant in mutants(pack) if not killed(mutant)]
    assert [says for says in unnoticed if "_by without" not in says] == ["duty C05: first_after 1 h → 2 h"]
    assert sorted(says for says in unnoticed if "_by without" in says) == [
        "duty C02: void_by without order_returned", "duty C03: met_by without handled",
        "duty C03: met_by without progress_reported", "duty C04: void_by without handled",
        "duty C05: met_by without handled", "duty C05: met_by without progress_reported",
    ]  # fmt: skip


def test_a_take_that_brings_duties_and_a_grade_are_left_out_by_mutants_and_missed_by_a_story() -> None:
    rows = (
        '[[take]]\nfrom = "shelf"\n[[list]]\nid = "l"\n$A\n$T\ngrades = ["major", "ordinary"]\ndefault = "ordinary"\n'
        '[[grade]]\nid = "major"\nlist = "l"\n$A\n$T\n[[grade]]\nid = "ordinary"\nlist = "l"\n$A\n$T\n'
    )
    told = f"""
[[example]]
title = {TITLE}
[[example.event]]
at = 2024-03-07T10:00:00+08:00
do = "received"
expect.opened = ["C01"]
expect.tones = {{ major = "plain", ordinary = "plain" }}
"""
    taken = texts_of(duty("C01", 'opens = "received"\nmet_by = "replied"\nwithin = "1 h"'), head=SHELF)
    shelf = {f"library/shelf/{name}": text for name, text in taken.items()}
    pack = load({**texts_of(rows), **shelf, "examples.toml": told})
    found = {mutant.says: killed(mutant) for mutant in mutants(pack)}

    assert (found["without take shelf"], found["without grade major"], found["without grade ordinary"]) == (True,) * 3
    untold = load({**texts_of(rows), **shelf, "examples.toml": told.replace('expect.opened = ["C01"]\n', "")})
    assert "without take shelf" in [mutant.says for mutant in mutants(untold) if not killed(mutant)]
