"""Journals: entries chained by hash, and beside them the words that law may require to erase."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from amends.cases.models.case import Case, _person
from amends.people.rows import OrgRow


class _Chained(OrgRow):
    """What entries of all journals have. ``body`` holds codes, ids, times and commitments, never words."""

    seq = models.PositiveIntegerField()
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = _person()
    step = models.CharField(max_length=60)
    schema = models.PositiveSmallIntegerField(default=1)
    body = models.JSONField()
    prev_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Entry(_Chained):
    """One entry of a case's journal. The app role may only read and add; triggers refuse all else."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "case", "seq"], name="entry_seq_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="entry_seq_from_one"),
            models.CheckConstraint(
                condition=Q(happened_at__lte=models.F("recorded_at")), name="entry_not_of_the_future"
            ),
        ]
        # Entries lie in the order in which they were recorded, so a few pages say where a month begins.
        indexes: ClassVar = [BrinIndex(fields=["recorded_at"], name="entry_by_record", autosummarize=True)]


class EntryValue(OrgRow):
    """Words of an entry: the entry holds sha256(salt + value). Erasing removes value and salt."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    value = models.TextField()
    salt = models.CharField(max_length=32)
    retention = models.CharField(max_length=20, default="case")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "entry", "name"], name="entry_value_once")]
        indexes: ClassVar = [models.Index(fields=["org", "case"], name="entry_value_of_case")]


class UnitEntry(_Chained):
    """One entry of a unit's journal: sheets sent, their obligations opened and met."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "unit", "seq"], name="unit_entry_seq_once")]
