"""What the forms of the administration share: the door, fields, answers, refusals beside their field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.queries.visible import NotFound
from amends.core.given import YEARS
from amends.core.refusal import Refused
from amends.core.vocabulary import Type
from amends.people.viewer import Viewer
from amends.web.answers import read
from amends.web.desk.door import desk
from amends.web.fields import FormField, Option
from amends.web.shell import show

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse]


def admins(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Return the view behind the desk's door, open to administrators of the organisation; a 404 for others."""

    @wraps(view)
    def opened(request: HttpRequest, viewer: Viewer, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not viewer.is_admin:
            raise NotFound("admin")
        return view(request, viewer, *args, **kwargs)

    return desk(cast("View[P]", opened))


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the administration, as ``desk/admin/form.html`` shows it."""

    title: str
    action: str
    fields: tuple[FormField, ...]
    button: str
    name: str = ""
    lead: str = ""
    wrong: str = ""

    def answered(self, sent: QueryDict) -> tuple[dict[str, Any], Form]:
        """Return the values, and the form filled with them; what is missing or unreadable says so."""
        values, fields = read(self.fields, sent)
        return values, replace(self, fields=tuple(one if one.errors else _asked(one, values) for one in fields))

    @property
    def is_wrong(self) -> bool:
        """Return whether anything has to be mended."""
        return bool(self.wrong) or any(one.errors for one in self.fields)

    def with_refusal(self, refused: Refused) -> Form:
        """Return the form with each missing thing beside its field, the rest above."""
        language = get_language() or "zh"
        said = {one.field: one.says.in_(language) for one in refused.missing}
        fields = tuple(one.wrong(said[one.name]) if one.name in said else one for one in self.fields)
        known = {one.name for one in self.fields}
        above = "" if refused.missing and set(said) <= known else refused.says.in_(language)
        return replace(self, fields=fields, wrong=above)


def _asked(field: FormField, values: dict[str, Any]) -> FormField:
    """Return a field with what is wrong with it. A day that is none must not pass for "no end"."""
    if field.name not in values:
        return field.wrong(_("Please fill this in.")) if field.required else field
    if field.widget == "date" and day_of(values, field.name) is None:
        return field.wrong(_("Write a day, such as 2026-11-21."))
    return field


def text(
    name: str, label: str, value: str = "", *, required: bool = False, hint: str = "", widget: str = "text"
) -> FormField:
    """Return a field for a line of text; ``widget`` long for several lines, date for a day."""
    kind = Type.LONG_TEXT if widget == "long" else Type.TEXT
    return FormField(name, kind, label, widget, value, required=required, hint=hint)


def choice(
    name: str, label: str, pairs: Iterable[tuple[str, str]], value: str = "", *, required: bool = False, hint: str = ""
) -> FormField:
    """Return a field to choose one of some."""
    options = tuple(Option(key, title, key == value) for key, title in pairs)
    return FormField(name, Type.CHOICE, label, "select", options=options, required=required, hint=hint)


def day_of(values: dict[str, Any], name: str) -> date | None:
    """Return the day that a date field holds; None when empty, not a day, or in no year that a calendar knows."""
    try:
        found = date.fromisoformat(str(values.get(name, "")))
    except ValueError:
        return None
    return found if YEARS[0] <= found.year <= YEARS[1] else None


def page(
    request: HttpRequest, viewer: Viewer, template: str, tab: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a page of the administration with its tabs."""
    rows = (
        ("people", "desk:admin", _("People")), ("units", "desk:admin_units", _("Units")),
        ("calendars", "desk:admin_calendars", _("Calendars")), ("channels", "desk:admin_channels", _("Channels")),
        ("tokens", "desk:admin_tokens", _("Tokens")), ("audit", "desk:admin_audit", _("Log")),
    )  # fmt: skip
    tabs = [{"url": reverse(url), "label": label, "here": key == tab} for key, url, label in rows]
    return show(request, viewer, template, {"tabs": tabs, **context}, here="admin", status=status)
