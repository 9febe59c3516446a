"""Rules: what the regulation would say of some facts, and which regulations there are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.api import answers, shapes
from amends.api.acting import unit_of
from amends.api.asked import Try, facts_of
from amends.api.door import at_door
from amends.cases.preview import preview
from amends.regulations.published import published
from amends.regulations.shelf import rules_for

router = Router(tags=["rules"])


@router.post(
    "/try",
    response={200: answers.Tried, frozenset({400, 401, 409, 413, 415, 422}): answers.Problem},
    summary="Try facts",
)
def try_facts(request: HttpRequest, body: Try) -> dict[str, Any]:
    """Grade, route, dues and remedies of facts, as if they were told now (or ``at``). Nothing is stored."""
    with at_door(request) as call:
        unit, at = unit_of(call, body.unit), body.at or call.at
        rules = rules_for(unit, at, known=call.viewer.directory).rules
        return shapes.tried(preview(call.viewer, unit, facts_of(body.facts, rules), at), call.language)


@router.get("/packs", response={200: answers.Packs, frozenset({400, 401}): answers.Problem}, summary="List regulations")
def packs(request: HttpRequest) -> dict[str, Any]:
    """The published regulations of the organisation and the units they govern."""
    with at_door(request) as call:
        return {"packs": [shapes.pack(one, call.viewer, call.language) for one in published(call.viewer)]}
