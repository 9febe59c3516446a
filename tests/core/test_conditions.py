"""The condition language: what is read, and what is refused by its key."""

import pytest

from amends.core.condition_reading import BadCondition, parse
from amends.core.conditions import (
    Age,
    All,
    AnyOf,
    Count,
    Fact,
    Not,
    Setting,
    Test,
    counts_of,
    facts_of,
    settings_of,
)  # fmt: skip
from amends.core.span import Span


def test_keys_of_a_table_are_and() -> None:
    condition = parse({"product": "lens", "in_warranty": True})

    assert condition == All((Test("product", "is", "lens"), Test("in_warranty", "is", True)))


def test_a_list_beside_a_fact_is_one_of() -> None:
    assert parse({"fault": ["broken", "flaw"]}) == Test("fault", "one_of", ("broken", "flaw"))


def test_any_and_unless_nest() -> None:
    condition = parse({"unless": {"any": [{"settled": True}, {"anonymous": True}]}})

    assert condition == Not(AnyOf((Test("settled", "is", True), Test("anonymous", "is", True))))


def test_the_right_side_may_be_a_setting_or_a_fact() -> None:
    assert parse({"damage": {"at_least": {"setting": "large"}}}) == Test("damage", "at_least", Setting("large"))
    assert parse({"amount": {"less_than": {"fact": "repair_cost"}}}) == Test("amount", "less_than", Fact("repair_cost"))


def test_an_age_holds_spans() -> None:
    condition = parse({"age": {"since": "received", "at_least": "1 mo"}})

    assert condition == Age("received", at_least=Span.parse("1 mo"))


def test_a_count_is_known_by_everything_but_its_threshold() -> None:
    three = parse({"alike": {"same": ["category/2"], "different": "complainant", "within": "1 mo", "and_above": 3}})
    nine = parse({"alike": {"same": ["category/2"], "different": "complainant", "within": "1 mo", "at_least": 9}})

    assert isinstance(three, Count)
    assert isinstance(nine, Count)
    assert three.key == nine.key


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ({"complainants": {"above": 5}}, "when.complainants"),
        ({"any": {"settled": True}}, "when.any"),
        ({"age": {"since": "received"}}, "when.age"),
        ({"age": {"since": "received", "at_least": "soon"}}, "when.age.at_least"),
        ({"age": {"since": "received", "at_least": "1 mo", "till": "x"}}, "when.age"),
        ({"alike": {"same": ["product"]}}, "when.alike"),
        ({"complainants": {}}, "when.complainants"),
        ({"damage": {"at_least": {"env": "HOME"}}}, "when.damage"),
        ({"damage": {"at_least": float("nan")}}, "when.damage"),
        ({"fault": [["broken"]]}, "when.fault"),
        ({"alike": {"same": [1], "at_least": 2}}, "when.alike.same"),
        ({"happened": "repaired"}, "when.happened"),
    ],
)
def test_a_condition_that_is_not_understood_names_its_key(table: dict[str, object], where: str) -> None:
    with pytest.raises(BadCondition) as refused:
        parse(table)

    assert refused.value.where == where
    assert refused.value.says.zh.startswith(where)
    assert refused.value.says.en.startswith(where)


def test_tables_nest_only_so_deep() -> None:
    table: dict[str, object] = {"settled": True}
    for _ in range(500):
        table = {"unless": table}

    with pytest.raises(BadCondition, match="nested deeper"):
        parse(table)


def test_a_condition_knows_what_it_reads() -> None:
    condition = parse(
        {
            "amount": {"less_than": {"fact": "repair_cost"}},
            "any": [
                {"damage": {"and_above": {"setting": "large"}}},
                {"happened": {"event": "repaired", "at_least": 3}},
            ],
        }
    )

    assert facts_of(condition) == {"amount", "repair_cost", "damage"}
    assert settings_of(condition) == {"large", "and_above"}
    assert [count.event for count in counts_of(condition)] == ["repaired"]
