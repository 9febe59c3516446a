"""The regulation as a document for Word: articles left, what the machine does right, signatures below (UX rule 11).

The template is a document that a person may restyle; its fields are filled, never run: texts of
a pack are escaped and a sandbox keeps the template to its own names.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from jinja2.sandbox import SandboxedEnvironment

from amends.cases.queries.visible import NotFound
from amends.core.pack import Pack
from amends.people.viewer import Viewer
from amends.regulations import shelf
from amends.regulations.copies import mine
from amends.regulations.models import PublishedPack
from amends.regulations.validity import published_pack
from amends.web.desk.door import desk
from amends.web.desk.regulation_document import ArticlePart, RowLine, articles, settings_of
from amends.web.shell import person_name

if TYPE_CHECKING:
    from docx.document import Document as File

TEMPLATE = Path(__file__).resolve().parents[1] / "documents" / "regulation.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CONTROL = {code: None for code in range(32) if code not in (9, 10)}
"""Signs that no document may hold."""


@require_GET
@desk
def regulation_word(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Give a published version as a document; a holder's copy bears its number and that it is not to be copied."""
    row = published_pack(key)
    if row is None:
        raise NotFound(str(key))
    pack = shelf.pack(row.content_hash)
    content = document(pack, {**_head(viewer, row, pack), "signatures": signatures_of(viewer, row, pack)})
    name = "".join(one if one.isascii() and (one.isalnum() or one in "-_") else "-" for one in row.pack)
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    return HttpResponse(content, content_type=WORD, headers=headers)


def document(pack: Pack, more: dict[str, Any]) -> bytes:
    """Return the document of a pack in the language of the page, with the signs of its font inside."""
    from docxtpl.template import DocxTemplate  # both at their first use: most processes never need their 20 MiB

    from amends.reports.word_fonts import embed_fonts

    language = get_language() or "zh"
    context = {
        "parts": [_part(one, language) for one in articles(pack, language)],
        "settings": [
            {"question": one.question.in_(language), "value": one.value or _("not decided")}
            for one in settings_of(pack, language)
        ],
        "words": {
            "article": _("Article"), "machine": _("How the machine carries it out"), "role": _("Role"),
            "settings": _("Points that the source leaves open"), "signatures": _("Signatures"), "name": _("Name"),
            "date": _("Date"),
        },
        **more,
    }  # fmt: skip
    holder = BytesIO()
    template = DocxTemplate(TEMPLATE)
    template.render(_plain(context), jinja_env=SandboxedEnvironment(autoescape=True), autoescape=True)
    embed_fonts(cast("File", template.docx))  # which its types believe is never there
    template.save(holder)
    return holder.getvalue()


def _head(viewer: Viewer, row: PublishedPack, pack: Pack) -> dict[str, str]:
    language = get_language() or "zh"
    copy = next((one for one in mine(viewer) if one.published_id == row.pk and one.signed_at), None)
    mark = (
        _("Controlled copy no. %(n)s") % {"n": copy.number} + f" · {person_name(viewer)} · " + _("Not to be copied")
        if copy
        else ""
    )
    return {
        "title": pack.title.in_(language), "version": _("Version %(v)s") % {"v": row.version}, "mark": mark,
        "source": pack.source.in_(language) if pack.source else "",
    }  # fmt: skip


def _part(part: ArticlePart, language: str) -> dict[str, Any]:
    rows = [_line(row) for group in part.groups for row in group.rows]
    none = _("Carried out by people; nothing for the machine.")
    return {"no": part.article.no, "words": part.article.text.in_(language), "rows": rows or [none]}


def _line(row: RowLine) -> str:
    return f"{row.code}  {row.text}" if row.code else row.text


def signatures_of(viewer: Viewer, row: PublishedPack, pack: Pack) -> list[dict[str, str]]:
    """Return for which role who signed a version, and on which day of the organisation's."""
    language, people = get_language() or "zh", viewer.directory.people
    titles = {role.id: role.title.in_(language) for role in pack.role}
    names = {str(key): one.name(language) for key, one in people.items()}
    return [
        {
            "role": titles.get(one.get("role", ""), one.get("role", "")), "at": _day(one.get("at", "")),
            "name": names.get(one.get("person", ""), ""),
        }
        for one in row.signatures
    ]  # fmt: skip


def _day(written: str) -> str:
    try:
        return localtime(datetime.fromisoformat(written)).date().isoformat()
    except ValueError:
        return ""


def _plain(value: Any) -> Any:
    """Return the values without signs that no document may hold."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.translate(CONTROL) if isinstance(value, str) else value
