"""The tables of the telephone. A call is not a case: no rule owes it, and its book stands by itself (FR-234)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from amends.people.models import Person
from amends.people.rows import OrgRow

RESULTS = ("answered", "missed", "message", "call_back", "passed")
"""How a call ended; empty while it lasts."""
KINDS = ("basic", "enquiry", "complaint")
TASKS = ("call_back", "hand_over")


def _person() -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)


class Line(OrgRow):
    """A telephone line. The regulation of its unit governs its calls; ``keeper`` plans it and seals its book."""

    code = models.CharField(max_length=24)
    name_zh = models.TextField()
    name_en = models.TextField()
    number = models.CharField(max_length=32, blank=True, default="")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    keeper = _person()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "code"], name="line_code_once")]

    def name(self, language: str) -> str:
        """Return the name in a language."""
        return self.name_en if language.lower().startswith("en") else self.name_zh


class Call(OrgRow):
    """One call. ``moments`` are pairs of a moment's name and its time; the columns are what the book sorts by."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()  # the first day of the month of the book it stands in
    is_out = models.BooleanField(default=False)
    caller = models.CharField(max_length=32, blank=True, default="")
    rings = models.PositiveSmallIntegerField(null=True)
    began_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    hold_seconds = models.PositiveIntegerField(default=0)
    moments = models.JSONField(default=list)
    kind = models.CharField(max_length=10, default="basic")
    result = models.CharField(max_length=10, blank=True, default="")
    note = models.TextField(blank=True, default="")
    person = _person()
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+", db_index=False)
    check_method = models.CharField(max_length=40, blank=True, default="")  # how identity was verified (FR-230)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(result__in=["", *RESULTS]), name="call_result_known"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="call_kind_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="call_ends_after_it_began"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "line", "month", "-began_at"], name="call_book"),
            models.Index(fields=["org", "person"], name="call_open", condition=Q(ended_at__isnull=True)),
        ]


class SealedMonth(OrgRow):
    """A month of a line's book that is closed: its calls can only be read from then on (FR-234).

    ``content`` keeps [id, when it began, hash] of each call; ``digest`` is the hash of the seal, empty in those that
    were made before seals kept their content.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    number = models.CharField(max_length=40)
    calls = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    sealed_by = _person()
    content = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "line", "month"], name="month_sealed_once")]


class CallTask(OrgRow):
    """What a call left to do by a time: call back, or take the caller over (FR-229, FR-233).

    ``case``: the case that owes it instead, with owner and clock (FR-140).
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    note = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    made_by = _person()
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    done_by = _person()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(kind__in=TASKS), name="call_task_kind_known")]
        indexes: ClassVar = [
            models.Index(
                fields=["org", "person", "due_at"], name="call_task_open", condition=Q(done_at__isnull=True)
            ),
            models.Index(fields=["org", "call"], name="call_task_of_call"),
        ]  # fmt: skip


class Cover(OrgRow):
    """Somebody answers a line at hours of the week, from a day to a day; or is the manager on duty then (FR-231)."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    hours = models.CharField(max_length=200)
    is_manager = models.BooleanField(default=False)
    from_date = models.DateField()
    to_date = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="cover_ends_after_start"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "line", "from_date"], name="cover_of_line")]


class Diversion(OrgRow):
    """A line that rings elsewhere from a moment on; nobody knows that it does until it is verified (FR-231)."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="+", db_index=False)
    to_number = models.CharField(max_length=32)
    set_at = models.DateTimeField()
    set_by = _person()
    verified_at = models.DateTimeField(null=True)
    verified_by = _person()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "line"], condition=Q(ended_at__isnull=True), name="one_diversion_of_a_line"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "line", "set_at"], name="diversion_of_line")]
