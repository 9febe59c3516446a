"""Asking for a replay at the desk: which version, regime or draft, which days, which unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.replay.asking import Wanted
from amends.people.viewer import Viewer
from amends.regulations import folders
from amends.regulations.drafts import draft_of, drafts
from amends.regulations.models import Binding, PublishedPack
from amends.regulations.published import published
from amends.regulations.validity import published_pack
from amends.web.desk.admin_forms import Form, choice, day_of, text
from amends.web.desk.shipped_titles import shipped_title

QUARTER = timedelta(days=91)
DRAFT, VERSION, REGIME = "draft", "version", "regime"


def form_of(viewer: Viewer, source: str = "") -> Form:
    """Return the empty form; ``source``: what is chosen already, as ``draft:<key>`` or ``version:<key>``."""
    today = viewer.day
    return Form(
        title=_("Play past cases"), action=reverse("desk:replays"), button=_("Play"), name="replay",
        fields=(
            choice("under", _("Under which regulation"), tuple(_sources(viewer)), source, required=True),
            text("first", _("Received from"), (today - QUARTER).isoformat(), required=True, widget="date"),
            text("last", _("to"), today.isoformat(), required=True, widget="date"),
            choice(
                "unit", _("Unit, with all below it"), tuple(_units(viewer)), _governed(viewer, source),
                hint=_("Empty: the whole organisation."),
            ),
        ),
    )  # fmt: skip


def _governed(viewer: Viewer, source: str) -> str:
    """Return the unit whose cases a draft or a version is about: where it, or what the draft follows, is bound."""
    kind, _colon, named = source.partition(":")
    key = _key(named)
    row = draft_of(viewer, key) if key and kind == DRAFT else None
    published = row.base_id if row else key if kind == VERSION else None
    if published is None:
        return ""
    bound = Binding.objects.filter(org=viewer.org, published=published).order_by("-from_date", "-id").first()
    return str(bound.unit_id) if bound and bound.unit_id in viewer.units else ""


def _sources(viewer: Viewer) -> Iterator[tuple[str, str]]:
    for draft in drafts(viewer):
        name = _title(draft.base) if draft.base else draft.pack
        yield f"{DRAFT}:{draft.pk}", _("Draft: %(name)s") % {"name": name}
    for one in published(viewer):
        words = {"name": _title(one.row), "version": one.row.version}
        yield f"{VERSION}:{one.row.pk}", _("%(name)s, version %(version)s") % words
    for folder in folders.shipped():
        yield f"{REGIME}:{folder.name}", _("Template: %(name)s") % {"name": shipped_title(folder)}


def _title(row: PublishedPack) -> str:
    return row.title_en if (get_language() or "zh").startswith("en") else row.title_zh


def _units(viewer: Viewer) -> Iterator[tuple[str, str]]:
    language = get_language() or "zh"
    seen = (one for one in viewer.directory.units.values() if one.id in viewer.units)
    yield from ((str(one.id), one.name(language)) for one in sorted(seen, key=lambda one: one.code))


def wanted(viewer: Viewer, values: Mapping[str, Any]) -> Wanted | None:
    """Return what the filled form asks for; None when what it names is not there (any more)."""
    first, last = day_of(dict(values), "first"), day_of(dict(values), "last")
    found = _texts(viewer, str(values.get("under", "")))
    if found is None or first is None or last is None:
        return None
    kind, source, files, chosen = found
    unit = UUID(str(values["unit"])) if values.get("unit") else None
    return Wanted(files, first, last, kind=kind, source=source, chosen=chosen, unit=unit)


def _texts(viewer: Viewer, under: str) -> tuple[str, str, Mapping[str, str], Mapping[str, Any]] | None:
    kind, _colon, named = under.partition(":")
    if kind == REGIME:
        known = {folder.name: folder for folder in folders.shipped()}
        return (kind, named, folders.read(known[named]), {}) if named in known else None
    key = _key(named)
    row = None if key is None else draft_of(viewer, key) if kind == DRAFT else published_pack(key)
    return None if row is None else (kind, named, row.files, row.chosen)


def _key(named: str) -> UUID | None:
    try:
        return UUID(named)
    except ValueError:
        return None


def period_of(first: date, last: date) -> str:
    """Return a period in words."""
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
