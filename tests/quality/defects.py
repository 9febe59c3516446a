"""A maker under R-26 with two works that do not see each other, complaints of pump bodies, and 8Ds on them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from amends.cases.models import Case
from amends.cases.steps import Intake, register
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.actions import finish_action, list_action
from amends.quality.models import CasePrint
from amends.quality.opening import open_eight_d
from amends.quality.prints import keep_print, packs_of
from amends.quality.promising import Pledge, promise
from tests.makers import Town, govern, person, town, viewer
from tests.quality.eight_ds import at

CRACK = {
    "channel": "email", "matter": "complaint", "complainant": "北方泵业", "description": "泵体法兰开裂三只",
    "product": "泵体 P-20", "category": "quality/appearance", "market": "home",
}  # fmt: skip
MAY = datetime.fromisoformat("2024-05-06T09:00:00+08:00")


def makers() -> Town:
    """Make the maker: quality over all of it, a clerk, and an engineer who sees engineering alone."""
    made = town("makers")
    roles = {
        "quality": ("office", "quality_engineer"), "clerk": ("office", "clerk"), "head": ("office", "department_head"),
        "there": ("engineering", "quality_engineer"), "clerk_there": ("engineering", "clerk"),
        "here": ("desk", "quality_engineer"), "clerk_here": ("desk", "clerk"),
    }  # fmt: skip
    with organisation(made.org.id):
        for name, (unit, role) in roles.items():
            made.people[name] = person(made, f"{name}@makers", name, name, unit=getattr(made, unit), roles=(role,))
        govern(made, "manufacturing", what_is_major="停线")
    return made


def who(made: Town, name: str, moment: datetime) -> Viewer:
    """Return somebody of the maker at a moment."""
    return viewer(made, name, at=moment)


def cracked(made: Town, moment: datetime | str, *, by: str = "clerk", unit: str = "HQ", **facts: Any) -> str:
    """Register a complaint about a cracked pump body and keep its fingerprint; return its number."""
    moment = at(moment) if isinstance(moment, str) else moment
    known = {name: value for name, value in {**CRACK, **facts}.items() if value is not None}
    number = register(who(made, by, moment), Intake(known, unit=unit), at=moment).number
    kept(number)
    return number


def kept(number: str) -> CasePrint | None:
    """Keep the fingerprint of a case as the job does."""
    case = Case.objects.get(number=number)
    return keep_print(case, packs_of([case.pk])[case.pk])


def eight_d(made: Town, number: str, moment: str, *, by: str = "quality") -> str:
    """Begin the 8D of a case; return its number."""
    return open_eight_d(who(made, by, at(moment)), number, at=at(moment)).number


def acted(made: Town, number: str, moment: str) -> UUID:
    """List an interim action of an 8D that is carried out at once; return its key."""
    row = list_action(
        who(made, "quality", at(moment)), number, kind="interim", text="加装防护垫", owner=made.people["quality"].id,
        due_at=at(moment) + timedelta(days=7), at=at(moment),
    )  # fmt: skip
    finish_action(who(made, "quality", at(moment)), row.pk, proof="照片 12 号", at=at(moment))
    return row.pk


def promised(made: Town, action: UUID, from_day: date, *, moment: str, **given: Any) -> UUID:
    """Let an action promise no repeat within 30 days, or something else; return the promise's key."""
    pledge = Pledge(**{"criterion": "none", "from_day": from_day, "days": 30, **given})
    return promise(who(made, "quality", at(moment)), action, pledge, at=at(moment)).pk
