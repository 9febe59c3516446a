"""What complaints cost and bring in, line by line: remedies, returned goods, income of service (FR-136, FR-246).

The lines follow from what happened in a case and from nothing else, so they can be worked
out anew from its journal at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from amends.core.ledger import Done, Value
from amends.core.limits import CENT, money
from amends.core.pack import Pack
from amends.core.vocabulary import FACTS, Type

REMEDY, RETURN, INCOME = "remedy", "return", "income"
FLOWS = (REMEDY, RETURN, INCOME)
APPROVAL = "approval"
"""Which of the consents that a case waits for a proposal asks for, and an answer is about."""
INSIDE = "granted_inside"
"""What a merge or its undoing says of the sums that were granted in the cases inside, by remedy."""
MOVING = frozenset({"approved", "remedy_done", "goods_returned", "service_charged", "booked"})
"""The events by which lines come about or change."""


@dataclass(frozen=True, slots=True)
class Line:
    """One remedy, returned lot or income of a case. Moments are empty until it is granted, given and booked.

    ``hands``: whoever proposed or granted it, those for whom deputies did it included.
    """

    key: str  # unique in the case: remedy/1, return/lot-1
    flow: str
    kind: str = ""
    subject: str = ""  # the lot
    amount: Decimal | None = None
    granted_by: str = ""
    granted_at: datetime | None = None
    paid_by: str = ""
    paid_at: datetime | None = None
    booked_by: str = ""
    booked_at: datetime | None = None
    hands: frozenset[str] = field(default=frozenset())

    @property
    def state(self) -> str:
        """Return how far it has come: granted, given or booked."""
        return "booked" if self.booked_at else "given" if self.paid_at else "granted"


def lines(done: Iterable[Done], pack: Pack) -> tuple[Line, ...]:
    """Return the lines of a case, in the order in which they came about."""
    return tuple(_book(done, pack).lines.values())


def outstanding(done: Iterable[Done], pack: Pack) -> tuple[Done, ...]:
    """Return every proposal of a remedy that was neither granted, given nor refused, the last one last."""
    return tuple(_book(done, pack).proposed)


def proposal_of(detail: Mapping[str, Value], kind: str, waiting: Iterable[Done]) -> Done | None:
    """Return which of the proposals that wait a consent, a refusal or a handing-over is about.

    The one that it names, else the first of its amount, else the last: two of one kind are two.
    """
    of_kind = [one for one in waiting if one.detail.get("kind") == kind]
    for mark in (APPROVAL, "amount"):
        named = detail.get(mark)
        if named in (None, ""):
            continue
        if same := next((one for one in of_kind if one.detail.get(mark) == named), None):
            return same
    return of_kind[-1] if of_kind else None


def _book(done: Iterable[Done], pack: Pack) -> _Book:
    book = _Book({row.id for row in pack.remedy}, _money_fields(pack))
    for one in done:
        book.take(one)
    return book


def payable(lines_of_case: Iterable[Line], kind: str = "") -> tuple[Line, ...]:
    """Return the remedies that were granted and not yet given; of one kind, where it is named."""
    return tuple(
        line
        for line in lines_of_case
        if line.flow == REMEDY and line.paid_at is None and (not kind or line.kind == kind)
    )


def granted_before(done: Iterable[Done], pack: Pack, *, signed_again: str = "") -> dict[str, Decimal]:
    """Return what was granted of each remedy before a step that proposes or grants one.

    ``signed_again``: the remedy whose last grant is signed once more, which does not count twice.
    """
    known = [line for line in lines(done, pack) if line.flow == REMEDY]
    if signed_again:
        known = [line for line in known if line not in payable(known, signed_again)[-1:]]
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in known:
        sums[line.kind] += line.amount or 0
    return sums


def granted_inside(done: Sequence[Done]) -> dict[str, Decimal]:
    """Return what was granted of each remedy in the cases that are merged into this one, as the last merge said."""
    said: Mapping[str, Value] = next((one.detail[INSIDE] for one in reversed(done) if INSIDE in one.detail), {})
    return {kind: money(amount) for kind, amount in said.items()}


def bookable(lines_of_case: Iterable[Line], on: str = "") -> tuple[Line, ...]:
    """Return what finance would book: the lot that is named, else what was given or taken and is in no account yet."""
    return tuple(
        line
        for line in lines_of_case
        if line.booked_at is None and line.paid_at is not None and (line.subject == on or not (on or line.subject))
    )


class _Book:
    """The lines of one case while its events are read."""

    def __init__(self, kinds: set[str], fields: tuple[str, ...]) -> None:
        self.kinds, self.fields = kinds, fields
        self.lines: dict[str, Line] = {}
        self.proposed: list[Done] = []

    def take(self, done: Done) -> None:
        """Let one event change the lines."""
        kind = str(done.detail.get("kind", ""))
        match done.event:
            case "proposed" if kind in self.kinds:
                self.proposed.append(done)
            case "refused" if kind in self.kinds:
                self._taken_up(done, kind)
            case "refused" if not kind and self.proposed:
                self.proposed.pop()
            case "approved" if kind in self.kinds:
                self._grant(done, kind)
            case "approved" if not kind and self.proposed:  # where the regulation sets no limits, consent names no kind
                self._grant(done, str(self.proposed[-1].detail["kind"]))
            case "remedy_done":
                self._give(done, kind)
            case "goods_returned":
                self._return(done)
            case "service_charged" if (sum_ := _stated(done, self.fields)) is not None:
                self._add(INCOME, kind=kind, amount=sum_, paid_by=done.by, paid_at=done.at)
            case "booked":
                for line in bookable(self.lines.values(), done.on):
                    self.lines[line.key] = replace(line, booked_by=done.by, booked_at=done.at)

    def _taken_up(self, done: Done, kind: str) -> Done | None:
        """Take the proposal that an event is about from those that wait, and return it."""
        asked = proposal_of(done.detail, kind, self.proposed)
        self.proposed = [one for one in self.proposed if one is not asked]
        return asked

    def _grant(self, done: Done, kind: str) -> None:
        asked = self._taken_up(done, kind)
        again = payable(self.lines.values(), kind)
        if asked is None and again:  # a second signature on the same proposal
            line = again[-1]
            self.lines[line.key] = replace(
                line, granted_by=done.by, granted_at=done.at, hands=line.hands | done.hands
            )  # fmt: skip
            return
        amount = _stated(done)
        self._add(
            REMEDY, kind=kind, amount=_stated(asked) if amount is None else amount, granted_by=done.by,
            granted_at=done.at, hands=done.hands | (asked.hands if asked else frozenset()),
        )  # fmt: skip

    def _give(self, done: Done, kind: str) -> None:
        granted = payable(self.lines.values(), kind) or self._by_right(done, kind)
        for line in granted:
            given = _stated(done) if line.amount is None and len(granted) == 1 else line.amount
            self.lines[line.key] = replace(line, amount=given, paid_by=done.by, paid_at=done.at)

    def _by_right(self, done: Done, kind: str) -> tuple[Line, ...]:
        """Return the line of a remedy that nobody had to grant: whoever proposed it is named, else who gave it."""
        named = kind or (str(self.proposed[-1].detail["kind"]) if self.proposed else "")
        asked = self._taken_up(done, named)
        by = asked or done
        return (
            self._add(REMEDY, kind=named, amount=_stated(asked), granted_by=by.by, granted_at=by.at, hands=by.hands),
        )

    def _return(self, done: Done) -> None:
        if not any(line.flow == RETURN and line.subject == done.on for line in self.lines.values()):
            self._add(RETURN, subject=done.on, paid_by=done.by, paid_at=done.at)

    def _add(self, flow: str, *, subject: str = "", **more: Value) -> Line:
        name = subject or str(sum(line.flow == flow for line in self.lines.values()) + 1)
        line = Line(f"{flow}/{name}", flow, subject=subject, **more)
        self.lines[line.key] = line
        return line


def _stated(done: Done | None, names: tuple[str, ...] = ("amount",)) -> Decimal | None:
    """Return the sum that an event states, in the first of some facts that it carries."""
    found = (done.detail.get(name) for name in names) if done else iter(())
    amount = next((one for one in found if one is not None and one != ""), None)
    return None if amount is None else money(amount).quantize(CENT, ROUND_HALF_UP)


def _money_fields(pack: Pack) -> tuple[str, ...]:
    """Return the fields of money that a pack has of its own, such as what a service was charged."""
    return ("amount", *(row.id for row in pack.field if row.id not in FACTS and row.type == Type.MONEY))
