"""Whose consent the proposals ask for that wait in a case, once more was granted there or in a case merged in (FR-127).

A limit holds for the whole of a matter: what a role could grant when it was proposed may be the next role's by now, and
that role has to see it among what waits for its word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amends.cases.journal import Locked
from amends.cases.models import Approval
from amends.core.granted import asked_of
from amends.core.ledger import Done
from amends.core.limits import money
from amends.core.page import Page

REMEDY = "remedy"


def asked_anew(locked: Locked, done: Done, *, but: Approval | None = None) -> list[Approval]:
    """Return the proposals that ask for other roles' consent after ``done``, with those roles, to be saved."""
    waiting = Approval.objects.filter(case=locked.case, state="waiting", kind=REMEDY).order_by("asked_at", "id")
    others = [one for one in waiting if but is None or one.pk != but.pk]
    return [*_with_other_roles(locked, done, others)] if others else []


def said_of(approvals: list[Approval]) -> dict[str, Any]:
    """Return what an entry says of proposals that ask anew: the roles of each, as when it was proposed."""
    return {one.name: list(one.chain) for one in approvals}


def _with_other_roles(locked: Locked, done: Done, waiting: list[Approval]) -> Iterator[Approval]:
    state, lead = locked.state.with_(done=(*locked.state.done, done)), locked.rules.lead
    scene = Page(state, locked.rules, {}, now=done.at).scene(lead)
    for one in waiting:
        amount = one.detail.get("amount")
        chain = asked_of(lead, str(one.detail.get("kind", "")), None if amount is None else money(amount), scene)
        if chain and list(chain) != list(one.chain):
            one.chain, one.role = list(chain), chain[0]
            yield one
