"""One row of a draft in its form: shown, looked at while one types, saved; moved and taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.cases.queries.visible import NotFound
from amends.core.finding import Finding
from amends.core.refusal import Refused
from amends.people.staff import refused
from amends.people.viewer import Viewer
from amends.regulations import drafts
from amends.regulations.looking import Looked, look
from amends.regulations.models import PackDraft
from amends.regulations.toml_rows import CannotWrite, add_row, drop_row, head_of, move_row, put_head, put_row, rows_in
from amends.web.desk.regulation_asks import COUNTING_TABLE, HEAD_TABLE, Ask, asks_of
from amends.web.desk.regulation_desk import draft_at, draft_page, names_of, version_in, writers
from amends.web.desk.regulation_drafts import WRITTEN_AS_TEXT, said
from amends.web.desk.regulation_key_words import NODES, TABLES, USUAL, table_title
from amends.web.desk.regulation_names import Names
from amends.web.desk.regulation_row_shown import shown
from amends.web.desk.regulation_row_values import State, read_row, read_sent, write_row

FILES = {
    "article": "pack.toml", "setting": "settings.toml", "role": "roles.toml", "field": "forms.toml",
    "category": "categories.toml", "list": "grading.toml", "grade": "grading.toml", "row": "grading.toml",
    "flag": "grading.toml", "route": "routing.toml", "confidential": "routing.toml", "refusal": "routing.toml",
    "stage": "stages.toml", "step": "lifecycle.toml", "gate": "gates.toml", "duty": "duties.toml",
    "remedy": "remedies.toml", "offer": "remedies.toml", "authority": "remedies.toml", "take": "pack.toml",
}  # fmt: skip
"""Where the first row of a table goes; the others stand in ``wording.toml``."""
OFFERED = ("test", "age", "alike", "happened", "any", "unless")
"""The rows of a condition that may be added."""
FEW_KEYS = 12
"""A new row of so few keys shows them all; of more, those that are asked for."""
ONE_ROW = (HEAD_TABLE, COUNTING_TABLE)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands: its file, table and place; ``nth`` 0 is a row that is not there yet."""

    file: str
    table: str
    nth: int

    @property
    def query(self) -> str:
        """Return it as the end of an address."""
        return urlencode({"file": self.file, "nth": str(self.nth)})


@require_http_methods(["GET", "POST"])
@writers
def draft_row(request: HttpRequest, viewer: Viewer, key: UUID, table: str) -> HttpResponse:
    """Show the form of a row; take what was typed, or do what a button of the form asks."""
    found = draft_at(viewer, key)
    spot, was = _spot(request, found, table)
    names, asks = _names(found), asks_of(table)
    if request.method == "GET":
        return _page(request, viewer, found, spot, was, read_row(asks, was), names)
    state = read_sent(asks, request.POST)
    if request.POST.get("_do"):
        return _page(request, viewer, found, spot, was, state, names)
    values = write_row(asks, state, was, names.facts)
    try:
        text = _written(found, spot, values)
        drafts.change(viewer, key, version=version_in(request), at=now(), files={spot.file: text})
    except Refused as no:
        wrong = no.says.in_(get_language() or "zh")
        return _page(request, viewer, found, spot, was, state, names, wrong=wrong, status=409)
    messages.success(request, _("Saved."))
    return redirect(_back(found, table) + ("" if table in ONE_ROW else f"#{spot.file}-{spot.nth or 'new'}"))


@require_POST
@writers
def draft_row_check(request: HttpRequest, viewer: Viewer, key: UUID, table: str) -> HttpResponse:
    """Say what the row reads like as it is typed, and what the checker says of it. Nothing is stored."""
    found = draft_at(viewer, key)
    spot, was = _spot(request, found, table)
    names = _names(found)
    values = write_row(asks_of(table), read_sent(asks_of(table), request.POST), was, names.facts)
    return render(request, "desk/regulation/row_beside.html", _beside(found, spot, values, names))


@require_POST
@writers
def draft_row_act(request: HttpRequest, viewer: Viewer, key: UUID, table: str, act: str) -> HttpResponse:
    """Move a row up or down, or take it out."""
    found = draft_at(viewer, key)
    spot, _was = _spot(request, found, table)
    acts = {
        "up": lambda text: move_row(text, table, spot.nth, by=-1),
        "down": lambda text: move_row(text, table, spot.nth, by=1),
        "drop": lambda text: drop_row(text, table, spot.nth),
    }
    if act not in acts or not spot.nth or table in ONE_ROW:
        raise NotFound(act)
    try:
        text = acts[act](found.files[spot.file])
        drafts.change(viewer, key, version=version_in(request), at=now(), files={spot.file: text})
    except (CannotWrite, IndexError):
        messages.error(request, _("This row cannot be changed here; change it in its file."))
    except Refused as no:
        messages.error(request, no.says.in_(get_language() or "zh"))
    return redirect(reverse("desk:draft_table", args=[key, table]))


def _names(found: PackDraft) -> Names:
    names = names_of(found)
    if names is None:
        raise NotFound("no row can be read while the head of the pack cannot")
    return names


def _spot(request: HttpRequest, found: PackDraft, table: str) -> tuple[Spot, dict[str, Any]]:
    """Return where the row stands and its values; a row of a library or a parent is read, not written."""
    if table not in TABLES or table in WRITTEN_AS_TEXT:
        raise NotFound(table)
    if table in ONE_ROW:
        return _single(found, table)
    nth = request.GET.get("nth", "0")
    place = int(nth) if nth.isdigit() and len(nth) < 6 else -1
    file = request.GET.get("file", "") or file_for(found, table)
    if not drafts.is_own(file) or (place and file not in found.files):
        raise NotFound(file)
    rows = _rows(found.files.get(file, ""), table)
    if not 0 <= place <= len(rows):
        raise NotFound(nth)
    return Spot(file, table, place), dict(rows[place - 1]) if place else {}


