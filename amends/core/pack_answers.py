"""Rows of a pack about the answer: what may be offered and by whom, what is said, written and reported."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from amends.core.conditions import ALWAYS
from amends.core.pack_rows import Id, Row, When
from amends.core.text import Text

Tag = Literal["coercive", "misleading", "pays_late", "pays_little"]
"""What the source of a row may be marked with; none of it becomes a rule (FR-135)."""


class OfferRow(Row):
    id: Id
    article: str
    says: Text
    when: When
    allows: tuple[str, ...]  # the kinds of remedy it allows
    choose: Literal["one", "any", "all", "in_order"] = "one"  # how many of them
    by_right: bool = True  # the complainant may have it without a decision
    decision_by: str = ""  # the role that decides, where it is not by right
    proof: tuple[str, ...] = ()  # facts that must be proven
    at_most: Any = None  # number, { setting }, { share = 0.6, of = "repair_cost" } or { below = "repair_cost" }
    over: tuple[str, ...] = ()  # these offers give way when both fire
    beside: tuple[str, ...] = ()  # these offers stand together with it
    only_besides: bool = False  # care beside a main measure, never instead: alone it is warned of (FR-130)
    tags: tuple[Tag, ...] = ()  # marks of its source; with any of them it is refused (FR-135)


class RemedyKind(Row):
    id: Id
    title: Text
    article: str = ""
    money: bool = False  # it has an amount


class AuthorityRow(Row):
    """A role may grant these kinds up to a limit; above it the next role up is asked (FR-127)."""

    role: str  # who may grant
    article: str
    kinds: tuple[str, ...]  # the kinds of remedy
    up_to: Any = None  # number, { setting }; none: without limit
    when: When = ALWAYS


class PartRow(Row):
    """A part that a reply or letter must contain."""

    id: Id
    article: str
    of: str = "reply"  # the text that must have it: reply, or a letter's id
    title: Text
    when: When = ALWAYS
    has: Literal["", "time", "money", "rule", "contact", "web"] = ""  # what its words must hold (FR-137, FR-141)
    states: tuple[str, ...] = ()  # facts of the case that its words state: amount, return_date, number
    near: tuple[str, ...] = ()  # words beside which a figure anywhere in the reply is the stated one


class PhraseRow(Row):
    id: Id
    article: str
    rule: Literal["forbidden", "prescribed"]  # never said, or always said
    texts: tuple[str, ...]  # its wordings; any of them counts
    says: Text
    instead: Text | None = None  # what to say instead
    use: str = ""  # the text it is about; empty: every text (forbidden), the telephone (prescribed)
    tags: tuple[Tag, ...] = ()  # marks of its source; said to a complainant, it is refused with any of them (FR-135)


class LetterRow(Row):
    id: Id
    article: str
    title: Text
    body: Text  # its words, with {facts} to fill in
    to: str = "complainant"  # who gets it
    sent_at: Any = None  # the event that sends it
    after: Any = None  # how long after that it leaves: a span or { setting = … }; none: at once (FR-154)
    void_by: Any = None  # the events that withdraw it while it waits
    tags: tuple[Tag, ...] = ()  # marks of its source; with any of them it is refused (FR-135)


class AdviceRow(Row):
    """A coach card for the register screen: cue → what to say, what never to say."""

    id: Id
    article: str = ""
    title: Text
    when: When = ALWAYS
    say: Text | None = None  # what to say
    never: Text | None = None  # what never to say or promise
    tags: tuple[Tag, ...] = ()  # marks of its source; with any of them it is refused (FR-135)


class SupervisionRow(Row):
    id: Id
    article: str
    says: Text
    when: When


class ReportRow(Row):
    id: Id
    article: str
    title: Text
    lists: tuple[str, ...] = ()  # the lists and flags whose cases it names; empty: all, unless it names logs
    logs: tuple[str, ...] = ()  # the logs of the unit whose entries it names


class MeasureRow(Row):
    """A figure that no case owes: rings, minutes of a call, hours covered, rates (FR-190, FR-224, FR-227, FR-231).

    ``from``, ``to``, ``of`` and ``over`` name moments of a call or events of cases. Rates are in per cent;
    without a figure they are only counted.
    """

    id: Id
    article: str
    title: Text
    kind: Literal["rings", "call_time", "coverage", "rate", "on_time"]  # what is measured; each reads its own keys
    from_: str = Field(default="", alias="from")  # call_time: the moment from which it runs
    to: str = ""  # call_time: the moment at which it ends
    of: Any = None  # rate: what is counted: a moment, an event or { event, marks }
    over: Any = None  # rate: of all that it is counted against
    duty: tuple[str, ...] = ()  # on_time: of the runs of these duties that were met or late, the share met in time
    within: Any = None  # rate, on_time: the length of the window; absent: the whole period asked for
    window: Literal["rolling", "calendar_month", "calendar_year"] = "rolling"  # the same: how windows follow
    at_most: Any = None  # a number of rings or per cent, a span of a call, or { setting = … }
    at_least: Any = None  # the same, as a floor
    every: Any = None  # call_time: no gap longer than this
    hours: Any = None  # coverage: "mon-sun 00:00-24:00" or { setting = … }
