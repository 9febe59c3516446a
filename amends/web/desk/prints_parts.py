"""What prints are made of: the frame of a paper, places to sign by article, clocks and what was done as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.timezone import localtime, now
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from amends.cases.queries.case_page import CasePage
from amends.cases.queries.lines import person_name
from amends.cases.queries.reading import Reading
from amends.core.ledger import State
from amends.core.pack import StepRow
from amends.reports.document import Block, Document, Grid, Labels, Place
from amends.web.desk.case_words import named
from amends.web.desk.rows import said
from amends.web.formatting import article, english
from amends.web.shell import person_name as own_name

SIGNING = ("sign", "approve", "archive")
ABOVE = frozenset({"description", "wish", "complainant", "phone", "title"})
"""Words that stand at the head of the sheet."""
ENDS = {
    State.MET: gettext_noop("met"), State.VOID: gettext_noop("no longer owed"),
    State.SUPERSEDED: gettext_noop("no longer owed"),
}  # fmt: skip
LAST_DONE = 40
"""So many entries are printed, the newest; the case file holds all."""


def paper(
    reading: Reading, title: str, number: str, blocks: Iterable[Block], *, letter: bool = False
) -> Document:  # fmt: skip
    """Return a document of a case: whose it is, under which regulation, when and by whom it was printed."""
    viewer, lead = reading.viewer, reading.rules.lead
    printed = _("Printed %(at)s by %(who)s") % {"at": f"{localtime(now()):%Y-%m-%d %H:%M}", "who": own_name(viewer)}
    return Document(
        title=title, number=number, house=house(reading),
        rule=f"{said(lead.title)} {lead.version}", printed=printed, language="en" if english() else "zh",
        labels=Labels(
            signed=_("Signature:") + " ", date=_("Date:") + " ",
            page=_("Page {page} of {pages}"),
        ),
        blocks=tuple(blocks), letter=letter,
    )  # fmt: skip


def house(reading: Reading) -> str:
    """Return whose paper it is: the organisation and its unit."""
    known = reading.viewer.directory
    unit = known.units.get(reading.case.unit_id)
    home = known.en if english() else known.zh
    return " · ".join(dict.fromkeys([home, *([unit.name(get_language() or "zh")] if unit else [])]))


def facts(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the pairs that say something."""
    return tuple((str(label), str(value)) for label, value in pairs if value)


def at(when: datetime | None) -> str:
    """Return a moment with its year, for a paper is read in years to come; empty for none."""
    return f"{localtime(when):%Y-%m-%d %H:%M}" if when else ""


def signature_places(reading: Reading, steps: Iterable[StepRow] | None = None) -> tuple[Place, ...]:
    """Return a place for each signature and consent that the regulation knows, with whoever gave it already."""
    lead = reading.rules.lead
    rows = list(steps) if steps is not None else [row for row in lead.step if _signs(reading, row)]
    titles = {row.id: said(row.title) for row in lead.role}
    return tuple(
        Place(" / ".join(titles.get(role, role) for role in row.by[:2]), article(row.article), *_given(reading, row))
        for row in rows
    )


def _signs(reading: Reading, row: StepRow) -> bool:
    """Whether a step has its place on the sheet: consent to something special only where it was asked and given."""
    return (
        row.kind in SIGNING and bool(row.by) and (row.kind != "approve" or not row.kinds or any(_given(reading, row)))
    )


def _given(reading: Reading, row: StepRow) -> tuple[str, str]:
    done = next((one for one in reversed(reading.entries) if one.step == row.id), None)
    return (said(person_name(reading.viewer, done.by_id)), at(done.happened_at)) if done else ("", "")


def clocks_grid(page: CasePage) -> Grid:
    """Return the clocks of a case: what, until when, what became of it."""
    rows = []
    for one in (*page.clocks, *page.ended_clocks):
        state = _("late") if one.late else _(ENDS.get(one.obligation.state, "running"))
        due = at(one.line.due_at) or _("no limit set")
        rows.append((said(one.line.title), article(one.line.article), due, at(one.obligation.ended_at), state))
    head = (_("Clock"), _("Article"), _("Due"), _("Ended"), _("State"))
    return Grid(_("Clocks"), head, tuple(rows), empty=_("No clock runs on this case."), widths=(5, 3, 4, 4, 2))


def done_grid(page: CasePage) -> Grid:
    """Return what was done, the last entries, with the words that belong to it."""
    rows = tuple(_done(page))
    head = (_("When"), _("Who"), _("What"))
    return Grid(_("What was done"), head, rows[-LAST_DONE:], empty=_("Nothing was done yet."), widths=(3, 3, 10))


def _done(page: CasePage) -> Iterator[tuple[str, str, str]]:
    for entry in page.entries:
        if entry.by_id is None and not entry.words:
            continue  # time passed, or the regulation followed
        words = [named(said(one.title), one.text) for one in entry.words if one.text and one.name not in ABOVE]
        yield at(entry.happened_at), said(entry.by), "\n".join([said(entry.title), *words])
