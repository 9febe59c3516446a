"""People who sign in, the roles they hold and when, who stands in for them, what they were refused."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from amends.people.rows import OrgRow, new_id


class Person(AbstractBaseUser):
    """Somebody who signs in. ``login`` is unique over all organisations: the sign-in page asks for nothing else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    login = models.CharField(max_length=150, unique=True)
    name = models.TextField()
    name_en = models.TextField(blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=32, blank=True, default="")
    language = models.CharField(max_length=8, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_staff_of_org = models.BooleanField(default=False, help_text="may administer people, units and regulations")
    password_is_temporary = models.BooleanField(
        default=False, db_default=False, help_text="set by an administrator: to be changed at the next sign-in"
    )
    made_at = models.DateTimeField()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = BaseUserManager["Person"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(login="") & ~Q(name=""), name="person_has_login_and_name"),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "name"], name="person_by_name")]

    def __str__(self) -> str:
        return self.login

    def name_in(self, language: str) -> str:
        """Return the name in a language."""
        return (self.name_en or self.name) if language.lower().startswith("en") else self.name


class Membership(OrgRow):
    """A role held in a unit from a day to a day (both included). Role ids come from packs, besides ``admin``."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=60)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "person", "unit", "role", "from_date"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="membership_ends_after_start"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["org", "unit", "role"], name="membership_by_role")]


class Substitute(OrgRow):
    """A person is away from a day to a day (both included); the deputy gets what falls due meanwhile."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    from_date = models.DateField()
    to_date = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "person", "from_date"], name="substitute_once"),
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="substitute_ends_after_start"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="substitute_is_another"),
        ]


class AccessLog(OrgRow):
    """What was refused for security's sake, and who read what is confidential. Append-only in the database."""

    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)  # accused_refused, delete_refused, confidential_read, …
    about = models.CharField(max_length=80, blank=True, default="")
    case_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["org", "at"], name="access_by_time")]


class ApiToken(OrgRow):
    """A token for the API, stored as a hash. The token itself names the organisation (`people.tokens`)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    name = models.TextField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "hash"], name="token_once")]
