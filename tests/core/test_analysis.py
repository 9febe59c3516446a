"""What z3 says of conditions: the impossible never happens, and every witness can be seen."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.analysis import Analysis
from amends.core.condition_reading import parse
from amends.core.evaluate import Scene, holds
from amends.core.ledger import Counted, Done
from amends.core.working_calendar import WorkingCalendar
from tests.core.small_packs import FOUR_GRADES, T, small_pack

PACK = small_pack(
    FOUR_GRADES
    + f"[[category]]\nid = 'equipment'\ntitle = {T}\n[[category]]\nid = 'equipment/lift'\ntitle = {T}\n[[category]]\nid = 'noise'\ntitle = {T}\n"
)
ALIKE = {"same": ["product"], "within": "1 mo"}
REPAIRS = {"event": "repaired"}


@pytest.mark.parametrize(
    "table",
    [
        {"complainants": {"at_least": 5, "less_than": 5}},
        {"settled": True, "unless": {"settled": True}},
        {"outside": {"any": ["media"], "none": ["media"]}},
        {"outside": {"every": ["media", "court"]}, "unless": {"outside": {"any": ["court"]}}},
        {"delay_cause": "ours", "all": [{"delay_cause": ["customer", "third_party"]}]},
        {"category": {"under": "equipment", "not_under": "equipment"}},
        {"wish": {"known": False}, "all": [{"wish": "a refund"}]},
        {"wish": {"fact": "product"}, "product": "lens", "unless": {"wish": "lens"}},
        {"age": {"since": "received", "at_least": "2 mo", "at_most": "1 mo"}},
        {"age": {"since": "received", "at_least": "2 mo", "at_most": "30 d"}},
        {"amount": {"less_than": {"fact": "damage"}}, "all": [{"damage": {"less_than": {"fact": "amount"}}}]},
        {"happened": {**REPAIRS, "at_least": 3}, "unless": {"happened": {**REPAIRS, "at_least": 2}}},
    ],
)  # fmt: skip
def test_what_cannot_hold_is_called_impossible(table: dict[str, Any]) -> None:
    assert Analysis(PACK).satisfiable(parse(table)) is None


@pytest.mark.parametrize(
    "table",
    [
        {"complainants": {"and_above": 5}},
        {"wish": {"fact": "product"}},
        {"wish": {"known": True}, "product": {"known": True}, "unless": {"wish": {"fact": "product"}}},
        {"wish": {"fact": "product"}, "product": "lens"},
        {"outside": {"any": ["media"], "none": ["court"]}},
        {"category": {"under": "equipment", "not_under": "equipment/lift"}},
        {"age": {"since": "received", "at_least": "1 mo", "at_most": "2 mo"}},
        {"age": {"since": "received", "at_least": "30 d"}, "unless": {"age": {"since": "received", "at_least": "2 mo"}}},
        {"age": {"since": "bought_on", "at_least": "1 y"}, "in_warranty": True},
        {"alike": {**ALIKE, "and_above": 3}},
        {"happened": {**REPAIRS, "same": ["fault"], "at_least": 3}},
        {"damage": {"less_than": {"fact": "amount"}}},
        {"wish": {"known": False}, "product": ["lens", "frame"]},
        {"unless": {"any": [{"product": "lens"}, {"settled": True}]}},
    ],
)  # fmt: skip
def test_a_witness_makes_its_condition_true(table: dict[str, Any]) -> None:
    condition = parse(table)

    witness = Analysis(PACK).satisfiable(condition)

    assert witness is not None
    assert holds(condition, witness.scene(PACK)).true is True


def test_a_setting_that_nobody_decided_may_take_any_value() -> None:
    pack = small_pack(f"[[setting]]\nid = 'large'\narticle = '3.2'\ntype = 'money'\nquestion = {T}\n")
    large = parse({"damage": {"at_least": {"setting": "large"}}})

    witness = Analysis(pack).satisfiable(large)

    assert witness is not None
    assert "setting:large" in witness.told()
    assert holds(large, witness.scene(pack)).true is True


def test_five_people_imply_three_but_not_the_other_way() -> None:
    major, _, hot, _ = PACK.row
    analysis = Analysis(PACK)

    assert analysis.implies(major.when, hot.when) is None
    counter = analysis.implies(hot.when, major.when)
    assert counter is not None
    assert 3 <= counter.facts["complainants"] < 5


def test_a_gap_is_shown_with_every_fact_known() -> None:
    analysis = Analysis(PACK)

    gap = analysis.gap([parse({"delay_cause": ["ours", "customer"]})])

    assert gap is not None
    assert gap.facts == {"delay_cause": "third_party"}
    assert analysis.gap([parse({"settled": True}), parse({"settled": False})]) is None


VALUES = {
    "complainants": st.integers(0, 9),
    "settled": st.booleans(),
    "delay_cause": st.sampled_from(["ours", "customer", "third_party"]),
    "outside": st.sets(st.sampled_from(["media", "court", "police"])).map(lambda one: tuple(sorted(one))),
    "category": st.sampled_from(["equipment", "equipment/lift", "noise"]),
    "product": st.sampled_from(["lens", "frame", "case"]),
    "amount": st.integers(0, 9),
    "damage": st.integers(0, 9),
}
NUMBER_TEST = st.tuples(
    st.sampled_from(["complainants", "amount"]),
    st.sampled_from(["at_least", "at_most", "more_than", "less_than", "and_above", "is"]),
    st.one_of(st.integers(0, 9), st.just({"fact": "damage"})),
).map(lambda t: {t[0]: {t[1]: t[2]}})
OUTSIDE = st.lists(st.sampled_from(["media", "court", "police"]), min_size=1, max_size=2, unique=True)
NODES = st.sampled_from(["equipment", "equipment/lift", "noise"])
SPANS = st.sampled_from(["12 h", "1 d", "30 d", "1 wk", "1 mo", "31 d", "2 mo", "3 wd", "8 wh"])
LEAF = st.one_of(
    NUMBER_TEST,
    st.tuples(st.sampled_from(["any", "every", "none", "is"]), OUTSIDE).map(
        lambda t: {"outside": {t[0]: t[1] if t[0] != "is" else t[1][0]}}
    ),
    st.tuples(st.sampled_from(["under", "not_under", "is"]), NODES).map(lambda t: {"category": {t[0]: t[1]}}),
    st.booleans().map(lambda yes: {"settled": yes}),
    st.sampled_from([["lens"], ["frame", "lens"]]).map(lambda words: {"product": words}),
    st.sampled_from(["ours", "customer"]).map(lambda word: {"delay_cause": word}),
    st.tuples(st.sampled_from(list(VALUES)), st.booleans()).map(lambda t: {t[0]: {"known": t[1]}}),
    st.tuples(st.sampled_from(["at_least", "at_most"]), SPANS).map(
        lambda t: {"age": {"since": "received", t[0]: t[1]}}
    ),
    st.integers(1, 4).map(lambda n: {"alike": {**ALIKE, "at_least": n}}),
    st.integers(1, 4).map(lambda n: {"happened": {**REPAIRS, "more_than": n}}),
)
TABLES = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: {"all": parts}),
        inner.map(lambda part: {"unless": part}),
    ),
    max_leaves=6,
)
OFFICE = WorkingCalendar.around_the_clock(ZoneInfo("Asia/Shanghai"))
KEY = parse({"alike": {**ALIKE, "at_least": 1}}).key  # type: ignore[union-attr]


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    now = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 3 * 365 * 1440)))
    age = timedelta(minutes=draw(st.integers(0, 100 * 1440)))
    return Scene(
        pack=PACK,
        facts={name: draw(values) for name, values in VALUES.items() if draw(st.booleans())},
        instants={"received": now - age} if draw(st.booleans()) else {},
        now=now,
        calendar=OFFICE,
        counting=PACK.counting,
        counts={KEY: Counted(draw(st.integers(1, 5)))} if draw(st.booleans()) else {},
        done=tuple(Done("repaired", now) for _ in range(draw(st.integers(0, 5)))),
    )


@settings(max_examples=150, deadline=None)
@given(TABLES, st.lists(scenes(), min_size=12, max_size=12))
def test_what_is_called_impossible_is_never_reached_and_witnesses_hold(
    table: dict[str, Any], tried: list[Scene]
) -> None:
    condition = parse(table)

    witness = Analysis(PACK).satisfiable(condition)

    if witness is None:
        assert not any(holds(condition, one).true for one in tried)
    elif witness.certain:
        assert holds(condition, witness.scene(PACK)).true is True


@settings(max_examples=80, deadline=None)
@given(TABLES, TABLES, st.lists(scenes(), min_size=12, max_size=12))
def test_what_is_called_implied_or_apart_has_no_counterexample(one: Any, other: Any, tried: list[Scene]) -> None:
    first, second = parse(one), parse(other)
    analysis = Analysis(PACK)

    if analysis.overlap(first, second) is None:
        assert not any(holds(first, here).true and holds(second, here).true for here in tried)
    if analysis.implies(first, second) is None:
        assert not any(holds(first, here).true and not holds(second, here).true for here in tried)
