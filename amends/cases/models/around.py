"""What stands around a case: letters, evidence, approvals, drafts, channels, long work, repeated requests."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.cases.models.case import Case, _person
from amends.people.rows import OrgRow


class Letter(OrgRow):
    """Anything that leaves or tells somebody. A row first; `jobs.deliver` sends it, twice does no harm."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", db_index=False)
    letter = models.CharField(max_length=60)  # id in the pack, or told/<rung>, reply
    key = models.CharField(max_length=200)  # what makes it the same letter
    way = models.CharField(max_length=20, default="desk")  # desk, mail, phone, post, sms, portal
    person = _person()
    complainant = models.ForeignKey("people.Complainant", models.PROTECT, null=True, related_name="+", db_index=False)
    address = models.TextField(blank=True, default="")
    subject = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")
    promised_at = models.DateTimeField()
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)  # given up
    error = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "key"], name="letter_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["org", "not_before"], name="letter_to_send",
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(fields=["org", "person", "promised_at"], name="letter_of_person"),
            models.Index(fields=["org", "case"], name="letter_of_case"),
        ]  # fmt: skip


class Evidence(OrgRow):
    """A file or thing kept for a case, with source, time and hash (FR-011). ``path`` is below MEDIA_ROOT."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    name = models.TextField()
    kind = models.CharField(max_length=100)  # media type as found out from the bytes
    source = models.CharField(max_length=40)  # complainant, staff, outside body
    path = models.TextField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = _person()
    shown_to_complainant = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["org", "case", "added_at"], name="evidence_of_case")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "path"], name="evidence_path_once")]


class Approval(OrgRow):
    """Somebody's consent that is being waited for: a remedy, a fall of grade, an extension, a step."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)  # what rules call it: approval-1
    kind = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    chain = ArrayField(models.CharField(max_length=60), default=list)  # roles that may grant it, lowest first
    position = models.PositiveSmallIntegerField(default=0)  # in the chain: who is asked, then who decided
    role = models.CharField(max_length=60)  # the role at that position
    state = models.CharField(max_length=10, default="waiting")  # waiting, approved, refused
    asked_at = models.DateTimeField()
    asked_by = _person()
    decided_at = models.DateTimeField(null=True)
    decided_by = _person()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "case", "name"], name="approval_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "approved", "refused"]), name="approval_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "role", "asked_at"], name="approval_waiting", condition=Q(state="waiting")),
            models.Index(fields=["org", "decided_at"], name="approval_decided", condition=~Q(state="waiting")),
        ]


class Draft(OrgRow):
    """What somebody has typed and not yet sent; saved as one types."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=80)  # register, or <case number>/<step>
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "person", "kind"], name="draft_once")]


class Channel(OrgRow):
    """A way in that the organisation has enabled (FR-001)."""

    kind = models.CharField(max_length=40)
    name_zh = models.TextField()
    name_en = models.TextField()
    enabled = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "kind"], name="channel_once")]


class Run(OrgRow):
    """Long work that a door asked for and a job picks up: import, replay, export."""

    kind = models.CharField(max_length=40)
    input = models.JSONField(default=dict)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")  # waiting, running, done, failed
    asked_at = models.DateTimeField()
    asked_by = _person()
    seen_alive_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed"]), name="run_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "asked_at"], name="run_waiting", condition=Q(state__in=["waiting", "running"])),
        ]


class IdempotencyKey(OrgRow):
    """The answer that a request with this key got; the same request gets it again."""

    key = models.CharField(max_length=120)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)  # 0: still at work
    answer = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "person", "key"], name="request_key_once", nulls_distinct=False)
        ]
        indexes: ClassVar = [models.Index(fields=["org", "made_at"], name="request_key_by_age")]
