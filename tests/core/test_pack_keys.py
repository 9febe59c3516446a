"""Keys of a pack that a setting may decide, days on which its rows hold, and words that it does not know."""

from __future__ import annotations

import pytest

from amends.core.analysis import Analysis
from amends.core.checker import check
from amends.core.condition_reading import parse
from amends.core.evaluate import holds
from amends.core.intake import categories_on, suggest_categories
from amends.core.loading import BrokenPack, load
from amends.core.pack import Pack
from amends.core.plain_language import sentence
from tests.core.telling import HEAD, OFFICE, at, duty, event, happen, hold, pack_of, run_of, texts_of

WEEK: dict[str, object] = {"week": OFFICE}
TWO_DAYS = duty("D1", 'opens = "received"\nmet_by = "handled"\nwithin = "2 wd"')
ENDS = """
[[setting]]
id = "last_day_ends"
article = "1"
type = "choice"
choices = ["close_of_business", "same_time"]
question = { zh = "末日到何时？", en = "When does the last day end?" }
default = "close_of_business"
"""
DAY = """
[[setting]]
id = "the_day"
article = "1"
type = "$"
choices = []
question = { zh = "哪一天？", en = "Which day?" }
"""


def counting(value: str, rows: str, **chosen: object) -> Pack:
    return load(texts_of(rows, head=HEAD + f"[counting]\nworking_days_end = {value}\n"), chosen)


@pytest.mark.parametrize(
    ("ends", "due"), [("close_of_business", "2024-03-05 18:00"), ("same_time", "2024-03-05 15:00")]
)
def test_the_organisation_decides_how_the_last_working_day_ends(ends: str, due: str) -> None:
    """FR-073: Friday 2024-03-01 15:00 + 2 wd is Tuesday 2024-03-05 18:00, or 15:00, by setting."""
    pack = counting('{ setting = "last_day_ends" }', ENDS + TWO_DAYS, last_day_ends=ends)

    state = happen(pack, event("2024-03-01 15:00", "received"), calendar=WEEK)

    assert run_of(state, "D1").due_at == at(due)


@pytest.mark.parametrize(
    ("ends", "due"), [("close_of_business", "2024-03-05 18:00"), ("same_time", "2024-03-05 15:00")]
)
def test_a_duty_s_own_counting_may_be_decided_by_a_setting_too(ends: str, due: str) -> None:
    """FR-073."""
    own = TWO_DAYS + 'counting = { working_days_end = { setting = "last_day_ends" } }\n'

    state = happen(pack_of(ENDS + own, last_day_ends=ends), event("2024-03-01 15:00", "received"), calendar=WEEK)

    assert run_of(state, "D1").due_at == at(due)


def test_a_story_may_decide_how_days_end() -> None:
    """FR-073."""
    story = """settings = { last_day_ends = "same_time" }
calendar = { week = "mon-fri 09:00-12:00 13:00-18:00" }
[[event]]
at = 2024-03-01T15:00:00+08:00
do = "received"
expect.due = { D1 = 2024-03-05T15:00:00+08:00 }
"""

    hold(counting('{ setting = "last_day_ends" }', ENDS + TWO_DAYS), story)


def test_a_value_that_counting_does_not_know_is_refused_with_the_key() -> None:
    rows = ENDS.replace('"same_time"]', '"midnight"]').replace('default = "close_of_business"', 'default = "midnight"')

    with pytest.raises(BrokenPack) as broken:
        counting('{ setting = "last_day_ends" }', rows)

    assert [(one.file, one.key) for one in broken.value.findings] == [("pack.toml", "counting")]


def test_counting_by_a_setting_that_does_not_exist_is_found() -> None:
    found = check(counting('{ setting = "nowhere" }', TWO_DAYS))

    assert ("unknown_setting", "counting.working_days_end") in {(one.kind, one.key) for one in found}


