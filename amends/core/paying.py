"""What stands before a remedy is given or booked: it was granted, it is as much as was granted, and a third person
does it: whoever pays is neither who proposed nor who approved (FR-128, FR-136)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from amends.core.granted import GIVES, remedy_of
from amends.core.ledger import CaseState, Rules, StepCall
from amends.core.limits import CENT, money, told
from amends.core.money import REMEDY, Line, bookable, lines, payable
from amends.core.pack import StepRow
from amends.core.refusal import Missing
from amends.core.remedies import is_limited
from amends.core.text import Text

BOOKS = "booked"


def payment_missing(call: StepCall, step: StepRow, state: CaseState, rules: Rules) -> Iterator[Missing]:
    """Yield what a step that gives or books remedies lacks. What costs nothing may be handed over by anybody."""
    if not {GIVES, BOOKS} & {*step.causes, call.event}:
        return
    known = lines(state.done, rules.lead)
    if BOOKS in step.causes:
        touched = tuple(line for line in bookable(known, call.on) if line.flow == REMEDY)
    else:
        touched = payable(known, str(call.detail.get("kind") or (step.kinds[0] if len(step.kinds) == 1 else "")))
        yield from _not_granted(step, remedy_of(call, step, state, rules), touched, rules)
        yield from _more(call, step, touched, rules.lead.currency)
    if any(_costs(line, rules) and call.by.hands & line.hands for line in touched):
        says = Text(zh="提出人、批准人不得经手付款、入账", en="who proposed or approved it neither pays nor books it")
        yield Missing("person:payer", says, step.article, pack=rules.lead.id)


def _not_granted(step: StepRow, kind: str, touched: tuple[Line, ...], rules: Rules) -> Iterator[Missing]:
    if kind and not touched and is_limited(rules.lead, kind):
        says = Text(zh="该补偿尚未批准", en="this remedy has not been approved")
        yield Missing("done:approved", says, step.article, pack=rules.lead.id)


def _more(call: StepCall, step: StepRow, touched: tuple[Line, ...], currency: str) -> Iterator[Missing]:
    amount, granted = call.detail.get("amount"), [line.amount for line in touched if line.amount is not None]
    if amount in (None, "") or not granted:
        return
    most = sum(granted, Decimal(0))
    if money(amount).quantize(CENT) != most:
        zh, en = (told(most, currency, language) for language in ("zh", "en"))
        says = Text(zh=f"批准的金额是 {zh}", en=f"the amount that was granted is {en}")
        yield Missing("invalid:amount", says, step.article, field="amount")


def _costs(line: Line, rules: Rules) -> bool:
    if line.amount is not None:
        return line.amount > 0
    return any(row.id == line.kind and row.money for row in rules.lead.remedy)
