"""The list of limit samples on paper, for the wall beside whoever judges by them (FR-111)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from amends.cases.queries.lines import unit_name
from amends.core.limit_samples import TITLES
from amends.people.viewer import Viewer
from amends.quality.queries.limit_samples import Filters, Listed
from amends.reports.document import Document, Grid, Labels
from amends.web.desk.limit_sample_words import FILTERED, SHOWS, STATES, left_words
from amends.web.desk.rows import said
from amends.web.formatting import english


def samples_sheet(viewer: Viewer, rows: Sequence[Listed], filters: Filters, *, at: datetime) -> Document:
    """Return the list with what each sample says; what is over is said beside it, so that nobody judges by it."""
    head = (
        _("Number"), said(TITLES["product"]), said(TITLES["defect"]), _("Shows"), said(TITLES["criteria"]),
        said(TITLES["valid_until"]), said(TITLES["kept_at"]),
    )  # fmt: skip
    grid = Grid(
        "", head, tuple(_row(viewer, one) for one in rows), empty=_("No limit sample yet"), widths=(7, 6, 5, 5, 8, 6, 6)
    )
    home = viewer.directory.en if english() else viewer.directory.zh
    day = f"{viewer.directory.day(at):%Y-%m-%d}"
    narrowed = " · ".join(str(one) for one in (FILTERED.get(filters.state, ""), filters.words) if one)
    return Document(
        title=_("Limit samples"), number=narrowed, house=home, rule=_("What holds today stands in the register only."),
        printed=_("Printed %(day)s") % {"day": day}, language="en" if english() else "zh",
        labels=Labels(signed="", date="", page=_("Page {page} of {pages}")), blocks=(grid,),
    )  # fmt: skip


def _row(viewer: Viewer, one: Listed) -> tuple[str, ...]:
    row, unit = one.row, said(unit_name(viewer, one.row.unit_id))
    over = left_words(one.left) or ("" if one.standing == "in_force" else str(STATES[one.standing]))
    return (
        row.number, row.product, f"{row.aspect} · {row.defect}", str(SHOWS[row.shows]), row.criteria,
        f"{row.valid_until:%Y-%m-%d}\n{over}".rstrip(), f"{row.kept_at}\n{unit}",
    )  # fmt: skip
