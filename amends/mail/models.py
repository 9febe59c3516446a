"""The tables of mail that comes in. A mail is no case: it becomes one, or words of one, or is laid aside."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.people.rows import OrgRow

STATES = ("waiting", "added", "registered", "set_aside", "automatic", "held", "unreadable")
"""``waiting``: for a registrar; ``held``: too many from one sender; ``automatic``: written by a machine."""
PROVEN = ("merged", "refused", "answer")
"""Reasons of mails whose token was ours and whose sender is the complainant."""
SECURITY = ("tls", "starttls", "plain")


class Mailbox(OrgRow):
    """The mailbox that an organisation reads. ``seen_to``: the last message taken under ``validity`` (RFC 3501)."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    address = models.CharField(max_length=254, blank=True, default="")
    host = models.CharField(max_length=253, blank=True, default="")  # empty: only what is handed in by a pipe
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=10, default="tls")
    login = models.CharField(max_length=254, blank=True, default="")
    password = models.TextField(blank=True, default="")  # sealed: mail.passwords
    folder = models.CharField(max_length=100, default="INBOX")
    is_active = models.BooleanField(default=True)
    validity = models.PositiveBigIntegerField(default=0)
    seen_to = models.PositiveBigIntegerField(default=0)
    next_look_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)  # the last time that it answered
    error = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org"], name="mailbox_once"),
            models.CheckConstraint(condition=Q(security__in=SECURITY), name="mailbox_security_known"),
        ]


class IncomingMail(OrgRow):
    """One mail as it came in. ``key``: by which a second copy is known; ``path``: the original below MEDIA_ROOT."""

    key = models.CharField(max_length=64)
    sender = models.CharField(max_length=254, blank=True, default="")
    sender_name = models.CharField(max_length=200, blank=True, default="")
    subject = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField(blank=True, default="")
    cut = models.BooleanField(default=False)  # whether quotation, signature or length were cut off the text
    received_at = models.DateTimeField()
    path = models.TextField(blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    files = models.JSONField(default=list)  # name, path, size, kind of each attachment; kind empty: not taken
    state = models.CharField(max_length=12, default="waiting")
    reason = models.CharField(max_length=40, blank=True, default="")
    said = models.TextField(blank=True, default="")  # the reason in words of a person, a header or a refusal
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+", db_index=False)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "key"], name="mail_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="mail_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["org", "state", "-received_at"], name="mail_by_state"),
            models.Index(fields=["org", "sender", "received_at"], name="mail_of_sender"),
            models.Index(fields=["org", "case"], name="mail_of_case", condition=Q(case__isnull=False)),
        ]
