"""Time travel under the four grades: a case becomes graver by itself, and only where the delay is ours (R-37)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from amends.cases.models import Case, Entry
from amends.jobs import tick as job
from amends.people.tenancy import organisation
from tests.makers import Town, govern, person, town
from tests.stories.clock import Clock, climbed, letters, local, moment, owed

HALF_A_DAY = timedelta(hours=12)


@pytest.fixture(autouse=True)
def new_worker() -> None:
    """Forget what this process has seen, as a worker that has just started."""
    job._hour_seen.clear()


@pytest.fixture
def estate(db: None) -> Iterator[Town]:
    """The town under the developer's regulation of four grades, with its project's customer service."""
    made = town("estate")
    with organisation(made.org.id):
        for login, roles in (("ping", ("project_cs",)), ("gu", ("project_gm",)), ("hua", ("hq_cs",))):
            made.people[login] = person(made, f"{login}@estate", login, unit=made.desk, roles=roles)
        govern(made, "developer-four-grades")
        yield made


def grades() -> list[tuple[str, str]]:
    """Return which grade came into force when, through the whole journal."""
    return [
        (effect["detail"]["grading"]["grade"], local(datetime.fromisoformat(effect["at"])))
        for entry in Entry.objects.order_by("seq")
        for effect in entry.body.get("effects", ())
        if effect["kind"] == "graded"
    ]


def test_a_case_delayed_by_us_becomes_hot_after_a_week_and_major_after_a_month_by_itself(estate: Town) -> None:
    """FR-037, FR-084: received 31 January at 10:00, hot on 7 February, major on 29 February, each at 10:00."""
    clock = Clock(estate, at=moment("01-31 10:00:00"))
    clock.told("ping", category="engineering/leak", complainants=1, delay_cause="ours")
    shown = []
    for stop in ("02-07 09:59:59", "02-07 10:00:00", "02-29 09:59:59", "02-29 10:00:00", "03-01 10:00:00"):
        clock.until(moment(stop), every=HALF_A_DAY)
        shown.append(Case.objects.get().grade)

    assert shown == ["ordinary", "hot", "hot", "major", "major"]
    assert grades() == [
        ("ordinary", "01-31 10:00:00"), ("hot", "02-07 10:00:00"), ("major", "02-29 10:00:00"),
    ]  # fmt: skip
    assert owed() == {
        ("C25", "", 1, "open", "01-31 11:00:00", True),
        ("C27", "", 1, "open", "02-07 10:10:00", True),
        ("C27", "", 2, "open", "02-29 10:10:00", True),
        ("D03", "", 1, "open", "02-05 23:59:59", True),
        ("D03", "", 1, "open", "03-05 23:59:59", False),
    }
    assert {(duty, rung, told) for duty, rung, _, told in climbed()} == {
        ("C25", "due", ("ping",)), ("C27", "due", ("gu",)), ("D03", "due", ("gu",)),
    }  # fmt: skip
    assert letters() == [
        ("told/reminder", "gu", "上三级即时报总部"),
        ("told/reminder", "gu", "上三级即时报总部"),
        ("told/reminder", "ping", "转物业公司"),
        ("told/sheet", "gu", "2024-02"),
    ]


@pytest.mark.parametrize("cause", ["customer", "third_party", None])
def test_a_case_that_waits_for_the_customer_or_nobody_knows_for_whom_does_not_age(
    estate: Town, cause: str | None
) -> None:
    """FR-039: the source counts only what is our cause; what is unknown is not held against us."""
    clock = Clock(estate, at=moment("01-31 10:00:00"))
    clock.told("ping", category="engineering/leak", complainants=1, **({"delay_cause": cause} if cause else {}))
    for stop in ("02-07 10:00:00", "02-29 10:00:00", "03-02 10:00:00"):
        clock.until(moment(stop), every=HALF_A_DAY)

    assert grades() == [("ordinary", "01-31 10:00:00")]
    assert [one for one in owed() if one[0] != "D03"] == [("C25", "", 1, "open", "01-31 11:00:00", True)]
    assert [one for one in letters() if one[0] == "told/reminder"] == [("told/reminder", "ping", "转物业公司")]


def test_a_case_ages_from_its_receipt_once_the_delay_turns_out_to_be_ours_and_not_before(estate: Town) -> None:
    clock = Clock(estate, at=moment("01-31 10:00:00"))
    clock.told("ping", category="engineering/leak", complainants=1, delay_cause="customer")
    clock.until(moment("02-10 15:00:00"), every=HALF_A_DAY)
    clock.does("ping", "judge", delay_cause="ours")
    clock.until(moment("02-29 10:00:00"), every=HALF_A_DAY)

    assert grades() == [
        ("ordinary", "01-31 10:00:00"), ("hot", "02-10 15:00:00"), ("major", "02-29 10:00:00"),
    ]  # fmt: skip
