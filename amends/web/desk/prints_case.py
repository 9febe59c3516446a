"""The papers of a case: register sheet, dispatch order, letter, settlement, sheet of returned goods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amends.cases.queries.case_page import CasePage
from amends.cases.queries.lines import person_name
from amends.cases.queries.money import Row, remedies_of
from amends.cases.queries.returned import LotRow, lots_of
from amends.cases.queries.visible import NotFound
from amends.core.pack import PaperRow
from amends.core.papers import papers, signing
from amends.reports.document import Block, Document, Facts, Grid, Place, Signatures, Words
from amends.web.desk.case_words import fact_rows, order_name, shown_value
from amends.web.desk.prints_parts import at, clocks_grid, done_grid, facts, house, paper, signature_places
from amends.web.desk.rows import said
from amends.web.fields import choice_title
from amends.web.formatting import article, english, money

CHINESE = re.compile(r"[\u3400-\u9fff]")


def register_sheet(page: CasePage, _key: str) -> Document:
    """Return the register sheet of a case: who, what, the clocks, what was done and given, who signs."""
    given = tuple(_remedy(one) for one in remedies_of(page.reading.viewer, page.case))
    blocks: tuple[Block, ...] = (
        Facts(_("Complaint"), facts(_reception(page))),
        Words(_("What happened"), page.description),
        *([Words(_("Wish"), page.wish)] if page.wish else []),
        Facts(_("Facts"), facts(fact_rows(page, dated=True))),
        clocks_grid(page),
        done_grid(page),
        *([Grid(_("Remedies"), _remedy_head(), given, widths=(4, 3, 5, 4))] if given else []),
        Signatures(_("Signatures"), signature_places(page.reading), stamp=_("Seal and date")),
    )
    return paper(page.reading, _("Complaint register sheet"), page.case.number, blocks)


def _reception(page: CasePage) -> Iterator[tuple[str, str]]:
    case, language = page.case, "en" if english() else "zh"
    yield _("Received"), at(case.received_at)
    yield _("Channel"), choice_title(page.reading.rules.lead, "channel", page.channel, language)
    yield _("Complainant"), f"{page.complainant_name} {page.complainant_phone}".strip()
    yield _("Category"), said(page.line.category)
    yield _("Grade"), "; ".join(f"{said(one.list)}: {said(one.title)}" for one in page.grades)
    yield _("First asked"), said(page.first_asked)
    yield _("With"), said(page.line.holder) or said(page.line.unit)


def order_sheet(page: CasePage, key: str) -> Document:
    """Return a dispatch order: where to, what, by when, and room for what came of it. Raises NotFound."""
    found = next((one for one in page.orders if one[0].name == key), None)
    if found is None:
        raise NotFound(key)
    row, unit, handler = found
    dues = [one.line for one in (*page.clocks, *page.ended_clocks) if one.line.subject == key and one.line.due_at]
    head = [
        (_("To"), " · ".join(one for one in (said(unit), said(handler)) if one)),
        (_("Sent"), f"{at(row.sent_at)} {said(person_name(page.reading.viewer, row.sent_by_id))}"),
        (_("Received"), at(row.received_at)),
        *((said(one.title), at(one.due_at)) for one in dues),
    ]
    blocks = (
        Facts(_("Order"), facts(head)), Words(_("What is to be done"), row.content or page.description),
        Facts(_("Facts"), facts([(_("Complainant"), f"{page.complainant_name} {page.complainant_phone}".strip()),
                                 (_("Wish"), page.wish), *_registered(page)])),
        Words(_("Result"), ""),
        Signatures(_("Signatures"), tuple(
            Place(one) for one in (_("Drawn up by"), _("Received by"), _("Handled by"))
        ), stamp=_("Seal and date")),
    )  # fmt: skip
    return paper(page.reading, _("Dispatch order"), f"{page.case.number} · {order_name(key)}", blocks)


def _registered(page: CasePage) -> Iterator[tuple[str, str]]:
    """Yield what was taken down when the complaint came: not what was said and found since."""
    asked = {row.id for pack in page.reading.rules.packs for row in pack.field if row.form == "complaint"}
    return fact_rows(page, only=asked - {"complainant", "phone", "description", "wish"}, dated=True)


def letter_sheet(page: CasePage, key: str) -> Document:
    """Return a letter to the complainant as it was written. Raises NotFound for one that the case does not have."""
    row = next((one for one in page.letters if str(one.pk) == key), None)
    if row is None:
        raise NotFound(key)
    with translation.override("zh-hans" if CHINESE.search(row.body) else "en"):  # all of it as it was written
        blocks = (
            Words("", page.complainant_name), Words("", row.body),
            Signatures(
                "", (Place(house(page.reading), at=at(row.sent_at or row.promised_at)),), stamp=_("Seal and date")
            ),
        )  # fmt: skip
        title = letter_title(page, row.letter, row.subject)
        return paper(page.reading, title, page.case.number, blocks, letter=True)


def letter_title(page: CasePage, letter: str, subject: str) -> str:
    """Return what a letter is called: by the regulation that sends it, else by its subject."""
    rows = [one for pack in reversed(page.reading.rules.packs) for one in pack.letter]  # the lead's last: its own count
    titles = {one.id: said(one.title) for one in rows} | {"reply": _("Reply")}
    return titles.get(letter, subject or letter)


def signed_sheet(page: CasePage, key: str) -> Document:
    """Return a paper that both sides sign, in the words of the regulation (FR-132). Raises NotFound."""
    row = next((one for one in papers_of(page) if one.id == key), None)
    if row is None:
        raise NotFound(key)
    lines = remedies_of(page.reading.viewer, page.case)
    told = facts(fact_rows(page, only=row.states, dated=True)) if row.states else ()
    blocks: tuple[Block, ...] = (
        Facts(_("Parties"), facts([
            (_("Complainant"), f"{page.complainant_name} {page.complainant_phone}".strip()),
            (_("Organisation"), house(page.reading)),
        ])),
        Words(_("Matter"), page.description),
        *([Facts(_("Terms"), told)] if told else []),
        Grid(_("What was agreed"), _remedy_head(),
             tuple(_remedy(one) for one in lines),
             empty=_("No remedy was granted yet: to be written in by hand."), widths=(4, 3, 5, 4)),
        Words(_("Agreement") + " " + article(row.article), said(row.says)),
        Signatures(_("Signatures"), (Place(_("Complainant"), at=at(page.reading.state.instant(row.signed_at))),
                   *signature_places(page.reading, signing(page.reading.rules.lead, row)[:1])),
                   stamp=_("Seal and date")),
    )  # fmt: skip
    return paper(page.reading, said(row.title), page.case.number, blocks)


def papers_of(page: CasePage) -> tuple[PaperRow, ...]:
    """Return the papers that both sides may sign under the regulation of a case."""
    return papers(page.reading.rules.lead)


def _remedy_head() -> tuple[str, ...]:
    return _("Remedy"), _("Amount"), _("Granted"), _("Given")


def _remedy(one: Row) -> tuple[str, str, str, str]:
    amount = "" if one.amount is None else money(one.amount, one.currency)
    return said(one.kind), amount, f"{at(one.granted_at)} {said(one.granted_by)}".strip(), at(one.paid_at)


def lot_sheet(page: CasePage, key: str) -> Document:
    """Return the sheet of a returned lot: what was announced and counted, each station, signatures. Raises NotFound."""
    lots = lots_of(page.reading.viewer, page.case.number, now=now())
    lot = next((one for one in lots if one.subject == key), None)
    if lot is None:
        raise NotFound(key)
    viewer = page.reading.viewer
    told = [
        (
            said(one.title),
            at(of) if isinstance(of := one.value, datetime) else shown_value(lot.pack, one.name, one.type, of, viewer),
        )
        for one in lot.said
    ]
    steps = [row for row in lot.pack.step if row.by and set(row.causes) & LOT_SIGNED]
    blocks = (
        Facts(_("Lot"), facts(_lot_head(lot))), Facts(_("What was found"), facts(told)),
        Words(_("Remarks"), ""),
        Signatures(_("Signatures"), signature_places(page.reading, steps), stamp=_("Seal and date")),
    )  # fmt: skip
    return paper(page.reading, _("Sheet of returned goods"), f"{lot.number} · {lot.subject}", blocks)


LOT_SIGNED = {"return_confirmed", "goods_counted", "stocked_in", "shipped", "booked"}
"""The stations of a lot that somebody answers for with a signature (FR-243 to FR-246)."""


def _lot_head(lot: LotRow) -> Iterator[tuple[str, str]]:
    yield _("Case"), f"{lot.number} {lot.title}"
    yield _("Asked for"), at(lot.asked_at)
    yield _("State"), f"{said(lot.state)} {at(lot.state_at)}"
    yield _("Quantity"), _("differs from what was announced") if lot.differs else ""
    yield _("Due"), f"{said(lot.duty)} {at(lot.due_at)}" if lot.due_at else ""
    yield _("Shipped"), at(lot.shipped_at)
    yield _("Booked"), at(lot.booked_at)