@pytest.mark.parametrize(("day", "due"), [(10, "2024-03-10 23:59:59"), (25, "2024-03-25 23:59:59")])
def test_the_day_of_the_month_may_be_a_setting(day: int, due: str) -> None:
    monthly = duty("D1", 'while = "open"\nmet_by = "progress_answered"\nevery_month_on = { setting = "the_day" }')
    ends = 'counting = { days_end = "end_of_day" }\n'

    pack = pack_of(DAY.replace("$", "number") + monthly + ends, the_day=day)

    assert run_of(happen(pack, event("2024-03-04 09:00", "received")), "D1").due_at == at(due)
    assert f"by day {day}" in sentence(pack, pack.duties["D1"]).en


def test_while_the_day_is_not_decided_the_duty_has_no_due_time_and_says_so() -> None:
    monthly = duty("D1", 'while = "open"\nmet_by = "progress_answered"\nevery_month_on = { setting = "the_day" }')

    pack = pack_of(DAY.replace("$", "number") + monthly)

    assert run_of(happen(pack, event("2024-03-04 09:00", "received"), until="2024-05-04 09:00"), "D1").due_at is None
    assert "not decided: Which day?" in sentence(pack, pack.duties["D1"]).en


@pytest.mark.parametrize(
    "key", ["every_month_on = 32", "every_month_on = 0", 'every_week_on = "friday"', 'every_day_at = "25:00"']
)
def test_a_time_that_no_calendar_has_is_found(key: str) -> None:
    found = check(pack_of(duty("D1", f'while = "open"\nmet_by = "handled"\n{key}')))

    assert [one.key for one in found if one.kind == "value"] == [key.partition(" ")[0]]


AGED = """
[[setting]]
id = "ages_from"
article = "1"
type = "event"
choices = ["received", "handled"]
question = { zh = "从何时算起？", en = "From when?" }
[[flag]]
id = "old"
$A
$T
when = { age = { since = { setting = "ages_from" }, at_least = "7 d" } }
"""


@pytest.mark.parametrize(("start", "flagged"), [("received", True), ("handled", False)])
def test_the_start_of_an_age_may_be_a_setting(start: str, flagged: bool) -> None:
    pack = pack_of(AGED, ages_from=start)

    state = happen(
        pack, event("2024-03-01 09:00", "received"), event("2024-03-05 09:00", "handled"), until="2024-03-08 09:00:01"
    )

    assert ("small/old" in state.flags) is flagged


def test_an_age_from_an_undecided_event_fires_nothing_and_is_read_aloud_so() -> None:
    pack = pack_of(AGED)

    state = happen(pack, event("2024-03-01 09:00", "received"), until="2024-05-01 09:00")

    assert "small/old" not in state.flags
    assert "not decided: From when?" in sentence(pack, pack.flag[0]).en
    assert not [one for one in check(pack) if one.kind in ("unreachable", "unknown_event")]


def test_an_age_since_something_odd_is_refused() -> None:
    with pytest.raises(BrokenPack):
        pack_of(AGED.replace('{ setting = "ages_from" }', '{ fact = "wish" }'))


TREE = """
[[category]]
id = "lift"
title = { zh = "电梯", en = "Lift" }
valid_to = 2024-03-14
words = ["电梯"]
[[category]]
id = "machines"
title = { zh = "机电", en = "Machines" }
valid_from = 2024-03-15
[[category]]
id = "machines/lift"
title = { zh = "电梯", en = "Lift" }
words = ["电梯"]
[[stage]]
id = "new"
kind = "new"
$T
[[step]]
id = "register"
kind = "register"
$A
$T
to = "new"
[[step]]
id = "classify"
kind = "classify"
$A
$T
from = ["new"]
"""


