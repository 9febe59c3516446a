"""What stands before a remedy is handed over that nobody granted with a figure: the decision table speaks then too, and
what was proposed once is given once (FR-122 to FR-127). Who may pay, ``paying`` asks."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.granted import GIVES, amount_of, approvers, remedy_of
from amends.core.ledger import CaseState, Rules, StepCall
from amends.core.money import granted_before, lines, outstanding, payable, proposal_of
from amends.core.needs import SceneOf
from amends.core.pack import StepRow
from amends.core.refusal import Missing, Refused
from amends.core.remedies import check_remedy, is_limited, put_forward, remedy_title
from amends.core.text import Text


def giving_missing(
    call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf
) -> Iterator[Missing]:  # fmt: skip
    """Yield what speaks against handing over a remedy; what was granted with its amount was judged then."""
    if GIVES not in {*step.causes, call.event}:
        return
    kind = remedy_of(call, step, state, rules)
    waiting = payable(lines(state.done, rules.lead), kind)
    if any(line.amount is not None for line in waiting):
        return
    if kind not in {row.id for row in rules.lead.remedy}:
        if kind or call.detail.get("amount") not in (None, "") or lines(state.done, rules.lead):
            yield from _nothing_waits(step, rules)
    elif not waiting and _is_used_up(kind, state, rules):
        yield _twice(kind, step, rules)
    elif waiting or not is_limited(rules.lead, kind):  # what is limited and not granted, ``paying`` refuses
        yield from _off_the_table(call, step, kind, state, rules, scene_of)


def _nothing_waits(step: StepRow, rules: Rules) -> Iterator[Missing]:
    """Yield that nothing is named and nothing waits, where the regulation says what may be given.

    A label that is sent along with an answer, without amount and before anything was granted, is no matter of money.
    """
    if rules.lead.remedy:
        says = Text(zh="没有待兑现的补偿", en="no remedy waits to be given")
        yield Missing("done:proposed", says, step.article, pack=rules.lead.id)


def _is_used_up(kind: str, state: CaseState, rules: Rules) -> bool:
    """Return whether a remedy was put forward and all of it is given already."""
    asked = any(one.event in ("proposed", "approved") and one.detail.get("kind") == kind for one in state.done)
    given = any(line.kind == kind for line in lines(state.done, rules.lead))
    return asked and given and proposal_of({}, kind, outstanding(state.done, rules.lead)) is None


def _twice(kind: str, step: StepRow, rules: Rules) -> Missing:
    title = remedy_title(rules.lead, kind)
    says = Text(
        zh=f"“{title.zh}”已经给过，再给须另行提出", en=f"“{title.en}” was given already; to give it again, propose it"
    )
    return Missing("done:proposed", says, step.article, field="kind", pack=rules.lead.id)


def _off_the_table(
    call: StepCall, step: StepRow, kind: str, state: CaseState, rules: Rules, scene_of: SceneOf
) -> Iterator[Missing]:  # fmt: skip
    """Yield why the table does not allow it: no row does, a role has not decided, or the amount is too high."""
    pack = rules.lead
    asked = proposal_of(call.detail, kind, outstanding(state.done, pack))
    roles = approvers(state, kind, asked) | (frozenset() if is_limited(pack, kind) else call.by.roles)
    before, amount, main = granted_before(state.done, pack), amount_of(call, asked), put_forward(state.done)
    try:
        check_remedy(pack, kind, amount, scene_of(pack), roles=roles, main=main, before=before)
    except Refused as refused:
        article = refused.article or step.article
        yield from refused.missing or [Missing(refused.code, refused.says, article, pack=pack.id)]
