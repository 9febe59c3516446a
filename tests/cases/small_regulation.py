"""A small regulation of a few rows, published and bound to a unit, for what no shipped pack asks for."""

from __future__ import annotations

from amends.people.models import Unit
from amends.regulations.shelf import bind, publish
from tests.makers import MONDAY, START, Town

HEAD = """
id = "relay"
version = "1"
valid_from = 2024-01-01
calendar = "around_the_clock"
title = { zh = "小制度", en = "A small regulation" }
[[article]]
no = "1"
zh = "投诉应当登记、办理、结案。"
en = "Complaints are registered, handled and closed."
[[role]]
id = "front_desk"
title = { zh = "前台", en = "Front desk" }
article = "1"
[[role]]
id = "cs_supervisor"
title = { zh = "主管", en = "Supervisor" }
article = "1"
[[role]]
id = "first_asked"
title = { zh = "首问责任人", en = "First-asked person" }
article = "1"
[[stage]]
id = "new"
kind = "new"
article = "1"
title = { zh = "已登记", en = "Registered" }
[[stage]]
id = "closed"
kind = "closed"
article = "1"
title = { zh = "已结案", en = "Closed" }
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


def govern_by(town: Town, rows: str, *, unit: Unit | None = None) -> None:
    """Publish the small regulation with more rows (``$A`` an article, ``$T`` a title) and bind it to a unit."""
    text = (HEAD + rows).replace("$A", 'article = "1"').replace("$T", 'title = { zh = "事项", en = "Matter" }')
    row = publish(town.org.id, {"pack.toml": text}, at=MONDAY)
    bind(town.org.id, unit=(unit or town.desk).id, published=row.id, position="lead", from_date=START, at=MONDAY)
