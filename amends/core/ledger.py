"""What rules talk about: events, obligations and the state of one case, all immutable.

``engine.advance`` turns a state and an event into the next state and its effects; the
same function serves the live journal, the stories of a pack, replay and rebuilding a
case from its journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from amends.core.pack import Pack, StepRow
from amends.core.working_calendar import WorkingCalendar

ONE_SECOND = timedelta(seconds=1)

PERSON = "person:"
"""Before the id of a person who owes something by name."""

Value = Any
"""The value of a fact: text, number, yes/no, tuple of texts, aware datetime."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an id, the roles held for this case, and the unit acted for.

    ``lent``: the roles held only while standing in for somebody, each with whose it is;
    ``stands_for``: whose roles the step at hand was taken with, so that nobody approves
    through a deputy what they proposed (FR-128). ``serves``: each role with the function of the
    unit in which it is held, where it has one (FR-103).
    """

    id: str
    roles: frozenset[str] = frozenset()
    unit: str = ""
    lent: frozenset[tuple[str, str]] = frozenset()
    stands_for: frozenset[str] = frozenset()
    serves: frozenset[tuple[str, str]] = frozenset()

    @property
    def hands(self) -> frozenset[str]:
        """Return whose act it is: the person's, and theirs whose role was used."""
        return self.stands_for | ({self.id} if self.id else frozenset())

    def using(self, roles: Iterable[str]) -> Self:
        """Return the actor of a step that is for some roles: an own role is used before one that is lent."""
        wanted = set(roles)
        if not self.lent and not self.stands_for:
            return self
        own = self.roles - {role for role, _ in self.lent}
        if not wanted or own & wanted:
            return replace(self, stands_for=frozenset())
        return replace(self, stands_for=frozenset(whose for role, whose in self.lent if role in wanted))


@dataclass(frozen=True, slots=True)
class StepCall:
    """Somebody wants to take a step. ``event`` is named by the person only for a step of kind ``record``."""

    step: str
    at: datetime
    by: Actor
    on: str = ""
    detail: Mapping[str, Value] = field(default_factory=dict)
    event: str = ""
    override_reason: str = ""
    told_at: datetime | None = None  # when the first employee was told, where that was earlier (FR-021)


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened. ``on`` names the order, node or lot; ``detail`` carries facts and marks
    (kind, to, role, due, proof, list, grade, reason, letter, in_writing). ``step``: by which it happened;
    ``words``: what it told beside the detail, by name (the words themselves may be erased by law)."""

    at: datetime
    name: str
    on: str = ""
    by: Actor | None = None
    detail: Mapping[str, Value] = field(default_factory=dict)
    step: str = ""
    words: frozenset[str] = frozenset()


class State(StrEnum):
    """The states of an obligation."""

    ASLEEP = "asleep"
    OPEN = "open"
    MET = "met"
    VOID = "void"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class RungDue:
    """One rung of a ladder with its instant; climbed at most once per due time."""

    name: str  # "75 %", "due", "due + 12 h"
    at: datetime
    tell: tuple[str, ...]
    as_: str = "reminder"
    climbed: bool = False


@dataclass(frozen=True)
class Obligation:
    """One run of a duty. Due times are UTC-aware; ``due_at`` None means that no limit is set.

    It has no slots: what changes at every turn is copied with its dictionary, at a tenth of what `replace` costs.
    """

    pack: str
    duty: str
    article: str
    owner: str  # a role, "outside:<body>", or "person:<id>"
    opened_at: datetime
    starts_at: datetime
    due_at: datetime | None
    state: State = State.OPEN
    subject: str = ""  # order, node, lot; empty: the case
    nth: int = 1  # the how-manieth run of this duty on this subject
    was_due: tuple[datetime, ...] = ()  # earlier dues, oldest first; stay visible (FR-078)
    wakes_at: datetime | None = None
    ended_at: datetime | None = None  # met, void or superseded at
    missed: tuple[datetime, ...] = ()  # dues that passed unmet; never taken back (FR-087)
    extended: int = 0  # how many extensions were granted
    agreed: bool = False
    proof: str = ""
    provisional: bool = False  # crosses into a year whose make-up days are not announced
    rungs: tuple[RungDue, ...] = ()
    paused_at: datetime | None = None
    pause_ends: datetime | None = None  # when the cap on pauses starts the clock again by itself
    paused: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def key(self) -> str:
        """Unique within the case."""
        return f"{self.pack}/{self.duty}/{self.subject}/{self.nth}"

    @property
    def late_seen(self) -> bool:
        """Return whether the lateness of the present due time has been acted on."""
        return self.due_at in self.missed

    @property
    def live(self) -> bool:
        """Return whether it is still owed."""
        return self.state is State.OPEN

    def late_at(self, moment: datetime) -> bool:
        """Return whether a due time passed unmet as of ``moment``.

        The due second itself is in time (FR-076). What was late stays late, also when it
        is void or superseded afterwards (FR-087).
        """
        if self.missed or self.due_at is None or self.state is State.ASLEEP or self.paused_at:
            return bool(self.missed)
        return (self.ended_at or moment) >= self.due_at + ONE_SECOND

    def with_(self, **changes: Any) -> Self:
        """Return a copy with some fields replaced."""
        known = self.__dict__
        assert changes.keys() <= known.keys(), f"no field of an obligation: {sorted(changes.keys() - known.keys())}"
        copy = object.__new__(type(self))
        copy.__dict__.update(known, **changes)
        return copy


@dataclass(frozen=True, slots=True)
class Grading:
    """The grade of one list: what is in force, what the rows said, who set it by hand."""

    list: str
    grade: str
    rows: tuple[str, ...] = ()  # every row that fired
    asked: tuple[str, ...] = ()  # unknown facts that could change it
    computed: str = ""  # what the rows say; differs from grade when a fall waits for approval
    set_by: str = ""
    since: datetime | None = None
    floor: str = ""  # the grade last set by hand: it rises above by itself, but does not fall below


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that happened, as gates and counts need it."""

    event: str
    at: datetime
    on: str = ""
    by: str = ""
    roles: frozenset[str] = frozenset()
    detail: Mapping[str, Value] = field(default_factory=dict)  # kind, to, role, letter, in_writing, within…
    stands_for: frozenset[str] = frozenset()
    step: str = field(default="", compare=False)
    words: frozenset[str] = field(default=frozenset(), compare=False)

    def tells(self, fact: str) -> bool:
        """Return whether a fact was told with it."""
        return fact in self.detail or fact in self.words

    @property
    def hands(self) -> frozenset[str]:
        """Return whose act it was: the person's, and theirs for whom a deputy acted."""
        return self.stands_for | ({self.by} if self.by else frozenset())


