"""The gate before every step: lock the case, then ask whether this person may see it at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.cases.journal import Locked, lock_by_number
from amends.cases.models import Case
from amends.cases.portal_secret import fits, secret_hash
from amends.cases.queries.visible import NotFound, visible
from amends.people.viewer import Viewer

__all__ = ["Barred", "Opened", "fits", "opened", "secret_hash"]


class Barred(NotFound):
    """A person complained of asked for the case. The door says "not found"; the access log says who asked (FR-239)."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case: UUID = case.pk


@dataclass(frozen=True, slots=True)
class Opened:
    """The case of a step under lock, and the others that it touches."""

    case: Locked
    others: tuple[Locked, ...] = ()

    def not_before(self, at: datetime) -> datetime:
        """Return the one instant of a step in all of these cases: not before the last entry of any."""
        return max(one.not_before(at) for one in (self.case, *self.others))


def opened(viewer: Viewer, number: str, *, others: Iterable[str] = (), secret: str = "") -> Opened:
    """Return cases under lock. Raises NotFound when the viewer may not see one of them (Barred for the accused).

    The portal's secret opens its own case to somebody without a login, and no other.
    """
    wanted = [number, *(other for other in others if other != number)]
    locked = lock_by_number(wanted, org=viewer.org)
    if missing := next((one for one in wanted if one not in locked), None):
        raise NotFound(missing)
    cases = [locked[one].case for one in wanted]
    if barred := next((case for case in cases if viewer.person in case.accused), None):
        raise Barred(barred)
    known_by_secret = bool(secret) and len(cases) == 1 and fits(cases[0], secret)
    if not known_by_secret and visible(viewer).filter(pk__in=[case.pk for case in cases]).count() != len(cases):
        raise NotFound(number)
    return Opened(locked[number], tuple(locked[one] for one in wanted[1:]))
