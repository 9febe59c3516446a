"""What follows from the journals of cases in money and goods, as rows that lists can filter and sum up.

The journal writes them with the step that changes them; they hold nothing that its entries do not.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.cases.models.case import Case, _person
from amends.people.rows import OrgRow


class MoneyLine(OrgRow):
    """One remedy, returned lot or income of a case (FR-136, FR-246). An exchange of goods has no amount."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)  # what the case calls it: remedy/1, return/lot-1
    flow = models.CharField(max_length=10)  # remedy, return, income
    kind = models.CharField(max_length=60, blank=True, default="")  # the remedy, by the pack's own name
    subject = models.CharField(max_length=60, blank=True, default="")  # the lot
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3)
    counts_at = models.DateTimeField()  # the month it belongs to: when it was given, until then when it was granted
    granted_at = models.DateTimeField(null=True)
    granted_by = _person()
    paid_at = models.DateTimeField(null=True)
    paid_by = _person()
    booked_at = models.DateTimeField(null=True)
    booked_by = _person()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "case", "name"], name="money_line_once"),
            models.CheckConstraint(condition=Q(flow__in=["remedy", "return", "income"]), name="money_flow_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "counts_at", "id"], name="money_by_month"),
            models.Index(fields=["org", "unit", "counts_at"], name="money_of_unit"),
            models.Index(fields=["org", "kind", "-counts_at"], name="money_of_kind", condition=Q(flow="remedy")),
        ]


class ReturnedLot(OrgRow):
    """One lot of returned goods of a case. ``said`` holds figures and codes; names stay with the journal's words."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    last = models.CharField(max_length=60)  # the last event
    last_at = models.DateTimeField()
    happened = models.JSONField(default=dict)  # each event with its moment
    differs = models.BooleanField(default=False)
    said = models.JSONField(default=dict)
    over = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "case", "subject"], name="returned_lot_once")]
        indexes: ClassVar = [
            models.Index(fields=["org", "asked_at", "id"], name="lot_by_asking"),
            models.Index(fields=["org", "asked_at", "id"], name="lot_going_on", condition=Q(over=False)),
        ]
