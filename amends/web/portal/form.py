"""The form of the portal: the fields that the regulation shows there, what happened first, who you are last."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from unicodedata import category

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from amends.cases.evidence import Upload
from amends.core.conditions import ALWAYS
from amends.core.ledger import Rules
from amends.core.pack import FieldRow, Pack
from amends.core.refusal import Missing
from amends.web.answers import read
from amends.web.fields import COMPLAINT, FormField, pack_fields, shown_fields

FIRST = ("description", "wish")
PARTS = ("words", "about_it", "whether_named", "about_you")
"""The form from top to bottom."""
NAMELESS = frozenset({"description", "wish"})
"""Personal fields that an anonymous slip may still hold: the words themselves (FR-018)."""
AGAIN = "again"
"""What a form asks for that only wants to be seen again: in another language, or with the questions that fit."""
ONCE = "once"
SEEN = "seen"
"""The fields that were open to be filled when the form was sent."""
START = {"matter": COMPLAINT, "channel": "portal"}
KEPT_SIGNS = frozenset({"\n", "\t", "\u200d"})
"""Signs without a shape that stay: the last one joins the parts of an emoji."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a form holds: the facts of the fields that the regulation asks now, and the form filled again."""

    facts: Mapping[str, Any]
    fields: tuple[FormField, ...]
    shown: frozenset[str]

    def unseen(self, sent: QueryDict) -> tuple[str, ...]:
        """Return the empty fields that these answers have opened, and nobody has seen yet."""
        if SEEN not in sent:
            return ()
        seen = set(sent.get(SEEN, "").split())
        return tuple(f.name for f in self.fields if f.name in self.shown - seen and f.name not in self.facts)


def fields(pack: Pack, *, language: str, given: Mapping[str, Any] | None = None) -> tuple[FormField, ...]:
    """Return the fields that the complaint form has at the portal."""
    rows = [row for row in pack.field if row.form == COMPLAINT and row.portal]
    names = [row.id for row in sorted(rows, key=_place)]
    start = {**START, **(given or {})}
    return tuple(_for_the_portal(one) for one in pack_fields(pack, names, language=language, given=start))


def part_of(field: FormField) -> str:
    """Return the part of the form that a field belongs to."""
    if field.name in FIRST:
        return "words"
    if field.name == "anonymous":
        return "whether_named"
    return "about_you" if field.personal else "about_it"


def _place(row: FieldRow) -> tuple[int, int]:
    if row.id in FIRST:
        return 0, FIRST.index(row.id)
    return (2 if row.personal or row.id == "anonymous" else 1), row.nth


def _for_the_portal(field: FormField) -> FormField:
    """Return the field as somebody outside needs it: asked of them, without hints for clerks."""
    match field.name:
        case "description":
            hint = _("Say in your own words what happened, where and when.")
            return replace(field, label=_("What happened?"), hint=hint)
        case "wish":
            return replace(field, label=_("What should we do about it?"), hint="")
        case "complainant":
            return replace(field, label=_("Your name or company"))
        case "phone":
            return replace(field, label=_("Your telephone number"))
        case "anonymous":
            return replace(field, label=_("Leave out your name?"), hint=_("It is looked into all the same."))
    return field


def conditional(pack: Pack) -> frozenset[str]:
    """Return the fields that a regulation asks only after certain answers."""
    return frozenset(row.id for row in pack.field if row.when != ALWAYS)


def answers(form: Iterable[FormField], sent: QueryDict, rules: Rules, *, at: datetime) -> Answers:
    """Return what was sent. A field that these answers do not open keeps its text on the page, but is not said.

    Who stays anonymous leaves no name, phone or address behind.
    """
    values, back = read(form, sent)
    values = _without_names({name: seen for name, value in values.items() if (seen := cleaned(value)) != ""}, back)
    shown = shown_fields(rules, {**START, **values}, at=at)
    while not shown.issuperset(values):  # what is not asked opens nothing either
        values = {name: value for name, value in values.items() if name in shown}
        shown = shown_fields(rules, {**START, **values}, at=at)
    kept = (one if one.name in shown else replace(one, errors=()) for one in back)
    return Answers(values, tuple(kept), shown)


def _without_names(values: Mapping[str, Any], form: Iterable[FormField]) -> dict[str, Any]:
    personal = {one.name for one in form if one.personal} - NAMELESS if values.get("anonymous") is True else set()
    return {name: value for name, value in values.items() if name not in personal}


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
        # The field has another name here than in the regulation's own words.
        says = _("Please fill this in.") if one.what.startswith("known:") else one.says.in_(language)
        by_field.setdefault(one.field, []).append(says)
    return tuple(one.wrong(*by_field.get(one.name, ())) for one in form)


def unblamed(form: Iterable[FormField]) -> tuple[FormField, ...]:
    """Return the form without what is wrong with it: nobody has sent it yet."""
    return tuple(replace(one, errors=()) for one in form)


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