@pytest.mark.parametrize(
    ("received", "category", "taken"),
    [("2024-03-01T09:00:00", "lift", True), ("2024-03-14T23:59:59", "lift", True),
     ("2024-03-15T00:00:00", "lift", False), ("2024-03-15T00:00:00", "machines/lift", True),
     ("2024-03-14T23:59:59", "machines/lift", False), ("2024-03-01T09:00:00", "machines", False),
     ("2024-03-01T09:00:00", "machines/lift/door", False)],
)  # fmt: skip
def test_a_case_gets_a_category_of_the_tree_of_the_day_it_was_received(
    received: str, category: str, taken: bool
) -> None:
    """FR-023: a case of 1 March keeps tree v1 when v2 is valid from 15 March, classified whenever."""
    refused = "" if taken else 'expect.refused = { missing = ["invalid:category"] }'

    hold(pack_of(TREE), f"""
[[event]]
at = {received}+08:00
do = "register"
[[event]]
at = 2024-03-20T09:00:00+08:00
do = "classify"
with = {{ category = "{category}" }}
{refused}
""")  # fmt: skip


def test_only_the_tree_of_the_day_is_suggested() -> None:
    """FR-023, FR-034."""
    pack = pack_of(TREE)
    first, second = at("2024-03-01 09:00").date(), at("2024-03-15 09:00").date()

    assert [row.id for row in categories_on(pack, first)] == ["lift"]
    assert [row.id for row in suggest_categories(pack, "电梯坏了", first)] == ["lift"]
    assert [row.id for row in suggest_categories(pack, "电梯坏了", second)] == ["machines/lift"]


def test_a_duty_may_open_by_the_lateness_of_any_of_several() -> None:
    rows = (duty("D1", 'opens = "received"\nmet_by = "handled"\nwithin = "1 h"')
            + duty("D2", 'opens = "received"\nmet_by = "closed"\nwithin = "2 h"')
            + duty("D3", 'opens = { late = ["D1", "D2"] }\nmet_by = "handled"\nwithin = "1 h"'))  # fmt: skip

    state = happen(pack_of(rows), event("2024-03-01 09:00", "received"), until="2024-03-01 10:00:01")

    assert run_of(state, "D3").due_at == at("2024-03-01 11:00")


@pytest.mark.parametrize("key", ['number_from = "org"', 'languages = ["zh"]'])
def test_a_key_that_nothing_reads_is_refused(key: str) -> None:
    with pytest.raises(BrokenPack) as broken:
        load({"pack.toml": key + "\n" + HEAD})

    assert [(one.kind, one.key) for one in broken.value.findings] == [("unknown_key", key.partition(" ")[0])]


@pytest.mark.parametrize(
    ("body", "kind", "key"),
    [('opens = { rung = "D1" }\nmet_by = "handled"', "unknown_event", "opens"),
     ('opens = "received"\nmet_by = { event = "handled", rung = 1 }', "unknown_mark", "met_by.rung"),
     ('opens = { event = "received", as = "reminder" }\nmet_by = "handled"', "unknown_mark", "opens.as")],
)  # fmt: skip
def test_an_opener_that_the_engine_does_not_know_is_found(body: str, kind: str, key: str) -> None:
    found = check(pack_of(duty("D1", body)))

    assert (kind, key) in {(one.kind, one.key) for one in found if one.level == "error"}


def test_a_weekday_is_read_aloud_in_words_whether_written_or_set() -> None:
    """X-21: weekly records, on the organisation's day."""
    weekly = duty("D1", 'of = "unit"\nmet_by = "sheet_sent"\nevery_week_on = the_weekday')
    written = pack_of(weekly.replace("the_weekday", '"fri"'))
    by_setting = pack_of(
        DAY.replace("$", "choice").replace("[]", '["fri"]') + weekly.replace("the_weekday", '{ setting = "the_day" }'),
        the_day="fri",
    )

    assert "在每周五前" in sentence(written, written.duties["D1"]).zh
    assert "every week by Friday [setting]" in sentence(by_setting, by_setting.duties["D1"]).en


