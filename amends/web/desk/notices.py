"""A notice that a unit posts up, on paper: its words and the points that the organisation decided (FR-019)."""

from __future__ import annotations

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from amends.cases.queries.lines import unit_name
from amends.cases.queries.unit_logs import UnitRules
from amends.core.pack import PaperRow
from amends.core.papers import notice_words, stated
from amends.core.plain_words import Words as PackWords
from amends.people.viewer import Viewer
from amends.reports.document import Block, Document, Labels, Place, Signatures, Words
from amends.web.desk.rows import said
from amends.web.formatting import article, english


def notice_sheet(viewer: Viewer, of: UnitRules, row: PaperRow) -> Document:
    """Return a notice as it is posted up: nobody's name is on it, and nobody who printed it."""
    language, home = "en" if english() else "zh", viewer.directory.en if english() else viewer.directory.zh
    blocks: tuple[Block, ...] = (
        Words("", notice_words(row, language, _values(of, row, language))),
        Signatures("", (Place(said(unit_name(viewer, of.unit))),), stamp=_("Seal and date")),
    )
    day = f"{localtime(now(), viewer.directory.zone(of.unit)):%Y-%m-%d}"
    return Document(
        title=said(row.title), number=article(row.article),
        house=" · ".join(dict.fromkeys([home, said(unit_name(viewer, of.unit))])),
        rule=f"{said(of.pack.title)} {of.pack.version}", printed=_("Printed %(day)s") % {"day": day},
        language=language, labels=Labels(signed="", date=_("Date:") + " ", page=_("Page {page} of {pages}")),
        blocks=blocks, letter=True, posted=True,
    )  # fmt: skip


def _values(of: UnitRules, row: PaperRow, language: str) -> dict[str, str]:
    words = PackWords(of.pack, language, marks_settings=False)
    return {one.id: words.setting_value(one.id) for one in stated(of.pack, row)}
