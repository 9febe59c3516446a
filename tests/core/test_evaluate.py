"""Conditions on a scene: yes, no, or not known; and the instant at which to look again."""

from datetime import timedelta

import pytest

from amends.core.condition_reading import parse
from amends.core.conditions import Count
from amends.core.evaluate import holds
from amends.core.ledger import Counted, Done
from tests.core.small_packs import FOUR_GRADES, T, moment, scene, small_pack


@pytest.mark.parametrize(
    ("table", "true"),
    [
        ({"product": "lens"}, True),
        ({"product": ["frame", "lens"]}, True),
        ({"product": ["frame"]}, False),
        ({"complainants": {"at_least": 5}}, True),
        ({"complainants": {"more_than": 5}}, False),
        ({"complainants": {"at_most": 5}}, True),
        ({"complainants": {"less_than": 5}}, False),
        ({"outside": {"any": ["media", "court"]}}, True),
        ({"outside": {"every": ["media", "court"]}}, False),
        ({"outside": {"none": ["police"]}}, True),
        ({"outside": "media"}, True),
        ({"outside": ["court", "media"]}, True),
        ({"category": {"under": "equipment"}}, True),
        ({"category": {"under": "equip"}}, False),
        ({"category": {"not_under": ["noise", "equipment/lift"]}}, False),
        ({"category": "equipment"}, False),
        ({"amount": {"less_than": {"fact": "repair_cost"}}}, True),
        ({"wish": {"known": False}}, True),
        ({"product": {"known": True}}, True),
        ({"all": [{"product": "lens"}, {"unless": {"product": "frame"}}]}, True),
        ({"wish": "a refund"}, None),
        ({"unless": {"wish": "a refund"}}, None),
        ({"wish": "a refund", "product": "frame"}, False),
        ({"any": [{"wish": "a refund"}, {"product": "lens"}]}, True),
        ({"amount": {"less_than": {"fact": "damage"}}}, None),
        ({}, True),
    ],
)  # fmt: skip
def test_what_a_condition_says_of_a_scene(table: dict[str, object], true: bool | None) -> None:
    here = scene(
        product="lens", complainants=5, outside=("media",), category="equipment/lift", amount=80, repair_cost=100
    )  # fmt: skip

    assert holds(parse(table), here).true is true


def test_what_is_not_known_is_named_only_where_it_matters() -> None:
    verdict = holds(parse({"wish": "a refund", "damage": {"at_least": {"fact": "amount"}}}), scene(damage=5))

    assert verdict.unknown == ("wish", "amount")
    assert verdict.reads == {"damage": 5}
    assert holds(parse({"wish": "a refund", "damage": 7}), scene(damage=5)).unknown == ()


@pytest.mark.parametrize(("reading", "true"), [("inclusive", True), ("strict", False)])
def test_and_above_reads_the_setting_and_at_least_never_does(reading: str, true: bool) -> None:
    """FR-050: five complainants are major when inclusive, hot when strict."""
    here = scene(small_pack(FOUR_GRADES, chosen={"and_above": reading}), complainants=5)

    assert holds(parse({"complainants": {"and_above": 5}}), here).true is true
    assert holds(parse({"complainants": {"at_least": 5}}), here).true is True


def test_and_above_is_inclusive_where_the_pack_has_no_such_setting() -> None:
    assert holds(parse({"complainants": {"and_above": 5}}), scene(complainants=5)).true is True


def test_a_setting_that_nobody_decided_is_not_known() -> None:
    pack = small_pack(f"[[setting]]\nid = 'large'\narticle = '3.2'\ntype = 'money'\nquestion = {T}\n")

    verdict = holds(parse({"damage": {"at_least": {"setting": "large"}}}), scene(pack, damage=9))

    assert (verdict.true, verdict.unknown) == (None, ("setting:large",))


@pytest.mark.parametrize(
    ("now", "true", "look_again"),
    [
        ("2024-01-31 10:00", False, "2024-02-29 10:00"),
        ("2024-02-29 09:59:59", False, "2024-02-29 10:00"),
        ("2024-02-29 10:00", True, None),
    ],
)
def test_an_age_says_when_it_turns(now: str, true: bool, look_again: str | None) -> None:
    """FR-037: received on 31 January, a month old on 29 February."""
    verdict = holds(
        parse({"age": {"since": "received", "at_least": "1 mo"}}), scene(now=now, received="2024-01-31 10:00")
    )

    assert verdict.true is true
    assert verdict.look_again == (moment(look_again) if look_again else None)


