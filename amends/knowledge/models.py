"""The case library: what a closed case taught, without the people in it (FR-164)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.people.models import Person
from amends.people.rows import OrgRow

STATES = ("draft", "published")
PARTS = ("title", "situation", "cause", "handling", "lesson")
"""What a card says, in this order; all but the cause must be there before it is published."""


def _person() -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)


class CaseCard(OrgRow):
    """One card of the library, drawn from one case. ``folded``: all its words as they are searched."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=200, blank=True, default="")
    title = models.TextField()
    situation = models.TextField()
    cause = models.TextField(blank=True, default="")
    handling = models.TextField()
    lesson = models.TextField()
    folded = models.TextField()
    state = models.CharField(max_length=10, default="draft")
    version = models.PositiveIntegerField(default=1)
    written_by = _person()
    written_at = models.DateTimeField()
    published_by = _person()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "case"], name="card_of_case_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="card_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="card_published_at_some_time"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "state", "-published_at"], name="cards_newest")]
