"""An 8D record, every version of its disciplines, and who approved what of it (FR-108, FR-112, FR-115)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.people.models import Person
from amends.people.rows import OrgRow

STATES = ("open", "returned", "approved", "closed", "failed")
"""``returned``: a discipline was sent back; ``failed``: its action did not work, and it starts again at the cause."""
VERDICTS = ("draft", "refused", "handed_in", "returned", "accepted")


def person(*, null: bool = True) -> models.ForeignKey[Person | None, Person | None]:
    """Return the column of a person who did something."""
    return models.ForeignKey("people.Person", models.PROTECT, null=null, related_name="+", db_index=False)


class EightD(OrgRow):
    """One 8D record of one case. ``loops`` counts how often its cause was looked for: 2 after one failure (FR-117)."""

    number = models.CharField(max_length=64)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, default="open")
    loops = models.PositiveSmallIntegerField(default=1)
    fingerprint = models.TextField(blank=True, default="")  # of the defect; empty until it is worked out
    opened_by = person()
    opened_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = person()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "number"], name="eight_d_number_once"),
            models.UniqueConstraint(fields=["org", "case"], name="one_eight_d_of_a_case"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="eight_d_state_known"),
            models.CheckConstraint(condition=Q(loops__gte=1), name="eight_d_loops_from_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "state", "-opened_at"], name="eight_d_by_state"),
            models.Index(fields=["org", "unit", "-opened_at"], name="eight_d_by_unit"),
            models.Index(fields=["org", "fingerprint"], name="eight_d_by_fingerprint"),
        ]


class DisciplineVersion(OrgRow):
    """What was written in a discipline, as it was handed in: later versions come beside it (FR-112)."""

    eight_d = models.ForeignKey(EightD, models.PROTECT, related_name="+", db_index=False)
    discipline = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    loop = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField(default=dict)  # {field: text}, fields of core.eight_d
    by = person(null=False)
    stands_for = models.JSONField(default=list)  # whose role it was written with, by a deputy
    at = models.DateTimeField()
    objections = models.JSONField(default=list)
    verdict = models.CharField(max_length=10)
    reviewed_by = person()
    reviewed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")
    shown_freely_until = models.DateTimeField(null=True)  # accepted before: shown where its pack names no approver

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "eight_d", "discipline", "version"], name="discipline_version_once"
            ),
            models.UniqueConstraint(
                fields=["org", "eight_d", "discipline"], condition=Q(verdict="draft"), name="one_draft_of_a_discipline"
            ),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="discipline_verdict_known"),
            models.CheckConstraint(
                condition=~Q(verdict="returned") | ~Q(reason=""), name="discipline_returned_with_reason"
            ),
        ]  # fmt: skip


class PlanApproval(OrgRow):
    """Somebody approved the versions that stood then, or sent them back: what a customer may see (FR-115)."""

    eight_d = models.ForeignKey(EightD, models.PROTECT, related_name="+", db_index=False)
    loop = models.PositiveSmallIntegerField(default=1)
    versions = models.JSONField(default=list)  # keys of the versions that were approved
    is_approved = models.BooleanField()
    by = person(null=False)
    role = models.CharField(max_length=40)
    roles = models.JSONField(default=list)  # with which it was given; none: one word was for every pack then
    at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_approved=True) | ~Q(reason=""), name="plan_refused_with_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "eight_d", "at"], name="approvals_of_eight_d")]
