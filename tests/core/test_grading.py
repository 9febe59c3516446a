"""Grades: which rows fire, what rises, what may not fall by itself (FR-036 to FR-043)."""

from typing import Any

import pytest

from amends.core.evaluate import Scene
from amends.core.grading import flags, grade, grades_in_force, look_again, set_by_hand
from amends.core.hints import next_heavier
from amends.core.ledger import Grading
from amends.core.pack import Pack
from tests.core.small_packs import FOUR_GRADES, T, moment, scene, small_pack

PACK = small_pack(FOUR_GRADES)


def graded(here: Scene, before: Grading | None = None, *, pack: Pack = PACK) -> Grading:
    return grade(pack, pack.list[0], here, before)


@pytest.mark.parametrize(
    ("complainants", "expected", "rows"), [(5, "major", ("M3", "H3")), (4, "hot", ("H3",)), (2, "ordinary", ())]
)
def test_the_heaviest_true_row_decides_and_all_are_named(
    complainants: int, expected: str, rows: tuple[str, ...]
) -> None:
    """FR-036."""
    found = graded(scene(PACK, complainants=complainants))

    assert (found.grade, found.rows) == (expected, rows)


def test_five_complainants_are_hot_when_above_is_strict() -> None:
    """FR-050."""
    strict = small_pack(FOUR_GRADES, chosen={"and_above": "strict"})

    assert graded(scene(strict, complainants=5), pack=strict).grade == "hot"


@pytest.mark.parametrize(
    ("now", "expected", "next_look"),
    [
        ("2024-01-31 10:00", "ordinary", "2024-02-07 10:00"),
        ("2024-02-07 10:00", "hot", "2024-02-29 10:00"),
        ("2024-02-29 10:00", "major", None),
    ],
)
def test_a_case_grows_heavier_with_age(now: str, expected: str, next_look: str | None) -> None:
    """FR-037: received 2024-01-31, hot after a week, major after a month."""
    here = scene(PACK, now=now, received="2024-01-31 10:00", complainants=1, settled=False, delay_cause="ours")

    assert graded(here).grade == expected
    assert look_again(PACK, here) == (moment(next_look) if next_look else None)


def test_forty_days_for_the_customers_cause_change_nothing() -> None:
    """FR-039."""
    here = scene(
        PACK, now="2024-03-11 10:00", received="2024-01-31 10:00", complainants=1, settled=False, delay_cause="customer"
    )

    assert graded(here).grade == "ordinary"
    assert look_again(PACK, here) is None


def test_an_unknown_fact_is_asked_only_if_it_could_make_the_case_heavier() -> None:
    aged: dict[str, Any] = {"now": "2024-03-11 10:00", "received": "2024-01-31 10:00", "settled": False}

    assert graded(scene(PACK, complainants=1, **aged)).asked == ("delay_cause",)
    assert graded(scene(PACK, complainants=9, **aged)).asked == ()


def test_a_fall_is_computed_but_not_taken() -> None:
    """FR-040."""
    before = graded(scene(PACK, complainants=5))

    after = graded(scene(PACK, now="2024-03-02 09:00", complainants=2), before)

    assert (after.grade, after.computed, after.since) == ("major", "ordinary", before.since)


def test_a_grade_set_by_hand_is_a_floor_that_still_rises() -> None:
    """FR-040."""
    by_hand = set_by_hand(
        PACK.list[0], graded(scene(PACK, complainants=1)), grade="hot", by="p1", at=moment("2024-03-01 10:00")
    )

    stays = graded(scene(PACK, complainants=1), by_hand)
    rises = graded(scene(PACK, complainants=5), by_hand)

    assert (stays.grade, stays.set_by) == ("hot", "p1")
    assert (rises.grade, rises.floor, rises.set_by) == ("major", "hot", "")


def test_where_a_grade_falls_by_itself_it_stops_at_the_floor() -> None:
    loose = small_pack(FOUR_GRADES.replace('default = "ordinary"', 'default = "ordinary"\nfalls = "by_itself"'))
    by_hand = set_by_hand(
        loose.list[0],
        graded(scene(loose, complainants=1), pack=loose),
        grade="hot",
        by="p1",
        at=moment("2024-03-01 10:00"),
    )
    risen = graded(scene(loose, complainants=5), by_hand, pack=loose)

    assert graded(scene(loose, complainants=1), risen, pack=loose).grade == "hot"


def test_a_rise_may_wait_for_approval() -> None:
    slow = small_pack(FOUR_GRADES.replace('default = "ordinary"', 'default = "ordinary"\nrises = "with_approval"'))

    risen = graded(scene(slow, complainants=5), graded(scene(slow, complainants=1), pack=slow), pack=slow)

    assert (risen.grade, risen.computed) == ("ordinary", "major")


def test_a_list_without_criteria_changes_only_by_hand() -> None:
    pack = small_pack(
        f"[[role]]\nid='head'\ntitle={T}\n[[list]]\nid='r26'\ntitle={T}\ngrades=['major','ordinary']\ndefault='ordinary'\nset_by=['head']\n"
    )
    first = graded(scene(pack), pack=pack)
    major = set_by_hand(pack.list[0], first, grade="major", by="p1", at=moment("2024-03-01 10:00"))

    assert first.grade == "ordinary"
    assert graded(scene(pack, complainants=9), major, pack=pack) == major


def test_grades_that_may_coexist_all_count() -> None:
    pack = small_pack(FOUR_GRADES.replace('default = "ordinary"', 'fires = "all"'))

    found = graded(scene(pack, complainants=5), pack=pack)

    assert grades_in_force(pack, pack.list[0], found) == ("major", "hot")


FLAGS = f"""
[[flag]]
id = "second_time"
article = "3.2"
title = {T}
when = {{ second_time = true }}
[[flag]]
id = "important_owner"
article = "3.2"
title = {T}
set_by = ["head"]
[[flag]]
id = "vip"
article = "3.2"
title = {T}
when = {{ customer_class = {{ any = ["vip"] }} }}
"""


def test_flags_come_from_conditions_and_from_hands() -> None:
    pack = small_pack(FLAGS)

    found = flags(pack, scene(pack, second_time=True), frozenset({"important_owner", "vip"}))

    assert found.flags == {"second_time", "important_owner"}
    assert found.asked == ("customer_class",)


def test_a_hint_says_how_many_more_and_from_when() -> None:
    here = scene(
        PACK, now="2024-02-01 10:00", received="2024-01-31 10:00", complainants=3, settled=False, delay_cause="ours"
    )

    people, month = next_heavier(PACK, PACK.list[0], here, graded(here))

    assert (people.more, people.says.en) == (2, "Number of complainants: 2 more make it major")
    assert people.says.zh == "投诉人数再增加 2 即为重大"
    assert (month.row, month.at) == ("M4", moment("2024-02-29 10:00"))
