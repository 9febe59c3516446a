"""The case and what belongs to it: pinned rules, orders, parties, links, search words, numbers."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from amends.people.models import Person
from amends.people.rows import OrgRow

AGREEMENT = "agreement"
"""The kind of a link to a case that ended in a settlement agreement on the same matter (FR-132)."""


def _person() -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)


class Case(OrgRow):
    """One complaint from the first word to closing. Columns are what lists sort and filter by; the rest is facts."""

    number = models.CharField(max_length=60)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(max_length=60)
    stage_kind = models.CharField(max_length=10)  # new, open, parked, settled, closed
    title = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    wish = models.TextField(blank=True, default="")
    channel = models.CharField(max_length=40, blank=True, default="")
    matter = models.CharField(max_length=40, default="complaint")
    category = models.CharField(max_length=120, blank=True, default="")
    category_2 = models.CharField(max_length=120, blank=True, default="")  # its first two levels, for counts
    complainant = models.ForeignKey("people.Complainant", models.PROTECT, null=True, related_name="+", db_index=False)
    complainants = models.PositiveIntegerField(default=1)
    complainants_alone = models.PositiveIntegerField(null=True)  # before anything was merged into it
    first_asked = _person()
    holder = _person()  # who acts next; the first-asked person until another accepts (FR-064)
    received_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    grade = models.CharField(max_length=60, blank=True, default="")
    grade_list = models.CharField(max_length=140, blank=True, default="")  # "<pack>/<list>" of the lead
    tone = models.CharField(max_length=10, default="plain")
    gradings = models.JSONField(default=dict)
    highest = models.JSONField(default=dict)
    flags = ArrayField(models.CharField(max_length=60), default=list)
    confidential = models.CharField(max_length=60, blank=True, default="")
    seen_by = ArrayField(models.CharField(max_length=60), default=list)  # roles, when confidential
    accused = ArrayField(models.UUIDField(), default=list)
    handlers = ArrayField(models.UUIDField(), default=list)
    blind_to = ArrayField(models.UUIDField(), default=list)  # who judges it again without sight (cases.blinding)
    units = ArrayField(models.UUIDField(), default=list)  # every unit the case concerns, its own first
    people = ArrayField(models.UUIDField(), default=list)  # everybody with a part in it: sees it anywhere
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    second_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    is_counted = models.BooleanField(default=True)  # withdrawn, merged and refused cases leave counts (FR-042)
    next_due_at = models.DateTimeField(null=True)
    next_due_duty = models.CharField(max_length=140, blank=True, default="")
    next_look_at = models.DateTimeField(null=True)
    look_again = models.DateTimeField(null=True)
    head_seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    portal_secret_hash = models.CharField(max_length=64, blank=True, default="")
    archive_number = models.CharField(max_length=60, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["org", "archive_number"], condition=~Q(archive_number=""), name="archive_number_once"
            ),
            models.CheckConstraint(
                condition=Q(stage_kind__in=["new", "open", "parked", "settled", "closed"]), name="stage_kind_known"
            ),
            models.CheckConstraint(condition=Q(complainants__gte=1), name="somebody_complains"),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(confidential="") | ~Q(seen_by=[]), name="confidential_is_seen_by_somebody"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "next_due_at", "id"], name="case_queue", condition=~Q(stage_kind="closed")),
            models.Index(fields=["org", "next_due_at", "id"], name="case_by_due"),
            models.Index(fields=["org", "received_at", "id"], name="case_by_receipt"),
            models.Index(fields=["org", "holder", "next_due_at"], name="case_held", condition=~Q(stage_kind="closed")),
            models.Index(
                fields=["org", "first_asked", "next_due_at"],
                name="case_followed",
                condition=~Q(holder=F("first_asked")) & ~Q(stage_kind="closed"),
            ),
            models.Index(fields=["org", "next_look_at"], name="case_tick", condition=Q(next_look_at__isnull=False)),
            models.Index(fields=["org", "category_2", "received_at"], name="case_alike"),
            models.Index(fields=["org", "complainant", "received_at"], name="case_of_complainant"),
            models.Index(fields=["org", "merged_into"], name="case_merged", condition=Q(merged_into__isnull=False)),
            GinIndex(fields=["accused"], name="case_accused", condition=~Q(accused=[])),
            # A branch among a thousand finds its own without walking everybody's.
            GinIndex(fields=["units", "people"], name="case_near"),
            models.Index(fields=["org", "unit"], name="case_confidential", condition=~Q(confidential="")),
        ]

    def __str__(self) -> str:
        return self.number


class CaseSearch(models.Model):
    """The search words of a case. A table of its own: a case changes often, its GIN index must not."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    org = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    words = SearchVectorField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["words"], name="case_words", fastupdate=True),
            # A word that many cases hold is found by walking the newest first, not by collecting all.
            models.Index(fields=["org", "-case"], name="case_words_newest"),
        ]


class CaseRule(OrgRow):
    """The pack versions a case came in under: one lead, any companions. They stay."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    published = models.ForeignKey("regulations.PublishedPack", models.PROTECT, related_name="+", db_index=False)
    position = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "case", "published"], name="case_rule_once"),
            models.UniqueConstraint(fields=["org", "case"], condition=Q(position="lead"), name="case_has_one_lead"),
        ]


class Order(OrgRow):
    """A dispatch order. ``name`` (order-1) is what rules and journal call it within the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    handler = _person()
    state = models.CharField(max_length=12, default="sent")
    content = models.TextField(blank=True, default="")
    sent_at = models.DateTimeField()
    sent_by = _person()
    received_at = models.DateTimeField(null=True)
    received_by = _person()
    returned_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    limit_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "case", "name"], name="order_once"),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "received", "returned", "handled"]), name="order_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "unit", "state"], name="order_by_unit", condition=~Q(state="handled")),
        ]


class Party(OrgRow):
    """Who belongs to a case: complainants (with the date each joined), the accused, witnesses."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=20)  # complainant, accused, witness, agent
    complainant = models.ForeignKey("people.Complainant", models.PROTECT, null=True, related_name="+", db_index=False)
    person = _person()
    joined_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "case", "role", "complainant", "person"], name="party_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(complainant__isnull=False) ^ Q(person__isnull=False), name="party_is_one_of_two"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "complainant"], name="party_by_complainant")]


class Link(OrgRow):
    """Two cases that have to do with each other: second_of, merged_into, alike, related, agreement."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "case", "other", "kind"], condition=Q(ended_at__isnull=True), name="link_once"
            ),
            models.CheckConstraint(condition=~Q(case=models.F("other")), name="link_joins_two"),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "other"], name="link_backwards")]
