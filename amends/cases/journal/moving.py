"""One step of one case: judged by the rules, written with its entry, or refused leaving nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from amends.cases.counts import Asked, count
from amends.cases.facts import read, words_of
from amends.cases.journal.flushing import Written, flush
from amends.cases.journal.locking import Locked
from amends.cases.journal.passing import wake
from amends.cases.journal.writing import Move, add
from amends.core import engine
from amends.core.ledger import Actor, CaseState, Counts, Event, StepCall
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.models import Complainant
from amends.people.viewer import Viewer

NOT_BACKDATED = timedelta(minutes=1)
"""A step noted within a minute of its happening is simply noted."""
BACKDATE_DAYS = 30
SLACK = 10
"""Cases that arrive together see each other late; siblings are woken while the count is this close to its limit."""


@dataclass(frozen=True)
class Ask:
    """A step that somebody wants to take, as a door hands it in."""

    viewer: Viewer
    number: str
    step: str
    at: datetime
    happened_at: datetime | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    on: str = ""
    event: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    override_reason: str = ""
    backdate_reason: str = ""
    version: int | None = None  # the version that the person saw; another one refuses the step
    through: str = ""  # the room that takes the step for the person, where only one may
    by: Actor | None = None  # who acts where it is not the viewer: the program, as the regulation says
    told_at: datetime | None = None  # when the first employee was told, where that was before it happened (FR-021)

    @property
    def moment(self) -> datetime:
        """When it happened."""
        return self.happened_at or self.at


@dataclass
class Extra:
    """What a kind of step adds to the usual: marks, rows, lines of the entry, the text of an order."""

    detail: dict[str, Any] = field(default_factory=dict)
    on: str = ""
    rows: list[Model] = field(default_factory=list)
    saves: list[Model] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    order_content: str = ""
    columns: dict[str, Any] = field(default_factory=dict)  # of the case, beyond what follows from its state


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step did."""

    case: UUID
    number: str
    seq: int
    stage: str
    stage_kind: str
    grade: str
    version: int
    events: tuple[str, ...]
    opened: tuple[str, ...]  # duties
    met: tuple[str, ...]


def take(locked: Locked, ask: Ask, extra: Extra | None = None, *, others: tuple[Move, ...] = ()) -> StepResult:
    """Take a step in a locked case. Raises Refused with everything that is missing; then nothing was written."""
    extra = extra or Extra()
    case = locked.case
    if ask.version is not None and ask.version != case.version:
        raise _refused("changed", zh="案件已被他人更新，请刷新后再办", en="Somebody else changed the case; look again")
    check_moment(ask, earliest=locked.first_at)
    _check_complete(locked)
    detail = {**read(ask.detail, locked.rules), **extra.detail}
    actor = ask.by or ask.viewer.actor(case.units or [case.unit_id])
    call = StepCall(ask.step, ask.moment, actor, on=extra.on or ask.on, detail=detail, event=ask.event,
                    override_reason=ask.override_reason)  # fmt: skip
    counts, siblings = _counts(locked, detail, at=ask.moment)
    after, effects, events = engine.take(locked.state, call, locked.rules, counts)
    move = _move(locked, ask, extra, call, after, effects, events, counts)
    return _write([move, *others], siblings, ask)


def begin(
    locked: Locked, ask: Ask, actor: Actor, extra: Extra, *, complainant: Complainant | None, number_of: Any
) -> StepResult:
    """Take the first step of a case that is not stored yet. The number is given last: a refused one uses up none."""
    detail = {**read(ask.detail, locked.rules), **extra.detail}
    call = StepCall(ask.step, ask.moment, actor, detail=detail, told_at=ask.told_at)
    if ask.told_at:
        extra.said["told_at"] = ask.told_at
    counts, siblings = _counts(locked, detail, at=ask.moment)
    after, effects, events = engine.take(CaseState(), call, locked.rules, counts)
    locked.case.number = extra.said["number"] = number_of()
    move = _move(locked, ask, extra, call, after, effects, events, counts)
    return _write([replace(move, is_new=True, complainant=complainant)], siblings, ask)


