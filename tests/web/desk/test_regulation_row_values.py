"""Every row of every shipped pack goes through its form and comes back as it was written."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from django.http import QueryDict

from amends.core.loading import row_tables
from amends.regulations import folders
from amends.regulations.toml_rows import same
from amends.web.desk.regulation_asks import Ask, asks_of
from amends.web.desk.regulation_row_values import read_row, read_sent, write_row
from tests.web.desk.test_condition_nodes import facts_told, posted

PACKS = {folder.name: folders.read(folder) for folder in folders.shipped()}


def browser(asks: tuple[Ask, ...], state: dict[str, Any], sent: QueryDict, above: str = "") -> QueryDict:
    """What a browser sends for a form in some state."""
    for ask in asks:
        name, value = f"{above}{ask.key}", state[ask.key]
        match ask.kind:
            case "condition":
                for key, values in posted(value, name).lists():
                    sent.setlist(key, values)
            case "rows":
                for nth, row in enumerate(value):
                    sent[f"{name}.{nth}:here"] = "1"
                    browser(ask.below, row, sent, f"{name}.{nth}.")
            case "bilingual":
                for key, text in value.items():
                    sent[f"{name}.{key}"] = text.replace("\n", "\r\n")
            case "names":
                sent.setlist(name, [*value, "", ""])
            case "lines":
                sent[name] = "\r\n".join(value)
            case "events":
                sent[f"{name}:many"] = value["many"]
                for nth, item in enumerate(value["items"]):
                    sent[f"{name}.{nth}:here"] = "1"
                    for key, text in item.items():
                        sent[f"{name}.{nth}:{key}"] = text
            case _:
                sent[name] = value
    return sent


@pytest.mark.parametrize("pack", PACKS)
def test_a_row_that_is_opened_and_saved_is_the_row_that_it_was(pack: str) -> None:
    files = PACKS[pack]
    facts = facts_told(files)
    strange = []
    for name, text in files.items():
        for table, rows in tomllib.loads(text).items():
            if table in row_tables() and table != "example":
                asks = asks_of(table)
                for row in rows:
                    sent = browser(asks, read_row(asks, row), QueryDict(mutable=True))
                    after = write_row(asks, read_sent(asks, sent), row, facts)
                    if not same(after, row):
                        strange.append((name, table, row, after))

    assert strange == []


def test_a_default_in_both_languages_is_what_it_was() -> None:
    asks, row = asks_of("setting"), {"id": "box", "type": "text", "default": {"zh": "券“一”张", "en": 'One "ticket"'}}

    sent = browser(asks, read_row(asks, row), QueryDict(mutable=True))

    assert write_row(asks, read_sent(asks, sent), row, facts_told(PACKS["optical"])) == row


def test_a_button_adds_takes_out_and_moves_up_a_row_of_the_form() -> None:
    asks = asks_of("step")
    row = {"id": "a", "needs": [{"known": "wish"}, {"done": "read_back"}]}

    def after(do: str) -> list[Any]:
        sent = browser(asks, read_row(asks, row), QueryDict(mutable=True))
        sent["_do"] = do
        return list(write_row(asks, read_sent(asks, sent), row, {}).get("needs", []))

    assert len(read_sent(asks, _with(asks, row, "rows|needs|add"))["needs"]) == 3
    assert after("rows|needs|drop/0") == [{"done": "read_back"}]
    assert after("rows|needs|up/1") == [{"done": "read_back"}, {"known": "wish"}]
    assert after("rows|needs|drop/9") == row["needs"]


def _with(asks: tuple[Ask, ...], row: dict[str, Any], do: str) -> QueryDict:
    sent = browser(asks, read_row(asks, row), QueryDict(mutable=True))
    sent["_do"] = do
    return sent


def test_every_table_of_the_language_has_a_form() -> None:
    assert all(asks_of(table) for table in row_tables())
