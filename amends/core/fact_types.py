"""The facts that a pack may use: the built-in ones and the fields of its forms, with their types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amends.core.conditions import Condition
from amends.core.pack import Pack, Row
from amends.core.vocabulary import FACTS, Type

NUMBERS = (Type.NUMBER, Type.MONEY)
SETS = (Type.SET, Type.PEOPLE)
TEXTS = (Type.TEXT, Type.LONG_TEXT, Type.PERSON)
GRADE_FACTS = ("grade", "highest_grade")


@dataclass(frozen=True, slots=True)
class FactType:
    """The type of a fact and its choices; no choices: any value may occur."""

    type: Type
    choices: tuple[str, ...] = ()


def fact_types(pack: Pack) -> dict[str, FactType]:
    """Return every fact of a pack by name, ``grade/<list>`` for the grade of one list included."""
    found = {name: FactType(word.type, word.choices) for name, word in FACTS.items()}
    for field in pack.field:
        builtin = found.get(field.id, FactType(Type.TEXT))
        choices = tuple(choice.id for choice in field.choices) or builtin.choices
        found[field.id] = FactType(field.type or builtin.type, choices)
    found["category"] = FactType(Type.TREE, tuple(row.id for row in pack.category))
    for name in GRADE_FACTS:
        found[name] = FactType(Type.CHOICE, tuple(dict.fromkeys(one for row in pack.list for one in row.grades)))
        found |= {f"{name}/{row.id}": FactType(Type.CHOICE, row.grades) for row in pack.list}
    return found


def rows_of(pack: Pack) -> Iterator[tuple[str, Row]]:
    """Yield every row with the name of its table, in the order of the pack."""
    for table in type(pack).model_fields:
        value = getattr(pack, table)
        if isinstance(value, tuple):
            yield from ((table, row) for row in value if isinstance(row, Row))


def conditions_in(row: Row, key: str = "") -> Iterator[tuple[str, Condition]]:
    """Yield the conditions of a row and of what it holds (needs, extensions), each with its key."""
    for name, info in type(row).model_fields.items():
        value, place = getattr(row, name), key + (info.alias or name)
        if isinstance(value, Condition):
            yield place, value
        for nth, part in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(part, Row):
                yield from conditions_in(part, f"{place}.{nth}.")
