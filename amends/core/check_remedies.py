"""Remedies that an article offers and nobody may grant: every authority ends below them (FR-127)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import z3

from amends.core.analysis import AmountRules, Analysis
from amends.core.encoded_values import Figure, number
from amends.core.encoding import Encoding
from amends.core.encoding_told import TruthOf
from amends.core.finding import Finding
from amends.core.limits import FORMS
from amends.core.pack import AuthorityRow, OfferRow, Pack, RemedyKind
from amends.core.places import about
from amends.core.remedies import is_limited
from amends.core.shown_case import shown
from amends.core.witness import Witness

AMOUNT = "amount"


def check_remedies(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield each offer of a kind of which some amount, or the kind itself, is above every authority."""
    kinds = {row.id: row for row in pack.remedy}
    for offer in pack.offer:
        for name in offer.allows:
            if name not in kinds or not is_limited(pack, name):
                continue
            rules = _above_all(pack, offer, kinds[name])
            if (witness := analysis.with_amount(offer.when, rules)) is not None:
                yield _nobody(pack, offer, kinds[name], witness)


def _above_all(pack: Pack, offer: OfferRow, kind: RemedyKind) -> AmountRules:
    able = [row for row in pack.authority if kind.id in row.kinds]

    def rules(encoding: Encoding, truth: TruthOf) -> Iterable[Any]:
        amount = encoding.figure(AMOUNT)
        yield amount.amount > 0
        yield amount.known if kind.money else z3.Not(amount.known)
        if offer.at_most is not None:
            yield _within(encoding, offer.at_most, amount)
        for row in able:
            yield z3.Not(z3.And(truth(row.when).yes, _may(encoding, row, amount, kind)))

    return rules


def _may(encoding: Encoding, row: AuthorityRow, amount: Figure, kind: RemedyKind) -> Any:
    """Return that a role may grant it; a limit that the organisation has still to fill in is taken as high enough."""
    if row.up_to is None:
        return z3.BoolVal(True)
    if not kind.money:
        return z3.BoolVal(False)
    return _within(encoding, row.up_to, amount)


def _within(encoding: Encoding, limit: Any, amount: Figure) -> Any:
    """Return that an amount keeps to a limit: a number, a setting, a share of a fact, or below a fact."""
    if not isinstance(limit, Mapping):
        return amount.amount <= number(limit)
    if set(limit) not in FORMS:
        return z3.BoolVal(True)  # a fault of its own
    if "setting" in limit:
        value = encoding.pack.setting_value(str(limit["setting"]))
        return z3.BoolVal(True) if value is None else amount.amount <= number(value)
    fact = encoding.figure(str(limit.get("of", limit.get("below"))))
    if "below" in limit:
        return z3.And(fact.known, amount.amount < fact.amount)
    return z3.And(fact.known, amount.amount <= fact.amount * number(limit["share"]))


def _nobody(pack: Pack, offer: OfferRow, kind: RemedyKind, witness: Witness) -> Finding:
    return about(
        "offer", offer, "nobody_may_grant", key="allows", **shown(pack, witness),
        zh=f"有的“{kind.title.zh}”没有任何岗位有权批准", en=f"there is “{kind.title.en}” that no role may grant",
    )  # fmt: skip
