"""The open points of a draft: what the source leaves to the organisation, decided here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.core.pack import SettingRow
from amends.core.refusal import Refused
from amends.core.vocabulary import Type
from amends.people.viewer import Viewer
from amends.regulations import drafts
from amends.web.desk.regulation_desk import draft_at, draft_page, looked, names_of, version_in, writers
from amends.web.desk.regulation_names import Names
from amends.web.fields import FormField, Option

MANY = "set"
FIGURES = ("number", "money")
IN_ENGLISH = ".en"


@require_http_methods(["GET", "POST"])
@writers
def draft_settings(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the open points with their questions; take the organisation's answers."""
    found, wrong, status = draft_at(viewer, key), "", 200
    names = names_of(found)
    rows = names.pack.setting if names else ()
    given = dict(found.chosen)
    if request.method == "POST":
        given = {row.id: value for row in rows if (value := _given(row, request.POST)) not in (None, "", [])}
        try:
            drafts.change(viewer, key, version=version_in(request), at=now(), chosen=given)
        except Refused as refused:
            wrong, status = refused.says.in_(get_language() or "zh"), 409
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:draft_settings", key)
    faults = {one.row or one.key: one for one in looked(found).findings if one.level == "error"}
    lines = [one for row in rows for one in _fields(row, given.get(row.id), names, faults)] if names else []
    context = {"lines": lines, "wrong": wrong}
    return draft_page(request, viewer, found, "draft_settings", "settings", context, status=status)


def _given(row: SettingRow, sent: QueryDict) -> Any:
    if row.type == MANY:
        return [one for one in sent.getlist(row.id) if one in row.choices]
    text = sent.get(row.id, "").strip()
    if row.type in FIGURES and text:
        try:
            return int(text) if text.lstrip("-").isdigit() else float(text)
        except ValueError:
            return text
    return _in_both(text, sent.get(f"{row.id}{IN_ENGLISH}", "").strip()) if row.type == "text" else text


def _in_both(text: str, english: str) -> Any:
    """Return a text of each language, or the one that holds in both."""
    return {"zh": text, "en": english} if text and english and text != english else text or english


def _fields(row: SettingRow, value: Any, names: Names, faults: dict[str, Any]) -> Iterator[FormField]:
    """Yield the control of a point, for words one more for the English ones."""
    words = value if isinstance(value, Mapping) else {"zh": value}
    yield _field(row, words.get("zh"), names, faults)
    if row.type == "text":
        label = f"{row.question.in_(get_language() or 'zh')} · {_('English')}"
        hint = _("Left empty, the words above hold in both languages.")
        yield FormField(f"{row.id}{IN_ENGLISH}", Type.TEXT, label, "text", words.get("en", ""), hint=hint)


def _field(row: SettingRow, value: Any, names: Names, faults: dict[str, Any]) -> FormField:
    language = get_language() or "zh"
    chosen = [str(one) for one in value] if isinstance(value, list | tuple) else [] if value is None else [str(value)]
    pairs = [(one, names.words.value(row.id, one)) for one in row.choices]
    if row.type in ("role", "event"):
        pairs = list(names.of(row.type))
    options = tuple(Option(key, title, key in chosen) for key, title in pairs)
    widget = "checks" if row.type == MANY else "select" if options else "text"
    default = "" if row.default is None else names.words.setting_value(row.id) if value is None else ""
    hint = _("Unless decided otherwise: %(value)s") % {"value": default} if default else ""
    field = FormField(
        row.id, Type.TEXT, row.question.in_(language), widget, ", ".join(chosen), options=options, hint=hint
    )
    return field.wrong(faults[row.id].says.in_(language)) if row.id in faults else field