def test_an_age_at_most_holds_during_its_last_second() -> None:
    within_a_day = parse({"age": {"since": "received", "at_most": "24 h"}})

    last = holds(within_a_day, scene(now="2024-03-02 10:00", received="2024-03-01 10:00"))
    after = holds(within_a_day, scene(now="2024-03-02 10:00:01", received="2024-03-01 10:00"))

    assert (last.true, last.look_again) == (True, moment("2024-03-02 10:00:01"))
    assert (after.true, after.look_again) == (False, None)


def test_nothing_is_looked_at_again_while_another_part_says_no() -> None:
    """FR-039: delayed because the customer is abroad."""
    row = parse({"age": {"since": "received", "at_least": "1 mo"}, "delay_cause": "ours"})

    verdict = holds(row, scene(now="2024-03-11 10:00", received="2024-03-01 10:00", delay_cause="customer"))

    assert (verdict.true, verdict.look_again) == (False, None)


def test_an_age_since_a_stated_day_reads_the_fact_and_an_event_that_did_not_happen_has_no_age() -> None:
    year_old = parse({"age": {"since": "bought_on", "at_least": "1 y"}})

    assert holds(year_old, scene(bought_on=moment("2023-02-28 00:00"))).true is True
    assert holds(year_old, scene()).unknown == ("bought_on",)
    assert holds(parse({"age": {"since": "dispatched", "at_least": "1 d"}}), scene()).true is False


def test_a_count_of_cases_is_read_from_the_counts_and_says_when_it_shrinks() -> None:
    """FR-038."""
    row = parse({"alike": {"same": ["category/2"], "different": "complainant", "within": "1 mo", "and_above": 3}})
    assert isinstance(row, Count)
    shrinks = moment("2024-03-20 10:00")

    three = holds(row, scene(counts={row.key: Counted(3, ("a", "b"), shrinks)}))
    two = holds(row, scene(counts={row.key: Counted(2, ("a",), shrinks)}))

    assert (three.true, three.look_again, three.reads) == (True, shrinks, {row.key: 3})
    assert (two.true, two.look_again) == (False, None)
    assert holds(row, scene()).unknown == (row.key,)


def repairs(*when: str, fault: str = "brake") -> tuple[Done, ...]:
    return tuple(Done("repaired", moment(at), detail={"fault": fault}) for at in when)


def test_events_of_the_case_count_while_they_are_in_the_window() -> None:
    """FR-042: three repairs in thirty days."""
    row = parse({"happened": {"event": "repaired", "within": "30 d", "at_least": 3}})
    done = repairs("2024-02-10 10:00", "2024-02-20 10:00", "2024-03-01 10:00")

    inside = holds(row, scene(now="2024-03-11 10:00", done=done))
    outside = holds(row, scene(now="2024-03-11 10:00:01", done=done))

    assert (inside.true, inside.look_again) == (True, moment("2024-03-11 10:00:01"))
    assert outside.true is False


def test_same_asks_that_the_events_agree() -> None:
    row = parse({"happened": {"event": "repaired", "same": ["fault"], "at_least": 2}})
    twice = repairs("2024-02-10 10:00", "2024-02-20 10:00")
    mixed = (*repairs("2024-02-10 10:00"), *repairs("2024-02-20 10:00", fault="lights"))

    assert holds(row, scene(done=twice)).true is True
    assert holds(row, scene(done=mixed)).true is False


def test_a_calendar_month_ends_with_the_month() -> None:
    row = parse({"happened": {"event": "repaired", "within": "1 mo", "window": "calendar_month", "at_least": 1}})
    done = repairs("2024-02-28 10:00")

    last = holds(row, scene(now="2024-02-29 23:59:59", done=done))

    assert (last.true, last.look_again) == (True, moment("2024-03-01 00:00"))
    assert holds(row, scene(now="2024-03-01 00:00", done=done)).true is False


def test_or_looks_again_only_when_every_true_part_may_end() -> None:
    row = parse(
        {"any": [{"age": {"since": "received", "at_most": "1 d"}}, {"age": {"since": "received", "at_most": "2 d"}}]}
    )

    verdict = holds(row, scene(now="2024-03-01 10:00", received="2024-03-01 10:00"))

    assert verdict.look_again == moment("2024-03-03 10:00") + timedelta(seconds=1)
