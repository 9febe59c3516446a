"""What an action promises, said once and never lowered, and what was delivered meanwhile (FR-116)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from amends.cases.queries.visible import NotFound, seen
from amends.core.given import check_texts
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.directory import directory
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.actions import action_of, list_action, may_act
from amends.quality.ledger import promise_row
from amends.quality.models import Action, ActionPromise, CasePrint, Delivered, NotMeasured
from amends.quality.models.ledger import CRITERIA, EXPOSURES
from amends.quality.records import Record, check_open, record_of_action

DAYS_MOST, LOOKS_MOST, PIECES_MOST = 366, 36, 10**12
REASON_MOST = 300
UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Pledge:
    """What is promised, as somebody gave it; 0 and None: not given."""

    criterion: str
    from_day: date | None
    days: int = 0
    reduction: int = 100
    looks: int = 1
    exposed_by: str = "days"

    def whole(self) -> Pledge:
        """Return it with what follows: no repeat at all is looked at once, by the day."""
        return replace(self, reduction=100, looks=1, exposed_by="days") if self.criterion == "none" else self


def action_shown(viewer: Viewer, key: UUID) -> Action:
    """Return an action of a visible 8D. Raises NotFound alike for one that is hidden and one that is not there."""
    found = Action.objects.filter(seen(viewer, "eight_d__case__"), pk=key).select_related("eight_d", "owner").first()
    if found is None:
        raise NotFound(str(key))
    return found


def promise(viewer: Viewer, key: UUID, pledge: Pledge, *, at: datetime) -> ActionPromise:
    """Say what an action is to bring about, once and for all; return the promise.

    Raises NotFound for an action of a hidden case; Refused for whoever neither owes nor writes it, for figures
    that cannot be, for a second promise, and for one that counts from before the action was listed.
    """
    with organisation(viewer.org):
        action, record = action_of(viewer, key)  # locked: of two promises one comes first
        of = pledge.whole()
        check_open(record)
        _check_hand(record, action)
        if ActionPromise.objects.filter(action=action).exists():
            raise _refused(record, "action", "这项措施已经承诺过，不再更改", "Its promise was made; it is not changed")
        from_day = _checked(record, action, of)
        Action.objects.filter(pk=action.pk).update(promised_reduction=of.reduction, measure=of.criterion)
        return ActionPromise.objects.create(
            org_id=viewer.org, action=action, criterion=of.criterion, reduction=of.reduction, days=of.days,
            looks=of.looks, exposed_by=of.exposed_by, from_day=from_day,
            until_day=from_day + timedelta(days=of.days * of.looks), made_by_id=viewer.person, made_at=at,
        )  # fmt: skip


def not_measured(viewer: Viewer, key: UUID, reason: str, *, at: datetime) -> NotMeasured:
    """Say once why no reduction of an action can be measured, in the place of its promise; return what is kept.

    A promise may still be made later. Raises as `promise` does, and Refused without a reason.
    """
    with organisation(viewer.org):
        action, record = action_of(viewer, key)
        check_open(record)
        _check_hand(record, action)
        check_texts({UNMEASURED: reason})
        said = reason.strip()
        if not 1 <= len(said) <= REASON_MOST:
            zh = f"请用不超过 {REASON_MOST} 字说明为何无法衡量"
            raise _refused(record, UNMEASURED, zh, f"Say in at most {REASON_MOST} letters why none can be measured")
        if any(rows.objects.filter(action=action).exists() for rows in (ActionPromise, NotMeasured)):
            raise _refused(record, "action", "这项措施已有承诺或理由", "It has its promise or its reason already")
        return NotMeasured.objects.create(
            org_id=viewer.org, action=action, reason=said, by_id=viewer.person, at=at
        )  # fmt: skip


def list_judged(
    viewer: Viewer, number: str, *, kind: str, text: str, owner: UUID | None, due_at: datetime | None, at: datetime,
    pledge: Pledge | None = None, unmeasured: str | None = None,
) -> Action:  # fmt: skip
    """List an action with what it promises, or why that cannot be measured; without both it is left open.

    Return the action. Raises as `list_action`, `promise` and `not_measured` do, and then nothing is listed.
    """
    with organisation(viewer.org):
        made = list_action(viewer, number, kind=kind, text=text, owner=owner, due_at=due_at, at=at)
        if pledge is not None:
            promise(viewer, made.pk, pledge, at=at)
        elif unmeasured is not None:
            not_measured(viewer, made.pk, unmeasured, at=at)
        return made


def deliver(viewer: Viewer, key: UUID, *, pieces: Mapping[date, int], at: datetime) -> int:
    """Note how many pieces of a promise's object were delivered in months; return how many months.

    Raises NotFound and Refused as `promise` does.
    """
    with organisation(viewer.org):
        of = promise_row(viewer, key)
        record = record_of_action(viewer, of.action.eight_d_id)
        _check_hand(record, of.action)
        row = CasePrint.objects.filter(case=record.row.case_id).first()
        if row is None:
            raise _refused(record, "object", "这份 8D 的对象未知", "The object of this 8D is not known")
        for month, many in pieces.items():
            if month.day != 1 or not 0 <= many <= PIECES_MOST:
                raise _refused(record, "pieces", "月份或数量不对", "A month or its quantity cannot be")
            values = {"pieces": many, "by_id": viewer.person, "at": at}
            Delivered.objects.update_or_create(org_id=viewer.org, object=row.object, month=month, defaults=values)
        return len(pieces)


def may_promise(record: Record, action: Action) -> bool:
    """Return whether the viewer says what an action is to bring about: its owner, or who has a part in the 8D."""
    return action.owner_id == record.viewer.person or may_act(record)


def _check_hand(record: Record, action: Action) -> None:
    if not may_promise(record, action):
        zh, en = "由措施负责人或 8D 参与人办理", "This is for the owner of the action or somebody with a part in the 8D"
        raise _refused(record, "role", zh, en)


def _checked(record: Record, action: Action, of: Pledge) -> date:
    """Return the day from which it counts. Raises Refused naming every figure that cannot be."""
    listed = directory(record.viewer.org).day(action.made_at)
    wrong = {
        "criterion": ("请选择承诺的种类", "Choose what is promised", of.criterion not in CRITERIA),
        "exposed_by": ("请选择按天数或按交货数量", "Choose days or pieces delivered", of.exposed_by not in EXPOSURES),
        "days": (f"天数须为 1 至 {DAYS_MOST}", f"Days from 1 to {DAYS_MOST}", not 1 <= of.days <= DAYS_MOST),
        "looks": (f"次数须为 1 至 {LOOKS_MOST}", f"Looks from 1 to {LOOKS_MOST}", not 1 <= of.looks <= LOOKS_MOST),
        "reduction": ("减少的百分比须为 1 至 100", "A reduction from 1 to 100 per cent", not 1 <= of.reduction <= 100),
    }
    article, pack = _article(record)
    missing = [
        Missing(f"known:{name}", Text(zh=zh, en=en), article, field=name, pack=pack)
        for name, (zh, en, is_wrong) in wrong.items() if is_wrong
    ]  # fmt: skip
    if of.from_day is None or of.from_day < listed or of.from_day.year > listed.year + 5:
        says = Text(zh="起算日不早于措施列出之日", en="It counts from no day before the action was listed")
        missing.append(Missing("known:from_day", says, article, field="from_day", pack=pack))
    if missing or of.from_day is None:
        raise Refused("missing", says=missing[0].says, missing=tuple(missing))
    return of.from_day


def _refused(record: Record, field: str, zh: str, en: str) -> Refused:
    article, pack = _article(record)
    says = Text(zh=zh, en=en)
    return Refused("missing", says=says, missing=(Missing(f"known:{field}", says, article, field=field, pack=pack),))


def _article(record: Record) -> tuple[str, str]:
    """Return the article of the last discipline, which verifies, and the pack in which it stands."""
    of = record.disciplines[-1] if record.disciplines else None
    return (of.row.article, of.pack.id) if of else ("", "")
