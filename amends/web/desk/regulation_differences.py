"""What differs between two versions of a regulation, article by article, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.visible import NotFound
from amends.core.comparing_packs import HEAD, Change, by_article, diff
from amends.core.pack import Article, Pack
from amends.people.viewer import Viewer
from amends.regulations import shelf
from amends.regulations.validity import published_pack
from amends.web.desk.door import desk
from amends.web.desk.regulation_desk import draft_at, draft_page, looked
from amends.web.desk.regulation_document import number_of
from amends.web.desk.regulation_key_words import key_title, table_title
from amends.web.shell import show


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One row that came, went or changed, in the language of the reader."""

    kind: str
    table: str
    code: str
    before: str
    after: str
    parts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ArticleLines:
    """The changes under one article; ``article`` None: of the head, or of no article."""

    number: str
    article: Article | None
    lines: tuple[ChangeLine, ...]


@require_GET
@desk
def draft_diff(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show what a draft changes of the version that it follows."""
    found = draft_at(viewer, key)
    pack = looked(found).pack
    parts: tuple[ArticleLines, ...] | None = ()
    if found.base is not None:
        parts = _compared(shelf.pack(found.base.content_hash), pack)
    context = {"unreadable": parts is None, "no_base": found.base is None, "parts": parts or ()}
    return draft_page(request, viewer, found, "draft_diff", "diff", context)


def _compared(old: Pack, new: Pack | None) -> tuple[ArticleLines, ...] | None:
    """Return the changes; None while a row of the draft cannot be read aloud, such as one with a time that is none."""
    try:
        return tuple(lines_of(old, new)) if new else None
    except ValueError:
        return None


@require_GET
@desk
def regulation_diff(request: HttpRequest, viewer: Viewer, key: UUID, other: UUID) -> HttpResponse:
    """Show what one published version changed of another."""
    old, new = published_pack(other), published_pack(key)
    if old is None or new is None:
        raise NotFound(str(key))
    packs = shelf.pack(old.content_hash), shelf.pack(new.content_hash)
    context = {"old": old, "new": new, "pack": packs[1], "parts": tuple(lines_of(*packs))}
    return show(request, viewer, "desk/regulation/diff.html", context, here="regulation")


def lines_of(old: Pack, new: Pack) -> Iterator[ArticleLines]:
    """Yield the changes by article, in the order of the new version."""
    language = get_language() or "zh"
    for number, changes in by_article(diff(old, new)).items():
        article = new.articles.get(number) or old.articles.get(number)
        yield ArticleLines(number, article, tuple(_line(one, language) for one in changes))


def _line(change: Change, language: str) -> ChangeLine:
    parts = tuple((key_title(one.key), one.old.in_(language), one.new.in_(language)) for one in change.parts)
    title = _("The head of the regulation") if change.table == HEAD else table_title(change.table)
    return ChangeLine(
        change.kind, title, _code(change),
        change.old_says.in_(language), change.new_says.in_(language), parts,
    )  # fmt: skip


def _code(change: Change) -> str:
    if change.table == HEAD:
        return key_title(change.row.removeprefix("counting."))
    return number_of(change.row) or (change.row if change.table == "article" else "")
