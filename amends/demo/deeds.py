"""What is done beside the steps of a case: its 8D, the promise of an action, the card that is written of it.

A way names them as it names steps: ``8d/hand_in`` with the discipline in ``on`` and its parts in ``words``. They go
through the doors that the desk uses; an objection of the referee is kept, as it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from amends.cases.models import Case
from amends.knowledge import cards
from amends.knowledge.models import CaseCard
from amends.people.models import Person
from amends.people.viewer import Viewer
from amends.quality import (
    actions,
    causing,
    closing,
    handing_in,
    ledger,
    opening,
    promising,
    recurrence,
    reviewing,
    spreading,
)
from amends.quality.models import Action, ActionPromise, EightD, LimitSample
from amends.quality.prints import keep_print, packs_of
from amends.quality.promising import Pledge

SAMPLE = "LS-…"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody does. ``number`` is the case's, ``earlier`` that of another which it names."""

    viewer: Viewer
    number: str
    at: datetime
    on: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    earlier: str = ""

    @property
    def eight_d(self) -> EightD:
        """Return the 8D of the case. Raises DoesNotExist where none was begun."""
        found: EightD = EightD.objects.get(case__number=self.number)
        return found

    @property
    def action(self) -> Action:
        """Return the last action of the 8D, or the last of the kind that ``on`` names."""
        rows = Action.objects.filter(eight_d=self.eight_d)
        found: Action = (rows.filter(kind=self.on) if self.on else rows).latest("made_at", "id")
        return found

    @property
    def today(self) -> date:
        """Return the day on which it is done, where the organisation is."""
        return self.viewer.directory.day(self.at)


def take_deed(name: str, deed: Deed) -> None:
    """Do one thing. Raises KeyError for a name that is none, and Refused as the desk would."""
    DEEDS[name](deed)


def _open(deed: Deed) -> None:
    opening.open_eight_d(deed.viewer, deed.number, at=deed.at)


def _hand_in(deed: Deed) -> None:
    """Hand in; ``refused`` says that the referee is to object, and it fails where the referee thinks otherwise."""
    expected = bool(deed.detail.get("refused"))
    detail = {name: value for name, value in deed.detail.items() if name not in ("refused", "sample_of")}
    made = handing_in.hand_in(
        deed.viewer, deed.eight_d.number, deed.on, _with_sample(deed), at=deed.at, detail=detail
    )  # fmt: skip
    if made.refused != expected:
        against = [one["says"]["en"] for one in made.version.objections]
        raise AssertionError(f"{deed.number} {deed.on}: {against}")


def _with_sample(deed: Deed) -> dict[str, str]:
    """Return the words, the number of a product's limit sample in place of its mark: it has the year in it."""
    if "sample_of" not in deed.detail:
        return dict(deed.words)
    number = LimitSample.objects.filter(product__contains=deed.detail["sample_of"]).latest("made_at").number
    return {name: text.replace(SAMPLE, number) for name, text in deed.words.items()}


def _draft(deed: Deed) -> None:
    handing_in.save_draft(deed.viewer, deed.eight_d.number, deed.on, dict(deed.words), at=deed.at)


def _review(deed: Deed) -> None:
    reason = str(deed.detail.get("reason", ""))
    reviewing.review(deed.viewer, deed.eight_d.number, deed.on, accept=not reason, reason=reason, at=deed.at)


def _approve(deed: Deed) -> None:
    reviewing.approve(deed.viewer, deed.eight_d.number, is_approved=True, at=deed.at)


def _send(deed: Deed) -> None:
    reviewing.send(deed.viewer, deed.eight_d.number, deed.on, at=deed.at, words=dict(deed.words))


def _list(deed: Deed) -> None:
    owner = _person(deed, str(deed.detail["owner"]))
    actions.list_action(
        deed.viewer, deed.eight_d.number, kind=deed.on, text=deed.words["text"], owner=owner,
        due_at=deed.detail["due_at"], at=deed.at,
    )  # fmt: skip


