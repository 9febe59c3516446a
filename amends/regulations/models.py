"""Which regulation is in force for whom: published packs under their content hash, bound to units."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from amends.people.rows import OrgRow


class PublishedPack(OrgRow):
    """One version of a pack with the organisation's setting values. The database refuses to change it."""

    pack = models.CharField(max_length=80)  # the pack's id
    version = models.CharField(max_length=40)
    content_hash = models.CharField(max_length=64)
    title_zh = models.TextField()
    title_en = models.TextField()
    files = models.JSONField()  # file name → TOML text
    chosen = models.JSONField(default=dict, blank=True)  # setting id → value
    checker_version = models.CharField(max_length=20)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    signatures = models.JSONField(default=list, blank=True)  # [{role, person, at}] (FR-236)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "content_hash"], name="pack_once")]
        indexes: ClassVar = [models.Index(fields=["org", "pack", "published_at"], name="pack_by_id")]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"


class Binding(OrgRow):
    """A published pack governs a unit and everything below it from a day on (to a day, both included)."""

    LEAD, COMPANION = "lead", "companion"

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    published = models.ForeignKey(PublishedPack, models.PROTECT, related_name="+", db_index=False)
    position = models.CharField(max_length=10, choices=[(LEAD, LEAD), (COMPANION, COMPANION)])
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    bound_at = models.DateTimeField()
    bound_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "unit", "from_date"], condition=Q(position="lead"), name="one_lead_from_a_day"
            ),
            models.UniqueConstraint(fields=["org", "unit", "published", "from_date"], name="binding_once"),
            models.CheckConstraint(condition=Q(position__in=["lead", "companion"]), name="binding_position_known"),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="binding_ends_after_start"
            ),
        ]
