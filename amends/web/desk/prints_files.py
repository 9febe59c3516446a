"""A document as the answer to a request: PDF or Word, always as an attachment."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpResponse

from amends.cases.queries.visible import NotFound
from amends.reports.document import Document
from amends.reports.pdf import pdf
from amends.reports.word import word

WRITERS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (pdf, "application/pdf"),
    "docx": (word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def as_file(document: Document, form: str, name: str) -> HttpResponse:
    """Return a document as a file to keep. Raises NotFound for a form that nobody writes."""
    if form not in WRITERS:
        raise NotFound(form)
    write, kind = WRITERS[form]
    named = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"
    return HttpResponse(write(document), content_type=kind, headers={"Content-Disposition": named})
