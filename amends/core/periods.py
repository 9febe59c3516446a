"""Duties that come back by the calendar while something lasts: progress before 17:00 each day (C05).

The next run opens as the last one is due or met, so what is said since the last due
counts, and one answer a day is enough.
"""

from __future__ import annotations

from datetime import datetime

from amends.core.dues import with_due
from amends.core.ledger import Obligation, State
from amends.core.pack import Pack
from amends.core.page import Page
from amends.core.plans import Plan


def settle_period(page: Page, plan: Plan, pack: Pack) -> None:
    """Open the run that is owed for each subject that lasts; end those whose reason has gone."""
    runs = page.runs_of(plan)
    lasting = _lasting(page, plan)
    if not runs and not lasting:
        return
    if lasting and not page.wants(plan, pack):
        lasting = {}
    for run in runs:
        if run.state is State.OPEN and run.subject not in lasting:
            page.change("voided", run, state=State.VOID, ended_at=page.now)
    for subject, began in lasting.items():
        last = max((run for run in runs if run.subject == subject), key=lambda run: run.nth, default=None)
        if last is None or last.state is not State.OPEN or last.late_seen:
            _open_next(page, plan, subject, began, last)


def _lasting(page: Page, plan: Plan) -> dict[str, datetime]:
    """Return the subjects for which the duty lasts, each with the moment at which that began."""
    if page.stage_kind == "closed":
        return {}
    match plan.row.while_:
        case "order_open":
            began = {done.on: done.at for name in ("order_received", "redone") for done in page.by_event.get(name, ())}
            return {order.id: began[order.id] for order in page.orders.values() if order.open and order.id in began}
        case "parked":
            parked = page.by_event.get("parked", ())
            return {"": parked[-1].at} if parked and page.stage_kind == "parked" else {}
        case "open":
            begun = [*page.done[:1], *page.by_event.get("reopened", ())]
            return {} if page.ended or not begun else {"": begun[-1].at}
    raise ValueError(f"duty {plan.row.id}: while = {plan.row.while_!r}, expected open, order_open or parked")


def _open_next(page: Page, plan: Plan, subject: str, began: datetime, last: Obligation | None) -> None:
    converted = page.instants.get("converted")
    began = max(began, converted) if converted else began
    start = began
    if last is not None and last.due_at is not None:
        start = max(began, last.due_at)
    new = Obligation(
        pack=plan.pack_id, duty=plan.row.id, article=plan.row.article, owner=plan.owner, subject=subject,
        nth=last.nth + 1 if last else 1, opened_at=began if start == began else page.now, starts_at=start, due_at=None,
    )  # fmt: skip
    page.open(with_due(plan, new, page.rules))
