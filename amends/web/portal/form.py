"""The form of the portal: the fields that the regulation shows there, what happened first, who you are last."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from unicodedata import category

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from amends.cases.evidence import Upload
from amends.core.pack import FieldRow, Pack
from amends.core.refusal import Missing
from amends.web.answers import read
from amends.web.fields import FormField, pack_fields

FIRST = ("description", "wish")
NAMELESS = frozenset({"description", "wish"})
"""Personal fields that an anonymous slip may still hold: the words themselves (FR-018)."""
ONCE = "once"
KEPT_SIGNS = frozenset({"\n", "\t", "\u200d"})
"""Signs without a shape that stay: the last one joins the parts of an emoji."""


def fields(pack: Pack, *, language: str, given: Mapping[str, Any] | None = None) -> tuple[FormField, ...]:
    """Return the fields that the complaint form has at the portal."""
    rows = [row for row in pack.field if row.form == "complaint" and row.portal]
    names = [row.id for row in sorted(rows, key=_place)]
    start = {"matter": "complaint", **(given or {})}
    return tuple(_for_the_portal(pack, one) for one in pack_fields(pack, names, language=language, given=start))


def _place(row: FieldRow) -> tuple[int, int]:
    if row.id in FIRST:
        return 0, FIRST.index(row.id)
    return (2 if row.personal or row.id == "anonymous" else 1), row.nth


def _for_the_portal(pack: Pack, field: FormField) -> FormField:
    """Return the field as somebody outside needs it: hints for clerks go, the number of a case has its control."""
    if field.name == "description":
        return replace(field, hint=_("Say in your own words what happened, where and when."))
    if field.name == "wish":
        return replace(field, label=_("What should we do about it?"), hint="")
    return field


def facts_of(form: Iterable[FormField], sent: QueryDict) -> tuple[dict[str, Any], tuple[FormField, ...]]:
    """Return the facts and the form filled again. Who stays anonymous leaves no name, phone or address behind."""
    values, back = read(form, sent)
    values = {name: seen for name, value in values.items() if (seen := cleaned(value)) != ""}
    if values.get("anonymous") is True:
        personal = {one.name for one in back if one.personal} - NAMELESS
        values = {name: value for name, value in values.items() if name not in personal}
    return values, back


def cleaned(value: Any) -> Any:
    """Return a text without signs that nobody sees or that turn the direction of reading; other values as they are."""
    if not isinstance(value, str):
        return value
    kept = (one for one in value.replace("\r\n", "\n") if one in KEPT_SIGNS or category(one)[0] != "C")
    return "".join(kept).strip()


def with_missing(form: Iterable[FormField], lacking: Iterable[Missing], language: str) -> tuple[FormField, ...]:
    """Return the form with what was refused beside the fields."""
    by_field: dict[str, list[str]] = {}
    for one in lacking:
        by_field.setdefault(one.field, []).append(one.says.in_(language))
    return tuple(one.wrong(*by_field.get(one.name, ())) for one in form)


def uploads(request: HttpRequest) -> list[Upload]:
    """Return the files that came with a form."""
    found = request.FILES.getlist("files")
    return [Upload(one.name or "", one.size or 0, one) for one in found]


def new_once() -> str:
    """Return a mark for one form, so that sending it twice registers once."""
    return secrets.token_hex(20)


def is_once(text: str) -> bool:
    """Return whether a mark is one of ours."""
    return len(text) == 40 and text.isascii() and text.isalnum()
