"""The organisation (one tenant) and its units: branches, dealers, departments in one tree."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from amends.people.rows import OrgRow, new_id

FUNCTIONS = (
    "headquarters", "customer_service", "engineering", "security", "environment", "quality",
    "production", "project", "design", "purchasing", "marketing", "sales", "finance", "legal",
    "audit", "branch", "dealer", "other",
)  # fmt: skip
"""What units are for; a pack's routes and roles name these (a pack may name more)."""


class Organisation(models.Model):
    """One tenant: the whole group tree, the boundary of row-level security and of a shard."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    language = models.CharField(max_length=8, default="zh-hans")
    settings = models.JSONField(default=dict, blank=True)
    """``first_asked_goes_to``: unit function → role that becomes owner instead (FR-065);
    ``backdate_days``: how many days back a step may say that it happened;
    ``portal``: ``units`` that receive (codes), ``phone``, ``outside`` (whom else to turn to, zh and en),
    ``names_people``: whether complainants read who acts by name."""
    is_demo = models.BooleanField(default=False)
    directory_version = models.UUIDField(default=new_id)
    """Changed by triggers whenever people, roles, units, calendars or bindings change (`people.directory`)."""
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(code=""), name="organisation_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.code


class Unit(OrgRow):
    """A part of the organisation. ``path`` holds the ids from the root down to the unit itself."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    path = ArrayField(models.UUIDField(), default=list)
    code = models.CharField(max_length=24)
    function = models.CharField(max_length=40, default="other")
    name_zh = models.TextField()
    name_en = models.TextField()
    calendar = models.ForeignKey(
        "people.Calendar", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "code"], name="unit_code_once"),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Z0-9][A-Z0-9_]*$"), name="unit_code_is_capitals_and_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="unit_is_not_its_own_parent",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "function"], name="unit_by_function"),
            GinIndex(fields=["path"], name="unit_below"),
        ]

    def __str__(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """Return the name in a language."""
        return self.name_en if language.lower().startswith("en") else self.name_zh
