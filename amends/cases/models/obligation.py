"""Obligations as rows, of a case or of a unit and period, and the rungs climbed for them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from amends.cases.models.case import Case, _person
from amends.people.rows import OrgRow

LIVE = Q(state__in=["open", "asleep"])


class ObligationRow(OrgRow):
    """One run of a duty. Its subject is exactly one of a case, or a unit and a period."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    period = models.CharField(max_length=40, blank=True, default="")  # of a unit obligation: 2026-03
    pack = models.CharField(max_length=80)
    duty = models.CharField(max_length=60)
    article = models.CharField(max_length=40)
    owner = models.CharField(max_length=60)  # role, or outside:<body>
    owner_unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    owner_person = _person()  # whom it reaches today: never somebody disabled or away
    state = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    subject = models.CharField(max_length=60, blank=True, default="")
    nth = models.PositiveIntegerField(default=1)
    wakes_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True)  # of a unit obligation; a case keeps its own
    rest = models.JSONField(default=dict)  # everything else that the core's Obligation carries

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "case", "pack", "duty", "subject", "nth"],
                condition=Q(case__isnull=False), name="case_obligation_once",
            ),
            models.UniqueConstraint(
                fields=["org", "unit", "pack", "duty", "period"],
                condition=Q(case__isnull=True), name="unit_obligation_once",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, unit__isnull=True, period="")
                | (Q(case__isnull=True, unit__isnull=False) & ~Q(period="")),
                name="obligation_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asleep", "open", "met", "void", "superseded"]), name="obligation_state_known"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["org", "due_at"], name="obligation_due", condition=Q(state="open")),
            models.Index(fields=["org", "owner_person", "due_at"], name="obligation_of_person", condition=LIVE),
            models.Index(fields=["org", "owner_unit", "due_at"], name="obligation_of_unit", condition=LIVE),
            # What anybody of a unit may do is found in the order of its due times, however many others are owed.
            models.Index(
                fields=["org", "owner_unit", "due_at"], name="obligation_of_anybody",
                condition=LIVE & Q(owner_person__isnull=True),
            ),
            models.Index(
                fields=["org", "next_look_at"], name="obligation_tick",
                condition=Q(case__isnull=True, next_look_at__isnull=False),
            ),
            BrinIndex(fields=["due_at"], name="obligation_by_due", autosummarize=True),  # what a month's figures read
        ]  # fmt: skip


class RungClimbed(OrgRow):
    """A rung of a ladder was climbed. The constraint makes "once per due" true for ten workers at once."""

    obligation = models.ForeignKey(ObligationRow, models.PROTECT, related_name="+", db_index=False)
    rung = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    climbed_at = models.DateTimeField()
    told = models.JSONField(default=list)  # roles, with the persons they meant at that time

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "obligation", "rung", "due_at"], name="rung_climbed_once"),
        ]
