"""How many queries each screen asks: never more than the table says, and never more for more rows.

`tests/query_counts.json` is the table. To lower a number, or to take up a new screen, run
`AMENDS_COUNT_QUERIES=1 pytest tests/web/test_query_counts.py` and look at the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amends.people.tenancy import organisation
from tests.makers import Town, govern, town
from tests.web.screens import SCREENS, signed_in, work

TABLE = Path(__file__).parent.parent / "query_counts.json"
FEW, MANY = 3, 30


@pytest.fixture
def river(db: None) -> Iterator[Town]:
    """The town, its organisation open."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        yield made


def queries(client: Client, path: str) -> int:
    """Return how many queries a page asks, the second time it is asked for."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(asked)


def test_no_screen_asks_more_queries_than_the_table_says_nor_more_for_more_rows(river: Town) -> None:
    client, first = signed_in(river.mo), work(river, FEW)[0]
    few = {name: queries(client, path(first)) for name, path in SCREENS.items()}

    work(river, MANY - FEW)
    many = {name: queries(client, path(first)) for name, path in SCREENS.items()}

    if os.environ.get("AMENDS_COUNT_QUERIES"):
        TABLE.write_text(json.dumps(many, indent=2, ensure_ascii=False) + "\n")
    agreed = json.loads(TABLE.read_text())
    assert {name: n for name, n in many.items() if n > few[name]} == {}, "queries grow with the rows"
    assert {name: n for name, n in many.items() if n > agreed.get(name, 0)} == {}, "more queries than agreed"
    assert sorted(agreed) == sorted(SCREENS)
