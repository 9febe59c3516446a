"""Drafts of regulations: begun, read table by table, carried out and in as a folder, put away."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pydantic import ValidationError

from amends.cases.queries.visible import NotFound
from amends.core.finding import Finding
from amends.core.loading import row_tables
from amends.core.pack import Row
from amends.core.plain_language import is_read, read_aloud
from amends.core.plain_words import Words
from amends.core.refusal import Refused
from amends.core.taking import LIBRARY, PARENT, is_taken
from amends.people.viewer import Viewer
from amends.regulations import drafts, folders
from amends.regulations.local_rules import may_replace
from amends.regulations.models import PackDraft
from amends.regulations.publishing import Place, places
from amends.regulations.toml_rows import rows_in
from amends.regulations.validity import published_pack, validities
from amends.regulations.zipped import LARGEST_ZIP, unzipped, zipped
from amends.web.desk.door import desk
from amends.web.desk.regulation_asks import COUNTING_TABLE, HEAD_TABLE
from amends.web.desk.regulation_desk import draft_at, draft_page, looked, names_of, readable, version_in, writers
from amends.web.desk.regulation_document import number_of
from amends.web.desk.regulation_key_words import GROUPS, TABLES, table_title
from amends.web.desk.regulation_publish import publish_form
from amends.web.desk.regulation_tries import try_address
from amends.web.desk.shipped_titles import shipped_title
from amends.web.shell import show

FINDINGS_SHOWN = 60
WRITTEN_AS_TEXT = ("example",)
"""Tables whose rows are stories: they are written in their files."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table of the draft: how many rows, how many of them with faults."""

    table: str
    title: str
    rows: int
    faults: int


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of a table as the list shows it."""

    file: str
    nth: int
    code: str
    text: str
    findings: tuple[Finding, ...]
    is_own: bool
    may_own: bool
    is_first: bool
    is_last: bool

    @property
    def is_above(self) -> bool:
        """Return whether it comes from the regulation above, not from a library."""
        return self.file.startswith(PARENT) and LIBRARY not in self.file

    @property
    def acts(self) -> tuple[tuple[str, str, str, bool], ...]:
        """Return what may be done with it: act, sign, words, and whether it cannot be done here."""
        return (
            ("up", "arrow-up", _("Move up"), self.is_first), ("down", "arrow-down", _("Move down"), self.is_last),
            ("drop", "x", _("Take out"), False),
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
@writers
def draft_new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin a draft: of a published version, of a pack that comes with Amends, or of a folder that is brought."""
    wrong = ""
    if request.method == "POST":
        try:
            return redirect("desk:draft", _begun(request, viewer).pk)
        except Refused as refused:
            wrong = refused.says.in_(get_language() or "zh")
    above = [one for one in validities(viewer.directory, viewer.day) if one.lead and one.state != "over"]
    context = {"above": above, "shipped": [(one.name, shipped_title(one)) for one in folders.shipped()], "wrong": wrong}
    status = 422 if wrong else 200
    return show(request, viewer, "desk/regulation/draft_new.html", context, here="regulation", status=status)


def _begun(request: HttpRequest, viewer: Viewer) -> PackDraft:
    base, shipped, at = request.POST.get("base", ""), request.POST.get("shipped", ""), now()
    if base:
        row = published_pack(_uuid(base))
        if row is None:
            raise NotFound(base)
        return drafts.begin_from(viewer, row, at=at)
    known = {one.name: one for one in folders.shipped()}
    if shipped in known:
        return drafts.begin(viewer, folders.read(known[shipped]), at=at)
    return drafts.begin(viewer, _brought(request), at=at)


def _brought(request: HttpRequest) -> dict[str, str]:
    file = request.FILES.get("folder")
    return unzipped(file.read(LARGEST_ZIP + 1) if file else b"")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(text) from None


