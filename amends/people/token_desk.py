"""Tokens of the API as the administrator keeps them: given for a person, shown once, taken back.

Every change is noted (`people.staff.note`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from amends.people.models import ApiToken
from amends.people.staff import check_admin, note, person_of, refused
from amends.people.tokens import make_token
from amends.people.viewer import Viewer

LONGEST_NAME = 80


def tokens_of(viewer: Viewer) -> tuple[ApiToken, ...]:
    """Return the tokens of the viewer's organisation, the ones in use first. Raises NotAdmin."""
    check_admin(viewer)
    rows = ApiToken.objects.select_related("person").order_by("-made_at")
    return tuple(sorted(rows, key=lambda one: not in_use(one, viewer.at)))


def in_use(token: ApiToken, at: datetime) -> bool:
    """Return whether a token opens anything at a moment."""
    ended = token.expires_at is not None and token.expires_at <= at
    return token.revoked_at is None and not ended and token.person.is_active


def give_token(viewer: Viewer, *, person: UUID, name: str, expires_at: datetime | None, at: datetime) -> str:
    """Return a new token for a person, which nobody can read again. Raises Refused naming the field, NotAdmin."""
    check_admin(viewer)
    found = person_of(viewer, person)
    if found is None or not found.is_active:
        raise refused("person", zh="请选一位在职人员", en="Choose an active person")
    if expires_at is not None and expires_at <= at:
        raise refused("until", zh="到期日已过", en="That day is over")
    token = make_token(found, name=name[:LONGEST_NAME], at=at, expires_at=expires_at)
    note(viewer, at=at, about=f"person:{found.pk}", did="token given", name=name[:LONGEST_NAME])
    return token


def revoke_token(viewer: Viewer, key: UUID, *, at: datetime) -> None:
    """Take a token back; it opens nothing from now on. Raises NotAdmin."""
    check_admin(viewer)
    token = ApiToken.objects.filter(pk=key, revoked_at=None).first()
    if token is None:
        return
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    note(viewer, at=at, about=f"person:{token.person_id}", did="token taken back", name=token.name)