def test_what_a_sheet_is_about_is_read_aloud() -> None:
    pack = pack_of(duty("D1", 'of = "unit"\nmet_by = "sheet_sent"\nevery_month_on = 25\ncovers = "since_last"'))

    assert "about the days since the last one" in sentence(pack, pack.duties["D1"]).en
    with pytest.raises(BrokenPack):
        pack_of(duty("D1", 'of = "unit"\nmet_by = "sheet_sent"\nevery_month_on = 25\ncovers = "half_year"'))


@pytest.mark.parametrize(
    ("body", "key"),
    [('of = "unit"\nmet_by = "sheet_sent"\nevery_month_on = 25\nwhen = { anonymous = true }', "when"),
     ('of = "unit"\nmet_by = "sheet_sent"\nevery_month_on = 25\nopens = "received"', "opens"),
     ('while = "open"\nmet_by = "progress_reported"\nevery_day_at = "17:00"\nopens = "received"', "opens"),
     ('while = "open"\nmet_by = "progress_reported"\nevery_week_on = "fri"\nfirst_after = "1 h"', "first_after")],
)  # fmt: skip
def test_a_key_that_such_a_duty_does_not_read_is_found(body: str, key: str) -> None:
    found = check(pack_of(duty("D1", body)))

    assert [one.key for one in found if one.kind == "unread"] == [key]


BOUGHT = """
[[field]]
id = "bought_on"
[[flag]]
id = "in_warranty"
$A
$T
when = { age = { since = "bought_on", until = "received", at_most = "12 mo" } }
"""


@pytest.mark.parametrize(
    ("received", "flagged"),
    [("2024-03-09 09:00", True), ("2024-03-10 00:00", True), ("2024-03-10 00:00:01", False), ("2024-03-11 09:00", False)],
)  # fmt: skip
def test_an_age_at_another_instant_stays_what_it_was_then(received: str, flagged: bool) -> None:
    """FR-092: bought 2023-03-10, twelve months: claimed on 2024-03-09 in warranty, on 2024-03-11 out, for good."""
    claim = event(received, "received", bought_on=at("2023-03-10 00:00"))

    state = happen(pack_of(BOUGHT), claim, until="2024-09-01 09:00")

    assert ("small/in_warranty" in state.flags) is flagged
    assert state.look_again is None


def test_an_age_until_something_that_did_not_happen_or_is_not_known_fires_nothing() -> None:
    event_only = pack_of(BOUGHT.replace('until = "received"', 'until = "closed"'))
    fact_only = pack_of(BOUGHT.replace('until = "received"', 'until = "return_date"'))
    claim = event("2024-03-09 09:00", "received", bought_on=at("2023-03-10 00:00"))

    assert not happen(event_only, claim).flags
    assert not happen(fact_only, claim).flags


def test_an_age_between_two_instants_is_analysed_and_read_aloud() -> None:
    twice = BOUGHT + BOUGHT.partition("[[flag]]")[2].join(["[[flag]]", ""]).replace('"in_warranty"', '"out"').replace(
        'at_most = "12 mo"', 'at_least = "24 mo"'
    )
    pack = pack_of(twice)
    young, old = (parse(one.when) for one in pack.flag)
    analysis = Analysis(pack)

    assert analysis.overlap(young, old) is None
    witness = analysis.satisfiable(old)
    assert witness is not None
    assert holds(old, witness.scene(pack)).true
    assert "from “Bought on” to “Received”" in sentence(pack, pack.flag[0]).en


@pytest.mark.parametrize("until", ['"wish"', '"nowhere"'])
def test_an_age_until_something_that_is_no_moment_is_found(until: str) -> None:
    found = check(pack_of(BOUGHT.replace('"received"', until)))

    assert ("unknown_event", "when.age.until") in {(one.kind, one.key) for one in found}


def test_an_age_until_a_setting_is_refused() -> None:
    with pytest.raises(BrokenPack):
        pack_of(BOUGHT.replace('until = "received"', 'until = { setting = "x" }'))
