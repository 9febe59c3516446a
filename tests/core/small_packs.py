"""Small packs and scenes for the tests of the rule core, written as pack writers write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.evaluate import Scene
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.working_calendar import WorkingCalendar

CHINA = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingCalendar.around_the_clock(CHINA)
T = '{ zh = "文", en = "text" }'

HEAD = f"""
id = "small"
version = "1"
valid_from = 2024-01-01
title = {T}
[[article]]
no = "3.2"
zh = "五人以上为重大"
en = "Five or more is major"
"""

FOUR_GRADES = f"""
[[setting]]
id = "and_above"
article = "3.2"
type = "choice"
choices = ["inclusive", "strict"]
default = "inclusive"
question = {T}
[[list]]
id = "r37"
title = {T}
grades = ["major", "hot", "ordinary"]
default = "ordinary"
[[grade]]
id = "major"
list = "r37"
title = {{ zh = "重大", en = "major" }}
[[row]]
id = "M3"
list = "r37"
grade = "major"
article = "3.2"
says = {T}
when = {{ complainants = {{ and_above = 5 }} }}
[[row]]
id = "M4"
list = "r37"
grade = "major"
article = "3.2"
says = {T}
when = {{ age = {{ since = "received", at_least = "1 mo" }}, settled = false, delay_cause = "ours" }}
[[row]]
id = "H3"
list = "r37"
grade = "hot"
article = "3.2"
says = {T}
when = {{ complainants = {{ and_above = 3 }} }}
[[row]]
id = "H4"
list = "r37"
grade = "hot"
article = "3.2"
says = {T}
when = {{ age = {{ since = "received", at_least = "1 wk" }}, settled = false, delay_cause = "ours" }}
"""


def small_pack(rows: str = "", *, chosen: Mapping[str, Any] | None = None, head: str = HEAD) -> Pack:
    """Return a pack of these rows."""
    return load({"pack.toml": head, "rows.toml": rows}, chosen or {})


def moment(text: str) -> datetime:
    """Return a moment of Chinese time: ``moment("2024-03-01 15:00")``."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def scene(pack: Pack | None = None, *, now: str = "2024-03-01 09:00", **given: Any) -> Scene:
    """Return a scene; ``received`` sets the instant of that event, other words are facts or fields of Scene."""
    instants = {"received": moment(given.pop("received"))} if "received" in given else {}
    fields = {name: given.pop(name) for name in ("counts", "done") if name in given}
    pack = pack or small_pack()
    return Scene(
        pack=pack, facts=given, instants=instants, now=moment(now), calendar=CALENDAR, counting=pack.counting, **fields
    )
