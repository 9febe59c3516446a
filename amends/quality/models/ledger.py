"""The did-it-work ledger: what each action promises, what was delivered meanwhile, what was found (FR-116)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from amends.people.rows import OrgRow
from amends.quality.models.acting import Action
from amends.quality.models.eight_d import person

CRITERIA = ("none", "fewer")
EXPOSURES = ("days", "pieces")
FOUND = ("no_data", "too_early", "works", "fails", "unclear")


class ActionPromise(OrgRow):
    """What an action is to bring about. Made once and never changed: nobody lowers the bar afterwards."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="+", db_index=False)
    criterion = models.CharField(max_length=8)
    reduction = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    looks = models.PositiveSmallIntegerField(default=1)
    exposed_by = models.CharField(max_length=8, default="days")
    from_day = models.DateField()
    until_day = models.DateField()
    made_by = person(null=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "action"], name="one_promise_of_an_action"),
            models.CheckConstraint(condition=Q(criterion__in=CRITERIA), name="promise_criterion_known"),
            models.CheckConstraint(condition=Q(exposed_by__in=EXPOSURES), name="promise_exposure_known"),
            models.CheckConstraint(condition=Q(reduction__range=(1, 100)), name="promise_reduction_per_cent"),
            models.CheckConstraint(
                condition=Q(days__range=(1, 366), looks__range=(1, 36)), name="promise_has_an_end"
            ),
            models.CheckConstraint(condition=Q(until_day__gt=F("from_day")), name="promise_ends_after_it_began"),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["org", "until_day"], name="promise_by_end")]


class NotMeasured(OrgRow):
    """Why no reduction of an action can be measured: said in the place of a promise, and never changed."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()
    by = person(null=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "action"], name="not_measured_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="not_measured_says_why"),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "-at"], name="not_measured_newest")]


class Look(OrgRow):
    """What was found of a promise at a look, over all complaints of the organisation. ``loop``: of which round."""

    promise = models.ForeignKey(ActionPromise, models.PROTECT, related_name="+", db_index=False)
    nth = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    verdict = models.CharField(max_length=10)
    before_count = models.PositiveIntegerField()
    before_exposure = models.FloatField(default=0.0)
    after_count = models.PositiveIntegerField()
    after_exposure = models.FloatField(default=0.0)
    if_useless = models.FloatField(default=0.0)
    if_kept = models.FloatField(default=0.0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "promise", "nth"], name="looked_once"),
            models.CheckConstraint(condition=Q(verdict__in=FOUND), name="look_verdict_known"),
        ]


class Delivered(OrgRow):
    """How many pieces of an object were delivered in a month: what complaints are counted against."""

    object = models.CharField(max_length=32)  # as in CasePrint
    month = models.DateField()
    pieces = models.PositiveBigIntegerField()
    by = person(null=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "object", "month"], name="delivered_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="delivered_by_month"),
        ]
