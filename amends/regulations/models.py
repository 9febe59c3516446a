"""Which regulation is in force for whom: published packs under their content hash, bound to units; and drafts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from amends.people.rows import OrgRow


class PublishedPack(OrgRow):
    """One version of a pack with the organisation's setting values. The database refuses to change it."""

    pack = models.CharField(max_length=80)  # the pack's id
    version = models.CharField(max_length=40)
    content_hash = models.CharField(max_length=64)
    title_zh = models.TextField()
    title_en = models.TextField()
    files = models.JSONField()  # file name → TOML text
    chosen = models.JSONField(default=dict, blank=True)  # setting id → value
    checker_version = models.CharField(max_length=20)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    signatures = models.JSONField(default=list, blank=True)  # [{role, person, at}] (FR-236)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "content_hash"], name="pack_once")]
        indexes: ClassVar = [models.Index(fields=["org", "pack", "published_at"], name="pack_by_id")]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"


class Binding(OrgRow):
    """A published pack governs a unit and everything below it from a day on (to a day, both included)."""

    LEAD, COMPANION = "lead", "companion"

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    published = models.ForeignKey(PublishedPack, models.PROTECT, related_name="+", db_index=False)
    position = models.CharField(max_length=10, choices=[(LEAD, LEAD), (COMPANION, COMPANION)])
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    bound_at = models.DateTimeField()
    bound_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "unit", "from_date"], condition=Q(position="lead"), name="one_lead_from_a_day"
            ),
            models.UniqueConstraint(fields=["org", "unit", "published", "from_date"], name="binding_once"),
            models.CheckConstraint(condition=Q(position__in=["lead", "companion"]), name="binding_position_known"),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="binding_ends_after_start"
            ),
        ]


class PackDraft(OrgRow):
    """A version of a regulation that is being written. ``version`` counts changes, so nobody overwrites another's."""

    OPEN, PUBLISHED, DROPPED = "open", "published", "dropped"

    pack = models.CharField(max_length=80)  # the pack's id when the draft was begun
    base = models.ForeignKey(PublishedPack, models.PROTECT, null=True, related_name="+", db_index=False)
    files = models.JSONField()  # file name → TOML text
    chosen = models.JSONField(default=dict, blank=True)  # setting id → value
    content_hash = models.CharField(max_length=64)  # of files and chosen: what a signature is given for
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=[(one, one) for one in (OPEN, PUBLISHED, DROPPED)], default=OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    published = models.ForeignKey(PublishedPack, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["org", "state", "changed_at"], name="pack_drafts")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "published", "dropped"]), name="pack_draft_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="published", published__isnull=False) | ~Q(state="published"),
                name="pack_draft_published_as",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} draft {self.version}"


class DraftStep(OrgRow):
    """One change of a draft, so that it can be taken back and made again: what the changed files said before and after.

    A file that was not there is null. A change that is taken back stays until another one is made in its place.
    """

    draft = models.ForeignKey(PackDraft, models.PROTECT, related_name="+", db_index=False)
    nth = models.PositiveIntegerField()
    before = models.JSONField()  # {"files": {name: text or null}, "chosen": {…}}
    after = models.JSONField()
    is_undone = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "draft", "nth"], name="draft_step_once")]


class DraftSignature(OrgRow):
    """Somebody signed one content of a draft for a role (FR-236). Append-only."""

    draft = models.ForeignKey(PackDraft, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=80)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "draft", "role", "content_hash"], name="signed_once_for_a_role")
        ]


class ControlledCopy(OrgRow):
    """A numbered copy of a published version in somebody's hands, issued against signature (FR-236)."""

    published = models.ForeignKey(PublishedPack, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    holder = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True, blank=True)  # the holder's own signature for it
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "published", "number"], name="copy_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="copy_number_from_one"),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "holder"], name="copies_of_a_holder")]
