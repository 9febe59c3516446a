"""Which lot of returned goods a step is about: chosen among those of the case, or the name of a new one (FR-243)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amends.cases.queries.case_page import CasePage
from amends.core.pack import StepRow
from amends.core.returned import Lot, lots, may_name_lot, names_lot
from amends.core.vocabulary import EVENTS, Type
from amends.web.desk.rows import said
from amends.web.fields import FormField, Option

COMPLAINT = "complaint"
"""The form of the complaint itself."""
BEGINS = frozenset({"return_asked", "goods_returned"})
"""What may be the first word about a lot."""


def lot_field(page: CasePage, step: StepRow, given: Mapping[str, Any]) -> FormField | None:
    """Return the field of a step about one lot, None for every other step."""
    pack, known = page.reading.rules.pack_of_step(step), lots(page.reading.state.done)
    if not names_lot(step, pack):
        return _which(known, str(given.get("on", ""))) if known and may_name_lot(step, pack) else None
    asked = str(given.get("on", ""))
    if BEGINS & {*step.causes} and not _waiting(known, step):
        hint = _("A name of its own for what comes back together, such as lot-1.")
        value = asked or f"lot-{len(known) + 1}"
        return FormField("on", Type.TEXT, _("Lot"), "text", value, hint=hint, required=True)
    return _which(known, asked, required=True)


def _which(known: tuple[Lot, ...], asked: str, *, required: bool = False) -> FormField:
    chosen = asked or (known[0].subject if len(known) == 1 else "")
    options = tuple(Option(lot.subject, _label(lot), lot.subject == chosen) for lot in known)
    hint = "" if required else _("Left empty: about every lot.")
    return FormField("on", Type.CHOICE, _("Lot"), "select", options=options, required=required, hint=hint)


def known_facts(page: CasePage, step: StepRow, on: str) -> Mapping[str, Any]:
    """Return what a form may be filled with: of what a step about a lot asks, only what was said of that lot.

    What the complaint itself told, such as the product, is proposed for each lot.
    """
    facts, rules = page.reading.state.facts, page.reading.rules
    if not names_lot(step, rules.pack_of_step(step)):
        return facts
    own = next((lot.said for lot in lots(page.reading.state.done) if lot.subject == on), {})
    rows = {name: rules.pack_of_field(name).fields.get(name) for name in step.asks}
    of_lots = {name for name, row in rows.items() if row is None or row.form != COMPLAINT}
    return {**{name: value for name, value in facts.items() if name not in of_lots}, **own}


def _waiting(known: tuple[Lot, ...], step: StepRow) -> bool:
    """Return whether lots were asked for that have not arrived: then the step is about one of them."""
    return "goods_returned" in step.causes and any("goods_returned" not in lot.at for lot in known)


def _label(lot: Lot) -> str:
    return f"{lot.subject} · {said(EVENTS[lot.last].title)}"
