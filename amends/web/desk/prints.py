"""Papers of a case by name: who sees the case gets them, with what he may read, as PDF or Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.visible import NotFound
from amends.core.vocabulary import EVENTS
from amends.people.viewer import Viewer
from amends.reports.document import Document
from amends.web.desk.case_words import order_name
from amends.web.desk.door import desk
from amends.web.desk.prints_case import (
    letter_sheet,
    letter_title,
    lot_sheet,
    order_sheet,
    papers_of,
    register_sheet,
    signed_sheet,
)
from amends.web.desk.prints_files import as_file
from amends.web.desk.rows import said
from amends.web.formatting import article

PAPERS: dict[str, Callable[[CasePage, str], Document]] = {
    "register": register_sheet, "order": order_sheet, "letter": letter_sheet, "paper": signed_sheet,
    "lot": lot_sheet,
}  # fmt: skip
FOR_THE_COMPLAINANT = frozenset({"letter", "paper"})
"""Papers that the complainant gets: they bear the whole name, so nobody prints them who may not read it (FR-237)."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that a case has, with the addresses of its files; ``withheld``: why this reader does not get them."""

    title: str
    pdf: str
    word: str
    withheld: str = ""


@require_GET
@desk
def case_print(request: HttpRequest, viewer: Viewer, number: str, what: str, form: str) -> HttpResponse:
    """Send a paper of a case: ``register``, ``paper.<id>``, ``order.<name>``, ``letter.<id>``, ``lot.<name>``.

    Papers inside the house are masked for who has no part in the case; one for the complainant is refused to him (403),
    naming the article of the complainant's field. Raises NotFound for a hidden case and a paper that it does not have.
    """
    page = case_page(viewer, number, timezone.now())
    kind, _dot, key = what.partition(".")
    if kind not in PAPERS:
        raise NotFound(what)
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        document = PAPERS[kind](page, key)
        if says := _withheld(page, kind):
            title = _("Not to be printed by you")
            return render(request, "shell/error.html", {"title": title, "text": says}, status=403)
        return as_file(document, form, f"{number}-{kind}")


def papers(page: CasePage) -> Iterator[Offered]:
    """Yield the papers that a case has; nothing is asked of the database for it."""
    yield _offered(page, _("Complaint register sheet"), "register")
    for row, _unit, _handler in page.orders:
        yield _offered(page, f"{_('Dispatch order')} · {order_name(row.name)}", f"order.{row.name}")
    for letter in page.letters:
        yield _offered(page, letter_title(page, letter.letter, letter.subject), f"letter.{letter.pk}")
    for signed in papers_of(page):
        yield _offered(page, said(signed.title), f"paper.{signed.id}")
    of_lots = {name for name, event in EVENTS.items() if event.of == "lot"}
    for lot in dict.fromkeys(one.on for one in page.reading.state.done if one.on and one.event in of_lots):
        yield _offered(page, f"{_('Sheet of returned goods')} · {lot}", f"lot.{lot}")


def _offered(page: CasePage, title: str, what: str) -> Offered:
    pdf, word = (reverse("desk:case_print", args=[page.case.number, what, form]) for form in ("pdf", "docx"))
    return Offered(title, pdf, word, _withheld(page, what.partition(".")[0]))


def _withheld(page: CasePage, kind: str) -> str:
    """Return why the reader does not get a paper of a kind; empty when he does."""
    if page.has_part or kind not in FOR_THE_COMPLAINANT:
        return ""
    row = next((pack.fields["complainant"] for pack in page.reading.rules.packs if "complainant" in pack.fields), None)
    says = _("It goes to the complainant with the full name; only who has a part in the case prints it.")
    return f"{says} {article(row.article)}".rstrip() if row else says
