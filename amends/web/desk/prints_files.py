"""A document as the answer to a request: PDF or Word, always as an attachment."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from urllib.parse import quote

from django.http import HttpResponse

from amends.cases.queries.visible import NotFound
from amends.reports.document import Document

WRITERS = {
    "pdf": ("amends.reports.pdf", "pdf", "application/pdf"),
    "docx": (
        "amends.reports.word", "word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}  # fmt: skip
"""Module, function and media type of each; loaded when first asked for, as most processes never need their 20 MiB."""


def as_file(document: Document, form: str, name: str) -> HttpResponse:
    """Return a document as a file to keep. Raises NotFound for a form that nobody writes."""
    if form not in WRITERS:
        raise NotFound(form)
    module, function, kind = WRITERS[form]
    write: Callable[[Document], bytes] = getattr(import_module(module), function)
    named = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"
    return HttpResponse(write(document), content_type=kind, headers={"Content-Disposition": named})
