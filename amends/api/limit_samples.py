"""The register of limit samples: what each says, where it stands, for how long it holds (FR-111)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from amends.api import answers
from amends.api.asked import Asked, Line
from amends.api.door import at_door
from amends.quality.queries.limit_samples import MOST, Filters, Listed, registered

router = Router(tags=["quality"])


class Chosen(Asked):
    """What the register is narrowed by. Empty means any."""

    model_config = ConfigDict(extra="ignore")

    state: Annotated[
        Literal["", "in_force", "ending", "expired", "retired"],
        Field(description="ending: in force, and over within 30 days"),
    ] = ""
    q: Annotated[Line, Field(description="Words to be found")] = ""


class Sample(BaseModel):
    """A limit sample. ``days_left`` is null unless it ends within 30 days; below nought it is over."""

    number: str
    unit: str
    product: str
    aspect: str
    defect: str
    shows: str
    criteria: str
    kept_at: str
    state: str
    valid_until: date
    days_left: int | None
    copies_out: int


class Samples(BaseModel):
    """The newest samples; ``cut`` says that there are more."""

    samples: list[Sample]
    cut: bool


WRONG: dict[Any, Any] = {frozenset({400, 401, 422}): answers.Problem}


@router.get("", response={200: Samples, **WRONG}, summary="List limit samples")
def list_limit_samples(request: HttpRequest, chosen: Query[Chosen]) -> dict[str, Any]:
    """The limit samples that hold for the units of the token's person."""
    with at_door(request) as call:
        rows = registered(call.viewer, Filters(chosen.state, chosen.q), at=call.at)
        return {"samples": [_shape(one) for one in rows], "cut": len(rows) >= MOST}


def _shape(one: Listed) -> dict[str, Any]:
    row = one.row
    return {
        "number": row.number, "unit": row.unit.code, "product": row.product, "aspect": row.aspect,
        "defect": row.defect, "shows": row.shows, "criteria": row.criteria, "kept_at": row.kept_at,
        "state": one.standing, "valid_until": row.valid_until, "days_left": one.left, "copies_out": one.out,
    }  # fmt: skip
