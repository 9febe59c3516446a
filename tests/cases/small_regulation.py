"""A small regulation of a few rows, published and bound to a unit, for what no shipped pack asks for."""

from __future__ import annotations

from amends.people.models import Unit
from amends.regulations.shelf import bind, publish
from tests.core.telling import texts_of
from tests.makers import MONDAY, START, Town

ROWS = """
[[role]]
id = "front_desk"
$T
$A
[[role]]
id = "cs_supervisor"
$T
$A
[[role]]
id = "first_asked"
$T
$A
[[stage]]
id = "new"
kind = "new"
$A
$T
[[stage]]
id = "closed"
kind = "closed"
$A
$T
[[step]]
id = "register"
kind = "register"
to = "new"
$A
$T
[[step]]
id = "transfer"
kind = "transfer"
from = ["new"]
$A
$T
[[step]]
id = "contact"
kind = "contact"
from = ["new"]
$A
$T
[[step]]
id = "close"
kind = "close"
from = ["new"]
to = "closed"
$A
$T
"""


def govern_by(town: Town, rows: str, *, unit: Unit | None = None, base: str = ROWS) -> None:
    """Publish the small regulation with more rows (``$A`` an article, ``$T`` a title) and bind it to a unit."""
    row = publish(town.org.id, texts_of(base + rows), at=MONDAY)
    bind(town.org.id, unit=(unit or town.desk).id, published=row.id, position="lead", from_date=START, at=MONDAY)
