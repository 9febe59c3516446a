"""How many queries each screen asks: never more than the table says, and never more for more rows.

`tests/query_counts.json` is the table. To lower a number, or to take up a new screen, run
`AMENDS_COUNT_QUERIES=1 pytest tests/web/test_query_counts.py` and look at the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import caller
from tests.makers import Town
from tests.web.screens import FOLLOW, SCREENS, follower, signed_in, work

TABLE = Path(__file__).parent.parent / "query_counts.json"
FEW, MANY = 3, 30


API = {
    "API list": "cases",
    "API case": "cases/{number}",
    "API journal": "cases/{number}/journal",
    "API obligations": "cases/{number}/obligations",
    "API explain": "cases/{number}/explain",
}


def queries(ask: Callable[[], Any]) -> int:
    """Return how many queries an answer costs, the second time it is asked for."""
    ask()
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    assert answer.status_code == 200, answer.content
    return len(asked)


def counted(town: Town, number: str) -> dict[str, int]:
    """Return the queries of every screen and every read of the API."""
    people = {name: signed_in(town.people[name]) for name in {screen.by for screen in SCREENS.values()}}
    desk = {name: queries(partial(one.asked, people[one.by], number)) for name, one in SCREENS.items()}
    mo, complainant = caller(town, "mo"), follower(town)
    desk["portal, how it stands"] = queries(partial(complainant.get, FOLLOW))
    return desk | {name: queries(partial(mo.get, path.format(number=number))) for name, path in API.items()}


def test_no_screen_asks_more_queries_than_the_table_says_nor_more_for_more_rows(river: Town) -> None:
    first = work(river, FEW)[0]
    few = counted(river, first)

    work(river, MANY - FEW)
    many = counted(river, first)

    if os.environ.get("AMENDS_COUNT_QUERIES"):
        TABLE.write_text(json.dumps(many, indent=2, ensure_ascii=False) + "\n")
    agreed = json.loads(TABLE.read_text())
    assert {name: n for name, n in many.items() if n > few[name]} == {}, "queries grow with the rows"
    assert {name: n for name, n in many.items() if n > agreed.get(name, 0)} == {}, "more queries than agreed"
    assert sorted(agreed) == sorted(many)
