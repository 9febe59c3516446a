"""What Try says is what registering does; the cases that findings show can be opened in it."""

from datetime import UTC, datetime

from amends.core.calendar_words import read_calendar
from amends.core.ledger import Rules
from amends.core.pack import Pack
from amends.core.trying import Tried, try_facts
from tests.core.small_packs import FOUR_GRADES, T, small_pack

PACK = small_pack(f"""{FOUR_GRADES}
[[role]]
id = "desk"
title = {T}
[[duty]]
id = "major"
article = "3.2"
title = {T}
owner = "desk"
opens = "received"
met_by = "replied"
within = "2 h"
when = {{ grade = "major" }}
[[duty]]
id = "order"
article = "3.2"
title = {T}
owner = "desk"
for_each = "order"
opens = "order_received"
met_by = "handled"
within = "12 h"
[[route]]
id = "R1"
article = "3.2"
to = "quality"
says = {T}
when = {{ complainants = {{ at_least = 5 }} }}
[[part]]
id = "result"
article = "3.2"
title = {T}
when = {{ grade = "major" }}
""")
AT = datetime(2024, 3, 4, 1, tzinfo=UTC)


def tried(**facts: object) -> Tried:
    return try_facts(facts, rules_of(PACK), at=AT)


def rules_of(pack: Pack) -> Rules:
    return Rules(pack, calendars={pack.id: read_calendar(pack.calendar)})


def test_five_people_are_major_and_get_its_route_clock_and_parts() -> None:
    found = tried(complainants=5)

    assert [(one.list.id, one.grading.grade, one.grading.rows) for one in found.grades] == [
        ("r37", "major", ("M3", "H3"))
    ]
    assert found.route is not None
    assert found.route.to == "quality"
    assert [part.id for part in found.parts] == ["result"]
    assert [(one.obligation.duty, one.after_dispatch) for one in found.clocks] == [("major", False), ("order", True)]
    assert found.clocks[0].obligation.due_at == datetime(2024, 3, 4, 3, tzinfo=UTC)


def test_four_people_are_not_major_and_go_nowhere() -> None:
    found = tried(complainants=4)

    assert found.grades[0].grading.grade == "hot"
    assert (found.route, found.parts) == (None, ())
    assert [one.obligation.duty for one in found.clocks] == ["order"]
