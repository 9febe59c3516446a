"""The day of the week, the kind of day and the time of day when a case was told, as facts of rules."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from amends.core.analysis import Analysis
from amends.core.calendar_words import read_calendar
from amends.core.checker import check
from amends.core.condition_reading import parse
from amends.core.engine import advance
from amends.core.evaluate import holds
from amends.core.finding import Finding
from amends.core.ledger import CaseState, Event
from amends.core.pack import Pack
from amends.core.shown_case import case_of
from amends.core.told_moment import TOLD_FACTS, moment_like, said_of
from amends.core.trying import rules_alone, try_facts
from amends.core.vocabulary import FACTS
from tests.core.small_packs import T, scene, small_pack

OFFICE = read_calendar("cn-office")
NIGHT = {"any": [{"told_time": {"at_least": "23:00"}}, {"told_time": {"less_than": "07:00"}}]}
GAP = 'channel = "email", told_weekday = "sun", complainants = 4, matter = "complaint"'


def grades(*rows: str, default: str = "") -> Pack:
    """A regulation of one list: each row gives "hot" under its condition."""
    made = "".join(
        f'[[row]]\nid = "G{nth}"\nlist = "r"\ngrade = "hot"\narticle = "3.2"\nsays = {T}\nwhen = {{ {row} }}\n'
        for nth, row in enumerate(rows)
    )
    last = f'default = "{default}"\n' if default else ""
    titles = "".join(f'[[grade]]\nid = "{one}"\nlist = "r"\ntitle = {T}\n' for one in ("hot", "plain"))
    return small_pack(f'[[list]]\nid = "r"\ntitle = {T}\ngrades = ["hot", "plain"]\n{last}{titles}{made}')


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+08:00")


@pytest.mark.parametrize(
    ("moment", "weekday", "day", "clock"),
    [
        ("2026-11-22T09:05", "sun", "rest_day", "09:05"),
        ("2026-11-23T00:00", "mon", "working_day", "00:00"),
        ("2026-10-01T23:59", "thu", "holiday", "23:59"),
        ("2024-04-28T10:00", "sun", "working_day", "10:00"),
    ],
    ids=["a Sunday", "a Monday from midnight on", "the national day", "a make-up Sunday (FR-072)"],
)
def test_a_moment_says_its_weekday_kind_of_day_and_time(moment: str, weekday: str, day: str, clock: str) -> None:
    assert list(said_of(at(moment), OFFICE).values()) == [weekday, day, clock]


def test_the_facts_are_those_of_the_calendars_own_zone() -> None:
    told = replace(scene(), instants={"told": datetime(2026, 11, 21, 16, 30, tzinfo=UTC)})

    assert holds(parse({"told_weekday": "sun", "told_time": "00:30"}), told).true is True


def test_before_anybody_was_told_the_facts_are_not_known() -> None:
    verdict = holds(parse({"told_day": "holiday"}), scene())

    assert (verdict.true, verdict.unknown) == (None, ("told_day",))


@pytest.mark.parametrize(("moment", "hot"), [("22:59", False), ("23:00", True), ("06:59", True), ("07:00", False)])
def test_a_night_rule_grades_from_eleven_to_seven_when_the_case_is_told(moment: str, hot: bool) -> None:
    pack = grades(
        'any = [{ told_time = { at_least = "23:00" } }, { told_time = { less_than = "07:00" } }]', default="plain"
    )

    tried = try_facts({"matter": "complaint"}, rules_alone(pack), at=at(f"2026-11-20T{moment}"))

    assert tried.grades[0].grading.grade == ("hot" if hot else "plain")


def test_a_case_is_graded_once_though_it_is_received_and_registered_later_than_told() -> None:
    """FR-021: what the first employee heard on Sunday and somebody wrote down on Monday is of Sunday."""
    rules = rules_alone(grades('told_weekday = "sun"', default="plain"))
    state, effects = advance(CaseState(), Event(at("2026-11-22T20:00"), "told"), rules, {})
    state, more = advance(state, Event(at("2026-11-23T09:00"), "received"), rules, {})

    assert [(one.at, one.detail["grading"]["grade"]) for one in (*effects, *more) if one.kind == "graded"] == [
        (at("2026-11-22T20:00"), "hot")
    ]


def test_the_gap_on_a_sunday_is_told_in_words_and_opens_in_try() -> None:
    """Issue 3: "no row answers: complaint by e-mail on a Sunday with 4 people"."""
    pack = grades(f"unless = {{ {GAP} }}")
    gap = next(one for one in check(pack) if one.kind == "gap")

    assert gap.case
    assert gap.case.just_told
    for words in ("Channel: E-mail", "Day of the week when first told: Sunday", "Number of complainants: 4"):
        assert words in gap.case.says.en
    assert "首报是星期几：周日" in gap.case.says.zh
    asked = gap.case.ask(at("2026-11-25T10:00"))
    assert asked["at"].startswith("2026-11-22T10:00")
    tried = try_facts(asked["facts"], rules_alone(pack), at=datetime.fromisoformat(asked["at"]))
    assert not tried.grades[0].grading.grade
    weekday = try_facts(asked["facts"], rules_alone(pack), at=at("2026-11-25T10:00"))
    assert weekday.grades[0].grading.grade == "hot"


def test_rows_that_meet_at_night_overlap_and_those_of_day_and_night_do_not() -> None:
    analysis, night = Analysis(grades('told_time = "12:00"', default="plain")), parse(NIGHT)

    assert analysis.overlap(night, parse({"told_time": {"at_least": "22:00", "at_most": "23:30"}})) is not None
    assert analysis.overlap(night, parse({"told_time": {"at_least": "07:00", "less_than": "23:00"}})) is None
    assert analysis.satisfiable(parse({"told_time": {"more_than": "23:59"}})) is None


@pytest.mark.parametrize(
    "table",
    [
        {"told_day": "holiday", "told_time": {"at_least": "17:30"}},
        {"told_day": "working_day", "unless": {"told_weekday": ["mon", "tue", "wed", "thu"]}},
        {"told_weekday": "sun", "told_day": "working_day"},
        {"told_day": {"one_of": ["rest_day", "holiday"]}, "told_time": ["08:00", "09:15"]},
    ],
)
def test_a_witness_about_the_moment_is_shown_by_try_at_the_moment_it_names(table: dict[str, Any]) -> None:
    pack, condition = grades('told_time = "12:00"', default="plain"), parse(table)
    witness = Analysis(pack).satisfiable(condition)

    assert witness is not None
    assert witness.just_told
    asked = case_of(pack, witness).ask(at("2026-07-15T10:00"))
    tried = try_facts(asked["facts"], rules_alone(pack), at=datetime.fromisoformat(asked["at"]))
    assert holds(condition, tried.scene).true is True


def test_no_witness_names_a_day_that_the_calendar_of_the_pack_never_has() -> None:
    """Around the clock nothing is closed; the condition itself is not called impossible, a unit may have other days."""
    pack = grades('told_day = "rest_day"', default="plain").model_copy(update={"calendar": "around_the_clock"})
    witness = Analysis(pack).satisfiable(parse({"told_day": "rest_day"}))

    assert witness is not None
    assert not witness.just_told
    assert moment_like({"told_day": "rest_day"}, at("2026-11-22T10:00"), read_calendar("around_the_clock")) is None


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ('told_time = { at_least = "7:00" }', "wrong_type"), ('told_time = { at_least = "24:00" }', "wrong_type"),
        ("told_time = { at_least = 7 }", "wrong_type"), ('told_weekday = "sunday"', "unknown_choice"),
        ('told_day = { at_least = "holiday" }', "wrong_type"),
    ],
)  # fmt: skip
def test_a_time_of_day_or_a_day_that_is_none_is_a_fault(written: str, kind: str) -> None:
    assert kind in [one.kind for one in errors(grades(written, default="plain"))]


def errors(pack: Pack) -> list[Finding]:
    return [one for one in check(pack) if one.level == "error"]


def test_every_fact_of_the_moment_is_one_of_the_vocabulary_that_nobody_fills_in() -> None:
    assert {FACTS[name].source for name in TOLD_FACTS} == {"computed"}
