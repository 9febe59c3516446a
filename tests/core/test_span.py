"""Spans as a regulation writes them."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.span import SECONDS, Span, Unit


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("12 h", "12 小时", "12 hours"),
        ("0.5 h", "0.5 小时", "0.5 hours"),
        ("1 h", "1 小时", "1 hour"),
        ("3 wd", "3 个工作日", "3 working days"),
        ("8 wh", "8 个工作小时", "8 working hours"),
        ("5 min", "5 分钟", "5 minutes"),
        ("15 s", "15 秒", "15 seconds"),
        ("30 d", "30 天", "30 days"),
        ("8 wk", "8 周", "8 weeks"),
        ("1 mo", "1 个月", "1 month"),
        ("2 y", "2 年", "2 years"),
    ],
)
def test_every_unit_is_read_and_named_in_both_languages(text: str, zh: str, en: str) -> None:
    """FR-070."""
    span = Span.parse(text)

    assert (str(span), span.text("zh"), span.text("en"), span.says.en) == (text, zh, en, en)


@given(st.fractions(0, 1000, max_denominator=5000), st.sampled_from(sorted(SECONDS)))
def test_a_written_span_reads_back_as_itself(amount: Fraction, unit: Unit) -> None:
    span = Span(amount, unit)

    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    "text",
    ["", "12", "h", "h 12", "-1 d", "+1 d", "1.5 d", "0.5 wd", "1/0 h", "12 hours", "1 h 30 min", "１２ h", "٣ d"],
)
def test_what_is_no_span_is_refused_with_the_text_that_was_given(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a number|whole numbers"):
        Span.parse(text)


def test_a_span_longer_than_a_century_is_refused_before_it_breaks_a_date() -> None:
    for text in ("101 y", "1201 mo", "999999999999 d", "999999999999 s", "876601 h"):
        with pytest.raises(ValueError, match="longer than a hundred years"):
            Span.parse(text)


def test_a_negative_span_is_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        Span(-1, "h")


def test_only_hours_and_less_have_a_length_of_their_own() -> None:
    assert Span.parse("0.5 h").length == timedelta(minutes=30)
    with pytest.raises(ValueError, match="depends on the calendar"):
        _ = Span.parse("1 mo").length
