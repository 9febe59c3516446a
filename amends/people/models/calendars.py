"""Working calendars of an organisation: a week, and the days that differ."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amends.people.rows import OrgRow


class Calendar(OrgRow):
    """Opening hours in one zone. ``version`` rises with every change, so each due names what it was counted with."""

    code = models.SlugField(max_length=40, db_index=False)
    name_zh = models.TextField()
    name_en = models.TextField()
    zone = models.CharField(max_length=64, default="Asia/Shanghai")
    week = models.TextField(help_text="mon-fri 09:00-12:00 13:00-18:00")
    official = models.CharField(max_length=2, blank=True, default="CN")
    """Country whose holidays and make-up days apply; empty: none."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "code"], name="calendar_code_once")]

    def __str__(self) -> str:
        return self.code


class CalendarDay(OrgRow):
    """One day that differs from the week and from the official year: closed when ``slots`` is empty."""

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    slots = models.TextField(blank=True, default="")
    why_zh = models.TextField(blank=True, default="")
    why_en = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "calendar", "day"], name="calendar_day_once"),
        ]