@require_GET
@desk
def draft(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show a draft: its tables, what the checker says, who has signed, and how it comes into force."""
    found = draft_at(viewer, key)
    context = {
        "groups": [(title, [_table(found, one) for one in tables]) for title, tables in GROUPS],
        "findings": [(one, try_address(found, one)) for one in looked(found).findings[:FINDINGS_SHOWN]],
        "places": _places(viewer, found), "form": publish_form(viewer, found, request.GET.dict()),
    }  # fmt: skip
    return draft_page(request, viewer, found, "draft", "draft", context)


def _places(viewer: Viewer, found: PackDraft) -> list[tuple[Place, str, list[str]]]:
    """Return the signatures that are needed, each with who gave it and who could."""
    people, language = viewer.directory.people, get_language() or "zh"
    names = {key: one.name(language) for key, one in people.items()}
    return [
        (one, names.get(one.person, "") if one.person else "", [names[key] for key in one.holders])
        for one in places(viewer, found)
    ]


def _table(found: PackDraft, table: str) -> TableLine:
    taken = _taken(found, table)
    files = found.files.items() if taken is None else ((k, v) for k, v in found.files.items() if drafts.is_own(k))
    counts = [len(_rows(text, table)) for _name, text in files] + [len(taken or ())]
    of = "" if table in (HEAD_TABLE, COUNTING_TABLE) else table
    faults = (
        sum(one.table == of and one.level == "error" for one in looked(found).findings)
        if table != COUNTING_TABLE
        else 0
    )
    return TableLine(table, table_title(table), sum(counts), faults)


def _rows(text: str, table: str) -> tuple[dict[str, object], ...]:
    try:
        return rows_in(text, table) if f"{table}" in text else ()
    except (ValueError, RecursionError):
        return ()


@require_GET
@writers
def draft_table(request: HttpRequest, viewer: Viewer, key: UUID, table: str) -> HttpResponse:
    """Show the rows of a table, each read aloud, its problems beside it."""
    found = draft_at(viewer, key)
    if table not in row_tables() or table in WRITTEN_AS_TEXT:
        raise NotFound(table)
    names = names_of(found)
    words = names.words if names else None
    taken = _taken(found, table)
    lines = [line for name in found.files for line in _lines(found, name, table, words, taken)]
    context = {"table": table, "table_title": table_title(table), "lines": lines, "groups": GROUPS, "titles": TABLES}
    return draft_page(request, viewer, found, "draft_table", "draft", context)


def _taken(found: PackDraft, table: str) -> dict[tuple[str, int], Row] | None:
    """Return the taken rows that hold in the draft by where they are written; None while it cannot be read.

    The rest of a library is not part of the regulation, nor is what a row of its own stands in the place of.
    """
    pack = readable(found) if table in row_tables() else None
    return None if pack is None else {(one.file, one.nth): one for one in getattr(pack, table, ()) if is_taken(one)}


def _lines(
    found: PackDraft, name: str, table: str, words: Words | None, taken: dict[tuple[str, int], Row] | None
) -> list[RowLine]:
    rows, seen, own = _rows(found.files[name], table), looked(found), drafts.is_own(name)
    lines = []
    for nth, row in enumerate(rows, start=1):
        if not own and taken is not None and (name, nth) not in taken:
            continue
        may_own = bool(taken and (name, nth) in taken and may_replace(table, taken[name, nth]))
        code = str(row.get("id") or row.get("no") or row.get("step") or row.get("role") or "")
        code = number_of(code) or (code if table == "article" else "")
        text, findings = said(table, row, words), seen.about(name, table, nth)
        lines.append(RowLine(name, nth, code, text, findings, own, may_own, nth == 1, nth == len(rows)))
    return lines


def said(table: str, row: dict[str, object], words: Words | None) -> str:
    """Return a row of raw values in words; what cannot be read says what it is called."""
    fallback = str(row.get("id") or row.get("no") or "")
    if table not in row_tables():
        title = row.get("title")
        return str(title.get(words.language if words else "zh", "")) if isinstance(title, dict) else ""
    if table == "article":
        return str(row.get("en" if (get_language() or "zh").startswith("en") else "zh", fallback))
    try:
        read = row_tables()[table].model_validate({**row, "file": "", "nth": 1})
        if words is None or not is_read(read):
            named = getattr(read, "question", None) or getattr(read, "title", None)
            return named.in_(get_language() or "zh") if named else fallback
        return read_aloud(words, read)
    except (ValidationError, KeyError, ValueError, AttributeError, TypeError):
        return fallback


@require_GET
@writers
def draft_files(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the files of a draft."""
    found = draft_at(viewer, key)
    faults = {
        name: sum(one.file == name and one.level == "error" for one in looked(found).findings) for name in found.files
    }
    lines = [(name, text.count("\n"), faults[name], drafts.is_own(name)) for name, text in sorted(found.files.items())]
    return draft_page(request, viewer, found, "draft_files", "files", {"lines": lines})


@require_http_methods(["GET", "POST"])
@writers
def draft_file(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show one file as its text, and save it."""
    found, name = draft_at(viewer, key), request.GET.get("name", "")
    if name not in found.files or not drafts.is_own(name):
        raise NotFound(name)
    text, wrong, status = found.files[name], "", 200
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")
        text = text if "\r\n" not in found.files[name] else text.replace("\n", "\r\n")
        try:
            drafts.change(viewer, key, version=version_in(request), at=now(), files={name: text})
        except Refused as refused:
            wrong, status = refused.says.in_(get_language() or "zh"), 409
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{request.path}?name={name}")
    mine = [one for one in looked(found).findings if one.file == name]
    context = {"name": name, "text": text, "wrong": wrong, "findings": mine}
    return draft_page(request, viewer, found, "draft_file", "files", context, status=status)


@require_GET
@writers
def draft_zip(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Give the whole folder as one file."""
    found = draft_at(viewer, key)
    name = "".join(one if one.isascii() and (one.isalnum() or one in "-_") else "-" for one in found.pack)
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return HttpResponse(zipped(found.files), content_type="application/zip", headers=headers)


@require_POST
@writers
def draft_upload(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Take a whole folder in place of the draft's own."""
    found = draft_at(viewer, key)
    try:
        drafts.replace_all(viewer, found.pk, _brought(request), version=version_in(request), at=now())
    except Refused as refused:
        messages.error(request, refused.says.in_(get_language() or "zh"))
    else:
        messages.success(request, _("The folder is taken over."))
    return redirect("desk:draft_files", key)


@require_POST
@writers
def draft_back(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Take the last change back, or make it again, and stay on the page."""
    found, again = draft_at(viewer, key), request.POST.get("again") == "1"
    try:
        drafts.take_back(viewer, found.pk, version=version_in(request), at=now(), again=again)
    except Refused as refused:
        messages.error(request, refused.says.in_(get_language() or "zh"))
    else:
        messages.success(request, _("Made again.") if again else _("Taken back."))
    return redirect("desk:draft", key)


@require_POST
@writers
def draft_drop(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Put a draft away."""
    found = draft_at(viewer, key)
    try:
        drafts.drop(viewer, found.pk, version=version_in(request), at=now())
    except Refused as refused:
        messages.error(request, refused.says.in_(get_language() or "zh"))
        return redirect("desk:draft", key)
    messages.success(request, _("The draft is put away."))
    return redirect("desk:regulation")
