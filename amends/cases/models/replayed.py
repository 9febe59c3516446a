"""What one case would have become under other rules: a row of the result of a replay."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from amends.cases.models.around import Run
from amends.cases.models.case import Case
from amends.people.rows import OrgRow


class ReplayedCase(OrgRow):
    """One case of a replay. ``marks`` say in which numbers of the result it is counted, so a number opens its cases.

    The database does not look up run and case of each row: both were read just before, and no case ever goes.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    differs = models.BooleanField()
    marks = ArrayField(models.TextField(), default=list)
    work_before = ArrayField(models.IntegerField(), default=list)  # unit and day of what fell due, in one figure
    work_after = ArrayField(models.IntegerField(), default=list)
    dues = models.JSONField(default=list)  # duty, subject, nth; due and late before; due and late after

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "run", "case"], name="replayed_once")]
