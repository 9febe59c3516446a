"""Random regulations and random cases, for the laws that hold for any of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.evaluate import Scene
from amends.core.ledger import Counted, Done
from amends.core.loading import load_tables
from amends.core.pack import Pack
from amends.core.working_calendar import WorkingCalendar

OFFICE = WorkingCalendar.around_the_clock(ZoneInfo("Asia/Shanghai"))
NOW = datetime(2024, 5, 6, 2, tzinfo=UTC)
OUTSIDE = ["media", "court", "police"]
GRADES = ["major", "hot", "plain"]
NODES = ["equipment", "equipment/lift", "noise"]
SPANS = ["12 h", "2 d", "1 wk", "1 mo"]
ALIKE = {"same": ["product"], "within": "1 mo"}
COUNT_KEY = 'count:["cases", "", ["product"], "", "1 mo", "rolling", ""]'
T = {"zh": "文", "en": "text"}


def condition(random: Random, depth: int = 2, *, grades: bool = True) -> dict[str, Any]:
    """Return a condition of up to three tests, nested now and then."""
    parts = [_test(random, grades=grades) for _ in range(random.choice([1, 1, 2, 2, 3]))]
    if depth and random.random() < 0.35:
        parts.append(_nested(random, depth - 1, grades=grades))
    return {"all": parts} if len(parts) > 1 else parts[0]


def _nested(random: Random, depth: int, *, grades: bool) -> dict[str, Any]:
    inner = [condition(random, depth, grades=grades) for _ in range(random.choice([1, 2, 2]))]
    return random.choice([{"any": inner}, {"all": inner}, {"unless": inner[0]}])


def _test(random: Random, *, grades: bool) -> dict[str, Any]:
    number = random.randint(0, 6)
    some = random.sample(OUTSIDE, random.choice([1, 2]))
    tests: list[dict[str, Any]] = [
        {"complainants": {random.choice(["at_least", "at_most", "more_than", "less_than", "is"]): number}},
        {"complainants": {"at_least": number, "at_most": random.randint(0, 6)}},
        {"outside": {random.choice(["any", "every", "none"]): some}},
        {"category": {random.choice(["under", "not_under", "is"]): random.choice(NODES)}},
        {"in_warranty": random.random() < 0.5},
        {"settled": random.random() < 0.5},
        {"delay_cause": random.choice([["ours"], ["ours", "customer"], "third_party"])},
        {random.choice(["wish", "complainants"]): {"known": random.random() < 0.7}},
        {"age": {"since": "received", random.choice(["at_least", "at_most"]): random.choice(SPANS)}},
        {"alike": {**ALIKE, "at_least": random.randint(1, 4)}},
        {"happened": {"event": "repaired", "more_than": random.randint(0, 3)}},
        {"told_weekday": random.sample(["fri", "sat", "sun"], random.choice([1, 2]))},
        {"told_time": {random.choice(["at_least", "less_than"]): random.choice(["07:00", "18:30"])}},
    ]
    if grades:
        tests.append({"grade": random.choice([GRADES[0], GRADES[1], GRADES[:2], GRADES[1:]])})
    return random.choice(tests)


def random_pack(random: Random) -> Pack:
    """Return a pack of random grading rows, routes, offers, flags and duties, as somebody in a hurry writes it."""
    article = {"article": "1"}

    def rows(number: int, prefix: str, *, grades: bool = True, **more: Any) -> list[dict[str, Any]]:
        made = [{"id": f"{prefix}{nth}", **article, "when": condition(random, grades=grades)} for nth in range(number)]
        return [{**one, **{key: value() if callable(value) else value for key, value in more.items()}} for one in made]

    head: dict[str, Any] = {
        "id": "random", "version": "1", "title": T, "valid_from": NOW.date(),
        "offers_that_meet": random.choice(["error", "first", "all"]),
        "article": [{"no": "1", "zh": "一", "en": "One"}],
        "category": [{"id": one, "title": T} for one in NODES],
        "list": [{"id": "r", "title": T, "grades": GRADES, **random.choice([{"default": "plain"}, {}])}],
        "row": rows(random.randint(2, 6), "G", grades=False, list="r", says=T, grade=lambda: random.choice(GRADES)),
        "route": rows(random.randint(0, 4), "R", says=T, to=lambda: random.choice(["quality", "sales"])),
        "flag": rows(random.randint(0, 2), "F", title=T),
        "role": [{"id": "desk", "title": T}],
        "remedy": [{"id": one, "title": T} for one in ("repair", "exchange")],
        "offer": rows(random.randint(0, 4), "L", says=T, allows=lambda: [random.choice(["repair", "exchange"])]),
        "duty": rows(random.randint(0, 3), "D", title=T, owner="desk", opens="received", met_by="replied",
                     within=lambda: random.choice(SPANS)),
    }  # fmt: skip
    if len(head["offer"]) > 1 and random.random() < 0.5:
        head["offer"][-1]["over"] = ["L0"]
    return load_tables({"pack.toml": {key: value for key, value in head.items() if value != []}})


def random_scene(random: Random, pack: Pack) -> Scene:
    """Return a random case of a pack at a random age; any fact may be unknown, figures lie around the limits."""
    values = {
        "complainants": random.randint(0, 7), "in_warranty": random.random() < 0.5, "settled": random.random() < 0.5,
        "outside": tuple(random.sample([*OUTSIDE, "lawyer"], random.randint(0, 3))), "wish": random.choice(["", "a refund"]),
        "category": random.choice([*NODES, "equipment/lift/door", "noise/night"]),
        "delay_cause": random.choice(["ours", "customer", "third_party"]), "grade": random.choice(GRADES),
    }  # fmt: skip
    age = timedelta(minutes=random.choice([0, 719, 720, 721, 2880, 10080, 43200, 44640, random.randint(0, 60 * 1440)]))
    return Scene(
        pack=pack,
        facts={name: value for name, value in values.items() if random.random() < 0.85},
        instants={"told": NOW - age, "received": NOW - age} if random.random() < 0.9 else {},
        now=NOW,
        calendar=OFFICE,
        counting=pack.counting,
        counts={COUNT_KEY: Counted(random.randint(1, 5))} if random.random() < 0.9 else {},
        done=tuple(Done("repaired", NOW) for _ in range(random.randint(0, 4))),
    )