def _single(found: PackDraft, table: str) -> tuple[Spot, dict[str, Any]]:
    """Return where the head or the counting stands: the file that has it, else the head's own."""
    own = [name for name in found.files if drafts.is_own(name)]
    having = next((name for name in own if table in _head(found, name)), drafts.HEAD)
    if table == COUNTING_TABLE:
        return Spot(having, table, 1), dict(_head(found, having).get(table, {}))
    return Spot(drafts.HEAD, table, 1), {
        key: value for key, value in _head(found, drafts.HEAD).items() if key != COUNTING_TABLE
    }


def _head(found: PackDraft, name: str) -> dict[str, Any]:
    try:
        return head_of(found.files[name])
    except (ValueError, RecursionError):
        return {}


def file_for(found: PackDraft, table: str) -> str:
    """Return the file of the pack's own in which a new row of a table goes."""
    having = [name for name, text in found.files.items() if drafts.is_own(name) and _rows(text, table)]
    return having[-1] if having else FILES.get(table, "wording.toml")


def _rows(text: str, table: str) -> tuple[dict[str, Any], ...]:
    try:
        return rows_in(text, table)
    except (ValueError, RecursionError):
        return ()


def _written(found: PackDraft, spot: Spot, values: Mapping[str, Any]) -> str:
    text = found.files.get(spot.file, "")
    try:
        if spot.table in ONE_ROW:
            rest = _head(found, spot.file)
            own = {spot.table: dict(values)} if spot.table == COUNTING_TABLE else dict(values)
            kept = {key: value for key, value in rest.items() if key == COUNTING_TABLE or spot.table == COUNTING_TABLE}
            return put_head(text, kept | own)
        if spot.nth:
            return put_row(text, spot.table, spot.nth, values)
        return add_row(text, spot.table, values)
    except (CannotWrite, IndexError) as fault:
        zh, en = "这一行无法在此改写，请在文件中修改", "This row cannot be written here; change it in its file"
        raise refused("", zh=zh, en=en) from fault


def _beside(found: PackDraft, spot: Spot, values: dict[str, Any], names: Names) -> dict[str, Any]:
    """Return what stands beside the form: the row in words, what is wrong with it, and with the rest."""
    seen, nth = _as_typed(found, spot, values)
    mine = _about(seen, spot, nth) if seen else ()
    others = (
        sum(one.level == "error" for one in seen.findings) - sum(one.level == "error" for one in mine) if seen else 0
    )
    in_words = Names(seen.pack, names.language) if seen and seen.pack else names
    return {
        "sentence": said(spot.table, values, in_words.words), "mine": mine, "others": others, "draft": found,
        "cannot": seen is None,
    }  # fmt: skip


def _about(seen: Looked, spot: Spot, nth: int) -> tuple[Finding, ...]:
    if spot.table not in ONE_ROW:
        return seen.about(spot.file, spot.table, nth)
    of_counting = spot.table == COUNTING_TABLE
    return tuple(one for one in seen.findings if not one.nth and one.key.startswith("counting") == of_counting)


def _as_typed(found: PackDraft, spot: Spot, values: Mapping[str, Any]) -> tuple[Looked | None, int]:
    """Return what the checker says of the draft with the row as typed, and the row's place; None: not writable."""
    nth = spot.nth or len(_rows(found.files.get(spot.file, ""), spot.table)) + 1
    try:
        return look({**found.files, spot.file: _written(found, spot, values)}, found.chosen), nth
    except Refused:
        return None, nth


def _page(
    request: HttpRequest, viewer: Viewer, found: PackDraft, spot: Spot, was: dict[str, Any], state: State, names: Names,
    *, wrong: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    asks: tuple[Ask, ...] = asks_of(spot.table)
    values = write_row(asks, state, was, names.facts)
    beside = _beside(found, spot, values, names) if spot.nth or request.method == "POST" else {}
    fields = shown(asks, state, names, findings=beside.get("mine", ()))
    usual = () if spot.nth else tuple(one.key for one in asks) if len(asks) <= FEW_KEYS else USUAL.get(spot.table, ())
    in_sight = [one for one in fields if one.filled or one.ask.required or one.ask.key in usual]
    context = {
        "back": _back(found, spot.table),
        "spot": spot, "table_title": table_title(spot.table), "wrong": wrong, "settings": names.of("setting"),
        "fields": in_sight, "more": [one for one in fields if one not in in_sight], **beside,
        "lists": {one: names.of(one) for one in _lists(asks)}, "node_kinds": [(k, NODES[k]) for k in OFFERED],
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return render(request, "desk/regulation/row_fields.html", {"draft": found, **context}, status=status)
    return draft_page(request, viewer, found, "row", "draft", context, status=status)


def _back(found: PackDraft, table: str) -> str:
    """Return the address of the page on which the row is one of several."""
    rows = reverse("desk:draft_table", args=[found.pk, table])
    return reverse("desk:draft", args=[found.pk]) if table in ONE_ROW else rows


def _lists(asks: tuple[Ask, ...]) -> set[str]:
    """Return the kinds of names that the form's inputs offer while one types."""
    mine = {one.suggests for one in asks if one.kind == "names"} | {"fact" for one in asks if one.kind == "condition"}
    return mine.union(*(_lists(one.below) for one in asks)) if asks else mine
