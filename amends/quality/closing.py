"""An 8D ends when everything in it stands, is approved and done (FR-114, FR-115, FR-118)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from amends.core.eight_d import ActionState, awaits_approval, closing_missing
from amends.core.refusal import Missing
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.ledger import unjudged
from amends.quality.models import Action, EightD, Spread
from amends.quality.records import Record, check_open, check_roles, record_of, refused
from amends.quality.releasing import unapproved


def close_eight_d(viewer: Viewer, number: str, *, at: datetime) -> EightD:
    """Close an 8D and return it. Raises NotFound; Refused naming everything that is not handed in, approved or done."""
    with organisation(viewer.org):
        record = record_of(viewer, number, to_write=True)
        check_open(record)
        last = record.disciplines[-1]
        check_roles(record, last.row.by, last)
        if missing := tuple(missing_to_close(record)):
            raise refused("not_closed", missing)
        row = record.row
        row.state, row.closed_at, row.closed_by_id = "closed", at, viewer.person
        row.save(update_fields=["state", "closed_at", "closed_by"])
        return row


def missing_to_close(record: Record) -> Iterator[Missing]:
    """Yield what stands in the way of closing, each with its article (FR-114, FR-115, FR-116, FR-118)."""
    for place in record.places:
        of = place.discipline
        if place.standing != "accepted":
            says = Text(zh=f"{of.row.id} 尚未通过", en=f"{of.row.id} is not accepted")
            yield Missing(f"accepted:{of.row.id}", says, of.row.article, pack=of.pack.id)
    for place in awaits_approval(record.places):
        if place.standing == "accepted" and not record.is_approved(place):
            yield from unapproved(place.discipline, record.lacking(place))
    yield from closing_missing(record.disciplines[-1], action_states(record.row))


def action_states(row: EightD) -> list[ActionState]:
    """Return the actions of the present round as closing asks for them."""
    actions = Action.objects.filter(eight_d=row, loop=row.loops)
    open_ = Spread.objects.filter(action__in=actions, done_at__isnull=True, reason="")
    left = list(open_.values_list("action_id", flat=True))
    silent = unjudged(actions)
    return [
        ActionState(
            one.kind, one.done_at is not None, left.count(one.pk),
            is_judged=one.pk not in silent, text=one.text,
        )
        for one in actions.order_by("made_at", "id")
    ]  # fmt: skip
