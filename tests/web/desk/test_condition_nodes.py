"""A condition goes into rows of a form and back, and means what it meant."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from django.http import QueryDict

from amends.core.condition_reading import parse
from amends.core.fact_types import FactType, fact_types
from amends.core.loading import load
from amends.core.vocabulary import Type
from amends.regulations import folders
from amends.web.desk.condition_nodes import Node, changed, from_post, from_table, kept_form, to_table
from tests.shipped import pack_named

FACTS = {
    "n": FactType(Type.NUMBER),
    "yes": FactType(Type.YES_NO),
    "c": FactType(Type.CHOICE, ("a", "b")),
    "t": FactType(Type.TIME),
}
TABLES = [
    {"n": {"and_above": 5}},
    {"n": {"at_least": 3, "at_most": 5}, "yes": True},
    {"c": ["a", "b"], "unless": {"c": "a", "any": [{"n": 1}, {"n": 2, "yes": False}]}},
    {"any": [{"n": {"setting": "s"}}, {"n": {"more_than": {"fact": "m"}}}]},
    {"age": {"since": "received", "at_least": "1 mo"}, "x": {"any": ["p"]}},
    {"age": {"since": "bought_on", "until": "received", "at_most": {"setting": "s"}}},
    {"alike": {"same": ["c/2"], "different": "who", "within": "1 mo", "window": {"setting": "w"}, "and_above": 3}},
    {"happened": {"event": "rated", "at_least": {"setting": "s"}}},
    {"happened": {"event": "rated", "since": "received", "more_than": 2}},
    {"all": [{"any": [{"n": 1}]}, {"any": [{"n": 2}, {"yes": True}]}]},
    {"x": {"under": "equipment"}, "y": {"known": True}},
    {"any": [{"t": {"at_least": "23:00"}}, {"t": {"less_than": "07:00"}}]},
    {"n": 1.5, "c": {"one_of": {"setting": "s"}}},
]


def posted(node: Node, name: str = "when") -> QueryDict:
    """What a browser sends for the rows."""
    sent = QueryDict(mutable=True)

    def put(one: Node, at: str) -> None:
        sent[f"{at}:kind"] = one.kind
        for key, value in one.says.items():
            sent.setlist(f"{at}:{key}", value if isinstance(value, list) else [value])
        for nth, part in enumerate(one.parts):
            put(part, f"{at}.{nth}")

    put(node, name)
    return sent


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_condition_comes_back_from_its_form_as_it_was(table: dict[str, Any]) -> None:
    facts = {**FACTS, "y": FactType(Type.YES_NO)}

    back = to_table(from_post(posted(from_table(table)), "when"), facts)

    assert parse(back) == parse(table)
    assert kept_form(table, back) is table


def facts_told(files: Mapping[str, str]) -> dict[str, FactType]:
    """Return the facts of a pack and, where it takes a few rows of a library, those that the library's other rows read."""
    libraries = {name.split("/")[1] for name in files if name.startswith("library/")}
    found: dict[str, FactType] = {}
    for name in sorted(libraries):
        found |= fact_types(pack_named(name))
    return found | dict(fact_types(load(files)))


def test_every_condition_of_the_shipped_packs_comes_back_as_it_was() -> None:
    for folder in folders.shipped():
        files = folders.read(folder)
        facts = facts_told(files)
        tables = [one for text in files.values() for one in whens(tomllib.loads(text))]

        strange = [
            one for one in tables if parse(to_table(from_post(posted(from_table(one)), "when"), facts)) != parse(one)
        ]

        assert strange == []


def whens(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for one in value for found in whens(one)]
    if not isinstance(value, dict):
        return []
    mine = [one for key, one in value.items() if key in ("when", "is") and isinstance(one, dict)]
    return mine + [found for key, one in value.items() if key != "with" for found in whens(one)]


def test_two_tests_of_one_fact_that_cannot_share_a_table_stand_beside_each_other() -> None:
    rows = Node("all", parts=(_is("c", "a"), _is("c", "b")))

    assert to_table(rows, FACTS) == {"c": "a", "all": [{"c": "b"}]}


def _is(fact: str, value: str) -> Node:
    return Node("test", {"fact": fact, "op": "is", "right": [value]})


def test_what_is_begun_and_not_finished_stays_in_the_form_and_is_left_out_of_the_table() -> None:
    rows = Node("all", parts=(_is("n", "3"), Node("test", {"fact": "c", "op": "is", "right": []}), Node("any")))

    again = from_post(posted(rows), "when")

    assert len(again.parts) == 3
    assert to_table(again, FACTS) == {"n": 3}


def test_buttons_add_wrap_and_take_out_rows_at_their_place() -> None:
    rows = from_table({"n": 1})

    rows = changed(rows, "/add/any")
    rows = changed(rows, "1/add/test")
    rows = changed(rows, "1.0/drop")
    rows = changed(rows, "1/into/unless")
    assert [(one.kind, len(one.parts)) for one in rows.parts] == [("test", 0), ("unless", 1)]
    assert changed(rows, "9.9/drop") == rows
    assert changed(rows, "1/add/script") == rows
