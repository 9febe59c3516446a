"""What the demonstration tells beside its cases: calls, mails, draws."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.demo.lots import tell_lots
from amends.demo.mails import tell_mails
from amends.demo.moments import Moments
from amends.demo.organisations import FOLDER, read
from amends.demo.telephone import Telephone


def tell_beside(org: UUID, code: str, moments: Moments, numbers: Mapping[str, str], *, since: datetime) -> None:
    """Tell whatever an organisation has a file of; ``numbers`` are its cases by what their file calls them."""
    if calls := _file(code, "calls"):
        Telephone(calls, moments, dict(numbers)).tell(since=since)
    if mails := _file(code, "mails"):
        tell_mails(org, mails, moments, dict(numbers), since=since)
    if supervisor := read(f"{code}.toml").get("lots"):
        tell_lots(org, str(supervisor), since=since, now=moments.now)


def _file(code: str, what: str) -> dict[str, Any]:
    name = f"{code}_{what}.toml"
    return read(name) if (FOLDER / name).is_file() else {}
