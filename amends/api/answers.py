"""What callers get. Texts are in the language of the call; codes are the pack's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from pydantic import BaseModel


class ErrorLine(BaseModel):
    """One thing that stands in the way."""

    field: str
    article: str
    says: str


class Problem(BaseModel):
    """Something went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ErrorLine]


class CaseLine(BaseModel):
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


class CasesPage(BaseModel):
    """A page of a list. ``next`` goes into ``cursor`` of the next call; empty: this was the last."""

    cases: list[CaseLine]
    next: str


class Fact(BaseModel):
    """One fact of a case."""

    name: str
    title: str
    value: Any
    article: str


class Order(BaseModel):
    """A dispatch order."""

    name: str
    unit: str
    handler: str
    state: str
    sent_at: datetime
    limit_at: datetime | None


class File(BaseModel):
    """A file kept for a case."""

    id: UUID
    name: str
    kind: str
    size: int
    sha256: str
    source: str
    added_at: datetime


class Files(BaseModel):
    """The files of a case, oldest first."""

    evidence: list[File]


class Kept(BaseModel):
    """Files that were kept, and the entry of the journal that notes them."""

    number: str
    seq: int
    version: int
    evidence: list[File]


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


class Word(BaseModel):
    """Something said in an entry; ``text`` null: erased."""

    name: str
    title: str
    text: str | None


class Change(BaseModel):
    """What the regulation made of an entry."""

    kind: str
    title: str
    article: str
    at: datetime
    due_at: datetime | None


class Entry(BaseModel):
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


class Journal(BaseModel):
    """The journal of a case, oldest first."""

    entries: list[Entry]


class Obligation(BaseModel):
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


class Obligations(BaseModel):
    """The obligations of a case: running ones first, by due time."""

    obligations: list[Obligation]


class Row(BaseModel):
    """A row of the regulation that spoke."""

    id: str
    says: str
    article: str


Rows: TypeAlias = list[Row]
Names: TypeAlias = list[str]


class Grade(BaseModel):
    """The grade of one list, why, and what is not known that could change it."""

    list: str
    grade: str
    title: str
    computed: str
    by_hand: str
    rows: Rows
    asked: Names


class Warned(BaseModel):
    """What gives pause where a remedy is proposed. It refuses nothing; ``article`` is empty where none says so."""

    code: str
    article: str
    says: str


class StepNow(BaseModel):
    """A step of the regulation, and what stands in its way for this person now; ``missing`` empty: it may be taken.

    ``cautions``: what gives pause and refuses nothing; steps that propose a remedy have them.
    """

    step: str
    title: str
    article: str
    missing: list[ErrorLine]
    cautions: list[Warned]


class Route(BaseModel):
    """Where the regulation sends the case."""

    to: str
    row: str
    says: str
    article: str


class Remedy(BaseModel):
    """A remedy that the regulation allows."""

    row: str
    says: str
    article: str
    allows: list[str]
    choose: str
    by_right: bool
    decision_by: str
    limit: str


class Explained(BaseModel):
    """Why the case stands as it stands: grades with rows and articles, dues with proof, steps with refusals."""

    grades: list[Grade]
    dues: list[Obligation]
    steps: list[StepNow]
    closing: list[ErrorLine]


class Registered(BaseModel):
    """The new case. ``secret`` opens its page at the portal and is shown only here."""

    number: str
    secret: str
    stage: str
    grade: str
    version: int
    opened: list[str]


class Taken(BaseModel):
    """What a step did: events, duties opened and met; ``cautions``: what gives pause about a remedy just proposed."""

    number: str
    seq: int
    stage: str
    stage_kind: str
    grade: str
    version: int
    events: list[str]
    opened: list[str]
    met: list[str]
    cautions: list[Warned] = []


class Due(BaseModel):
    """A clock that would start."""

    duty: str
    title: str
    article: str
    owner: str
    due_at: datetime | None
    after_dispatch: bool
    provisional: bool
    derivation: list[str]


class Tried(BaseModel):
    """What the regulation says of the facts. Nothing of it is stored."""

    pack: str
    version: str
    grades: list[Grade]
    route: Route | None
    dues: list[Due]
    remedies: list[Remedy]
    refusals: list[Row]
    asked: list[str]


class BoundTo(BaseModel):
    """A unit that a pack governs, with everything below it."""

    unit: str
    position: str
    from_date: str
    to_date: str


class Pack(BaseModel):
    """A published version of a regulation, and which units it governs from when."""

    pack: str
    version: str
    content_hash: str
    title: str
    published_at: datetime
    bindings: list[BoundTo]


class Packs(BaseModel):
    """The regulations of the organisation, newest first."""

    packs: list[Pack]
