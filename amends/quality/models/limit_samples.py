"""The register of limit samples: what each says, for how long, and where its copies are (FR-111)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.core.limit_samples import SHOWS
from amends.people.rows import OrgRow
from amends.quality.models.eight_d import person


class LimitSample(OrgRow):
    """One sample. What it says never changes: another wording is another sample."""

    number = models.CharField(max_length=16)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    product = models.CharField(max_length=200)
    aspect = models.CharField(max_length=200)
    defect = models.CharField(max_length=200)
    shows = models.CharField(max_length=10)
    criteria = models.TextField()
    kept_at = models.CharField(max_length=200)
    valid_until = models.DateField()  # of its last term
    made_by = person(null=False)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_by = person()
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "number"], name="limit_sample_number_once"),
            models.CheckConstraint(condition=Q(shows__in=SHOWS), name="limit_sample_shows_known"),
            models.CheckConstraint(condition=~Q(criteria=""), name="limit_sample_has_criteria"),
            models.CheckConstraint(condition=Q(retired_at__isnull=True) | ~Q(reason=""), name="limit_sample_says_why"),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "unit", "-made_at"], name="limit_samples_newest")]


class LimitSampleTerm(OrgRow):
    """For how long a sample was agreed, with whom: the first term, and one for every renewal. Never changed."""

    sample = models.ForeignKey(LimitSample, models.PROTECT, related_name="+", db_index=False)
    agreed_with = models.CharField(max_length=200)
    agreed_on = models.DateField()
    valid_until = models.DateField()
    by = person(null=False)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["org", "sample", "at"], name="terms_of_sample")]


class LimitSampleCopy(OrgRow):
    """A copy of a sample where somebody judges by it, and who was told of it there."""

    sample = models.ForeignKey(LimitSample, models.PROTECT, related_name="+", db_index=False)
    place = models.CharField(max_length=200)
    told = models.CharField(max_length=400)
    issued_by = person(null=False)
    issued_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = person()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["org", "sample", "issued_at"], name="copies_of_sample")]
