"""Regulations: what is in force for whom, each as a document beside its machine half, its examples run on demand."""

from __future__ import annotations

from time import perf_counter
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from amends.cases.queries.visible import NotFound
from amends.core.pack import Pack
from amends.people.viewer import Viewer
from amends.regulations import shelf
from amends.regulations.copies import mine
from amends.regulations.drafts import drafts, may_write
from amends.regulations.models import ControlledCopy, PublishedPack
from amends.regulations.telling import runnable
from amends.regulations.validity import of_pack, published_pack, validities
from amends.web.desk.door import desk
from amends.web.desk.regulation_desk import draft_at, draft_page, looked
from amends.web.desk.regulation_document import articles, number_of, sentence_of, settings_of, told, totals
from amends.web.desk.regulation_word import signatures_of
from amends.web.shell import show


@require_GET
@desk
def regulation(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show which regulation governs which unit from when to when."""
    rows = validities(viewer.directory, viewer.day)
    context = {
        "rows": rows, "now_count": sum(one.state == "now" for one in rows), "drafts": drafts(viewer),
        "writes": may_write(viewer), "copies": mine(viewer),
    }  # fmt: skip
    return show(request, viewer, "desk/regulation/list.html", context, here="regulation")


@require_GET
@desk
def regulation_document(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show one published version: each article with the rows that the machine runs."""
    row, pack = _published(key)
    language = get_language() or "zh"
    settings = settings_of(pack, language)
    context = {
        "published": row, "pack": pack, "articles": articles(pack, language), "totals": totals(pack),
        "settings": settings, "undecided": [one for one in settings if not one.value],
        "validities": of_pack(viewer.directory, pack.id, viewer.day),
        "findings": shelf.findings(row.content_hash),
        "writes": may_write(viewer), "copy": _copy(request, viewer, row),
        "signed": signatures_of(viewer, row, pack),
    }  # fmt: skip
    return show(request, viewer, "desk/regulation/document.html", context, here="regulation")


@require_GET
@desk
def regulation_examples(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Run the examples of a version, or those that show one row, and say what differs."""
    row, pack = _published(key)
    began, asked = perf_counter(), request.GET.get("row", "")[:80]
    stories = told(pack, asked)
    context = {
        "published": row, "pack": pack, "stories": stories,
        "row": number_of(asked) or sentence_of(pack, asked, get_language() or "zh"),
        "failed": [one for one in stories if not one.passed], "seconds": perf_counter() - began,
    }  # fmt: skip
    return show(request, viewer, "desk/regulation/examples.html", context, here="regulation")


@require_GET
@desk
def draft_examples(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Run the examples of a draft: which of them no longer come out as written."""
    found = draft_at(viewer, key)
    pack = runnable(looked(found).pack)
    began = perf_counter()
    stories = told(pack) if pack else ()
    context = {
        "stories": stories, "failed": [one for one in stories if not one.passed], "seconds": perf_counter() - began,
        "unreadable": pack is None,
    }  # fmt: skip
    return draft_page(request, viewer, found, "draft_examples", "examples", context)


def _copy(request: HttpRequest, viewer: Viewer, row: PublishedPack) -> ControlledCopy | None:
    """Return the viewer's own controlled copy of a version, when the address asks for it: it prints with its mark."""
    if "copy" not in request.GET:
        return None
    found = next((one for one in mine(viewer) if one.published_id == row.pk and one.signed_at), None)
    if found is None:
        raise NotFound("copy")
    return found


def _published(key: UUID) -> tuple[PublishedPack, Pack]:
    row = published_pack(key)
    if row is None:
        raise NotFound(str(key))
    return row, shelf.pack(row.content_hash)