def _move(
    locked: Locked, ask: Ask, extra: Extra, call: StepCall, after: CaseState, effects: Any, events: tuple[Event, ...],
    counts: Counts,
) -> Move:  # fmt: skip
    # What the rules add to a step (the one kind that it has) is in the events, and must be in the journal too.
    marks = {name: value for event in events for name, value in event.detail.items() if name != "override_reason"}
    codes, words = words_of({**call.detail, **marks}, locked.rules)
    said = dict(extra.said)
    if stood_for := {one for event in events if event.by for one in event.by.stands_for}:
        said["stands_for"] = stood_for
    words |= {name: text for name, text in {**ask.words, **extra.words}.items() if text}
    if ask.override_reason:
        said["override"], words = True, {**words, "override_reason": ask.override_reason}
    if ask.backdate_reason:
        said["backdated"], words = True, {**words, "backdate_reason": ask.backdate_reason}
    for name, value in extra.columns.items():
        setattr(locked.case, name, value)
    complainant_id = locked.case.complainant_id
    return Move(
        locked, after, effects, events, step=ask.step, at=ask.at, happened_at=ask.moment,
        by=_person(call.by), on=call.on, roles=call.by.roles, unit=call.by.unit, codes=codes, words=words, said=said,
        counts=counts, order_content=extra.order_content, rows=extra.rows, saves=extra.saves,
        complainant=Complainant.objects.get(pk=complainant_id) if complainant_id and locked.case.head_seq else None,
    )  # fmt: skip


def _person(actor: Actor) -> UUID | None:
    return UUID(actor.id) if actor.id else None


def _counts(locked: Locked, detail: Mapping[str, Any], *, at: datetime) -> tuple[Counts, frozenset[UUID]]:
    case = locked.case
    facts = {**locked.state.facts, **detail}
    asked = Asked(case.id, case.number, case.received_at, facts, locked.state)
    return count(asked, locked.rules, now=at, slack=SLACK)


def also(locked: Locked, ask: Ask, event: Event, extra: Extra) -> Move:
    """Return what a step in one case does to another that is locked too (merge, un-merge). No step of its own."""
    detail = {**event.detail}
    counts, _ = _counts(locked, detail, at=event.at)
    after, effects = engine.advance(locked.state, event, locked.rules, counts)
    actor = event.by or Actor("")
    call = StepCall(ask.step, event.at, actor, on=event.on, detail=detail)
    return _move(locked, replace(ask, happened_at=event.at), extra, call, after, effects, (event,), counts)


def _write(moves: list[Move], siblings: frozenset[UUID], ask: Ask) -> StepResult:
    written = Written()
    for move in moves:
        add(written, move)
    flush(written)
    if siblings:
        org, at = ask.viewer.org, ask.at
        transaction.on_commit(lambda: wake(siblings, org=org, at=at))
    return result_of(moves[0])


def result_of(move: Move) -> StepResult:
    """Return what a move did."""
    case = move.locked.case
    return StepResult(
        case=case.id, number=case.number, seq=case.head_seq, stage=case.stage, stage_kind=case.stage_kind,
        grade=case.grade, version=case.version, events=tuple(event.name for event in move.events),
        opened=tuple(effect.id for effect in move.effects if effect.kind == "opened"),
        met=tuple(effect.id for effect in move.effects if effect.kind == "met"),
    )  # fmt: skip


def check_moment(ask: Ask, *, earliest: datetime | None) -> None:
    """Refuse what is said to happen in the future, too long ago, before the case, or earlier without a reason."""
    if ask.moment > ask.at:
        raise _refused(
            "future", zh="发生时间不能晚于现在", en="It cannot have happened in the future", field="happened_at"
        )
    _check_told(ask)
    if ask.at - ask.moment <= NOT_BACKDATED:
        return
    if ask.at - ask.moment > timedelta(days=_days_back(ask)):
        raise _too_early(ask, field="happened_at")
    if earliest is not None and ask.moment < earliest:
        raise _refused(
            "before_case", zh="早于案件受理时间", en="That is before the case was received", field="happened_at"
        )
    if not ask.backdate_reason:
        raise _refused(
            "backdated", zh="补录须说明原因", en="Give the reason for noting it later", field="backdate_reason"
        )


def _check_told(ask: Ask) -> None:
    """Refuse a first report after the registration or too long ago; being told earlier needs no reason (FR-021)."""
    if ask.told_at is None:
        return
    if ask.told_at > ask.moment:
        raise _refused(
            "told_later", zh="首报时间不能晚于受理时间", en="It was first told before it was received", field="told_at"
        )
    if ask.at - ask.told_at > timedelta(days=_days_back(ask)):
        raise _too_early(ask, field="told_at")


def _days_back(ask: Ask) -> int:
    return int(ask.viewer.directory.settings.get("backdate_days", BACKDATE_DAYS))


def _too_early(ask: Ask, *, field: str) -> Refused:
    days = _days_back(ask)
    return _refused("too_early", zh=f"最多补录 {days} 天", en=f"At most {days} days back", field=field)


def _check_complete(locked: Locked) -> None:
    """A journal that does not end where the row says has been cut or is being tampered with: write nothing on top."""
    if not locked.state.done and locked.case.head_seq:
        raise RuntimeError(f"case {locked.case.number}: the journal does not reach entry {locked.case.head_seq}")


def _refused(code: str, *, zh: str, en: str, field: str = "") -> Refused:
    says = Text(zh=zh, en=en)
    return Refused(code, says=says, missing=(Missing(code, says, field=field),))
