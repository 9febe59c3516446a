"""What every row of an organisation has: a key made in the app and the organisation first."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django_scopes import ScopedManager
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a key that sorts by the time it was made (UUIDv7), so indexes grow at their end."""
    return uuid7()


class OrgRow(models.Model):
    """One row of one organisation. ``objects`` raises outside `tenancy.organisation`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # No index of its own: each index of a table begins with the organisation.
    org = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)

    objects = ScopedManager(org="org")  # type: ignore[no-untyped-call, django-manager-missing]

    class Meta:
        abstract = True
