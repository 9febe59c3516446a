"""What a register form sent: its facts, the form filled again, what was refused, the words to read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.core.refusal import Refused
from amends.web.answers import read, refilled
from amends.web.desk.register_form import CONFIRMED, FILES, READ_BACK, TO, RegisterForm
from amends.web.desk.register_when import moments
from amends.web.fields import shown_fields


def answered(form: RegisterForm, sent: QueryDict, *, at: datetime) -> tuple[dict[str, Any], RegisterForm]:
    """Return the facts that were typed, without fields that are not shown, and the form filled with them."""
    values, back = read(form.fields, sent)
    earlier, when = read(form.when, sent)
    shown = shown_fields(form.rules, values, at=at)
    by_name = {one.name: one for one in back}
    facts = {name: value for name, value in values.items() if name in shown}
    filled = replace(
        form,
        channel=by_name[form.channel.name] if form.channel else None,
        told=tuple(by_name[one.name] for one in form.told), asked=tuple(by_name[one.name] for one in form.asked),
        shown=shown | {TO}, read_back=sent.get(READ_BACK, ""), second_of=sent.get("second_of", "")[:60],
        finished=bool(sent.get("account_finished")), when=when, moments=moments(earlier),
    )  # fmt: skip
    return facts, filled


def with_draft(form: RegisterForm, content: Mapping[str, Any], *, at: datetime) -> RegisterForm:
    """Return the form filled with a draft; what cannot be read stays as it was typed."""
    typed = QueryDict(mutable=True)
    for name, values in content.items():
        typed.setlist(str(name), [str(one) for one in values])
    _facts, filled = answered(form, typed, at=at)
    known = {one.name: refilled(one, typed) if one.name in typed else one for one in form.fields}
    return replace(
        filled, when=tuple(refilled(one, typed) for one in form.when),
        channel=known[form.channel.name] if form.channel else None,
        told=tuple(known[one.name] for one in form.told), asked=tuple(known[one.name] for one in form.asked),
    )  # fmt: skip


def with_refusal(form: RegisterForm, refused: Refused) -> RegisterForm:
    """Return the form with each missing thing beside its field; what has none stands above."""
    language = get_language() or "zh"
    names = {one.name for one in form.fields}
    said: dict[str, list[str]] = {}
    for one in refused.missing:
        place = FILES if one.what.startswith("file:") else one.field or one.what
        said.setdefault(place, []).append(one.says.in_(language))
    fields = {one.name: one.wrong(*said.get(one.name, ())) for one in form.fields}
    when = tuple(one.wrong(*said.get(one.name, ())) for one in form.when)
    beside = set(said) <= names | {CONFIRMED, FILES} | {one.name for one in when}
    return replace(
        form,
        channel=fields[form.channel.name] if form.channel else None,
        told=tuple(fields[one.name] for one in form.told), asked=tuple(fields[one.name] for one in form.asked),
        refused=None if said and beside else refused, when=when,
        read_back_wrong=_("; ").join(said.get(CONFIRMED, ())), files_wrong=_("; ").join(said.get(FILES, ())),
        shown=form.shown | {one.name for one in form.fields if one.name in said},
    )  # fmt: skip


def read_back_text(facts: Mapping[str, Any]) -> str:
    """Return what is read back to the complainant: what happened, to how many, what they want (FR-008)."""
    happened = str(facts.get("description", "")).strip().rstrip("。.!！?？")
    if not happened:
        return ""
    about = str(facts.get("object", "") or facts.get("site", "")).strip()
    parts = [_("You are telling us: %(what)s") % {"what": ", ".join(one for one in (about, happened) if one)}]
    if isinstance(count := facts.get("complainants"), int) and count > 1:
        parts.append(_("%(n)s of you complain together") % {"n": count})
    if wish := str(facts.get("wish", "")).strip().rstrip("。."):
        parts.append(_("you would like: %(wish)s") % {"wish": wish})
    return _("%(told)s. Is that right?") % {"told": _("; ").join(parts)}
