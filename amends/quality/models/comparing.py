"""What is compared of a discipline, kept beside the version that was handed in (FR-109)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amends.people.rows import OrgRow
from amends.quality.models.eight_d import DisciplineVersion


class ComparedText(OrgRow):
    """The runs of the texts of a version, as `core.kept_runs` packs them; written with it and never changed."""

    version = models.ForeignKey(DisciplineVersion, models.PROTECT, related_name="+", db_index=False)
    runs = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "version"], name="compared_text_once")]
