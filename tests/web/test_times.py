"""Times as lists show them: short enough for their column, and still clear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from amends.web.formatting import past_moment

NOW = datetime(2026, 11, 22, 15, 43, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "zh", "en"),
    [(timedelta(hours=2), "13:43", "13:43"),
     (timedelta(hours=22), "昨天 17:43", "Sat 17:43"),
     (timedelta(days=9), "11月13日", "13 Nov"),
     (timedelta(days=374), "2025年11月13日", "13 Nov 2025")],
)  # fmt: skip
def test_a_time_gone_by_is_told_in_few_letters(ago: timedelta, zh: str, en: str) -> None:
    with override("zh-hans"):
        assert past_moment(NOW - ago, NOW) == zh
    with override("en"):
        assert past_moment(NOW - ago, NOW) == en
