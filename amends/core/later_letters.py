"""Letters that leave some time after what sends them: a greeting a week after closing (FR-154)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from amends.core.check_duties import is_span
from amends.core.due import due_after
from amends.core.finding import Finding
from amends.core.pack import LetterRow, Pack
from amends.core.places import about
from amends.core.span import Span
from amends.core.working_calendar import WorkingCalendar


def leaves_at(pack: Pack, row: LetterRow, at: datetime, *, calendar: WorkingCalendar) -> datetime:
    """Return when a letter leaves that something sends now: at once, or after the span that the row names.

    Where the organisation has not decided how long, it leaves at once.
    """
    span = _value(pack, row.after)
    return due_after(at, Span.parse(span), calendar=calendar, counting=pack.counting).at if span else at


def check_later_letters(pack: Pack) -> Iterator[Finding]:
    """Yield spans that cannot be read, and letters that nothing can withdraw because they leave at once."""
    for row in pack.letter:
        span = _value(pack, row.after)
        if span is not None and not (isinstance(span, str) and is_span(span, words=())):
            zh, en = f"“after”不是时长：{span!r}", f"“after” is no span: {span!r}"
            yield about("letter", row, "value", key="after", zh=zh, en=en)
        if row.void_by and row.after is None:
            zh, en = "立即发出的信不能撤回", "a letter that leaves at once cannot be withdrawn"
            yield about("letter", row, "unread", key="void_by", zh=zh, en=en)


def _value(pack: Pack, value: Any) -> Any:
    return pack.setting_value(str(value.get("setting", ""))) if isinstance(value, Mapping) else value
