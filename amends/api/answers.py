"""What callers get. Texts are in the language of the call; codes are the pack's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from ninja import Schema


class ErrorLine(Schema):
    """One thing that stands in the way."""

    field: str
    article: str
    says: str


class Problem(Schema):
    """Something went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ErrorLine]


class CaseLine(Schema):
    """A case as a list shows it."""

    number: str
    title: str
    stage: str
    stage_kind: str
    grade: str
    grade_title: str
    flags: list[str]
    category: str
    channel: str
    unit: str
    holder: str
    received_at: datetime
    next_due_at: datetime | None
    next_duty: str
    article: str
    complainants: int
    merged: bool


class CasesPage(Schema):
    """A page of a list. ``next`` goes into ``cursor`` of the next call; empty: this was the last."""

    cases: list[CaseLine]
    next: str


class Fact(Schema):
    """One fact of a case."""

    name: str
    title: str
    value: Any
    article: str


class Order(Schema):
    """A dispatch order."""

    name: str
    unit: str
    handler: str
    state: str
    sent_at: datetime
    limit_at: datetime | None


class File(Schema):
    """A file kept for a case."""

    id: UUID
    name: str
    kind: str
    size: int
    sha256: str
    source: str
    added_at: datetime


class OneCase(CaseLine):
    """A case. ``version`` goes into ``If-Match`` of a step."""

    version: int
    stage_code: str
    description: str
    wish: str
    complainant: str
    phone: str
    first_asked: str
    facts: list[Fact]
    orders: list[Order]
    evidence: list[File]
    linked: list[str]


class Word(Schema):
    """Something said in an entry; ``text`` null: erased."""

    name: str
    title: str
    text: str | None


class Change(Schema):
    """What the regulation made of an entry."""

    kind: str
    title: str
    article: str
    at: datetime
    due_at: datetime | None


class Entry(Schema):
    """One entry of the journal, with its hash."""

    seq: int
    happened_at: datetime
    recorded_at: datetime
    backdated: bool
    by: str
    step: str
    title: str
    events: list[str]
    on: str
    words: list[Word]
    changes: list[Change]
    hash: str


class Journal(Schema):
    """The journal of a case, oldest first."""

    entries: list[Entry]


class Obligation(Schema):
    """A clock with its proof: start, article, each day counted or skipped and why."""

    duty: str
    title: str
    article: str
    subject: str
    state: str
    owner: str
    owner_unit: str
    starts_at: datetime
    due_at: datetime | None
    was_due: list[datetime]
    ended_at: datetime | None
    late: bool
    paused: bool
    provisional: bool
    derivation: list[str]


class Obligations(Schema):
    """The obligations of a case: running ones first, by due time."""

    obligations: list[Obligation]


class Row(Schema):
    """A row of the regulation that spoke."""

    id: str
    says: str
    article: str


Rows: TypeAlias = list[Row]
Names: TypeAlias = list[str]


class Grade(Schema):
    """The grade of one list, why, and what is not known that could change it."""

    list: str
    grade: str
    title: str
    computed: str
    by_hand: str
    rows: Rows
    asked: Names


class StepNow(Schema):
    """A step of the regulation, and what stands in its way for this person now; ``missing`` empty: it may be taken."""

    step: str
    title: str
    article: str
    missing: list[ErrorLine]


class Route(Schema):
    """Where the regulation sends the case."""

    to: str
    row: str
    says: str
    article: str


class Remedy(Schema):
    """A remedy that the regulation allows."""

    row: str
    says: str
    article: str
    allows: list[str]
    choose: str
    by_right: bool
    decision_by: str
    limit: str


class Explained(Schema):
    """Why the case stands as it stands: grades with rows and articles, dues with proof, steps with refusals."""

    grades: list[Grade]
    dues: list[Obligation]
    steps: list[StepNow]
    closing: list[ErrorLine]


class Registered(Schema):
    """The new case. ``secret`` opens its page at the portal and is shown only here."""

    number: str
    secret: str
    stage: str
    grade: str
    version: int
    opened: list[str]


class Taken(Schema):
    """What a step did: events, duties opened and met."""

    number: str
    seq: int
    stage: str
    stage_kind: str
    grade: str
    version: int
    events: list[str]
    opened: list[str]
    met: list[str]


class Due(Schema):
    """A clock that would start."""

    duty: str
    title: str
    article: str
    owner: str
    due_at: datetime | None
    after_dispatch: bool
    provisional: bool
    derivation: list[str]


class Tried(Schema):
    """What the regulation says of the facts. Nothing of it is stored."""

    pack: str
    version: str
    grades: list[Grade]
    route: Route | None
    dues: list[Due]
    remedies: list[Remedy]
    refusals: list[Row]
    asked: list[str]


class BoundTo(Schema):
    """A unit that a pack governs, with everything below it."""

    unit: str
    position: str
    from_date: str
    to_date: str


class Pack(Schema):
    """A published version of a regulation, and which units it governs from when."""

    pack: str
    version: str
    content_hash: str
    title: str
    published_at: datetime
    bindings: list[BoundTo]


class Packs(Schema):
    """The regulations of the organisation, newest first."""

    packs: list[Pack]
