"""Measures: rings, minutes of a call, hours covered, rates. Read aloud, checked, never owed by a case."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from amends.core.calendar_words import read_calendar
from amends.core.checker import check, errors_of
from amends.core.ledger import Done, Obligation, State
from amends.core.measures import gaps, keeps
from amends.core.mutants import coverage, mutants
from amends.core.pack import MeasureRow, Pack
from amends.core.plain_language import sentence
from amends.core.shares import Share
from amends.core.tallies import Period, counted_until, on_time, rate
from tests.core.telling import TITLE, at, pack_of

T = 'article = "1"\ntitle = { zh = "接听", en = "Picked up" }\n'
RINGS = f'[[measure]]\nid = "C39"\n{T}kind = "rings"\nat_most = 3\n'
LENGTH = f'[[measure]]\nid = "C40"\n{T}kind = "call_time"\nfrom = "call_answered"\nto = "choice_offered"\nat_most = "5 min"\n'
STATUS = f'[[measure]]\nid = "C41"\n{T}kind = "call_time"\nfrom = "caller_put_on_hold"\nevery = "1 min"\n'
COVER = f'[[measure]]\nid = "C43"\n{T}kind = "coverage"\nhours = "mon-sun 00:00-24:00"\n'
RATE = (
    f'[[measure]]\nid = "satisfied"\n{T}kind = "rate"\nof = {{ event = "followed_up", satisfaction = "satisfied" }}\n'
    'over = "followed_up"\nwindow = "calendar_month"\n'
)
ON_TIME = (
    f'[[measure]]\nid = "replied"\n{T}kind = "on_time"\nduty = ["C02"]\nwindow = "calendar_month"\nat_least = 90\n'
)
MARCH = Period(at("2024-03-31 18:00"), read_calendar("cn-office"))
STORY = """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "nothing"
expect.keeps = { C39 = 3 }
expect.misses = { C39 = 4 }
"""


def one(rows: str, **chosen: object) -> tuple[Pack, MeasureRow]:
    pack = pack_of(rows, **chosen)
    return pack, pack.measure[0]


@pytest.mark.parametrize(
    ("rows", "within", "beyond"),
    [(RINGS, 3, 4), (LENGTH, "5 min", "301 s"), (STATUS, "60 s", "61 s"), (RATE + "at_least = 95\n", 95, 94.9)],
)
def test_what_was_measured_is_within_the_figure_or_not(rows: str, within: object, beyond: object) -> None:
    """FR-224: the fourth ring is marked. FR-227: at five minutes the choice is due. FR-228: the status every minute."""
    pack, row = one(rows)

    assert (keeps(pack, row, within), keeps(pack, row, beyond)) == (True, False)


def test_a_gap_in_a_line_that_is_to_be_covered_day_and_night_is_named() -> None:
    """FR-231."""
    pack, row = one(COVER)

    assert gaps(pack, row, "mon-fri 00:00-24:00, sat-sun 08:00-12:00 13:00-20:00") == (
        "sat 00:00-08:00", "sat 12:00-13:00", "sat 20:00-24:00", "sun 00:00-08:00", "sun 12:00-13:00", "sun 20:00-24:00",
    )  # fmt: skip
    assert gaps(pack, row, "mon-sun 00:00-14:00 13:00-24:00") == ()


def test_eighteen_of_twenty_calls_satisfied_is_ninety_per_cent() -> None:
    """FR-156; the call of the month before does not count."""
    pack, row = one(RATE)
    rated = ["satisfied"] * 18 + ["dissatisfied"] * 2
    calls = [
        Done("followed_up", at("2024-03-01 09:00") + timedelta(days=nth), detail={"satisfaction": rating})
        for nth, rating in enumerate(rated)
    ]
    before = Done("followed_up", at("2024-02-29 23:59"), detail={"satisfaction": "dissatisfied"})

    got = rate(pack, row, enumerate([before, *calls]), MARCH)

    assert (got.per_cent, got.share, got.against) == (Fraction(90), Share(18, 20), (19, 20))
    assert rate(pack, row, [], MARCH).per_cent is None


def run(state: State, due: str, ended: str = "") -> Obligation:
    """Return a run of the duty C02."""
    ended_at = at(ended) if ended else None
    begun = at("2024-02-01 09:00")
    return Obligation("p", "C02", "1", "desk", begun, begun, at(due), state, ended_at=ended_at)


def test_nine_of_ten_on_time_are_ninety_per_cent() -> None:
    """FR-190; met on its last second is in time, what is owed still or was taken back is not counted."""
    pack, row = one(ON_TIME)
    met = [run(State.MET, f"2024-03-{day:02} 18:00", f"2024-03-{day:02} 18:00") for day in range(4, 13)]
    late = run(State.MET, "2024-03-13 18:00", "2024-03-13 18:01")
    others = [
        run(State.OPEN, "2024-04-02 18:00"), run(State.VOID, "2024-03-14 18:00", "2024-03-14 09:00"),
        run(State.MET, "2024-02-28 18:00", "2024-02-28 17:00"),
    ]  # fmt: skip

    got = on_time(pack, row, enumerate([*met, late, *others]), MARCH)

    assert (got.per_cent, got.share, got.against) == (Fraction(90), Share(9, 10), (9,))
    assert keeps(pack, row, got.per_cent)
    overdue = run(State.OPEN, "2024-03-29 18:00")
    assert on_time(pack, row, enumerate([*met, late, overdue]), MARCH).share == Share(9, 11)


def test_a_rate_of_any_24_hours_counts_what_happened_until_then() -> None:
    any_day = RATE.replace('window = "calendar_month"', 'within = "24 h"')

    until = counted_until(*one(any_day), at("2024-03-02 03:00"), calendar=read_calendar("cn-office"))

    assert until == at("2024-03-03 03:00")


def test_a_figure_of_the_organisation_is_read_from_its_setting() -> None:
    setting = '[[setting]]\nid = "rings"\narticle = "1"\ntype = "number"\nquestion = { zh = "几声？", en = "How many rings?" }\n'
    rows = setting + RINGS.replace("at_most = 3", 'at_most = { setting = "rings" }')

    assert keeps(*one(rows), 99)
    assert not keeps(*one(rows, rings=5), 6)


def test_a_measure_is_read_aloud_in_both_languages() -> None:
    said = [sentence(*one(rows)) for rows in (RINGS, LENGTH, STATUS, COVER, RATE)]

    assert [text.zh for text in said] == [
        "接听：不超过 3 声（指标）",
        "接听：从“接听”到“请来电人选择等候或回电”，不超过 5 分钟（指标）",
        "接听：自“请来电人等候”起，每隔 1 分钟一次（指标）",
        "接听：须覆盖每天 00:00-24:00（指标）",
        "接听：每个自然月“回访”（满意度：满意）占“回访”的比例，只统计，不设指标值（指标）",
    ]
    assert (
        said[1].en
        == "Picked up: from “Call answered” to “Waiting or a call back offered”, at most 5 minutes (a measure)"
    )


@pytest.mark.parametrize(
    ("rows", "key", "kind"),
    [
        (RINGS.replace("at_most = 3", ""), "at_most", "missing_key"),
        (RINGS.replace("= 3", '= "5 min"'), "at_most", "value"),
        (RINGS + 'every = "1 min"\n', "every", "unread"),
        (LENGTH.replace("call_answered", "call_started"), "from", "unknown_moment"),
        (LENGTH.replace("5 min", "5 d"), "at_most", "value"),
        (LENGTH + 'every = "1 min"\n', "at_most", "value"),
        (COVER.replace("mon-sun", "always"), "hours", "value"),
        (RATE.replace('"followed_up", satisfaction', '"called", satisfaction'), "of", "unknown_event"),
        (RATE.replace("satisfaction =", "mood ="), "of.mood", "unknown_mark"),
        (RATE.replace("over = ", "# over = "), "over", "missing_key"),
        (ON_TIME, "duty", "unknown_duty"),
        (ON_TIME.replace('["C02"]', "[]"), "duty", "missing_key"),
        (ON_TIME + 'of = "followed_up"\n', "of", "unread"),
    ],
)
def test_a_measure_that_cannot_be_measured_is_refused_by_its_key(rows: str, key: str, kind: str) -> None:
    """FR-049, FR-069."""
    found = [(one.key, one.kind) for one in errors_of(check(pack_of(rows)))]

    assert (key, kind) in found


def test_hours_of_a_week_are_read_aloud_by_their_days() -> None:
    text = sentence(*one(COVER.replace("mon-sun 00:00-24:00", "mon-fri 09:00-12:00 13:00-18:00, sat 09:00-12:00")))

    assert text.zh == "接听：须覆盖周一至周五 09:00-12:00、13:00-18:00，周六 09:00-12:00（指标）"
    assert text.en == "Picked up: covered Monday to Friday 09:00-12:00, 13:00-18:00; Saturday 09:00-12:00 (a measure)"


def test_hours_that_the_organisation_wrote_wrongly_are_refused_at_the_measure() -> None:
    """FR-231: the figure of a setting is read as the measure will read it."""
    setting = '[[setting]]\nid = "hours"\narticle = "1"\ntype = "text"\nquestion = { zh = "何时？", en = "When?" }\n'
    rows = setting + COVER.replace('"mon-sun 00:00-24:00"', '{ setting = "hours" }')

    found = [(one.key, one.kind) for one in errors_of(check(pack_of(rows, hours="always")))]

    assert found == [("hours", "value")]
    assert errors_of(check(pack_of(rows, hours="mon-sun 00:00-24:00"))) == ()


def test_a_story_notices_a_measure_that_is_gone_or_one_ring_off() -> None:
    pack = pack_of(RINGS + "[[example]]\n" + f"title = {TITLE}\n" + STORY.replace("[[event]]", "[[example.event]]"))

    assert coverage(pack) == ()
    assert [one.says for one in mutants(pack)] == ["without measure C39", "measure C39: at_most 3 → 4"]