@dataclass(frozen=True, slots=True)
class Order:
    """A dispatch order as rules see it."""

    id: str
    to: str = ""
    handler: str = ""
    state: str = "sent"  # sent, received, returned, handled
    limit: datetime | None = None

    @property
    def open(self) -> bool:
        """Return whether the unit still has it."""
        return self.state == "received"


@dataclass(frozen=True, slots=True)
class CaseState:
    """Everything that rules may read of one case."""

    stage: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)
    done: tuple[Done, ...] = ()
    gradings: Mapping[str, Grading] = field(default_factory=dict)  # by "<pack>/<list>"
    highest: Mapping[str, str] = field(default_factory=dict)  # heaviest grade ever, by "<pack>/<list>"
    flags: frozenset[str] = frozenset()
    orders: Mapping[str, Order] = field(default_factory=dict)
    obligations: tuple[Obligation, ...] = ()
    handlers: frozenset[str] = frozenset()  # persons who handled
    accused: frozenset[str] = frozenset()
    look_again: datetime | None = None  # the next instant at which a grade may change by age or window

    def instant(self, event: str) -> datetime | None:
        """Return when an event first happened."""
        return next((d.at for d in self.done if d.event == event), None)

    def with_(self, **changes: Any) -> CaseState:
        """Return a copy with some fields replaced."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of alike cases as a fact: the number, the cases behind it, when it next shrinks."""

    value: int
    cases: tuple[str, ...] = ()
    changes_at: datetime | None = None


Counts = Mapping[str, Counted]
"""By ``conditions.Count.key``; the count includes the case itself."""


@dataclass(frozen=True)
class Rules:
    """The packs that govern a case: one lead, any companions, a calendar for each."""

    lead: Pack
    companions: tuple[Pack, ...] = ()
    calendars: Mapping[str, WorkingCalendar] = field(default_factory=dict)  # by pack id
    packs: tuple[Pack, ...] = field(init=False, repr=False, compare=False)  # the lead first

    def __post_init__(self) -> None:
        """Join the packs once; everything asks for them."""
        object.__setattr__(self, "packs", (self.lead, *self.companions))

    @cached_property
    def steps(self) -> Mapping[str, StepRow]:
        """Every step by id: the lead's in its order, then what the companions add under names of their own."""
        found = dict(self.lead.steps)
        for pack in self.companions:
            found |= {row.id: row for row in pack.step if row.id not in found}
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Pack]:
        """The packs by their ids; of two with one id the first."""
        return {pack.id: pack for pack in reversed(self.packs)}

    @cached_property
    def own_facts(self) -> frozenset[str]:
        """Every field of the forms of the packs."""
        return frozenset(name for pack in self.packs for name in pack.fields)

    def pack_of_step(self, step: StepRow) -> Pack:
        """Return the pack whose step it is, the lead where none has it."""
        return next((pack for pack in self.packs if pack.steps.get(step.id) is step), self.lead)

    def pack_of_field(self, name: str) -> Pack:
        """Return the pack whose form has a field: the lead's word counts; the lead too where none has it."""
        return next((pack for pack in self.packs if name in pack.fields), self.lead)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event changed; a journal entry keeps it and ``folding`` rebuilds the state from it.

    ``kind``: stage, graded, asked, fall_proposed, flagged, unflagged, opened, slept, woke, met,
    voided, superseded, revived, moved, paused, resumed, late, told, order, handler, accused,
    look_again, clocks, allowed (the row of the decision table on which a remedy rests). ``id``: duty, list, flag,
    stage, order, person or row. ``detail`` holds JSON values only.
    """

    kind: str
    at: datetime
    pack: str = ""
    id: str = ""
    subject: str = ""
    detail: Mapping[str, Value] = field(default_factory=dict)
