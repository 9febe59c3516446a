"""Cause analyses of an 8D, every saved version of them (FR-107)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.core.causes import KINDS
from amends.people.rows import OrgRow
from amends.quality.models.eight_d import EightD, person


class CauseAnalysis(OrgRow):
    """An analysis as somebody saved it; the last version holds, and none is ever changed. ``loop``: of which round."""

    eight_d = models.ForeignKey(EightD, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    version = models.PositiveIntegerField()
    loop = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()  # as core.causes.Analysis.content
    is_finished = models.BooleanField(default=False)
    by = person(null=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "eight_d", "kind", "version"], name="analysis_version_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="analysis_kind_known"),
        ]
