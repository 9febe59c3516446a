"""Alarms of calendars: a year that is at hand and whose make-up days nobody has stated (FR-084)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from amends.core.text import Text
from amends.people.models import Calendar
from amends.people.viewer import Viewer
from amends.regulations.hours import unannounced

NOTICE_EXPECTED = (11, 1)
"""The notice for a year comes out in autumn; from 1 November its absence is worth saying."""


@dataclass(frozen=True, slots=True)
class CalendarAlarm:
    """A calendar that lacks the make-up days of a year; dues in that year are provisional."""

    key: UUID
    code: str
    title: Text
    year: int


def calendar_alarms(viewer: Viewer, now: datetime) -> tuple[CalendarAlarm, ...]:
    """Return the alarms of the viewer's organisation: for this year always, for the next from 1 November on."""
    today = viewer.directory.day(now)
    return tuple(alarm for row in Calendar.objects.order_by("code") for alarm in _of(viewer, row, today))


def _of(viewer: Viewer, row: Calendar, today: date) -> Iterator[CalendarAlarm]:
    for year in unannounced(row, viewer.directory.settings, today=today):
        if year == today.year or (today.month, today.day) >= NOTICE_EXPECTED:
            yield CalendarAlarm(row.pk, row.code, Text(zh=row.name_zh, en=row.name_en), year)
