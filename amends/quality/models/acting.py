"""What is done about a cause: actions with owner, date and proof, their spread, and later checks (FR-114 to FR-119)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.people.rows import OrgRow
from amends.quality.models.eight_d import EightD, person

KINDS = ("containment", "interim", "corrective", "preventive")


class Action(OrgRow):
    """One action. ``promised_reduction`` in per cent of ``measure``; ``verdict`` is the ledger's (FR-116)."""

    eight_d = models.ForeignKey(EightD, models.PROTECT, related_name="+", db_index=False)
    loop = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12)
    text = models.TextField()
    owner = person(null=False)
    due_at = models.DateTimeField()
    made_by = person()
    made_at = models.DateTimeField()
    proof = models.TextField(blank=True, default="")
    evidence = models.ForeignKey("cases.Evidence", models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    done_by = person()
    promised_reduction = models.PositiveSmallIntegerField(null=True)
    measure = models.CharField(max_length=40, blank=True, default="")
    verdict = models.CharField(max_length=24, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="action_kind_known"),
            models.CheckConstraint(
                condition=Q(promised_reduction__isnull=True) | Q(promised_reduction__range=(1, 100)),
                name="action_reduction_per_cent",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | ~Q(proof="") | Q(evidence__isnull=False),
                name="action_done_with_proof",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "eight_d", "made_at"], name="actions_of_eight_d"),
            models.Index(fields=["org", "owner", "due_at"], name="actions_open", condition=Q(done_at__isnull=True)),
        ]


class Spread(OrgRow):
    """A similar process to which an action is carried over, or the reason why it is not (FR-118)."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="+", db_index=False)
    process = models.TextField()
    done_at = models.DateTimeField(null=True)
    done_by = person()
    reason = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    made_by = person()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["org", "action"], name="spreads_of_action")]


class LaterCheck(OrgRow):
    """An irregular check of an action, planned for a day; missed when that day went by without it (FR-119)."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    owner = person(null=False)
    made_at = models.DateTimeField()
    made_by = person()
    done_at = models.DateTimeField(null=True)
    done_by = person()
    result = models.TextField(blank=True, default="")
    still_works = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "action", "day"], name="check_of_action_once_a_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "owner", "day"], name="checks_open", condition=Q(done_at__isnull=True)),
        ]
