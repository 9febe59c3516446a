"""Controlled copies of a regulation: numbered, issued against signature, listed at hand-over, taken back (FR-236)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from amends.people.staff import note, refused
from amends.people.viewer import Viewer
from amends.regulations.drafts import check_writer, may_write
from amends.regulations.models import ControlledCopy, PublishedPack

TRIES = 5
MOST = 1000


def issue(viewer: Viewer, published: PublishedPack, holder: UUID, *, at: datetime) -> ControlledCopy:
    """Return a new numbered copy for somebody, still to be signed for.

    Raises Refused for somebody who is not active, or who has one already; NotRuleOwner.
    """
    check_writer(viewer)
    known = viewer.directory.people.get(holder)
    if known is None or not known.is_active:
        raise refused("holder", zh="请选择一位在职人员", en="Choose somebody who works here")
    if ControlledCopy.objects.filter(org=viewer.org, published=published, holder=holder, returned_at=None).exists():
        raise refused("holder", zh="此人已持有一份，未收回", en="This person holds a copy that was not taken back")
    made = _numbered(viewer, published, holder, at=at)
    note(viewer, at=at, about=f"copy:{made.pk}", did="issued", number=made.number, holder=str(holder))
    return made


def _numbered(viewer: Viewer, published: PublishedPack, holder: UUID, *, at: datetime) -> ControlledCopy:
    """Return a copy with the next number; two who issue at one moment get two numbers."""
    for _ in range(TRIES):
        rows = ControlledCopy.objects.filter(org=viewer.org, published=published)
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return ControlledCopy.objects.create(
                    org_id=viewer.org, published=published, number=number, holder_id=holder, issued_at=at,
                    issued_by_id=viewer.person,
                )  # fmt: skip
        except IntegrityError:
            continue
    raise refused("holder", zh="请再试一次", en="Please try again")


def sign_for(viewer: Viewer, key: UUID, *, at: datetime) -> None:
    """Sign for a copy: only its holder does, once. Raises Refused."""
    own = ControlledCopy.objects.filter(org=viewer.org, pk=key, holder=viewer.person, returned_at=None)
    if not own.exists():
        raise refused("", zh="这不是发给您的受控副本", en="This is no copy of yours")
    if own.filter(signed_at=None).update(signed_at=at):
        note(viewer, at=at, about=f"copy:{key}", did="signed for")


def take_back(viewer: Viewer, key: UUID, *, at: datetime) -> None:
    """Note that a copy came back. Raises NotRuleOwner."""
    check_writer(viewer)
    if ControlledCopy.objects.filter(org=viewer.org, pk=key, returned_at=None).update(returned_at=at):
        note(viewer, at=at, about=f"copy:{key}", did="taken back")


def copies(viewer: Viewer, published: PublishedPack | None = None) -> tuple[ControlledCopy, ...]:
    """Return the copies of a version (of all: those not taken back); whoever writes none sees their own."""
    rows = ControlledCopy.objects.filter(org=viewer.org).select_related("published", "holder")
    rows = rows.filter(published=published) if published else rows.filter(returned_at=None)
    if not may_write(viewer):
        rows = rows.filter(holder=viewer.person, returned_at=None)
    return tuple(rows.order_by("holder__name", "holder_id", "published__pack", "number")[:MOST])


def mine(viewer: Viewer) -> tuple[ControlledCopy, ...]:
    """Return the copies in the viewer's own hands."""
    rows = ControlledCopy.objects.filter(org=viewer.org, holder=viewer.person, returned_at=None)
    return tuple(rows.select_related("published").order_by("issued_at", "id")[:MOST])
