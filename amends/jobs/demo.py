"""`amends demo`: a demonstration in an empty database, and nothing where real organisations are.

One transaction holds it all: a start that is interrupted leaves the database empty.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from amends.cases.models import Letter
from amends.demo.organisations import CODES, PASSWORD, accounts, furnish, new_organisation
from amends.demo.telling import Month
from amends.people.models import Organisation
from amends.people.tenancy import organisation, organisations

SHOWN_OF_EACH = 6


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""


def run(options: argparse.Namespace) -> int:
    """Fill, print the accounts; return 1 where the database holds organisations that are not ours."""
    if _real_ones():
        print("This database holds real organisations; the demonstration stays out of it.", file=sys.stderr)
        return 1
    for line in fill_if_empty():
        print(line, flush=True)
    return 0


def fill_if_empty(now: datetime | None = None) -> Iterator[str]:
    """Fill a database without organisations; yield the accounts where the demonstration is, nothing elsewhere."""
    if not organisations():
        yield "Making a demonstration: three organisations and a month of complaints (once, under a minute) …"
        yield f"{fill(now or timezone.now())} cases made."
    if not _real_ones():
        yield from _account_lines()


def fill(now: datetime) -> int:
    """Make the organisations and tell their month up to ``now``; return how many cases there are."""
    cases = 0
    with transaction.atomic():
        for code in CODES:
            org = new_organisation(code, at=now)
            with organisation(org.id):
                furnish(org, at=now)
                cases += Month(org.id, code, now=now).tell()
                # Months old: whoever was told has read it long ago.
                Letter.objects.filter(sent_at=None).update(sent_at=F("promised_at"))
    return cases


def _real_ones() -> bool:
    return any(_is_real(one.id) for one in organisations())


def _is_real(org: object) -> bool:
    from uuid import UUID

    with organisation(UUID(str(org))):
        return Organisation.objects.filter(pk=str(org), is_demo=False).exists()


def _account_lines() -> Iterator[str]:
    yield f"Demonstration accounts, all with the password {PASSWORD}:"
    for name, people in accounts():
        yield f"  {name}"
        for login, person, roles in people:
            yield f"    {login:<12} {person}  {roles}"
