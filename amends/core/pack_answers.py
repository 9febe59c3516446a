"""Rows of a pack about the answer: what may be offered and by whom, what is said, written and reported."""

from __future__ import annotations

from typing import Any, Literal

from amends.core.conditions import ALWAYS
from amends.core.pack_rows import Id, Row, When
from amends.core.text import Text


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
    only_besides: bool = False  # care beside a main measure, never instead (FR-130)


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


class PhraseRow(Row):
    id: Id
    article: str
    rule: Literal["forbidden", "prescribed"]  # never said, or always said
    texts: tuple[str, ...]  # its wordings; any of them counts
    says: Text
    instead: Text | None = None  # what to say instead
    use: str = ""  # the text it is about; empty: every text (forbidden), the telephone (prescribed)


class LetterRow(Row):
    id: Id
    article: str
    title: Text
    body: Text  # its words, with {facts} to fill in
    to: str = "complainant"  # who gets it
    sent_at: Any = None  # the event that sends it


class AdviceRow(Row):
    """A coach card for the register screen: cue → what to say, what never to say."""

    id: Id
    article: str = ""
    title: Text
    when: When = ALWAYS
    say: Text | None = None  # what to say
    never: Text | None = None  # what never to say or promise


class SupervisionRow(Row):
    id: Id
    article: str
    says: Text
    when: When


class ReportRow(Row):
    id: Id
    article: str
    title: Text
    lists: tuple[str, ...] = ()  # the lists and flags whose cases it names; empty: all
