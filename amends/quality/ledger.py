"""The did-it-work ledger: promises are looked at, and an action that failed leads its 8D back (FR-116, FR-117)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from amends.cases.queries.visible import NotFound, seen
from amends.core.effects import Judgement, Promise, judge
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.people.directory import directory
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.models import Action, ActionPromise, CasePrint, Look, NotMeasured
from amends.quality.reopening import start_again
from amends.quality.tallies import Tally, tallies

DECIDED = ("works", "fails")
AT_ONCE = 50
FOUND = Text(zh="：台账认定措施无效", en=": by the ledger the action did not work")
_log = logging.getLogger(__name__)


def promise_row(viewer: Viewer, key: UUID) -> ActionPromise:
    """Return a promise of a visible 8D. Raises NotFound alike for one that is hidden and one that is not there."""
    found = visible_promises(viewer).filter(pk=key).first()
    if found is None:
        raise NotFound(str(key))
    return found


def visible_promises(viewer: Viewer) -> QuerySet[ActionPromise]:
    """Return the promises whose 8D's case the viewer may see."""
    rows = ActionPromise.objects.filter(seen(viewer, "action__eight_d__case__"))
    return rows.select_related("action__eight_d__case")


def unjudged(actions: QuerySet[Action]) -> frozenset[UUID]:
    """Return the actions that promised nothing, and of which nobody said why nothing can be measured."""
    silent = [~Exists(rows.objects.filter(action=OuterRef("pk"))) for rows in (ActionPromise, NotMeasured)]
    return frozenset(actions.filter(*silent).values_list("pk", flat=True))


def look_now(*, org: UUID, at: datetime, objects: Iterable[str] | None = None) -> int:
    """Look at every promise whose look has come, or that a new complaint speaks against; return how many were decided.

    ``objects`` limits it to promises on these. Looking twice finds nothing twice: each look is a row that is
    written once, and an 8D is led back by the look that found the failure.
    """
    decided, after = 0, None
    while True:
        with organisation(org):
            rows = _live(objects, after)
            today = directory(org).day(at)
            found = tallies(rows, CasePrint.objects.all()) if rows else {}
            decided += sum(_looked(one, found[one.pk], today=today, at=at) for one in rows)
        if len(rows) < AT_ONCE:
            return decided
        after = rows[-1].pk


def judged(tally: Tally, *, today: date) -> Judgement:
    """Return what is to be said of a promise today; of one that was not carried out, that it is too early."""
    of, look = tally.promise, tally.promise.looked(today)
    until = min(today + timedelta(days=1), of.ends) if of.criterion == "none" else _end(of, look)
    return judge(of, tally.before, tally.after(max(until, of.from_day)), look=look, today=today)


def _live(objects: Iterable[str] | None, after: UUID | None) -> list[ActionPromise]:
    decided = Look.objects.filter(promise=OuterRef("pk")).filter(verdict__in=DECIDED)
    last = Look.objects.filter(promise=OuterRef("pk"), nth__gte=OuterRef("looks"))
    rows = ActionPromise.objects.filter(~Exists(decided), ~Exists(last), action__done_at__isnull=False)
    if objects is not None:
        named = CasePrint.objects.filter(object__in=list(objects))
        rows = rows.filter(action__eight_d__case__in=named.values("case"))
    if after:
        rows = rows.filter(pk__gt=after)
    return list(rows.select_related("action__eight_d").order_by("pk")[:AT_ONCE])


def _looked(one: ActionPromise, tally: Tally, *, today: date, at: datetime) -> bool:
    """Look at a promise; what its case refuses is not written, so the look stays due and nothing is half done."""
    try:
        with organisation(one.org_id):
            return _look(one, tally, today=today, at=at)
    except Refused as refused:
        _log.warning("promise %s not judged: %s", one.pk, refused.says.en)
        return False


def _look(one: ActionPromise, tally: Tally, *, today: date, at: datetime) -> bool:
    """Write the looks of a promise that have come; return whether one of them decides."""
    if tally.promise.criterion == "none":
        found = judged(tally, today=today)
        return found.verdict in DECIDED and _write(one, 1, found, at=at)
    done = Look.objects.filter(promise=one).count()
    for nth in range(done + 1, tally.promise.looked(today) + 1):
        found = judge(tally.promise, tally.before, tally.after(_end(tally.promise, nth)), look=nth, today=today)
        if _write(one, nth, found, at=at) and found.verdict in DECIDED:
            return True
    return False


def _end(of: Promise, look: int) -> date:
    return of.from_day + timedelta(days=of.days * look)


def _write(one: ActionPromise, nth: int, found: Judgement, *, at: datetime) -> bool:
    sides = {
        f"{name}_{key}": value for name in ("before", "after") for key, value in asdict(getattr(found, name)).items()
    }
    values = {"at": at, "verdict": found.verdict, "if_useless": found.if_useless, "if_kept": found.if_kept, **sides}
    _, is_new = Look.objects.get_or_create(org_id=one.org_id, promise=one, nth=nth, defaults=values)
    if is_new:
        Action.objects.filter(pk=one.action_id).update(verdict=found.verdict)
        if found.verdict == "fails" and one.action.loop == one.action.eight_d.loops:
            start_again(one.action.eight_d_id, says=FOUND, at=at)
    return is_new
