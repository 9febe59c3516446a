"""What changes something: registering a complaint, taking a step. A repeated request changes nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, Path, Status

from amends.api import answers, shapes
from amends.api.asked import NewCase, NewStep, detail_of, facts_of
from amends.api.cases import Number, known, router
from amends.api.door import Call, at_door
from amends.api.problems import Invalid
from amends.cases.once import once, secret_of
from amends.cases.queries.cautions import cautions_of
from amends.cases.queries.reading import read_case
from amends.cases.queries.visible import NotFound
from amends.cases.steps import Intake, register, take_step
from amends.regulations.shelf import rules_for

__all__ = ["router"]
"""The addresses of cases, complete: those that read and those that change."""

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", pattern=r"^[A-Za-z0-9._:\-]{8,80}$", default=None,
        description="Made up by the caller; the same request with the same key acts once and gets one answer",
    ),
]  # fmt: skip
Version = Annotated[
    str | None,
    Header(
        alias="If-Match", pattern=r'^"?[0-9]{1,9}"?$', default=None,
        description="Version of the case that was read; the step is refused when the case has changed since",
    ),
]  # fmt: skip
StepId = Annotated[str, Path(max_length=60, description="Id of a step of the case's regulation")]
REFUSED: dict[Any, Any] = {frozenset({400, 401, 404, 409, 413, 415, 422}): answers.Problem}
Act = Callable[[], tuple[int, dict[str, Any]]]


@router.post("", response={201: answers.Registered, **REFUSED}, summary="Register a complaint", tags=["steps"])
def register_case(request: HttpRequest, body: NewCase, key: Key = None) -> Status[dict[str, Any]]:
    """Register a complaint under the regulation of a unit (empty: the person's own).

    With ``Idempotency-Key`` the same request gets the same answer, the secret included; the
    key with another request is refused. A refused request leaves nothing, its key included.
    """
    with at_door(request) as call:
        unit = unit_of(call, body.unit)
        said = body.model_dump(mode="json")
        secret = secret_of(f"{call.viewer.org} {call.viewer.person} {key} {_hash('cases', said)}") if key else ""

        def act() -> tuple[int, dict[str, Any]]:
            rules = rules_for(unit, body.happened_at or call.at, known=call.viewer.directory).rules
            intake = Intake(
                facts={"channel": "api", **facts_of(body.facts, rules)}, unit=call.viewer.directory.units[unit].code,
                happened_at=body.happened_at, told_at=body.told_at, backdate_reason=body.backdate_reason,
                second_of=body.second_of, secret=secret,
            )  # fmt: skip
            done = register(call.viewer, intake, at=call.at)
            result = asdict(done.result)
            names = ("number", "stage", "grade", "version", "opened")
            return 201, {**{name: result[name] for name in names}, "secret": done.secret}

        status, answer = answered(call, key, "cases", said, act, hidden=("secret",))
        return Status(status, {"secret": secret, **answer})


@router.post(
    "/{number}/steps/{step}", response={200: answers.Taken, **REFUSED, 412: answers.Problem}, summary="Take a step",
    tags=["steps"],
)  # fmt: skip
def step(
    request: HttpRequest, number: Number, step: StepId, body: NewStep, key: Key = None, version: Version = None
) -> Status[dict[str, Any]]:
    """Take a step of the case's regulation. 409 names what is missing, each with its article; 412: the case changed.

    ``cautions`` of the answer refuse nothing: what gives pause about a remedy that was proposed.
    """
    with at_door(request) as call:
        seen = int(version.strip('"')) if version else None

        def act() -> tuple[int, dict[str, Any]]:
            result = take_step(
                call.viewer, known(number), step, at=call.at, happened_at=body.happened_at,
                detail=_detail(call, number, body), on=body.on, event=body.event, words=body.words,
                override_reason=body.override_reason, backdate_reason=body.backdate_reason, version=seen,
            )  # fmt: skip
            said = {name: value for name, value in asdict(result).items() if name != "case"}
            return 200, {**said, "cautions": _cautions(call, result.number) if "proposed" in result.events else []}

        return Status(*answered(call, key, f"cases/{number}/steps/{step}", body.model_dump(mode="json"), act))


def _cautions(call: Call, number: str) -> list[dict[str, str]]:
    """Return what gives pause about a remedy that was just proposed, as the desk says it then."""
    return shapes.warned(cautions_of(read_case(call.viewer, number)), call.language)


def _detail(call: Call, number: str, body: NewStep) -> dict[str, Any]:
    """Return what the step brings, checked against the case's own regulation. Raises Invalid."""
    if not body.detail:
        return {}
    try:
        return detail_of(body.detail, read_case(call.viewer, known(number)).rules)
    except NotFound:
        return {}  # the step itself says no, and notes who asked


def unit_of(call: Call, code: str) -> UUID:
    """Return the unit with a code, or the person's own. Raises Invalid."""
    units = call.viewer.directory.units.values()
    named = next((one.id for one in units if one.code == code and one.is_active), None)
    own = next((held.unit for held in call.viewer.memberships), None)
    found = named if code else own
    if found is None:
        raise Invalid("unit", _("There is no such unit"))
    return found


def answered(
    call: Call, key: str | None, place: str, said: Mapping[str, Any], act: Act, *, hidden: tuple[str, ...] = ()
) -> tuple[int, dict[str, Any]]:
    """Return the answer of the first request that said this with this key, else act. ``hidden`` is never kept."""
    if not key:
        return act()
    first = once(call.viewer.org, key=key, person=call.viewer.person, request_hash=_hash(place, said), at=call.at)
    if first.answer is not None:
        return first.status, dict(first.answer)
    try:
        status, answer = act()
    except Exception:
        first.forget()
        raise
    first.keep(status, json.loads(json.dumps({k: v for k, v in answer.items() if k not in hidden}, default=_kept)))
    return status, answer


def _kept(value: Any) -> Any:
    """Return a value of an answer as JSON can keep it, without losing a part of a moment."""
    return value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else list(value)


def _hash(place: str, said: Mapping[str, Any]) -> str:
    text = json.dumps([place, said], sort_keys=True, ensure_ascii=True)
    return sha256(text.encode()).hexdigest()