def _promise(deed: Deed) -> None:
    told = {name: deed.detail[name] for name in ("criterion", "days", "looks", "reduction") if name in deed.detail}
    promising.promise(deed.viewer, deed.action.pk, Pledge(from_day=deed.today, **told), at=deed.at)


def _not_measured(deed: Deed) -> None:
    promising.not_measured(deed.viewer, deed.action.pk, deed.words["reason"], at=deed.at)


def _deliver(deed: Deed) -> None:
    """Note what was delivered in the months before this one, the latest first in ``pieces``."""
    of, month, pieces = ActionPromise.objects.get(action=deed.action), deed.today.replace(day=1), {}
    for many in deed.detail["pieces"]:
        pieces[month], month = int(many), (month - timedelta(days=1)).replace(day=1)
    promising.deliver(deed.viewer, of.pk, pieces=pieces, at=deed.at)


def _finish(deed: Deed) -> None:
    actions.finish_action(deed.viewer, deed.action.pk, proof=deed.words["proof"], at=deed.at)


def _spread(deed: Deed) -> None:
    made = spreading.add_spread(deed.viewer, deed.action.pk, process=deed.words["process"], at=deed.at)
    if deed.detail.get("is_done"):
        spreading.settle_spread(deed.viewer, made.pk, is_done=True, at=deed.at)


def _check(deed: Deed) -> None:
    day, owner = deed.today + timedelta(days=int(deed.detail["days"])), _person(deed, str(deed.detail["owner"]))
    spreading.plan_check(deed.viewer, deed.action.pk, day=day, owner=owner, at=deed.at)


def _said(deed: Deed) -> None:
    earlier = EightD.objects.get(case__number=deed.earlier).number
    word, reason = str(deed.detail["word"]), str(deed.detail["reason"])
    recurrence.declare(deed.viewer, deed.number, earlier, word=word, reason=reason, at=deed.at)


def _draw(deed: Deed) -> None:
    newest = causing.analysis_of(deed.viewer, deed.eight_d.number, deed.on).newest
    causing.save_analysis(
        deed.viewer, deed.eight_d.number, deed.on, deed.detail["drawn"], base=newest.version if newest else 0,
        at=deed.at, finish=True,
    )  # fmt: skip


def _look(deed: Deed) -> None:
    """Let the ledger look, as the worker does every day."""
    look(deed.viewer.org, at=deed.at)


def look(org: UUID, *, at: datetime) -> None:
    """Read the fingerprints of an organisation's cases and look at what was promised up to a moment."""
    packs = packs_of(list(Case.objects.values_list("pk", flat=True)))
    concerned = [key for key, found in packs.items() if any(pack.fingerprint for pack in found)]
    for case in Case.objects.filter(pk__in=concerned):
        keep_print(case, packs[case.pk])
    ledger.look_now(org=org, at=at)


def _close(deed: Deed) -> None:
    closing.close_eight_d(deed.viewer, deed.eight_d.number, at=deed.at)


def _keep_card(deed: Deed) -> None:
    cards.keep_card(deed.viewer, deed.number, dict(deed.words), version=0, at=deed.at)


def _publish_card(deed: Deed) -> None:
    cards.publish_card(deed.viewer, CaseCard.objects.get(case__number=deed.number).pk, at=deed.at)


def _person(deed: Deed, login: str) -> UUID | None:
    return Person.objects.filter(login=login).values_list("pk", flat=True).first()


DEEDS: Mapping[str, Callable[[Deed], None]] = {
    "8d/open": _open, "8d/hand_in": _hand_in, "8d/draft": _draft, "8d/review": _review, "8d/approve": _approve,
    "8d/send": _send, "8d/list": _list, "8d/promise": _promise, "8d/not_measured": _not_measured,
    "8d/deliver": _deliver, "8d/finish": _finish,
    "8d/spread": _spread, "8d/check": _check, "8d/said": _said, "8d/draw": _draw, "8d/look": _look,
    "8d/close": _close, "card/keep": _keep_card, "card/publish": _publish_card,
}  # fmt: skip
"""What a way may name beside the steps of its regulation."""
