"""What a form sent, as typed values, with a message for each field that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import gettext as _

from amends.core.given import Unfit, check_amount, check_moment
from amends.core.told_moment import is_clock
from amends.core.vocabulary import Type
from amends.web.fields import FormField

MANY = (Type.SET, Type.PEOPLE)
VERSION = re.compile(r"[0-9]{1,9}")


class Unreadable(ValueError):
    """A field holds something that its type does not allow; the text says what to write."""


def version_of(text: str) -> int | None:
    """Return the version of a case that a page carries, or None for what is none of ours."""
    return int(text) if VERSION.fullmatch(text) else None


def read(fields: Iterable[FormField], sent: QueryDict) -> tuple[dict[str, Any], tuple[FormField, ...]]:
    """Return the typed values and the fields filled again as they were sent, with their messages.

    Empty fields are left out of the values: an unknown fact is not an empty one.
    """
    values: dict[str, Any] = {}
    back = []
    for field in fields:
        field = refilled(field, sent)
        try:
            value = value_of(field, sent)
        except Unreadable as problem:
            back.append(field.wrong(str(problem)))
            continue
        if value is not None:
            values[field.name] = value
        back.append(field)
    return values, tuple(back)


def refilled(field: FormField, sent: QueryDict) -> FormField:
    """Return the field holding what was sent, readable or not."""
    if field.name not in sent and not field.grouped:
        return field
    given = sent.getlist(field.name)
    options = tuple(replace(one, chosen=one.value in given) for one in field.options)
    return replace(field, value=given[-1] if given else "", options=options)


def value_of(field: FormField, sent: QueryDict) -> Any:
    """Return the typed value of a field, or None when it was left empty. Raises Unreadable."""
    if field.type in MANY:
        given = tuple(one for one in sent.getlist(field.name) if one)
        if not field.options and given:
            given = tuple(one.strip() for part in given for one in part.replace("，", ",").split(",") if one.strip())
        _known(field, given)
        return given or None
    text = sent.get(field.name, "").strip()
    if not text:
        return None
    if field.options:
        _known(field, (text,))
    return _typed(field, text)


def _known(field: FormField, given: tuple[str, ...]) -> None:
    if field.options and not {one.value for one in field.options}.issuperset(given):
        raise Unreadable(_("Choose one of the offered values."))


def _typed(field: FormField, text: str) -> Any:
    match field.type:
        case Type.YES_NO:
            return text == "yes"
        case Type.MONEY:
            return _amount(text)
        case Type.NUMBER:
            return _number(text)
        case Type.INSTANT:
            return _instant(text)
        case Type.TIME:
            return _clock(text)
    if len(text) > field.longest:
        raise Unreadable(_("At most %(n)s characters; this has %(has)s.") % {"n": field.longest, "has": len(text)})
    return text


def _amount(text: str) -> Decimal:
    value = _decimal(text)
    if value < 0:
        raise Unreadable(_("An amount cannot be negative."))
    try:
        return check_amount(value)
    except Unfit:
        raise Unreadable(_("Write an amount with at most two digits after the point, such as 800 or 12.50.")) from None


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Unreadable(_("Write a number, such as 800.")) from None
    if not value.is_finite() or abs(value) >= 10**15:
        raise Unreadable(_("Write a number, such as 800."))
    return value


def _number(text: str) -> int | float:
    value = _decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)


def _clock(text: str) -> str:
    if not is_clock(text):
        raise Unreadable(_("Write a time of day, such as 07:30."))
    return text


def _instant(text: str) -> datetime:
    try:
        value = check_moment(datetime.fromisoformat(text))
    except ValueError:  # while a year is typed it is 2, 20, 202
        raise Unreadable(_("Write date and time, such as 2026-11-21 14:40.")) from None
    return value if value.tzinfo else make_aware(value, get_current_timezone())
