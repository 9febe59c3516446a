"""Defects that come back: the fingerprint of each case, how far they are kept, and what was declared (FR-117)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.people.rows import OrgRow
from amends.quality.models.eight_d import EightD, person

WORDS = ("failed", "other_cause")
"""What may be declared of an earlier 8D: its action failed, or the cause is another one."""


class CasePrint(OrgRow):
    """The fingerprint of a case's defect, in hashes. Made from the case, and made again when the case changes."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    defect = models.CharField(max_length=32, blank=True, default="")
    object = models.CharField(max_length=32, blank=True, default="")
    symptom = models.CharField(max_length=32, blank=True, default="")
    place = models.CharField(max_length=32, blank=True, default="")
    words = ArrayField(models.CharField(max_length=12), default=list)
    received_at = models.DateTimeField()
    is_counted = models.BooleanField(default=True)
    seq = models.PositiveIntegerField()  # the entry of the case up to which it was read

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "case"], name="one_print_of_a_case")]
        indexes: ClassVar = [
            models.Index(fields=["org", "defect", "received_at"], name="print_by_defect", condition=~Q(defect="")),
            models.Index(fields=["org", "object", "received_at"], name="print_by_object", condition=~Q(object="")),
            models.Index(fields=["org", "symptom", "received_at"], name="print_by_symptom", condition=~Q(symptom="")),
            models.Index(fields=["org", "received_at"], name="print_by_receipt"),
        ]


class PrintMark(OrgRow):
    """How far the fingerprints of an organisation are kept: cases first, one after the other, then their entries."""

    cases_to = models.UUIDField(null=True)
    is_filled = models.BooleanField(default=False)
    entries_to = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org"], name="one_print_mark")]


class Declaration(OrgRow):
    """Somebody said of an earlier 8D on the same defect that it failed, or why this case has another cause."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    earlier = models.ForeignKey(EightD, models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=12)
    reason = models.TextField()
    by = person(null=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "case", "earlier"], name="declared_once"),
            models.CheckConstraint(condition=Q(word__in=WORDS), name="declared_word_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="declared_with_reason"),
        ]
