"""What callers send: closed forms. A field that is not listed is refused, so nothing slips in beside."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints, WithJsonSchema

from amends.api.problems import Invalid
from amends.cases.facts import CODES, LONGEST, MOMENTS, types_of
from amends.cases.steps.register import OF_COMPLAINANT
from amends.core.ledger import Rules
from amends.core.vocabulary import FACTS, Type

YEARS = (1990, 2100)
LARGEST = 10**15
MARKS = CODES | MOMENTS | {"to_person", "proof", "in_writing", "order_limit", "off", "note", "in_hours", "handler"}
"""What a step may carry besides facts."""

_NUMBER = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
_CLEAN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"


def _encodes(text: str) -> str:
    text.encode("utf-8")  # half of a surrogate pair is no text
    return text


def _of_our_time(at: datetime) -> datetime:
    if not YEARS[0] <= at.year <= YEARS[1]:
        raise ValueError("out of range")
    return at


Line = Annotated[str, StringConstraints(max_length=500, pattern=_CLEAN), AfterValidator(_encodes)]
Words = Annotated[str, StringConstraints(max_length=LONGEST, pattern=_CLEAN), AfterValidator(_encodes)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_/\-]{0,79}$")]
Code = Annotated[str, StringConstraints(max_length=140, pattern=r"^[A-Za-z0-9_./:\-]*$")]
Moment = Annotated[AwareDatetime, AfterValidator(_of_our_time)]
Whole = Annotated[int, Field(strict=True, ge=-LARGEST, le=LARGEST)]
Part = Annotated[
    Decimal,
    Field(strict=True, ge=-LARGEST, le=LARGEST, allow_inf_nan=False),
    WithJsonSchema(_NUMBER, mode="validation"),
]
Several = Annotated[list[Words], Field(max_length=200)]
Value = Annotated[bool, Field(strict=True)] | Whole | Part | Words | Several | None
Facts = Annotated[dict[Name, Value], Field(max_length=200)]


class Asked(Schema):
    """A body of a request."""

    model_config = ConfigDict(extra="forbid")


class NewCase(Asked):
    """A complaint to be registered. ``facts``: the fields of the regulation's form, by id.

    ``happened_at``: when customer service had it, where that was before now (with ``backdate_reason``);
    ``told_at``: when the first employee was told, where that was earlier still.
    """

    facts: Facts
    unit: Code = ""
    happened_at: Moment | None = None
    told_at: Moment | None = None
    backdate_reason: Line = ""
    second_of: Code = ""


class NewStep(Asked):
    """A step to be taken. ``detail``: the facts and marks it brings; ``words``: what goes into the journal as text."""

    detail: Facts = {}
    words: Annotated[dict[Name, Words], Field(max_length=50)] = {}
    on: Code = ""
    event: Code = ""
    happened_at: Moment | None = None
    override_reason: Line = ""
    backdate_reason: Line = ""


class Try(Asked):
    """Facts to be tried under the regulation of a unit, as if they were told at a moment."""

    facts: Facts
    unit: Code = ""
    at: Moment | None = None


def facts_of(facts: dict[str, Any], rules: Rules) -> dict[str, Any]:
    """Return the facts. Raises Invalid for one that no form has or that only the engine works out."""
    known = {name for name in types_of(rules) if name not in FACTS or FACTS[name].source != "computed"}
    for name in facts:
        if name not in known | set(OF_COMPLAINANT):
            raise Invalid(f"facts.{name}", _("The regulation has no such field"))
    return _with_moments(_with_numbers(facts, rules), "facts")


def detail_of(detail: dict[str, Any], rules: Rules) -> dict[str, Any]:
    """Return what a step brings. Raises Invalid for what is neither a fact nor a mark."""
    for name in detail:
        if name not in MARKS and name not in types_of(rules):
            raise Invalid(f"detail.{name}", _("The regulation has no such field"))
    return _with_moments(_with_numbers(detail, rules), "detail")


def told_with(text: str, rules: Rules) -> dict[str, Any]:
    """Return what a step brings where it comes as text beside files. Raises Invalid."""
    try:
        body = NewStep.model_validate({"detail": json.loads(text or "{}", parse_float=Decimal)})
    except (ValueError, RecursionError) as error:
        raise Invalid("detail", _("The request cannot be read")) from error
    return detail_of(body.detail, rules)


def _with_numbers(given: dict[str, Any], rules: Rules) -> dict[str, Any]:
    """Return figures as the rules count them: exact amounts, and floats where no money is meant."""
    amounts = {name for name, kind in types_of(rules).items() if kind.type == Type.MONEY}
    return {k: float(v) if isinstance(v, Decimal) and k not in amounts else v for k, v in given.items()}


def _with_moments(given: dict[str, Any], place: str) -> dict[str, Any]:
    moments = {name: _moment(given[name], f"{place}.{name}") for name in MOMENTS & set(given) if given[name]}
    return {**given, **moments}


def _moment(value: Any, field: str) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
        if found.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return _of_our_time(found)
    except ValueError:
        raise Invalid(field, _("Write a moment with its zone, such as 2026-11-21T14:40:00+08:00")) from None
