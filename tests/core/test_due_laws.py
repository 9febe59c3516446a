"""Laws that every due time obeys, whatever the start, span, calendar and counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.due import (
    Counting,
    due_after,
    explain,
    share,
)
from amends.core.span import Span, Unit
from amends.core.working_calendar import WorkingCalendar
from tests.core.clocks import OFFICE, PLAIN, ROUND

spans = st.one_of(
    st.builds(Span, st.integers(0, 60), st.sampled_from([Unit.D, Unit.WD, Unit.WK, Unit.MO])),
    st.builds(Span, st.integers(0, 200), st.sampled_from([Unit.MIN, Unit.H, Unit.WH])),
)
countings = st.builds(
    Counting,
    day_one=st.sampled_from(["next_day", "opening_day"]),
    days_end=st.sampled_from(["same_time", "end_of_day", "close_of_business"]),
    working_days_end=st.sampled_from(["same_time", "end_of_day", "close_of_business"]),
    last_day_closed=st.sampled_from(["stays", "next_open_day"]),
    received_when_closed=st.sampled_from(["as_is", "next_opening"]),
)
starts = st.datetimes(datetime(2020, 1, 1), datetime(2024, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=400)
@given(starts, spans, countings, st.sampled_from([OFFICE, PLAIN, ROUND]))
def test_every_question_has_an_answer_that_is_not_before_its_start(
    start: datetime, span: Span, counting: Counting, calendar: WorkingCalendar
) -> None:
    due = due_after(start, span, calendar=calendar, counting=counting)

    assert due.at >= start
    assert due.at.tzinfo is UTC
    assert due.steps[0].kind == "start"
    assert due.steps[-1].at == due.at
    assert due == due_after(start, span, calendar=calendar, counting=counting)
    assert len(explain(due, "zh")) == len(explain(due, "en")) >= 2


@settings(max_examples=200)
@given(starts, st.integers(1, 60), countings)
def test_the_days_of_the_derivation_are_exactly_the_days_counted(start: datetime, n: int, counting: Counting) -> None:
    due = due_after(start, Span(n, Unit.WD), calendar=OFFICE, counting=counting)

    counted = [step.day for step in due.steps if step.kind == "count"]
    skipped = [step.day for step in due.steps if step.kind == "skip"]
    begins = OFFICE.day_of(due.start if counting.received_when_closed == "as_is" else OFFICE.next_opening(start))
    assert len(counted) == n
    assert all(map(OFFICE.is_working_day, counted))
    assert sorted(counted + skipped) == _each(begins, counted[-1])


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@settings(max_examples=200)
@given(starts, spans, st.floats(0, 100), st.floats(0, 100))
def test_a_larger_share_of_a_span_never_comes_earlier(start: datetime, span: Span, a: float, b: float) -> None:
    due = due_after(start, span, calendar=OFFICE).at

    low, high = (share(start, due, p, unit=span.unit, calendar=OFFICE) for p in sorted((a, b)))

    assert start <= low <= high <= due
