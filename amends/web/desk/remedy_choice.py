"""The choice of a remedy, each with what the decision table says for the case (FR-122, FR-123, FR-127)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.preview import fact_title
from amends.cases.queries.case_page import CasePage
from amends.cases.queries.remedy_table import remedies_now
from amends.core.limits import Limit
from amends.core.pack import Pack, RemedyKind
from amends.core.plain_language import is_number
from amends.core.plain_words import Words
from amends.core.remedies import Offer
from amends.core.remedy_table import ClosedRow, Rank, Standing
from amends.core.text import Text
from amends.web.fields import FormField, Option
from amends.web.formatting import money

STATES = ("allowed", "proof", "unknown", "refused")
FEW = 3


@dataclass(frozen=True, slots=True)
class AllowingRow:
    """A row that allows a remedy: its number, where it has one, and its words; what it takes and up to where."""

    number: str
    says: Text
    article: str
    by_right: bool
    decides: str
    most: str
    proof: tuple[tuple[str, bool], ...]  # what is to be proven, and whether it was said


@dataclass(frozen=True, slots=True)
class ClosedShown:
    """A row that does not allow it now; ``unknown``: what may open it, ``beaten_by``: the row that goes before it."""

    number: str
    says: Text
    article: str
    unknown: str
    beaten_by: Text | None


@dataclass(frozen=True, slots=True)
class RemedyShown:
    """What stands beside one remedy. ``grants``: who grants it up to which amount, the lowest role first.

    ``state``: allowed, proof, unknown, refused.
    """

    pack: Pack
    rows: tuple[AllowingRow, ...]
    grants: tuple[str, ...]
    nobody: bool
    state: str
    why_not: Text | None
    article: str
    closed: tuple[ClosedShown, ...]

    @property
    def is_short(self) -> bool:
        """Return whether what is still to be found out concerns few rows, which are shown at once."""
        return self.state == "unknown" and sum(bool(one.unknown) for one in self.closed) <= FEW


@dataclass(frozen=True, slots=True)
class RemedyOption(Option):
    """A remedy to choose, with what the rules say of it."""

    shown: RemedyShown | None = None


def remedy_choice(page: CasePage, field: FormField) -> FormField:
    """Return the choice of a remedy: what a row allows first, what would be refused last and with the reason.

    Where the regulation has no decision table the field stays as it is.
    """
    plain = {one.value: one for one in field.options}
    lead, words = page.reading.rules.lead, Words(page.reading.rules.lead, get_language() or "zh")
    found = remedies_now(page.reading, plain, timezone.now())
    options = tuple(_option(plain, _shown(lead, words, one), one.remedy) for one in found)
    return replace(field, widget="remedies", options=options) if options else field


def _option(plain: Mapping[str, Option], shown: RemedyShown, remedy: RemedyKind) -> RemedyOption:
    known = plain[remedy.id]
    return RemedyOption(known.value, known.label, known.chosen, shown=shown)


def _shown(lead: Pack, words: Words, of: Standing) -> RemedyShown:
    return RemedyShown(
        lead, tuple(_row(lead, words, one, of) for one in of.offers), _grants(lead, words, of), of.nobody,
        STATES[of.rank], of.why_not, of.article, tuple(_closed(words, one) for one in of.closed),
    )  # fmt: skip


def _row(lead: Pack, words: Words, offer: Offer, of: Standing) -> AllowingRow:
    proof = tuple((words.fact(name), name not in of.unproven) for name in offer.proof)
    decides = words.role(offer.decision_by) if offer.decision_by else ""
    most = "" if offer.limit is None else _limit(lead, offer.limit)
    number = offer.row if is_number(offer.row) else ""
    return AllowingRow(number, offer.says, offer.article, offer.by_right, decides, most, proof)


def _grants(lead: Pack, words: Words, of: Standing) -> tuple[str, ...]:
    return tuple(_rank(lead, words, one, of.remedy.money) for one in of.ranks)


def _rank(lead: Pack, words: Words, rank: Rank, is_money: bool) -> str:
    role = words.role(rank.role)
    if rank.limit is None:
        return _("%(role)s without limit") % {"role": role} if is_money else role
    return _("%(role)s %(limit)s") % {"role": role, "limit": _limit(lead, rank.limit)}


def _limit(lead: Pack, limit: Limit | str) -> str:
    """Return how far a limit lets go, or what it still depends on."""
    if isinstance(limit, str):
        on = fact_title(lead, limit).in_(get_language() or "zh")
        return _("up to a limit that is not known yet (%(on)s)") % {"on": on}
    words = _("below %(amount)s") if limit.below else _("up to %(amount)s")
    return words % {"amount": money(limit.amount, lead.currency)}


def _closed(words: Words, one: ClosedRow) -> ClosedShown:
    unknown = words.say("、", ", ").join(_named(words, name) for name in one.unknown)
    number = one.row.id if is_number(one.row.id) else ""
    before = one.beaten_by.says if one.beaten_by else None
    return ClosedShown(number, one.row.says, one.row.article, unknown, before)


def _named(words: Words, name: str) -> str:
    return fact_title(words.pack, name).in_(words.language)
