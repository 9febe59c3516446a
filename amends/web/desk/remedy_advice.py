"""What stands beside the form by which a remedy is proposed: what gives pause, and what similar cases got."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from amends.cases.queries.case_page import CasePage
from amends.cases.queries.cautions import cautions_of as case_cautions
from amends.cases.queries.precedents import Precedent, Precedents, precedents_of
from amends.core.cautions import Caution
from amends.core.pack import StepRow
from amends.core.text import Text
from amends.web.fields import choice_title


@dataclass(frozen=True, slots=True)
class Before:
    """What similar cases got of one remedy; ``rows`` with the category of each in the reader's words."""

    title: Text
    all: Precedents
    rows: tuple[tuple[Precedent, str], ...]


@dataclass(frozen=True, slots=True)
class RemedyAdvice:
    """Beside the form of a proposal."""

    cautions: tuple[Caution, ...]
    before: tuple[Before, ...]


def remedy_advice(page: CasePage, step: StepRow) -> RemedyAdvice | None:
    """Return what stands beside the form of a step; None where it proposes no remedy."""
    lead = page.reading.rules.lead
    kinds = {row.id: row.title for row in lead.remedy if not step.kinds or row.id in step.kinds}
    if step.kind != "propose" or not kinds:
        return None
    found = precedents_of(page.reading.viewer, page.case, kinds, lead.currency)
    return RemedyAdvice(cautions_of(page), tuple(_before(page, kinds[kind], one) for kind, one in found.items()))


def cautions_of(page: CasePage) -> tuple[Caution, ...]:
    """Return what should give pause before, or after, a remedy is proposed in a case."""
    return case_cautions(page.reading)


def _before(page: CasePage, title: Text, found: Precedents) -> Before:
    lead, language = page.reading.rules.lead, get_language() or "zh"
    rows = tuple((one, choice_title(lead, "category", one.category, language)) for one in found.shown)
    return Before(title, found, rows)
