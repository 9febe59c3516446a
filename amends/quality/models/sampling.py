"""What was drawn by lot, whom it fell on, and what they found (FR-149): call-backs and blind second looks."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amends.people.rows import OrgRow
from amends.quality.models.eight_d import person as somebody

KINDS = ("call_back", "second_look")
OUTCOMES = ("", "right", "wrong", "not_reached")
"""What a call-back found: the record of the case is right, it is wrong, or nobody was reached."""

HAS_A_PART = "has_a_part"
"""Why a second look was stopped: its judge has a part in the case by now."""
MAY_NOT_READ = "may_not_read"
"""Why a second look was stopped: the case became confidential, and its judge is none of those who may read it."""


class CaseDraw(OrgRow):
    """A draw over the closed cases of a unit and period: announced with its number, then drawn, then never changed.

    ``entered`` says of each case that was in the draw who could not be drawn for it; ``people`` who could be drawn.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    pack = models.CharField(max_length=60)
    sample = models.CharField(max_length=60)  # the row of the pack
    kind = models.CharField(max_length=12)
    first = models.DateField()
    last = models.DateField()
    many = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    announced_at = models.DateTimeField()
    announced_by = somebody(null=False)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = somebody()
    entered = models.JSONField(default=dict)
    people = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            # Whoever does not like what was drawn cannot announce another for the same period.
            models.UniqueConstraint(fields=["org", "unit", "pack", "sample", "first"], name="one_draw_of_a_period"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="draw_kind_known"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="draw_period_has_days"),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "kind", "-first"], name="draws_newest")]


class CallBack(OrgRow):
    """One call to the complainant of a case that was drawn: every try, then what was found, once."""

    draw = models.ForeignKey(CaseDraw, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    person = somebody(null=False)
    nth = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    tries = ArrayField(models.DateTimeField(), default=list)
    outcome = models.CharField(max_length=12, blank=True, default="")
    satisfaction = models.CharField(max_length=12, blank=True, default="")
    note = models.TextField(blank=True, default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "draw", "case"], name="called_back_once_a_draw"),
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="call_back_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="", done_at__isnull=True) | (~Q(outcome="") & Q(done_at__isnull=False)),
                name="call_back_done_with_outcome",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "person", "due_at"], name="call_back_open", condition=Q(done_at__isnull=True)),
        ]


class SecondLook(OrgRow):
    """A case decided again by somebody who had no part and does not see the first result until it is done.

    ``verdict`` and ``first`` hold the same keys: what was decided now and what had been, as of the moment it was done.
    One that was stopped has neither, and ``why`` holds the code of its reason.
    """

    draw = models.ForeignKey(CaseDraw, models.PROTECT, null=True, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    pack = models.CharField(max_length=60)
    sample = models.CharField(max_length=60)
    person = somebody(null=False)
    request = models.TextField(blank=True, default="")  # why the complainant asks; empty: drawn by lot
    asked_at = models.DateTimeField()
    asked_by = somebody(null=False)
    due_at = models.DateTimeField()
    verdict = models.JSONField(default=dict)
    why = models.TextField(blank=True, default="")
    first = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "case"], condition=Q(done_at__isnull=True), name="one_second_look_at_a_time"
            ),
            models.CheckConstraint(condition=Q(done_at__isnull=True) | ~Q(why=""), name="second_look_says_why"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "person", "due_at"], name="look_again_open", condition=Q(done_at__isnull=True)),
            models.Index(fields=["org", "-asked_at"], name="looks_again_newest"),
        ]

    @property
    def is_stopped(self) -> bool:
        """Whether it ended without a verdict; a verdict answers every question."""
        return self.done_at is not None and not self.verdict
