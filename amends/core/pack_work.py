"""Rows of a pack about the work: stages and steps, what must be there first, who owes what by when."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from amends.core.conditions import ALWAYS
from amends.core.pack_rows import Id, Row, When
from amends.core.text import Text


class StageRow(Row):
    id: Id
    title: Text
    kind: Literal["new", "open", "parked", "settled", "closed"] = "open"  # what it means to queues and clocks
    article: str = ""


class Need(Row):
    """One thing a step or gate needs; exactly one of the first eight keys is set."""

    known: str = ""  # a fact that must be filled in; what the step itself asks is told with each entry
    done: Any = None  # an event that must have happened: a name or { event, kind, to, … }
    undone_by: Any = None  # with done: what takes it back when it happens later; the latest word counts
    signed: str = ""  # a role that must have signed
    approved: str = ""  # a role that must have approved
    met: str = ""  # a duty that must be met
    checked: str = ""  # a check list that must be at its end
    adds_up: tuple[str, ...] = ()  # figures that make ``to`` together: shares that make 100
    is_: When | None = Field(default=None, alias="is")  # a condition that must hold
    to: int | None = None  # what the figures of ``adds_up`` make
    says: Text | None = None  # the refusal in words; none: made from what is missing
    when: When = ALWAYS


class Override(Row):
    role: str  # who may take the step although something is missing
    reason: bool = True  # a written reason is asked for


class Lead(Row):
    """What an answer of a check leads to."""

    answer: str  # the answer, a choice of the field
    ends: bool = False  # it is found: no later check of the list is asked
    finds: dict[str, Any] = {}  # facts that are known by it
    says: Text | None = None  # what follows from it, for people


class CheckListRow(Row):
    """A check list; its checks are rows of ``[[check]]``."""

    id: Id
    title: Text
    article: str


class CheckRow(Row):
    """One question of a check list; the rows of a list are asked in the order in which they stand (FR-025)."""

    id: Id
    list: str  # the check list it belongs to
    article: str
    question: Text  # what is looked at
    asks: str  # the field that takes the answer
    seen: str = ""  # the field that takes what was seen: no answer without it
    by: tuple[str, ...] = ()  # roles that may answer; empty: whoever may take the step
    when: When = ALWAYS
    leads: tuple[Lead, ...] = ()  # what some answers lead to


class StepRow(Row):
    id: Id
    kind: str  # one of the step kinds (steps.md)
    article: str
    title: Text
    from_: tuple[str, ...] = Field(default=(), alias="from")  # empty with kind "register"; ["*"] anywhere open
    to: str | None = None  # none: the stage stays
    itself_at: str = ""  # the fact with the moment at which it takes itself, where nobody has before (FR-162)
    by: tuple[str, ...] = ()  # roles; empty: anybody who sees the case
    function_from: str = ""  # the fact that names the function; only who holds the role in such a unit takes it
    needs: tuple[Need, ...] = ()  # what must be there before the step
    asks: tuple[str, ...] = ()  # fields that the step's form shows
    causes: tuple[str, ...] = ()  # events instead of the kind's own
    kinds: tuple[str, ...] = ()  # what the event carries as ``kind``, to choose from
    override: Override | None = None  # who may take it although something is missing
    not_by: tuple[str, ...] = ()  # handler, accused, proposer
    key: str = ""  # keyboard shortcut on the case screen
    main: bool = False  # the button that comes first in its stages
    with_file: bool = False  # it is taken together with at least one file
    anew: bool = False  # what it asks is told anew each time: nothing that is known already counts


class GateRow(Row):
    step: str  # the step that it guards
    article: str
    id: str = ""  # its name, where several guard one step
    says: Text | None = None  # the refusal in words
    when: When = ALWAYS
    needs: tuple[Need, ...] = ()  # what must be there before the step, beside the step's own needs
    once: bool = False  # what was done before counts whenever the step is taken again; else it is done anew
    not_by: tuple[str, ...] = ()  # who may not take the step: handler, accused, proposer


class Rung(Row):
    at: str  # when: "75 %", "due", "due + 12 h", "due - 1 wd"
    tell: tuple[str, ...]  # roles who are told; owner is the one who owes it
    as_: str = Field(default="reminder", alias="as")  # what they are told it as


class Extension(Row):
    to: str  # the whole time, from the start
    article: str = ""
    when: When = ALWAYS
    approver: str = ""  # the role that approves it
    asked_before: str = "due"  # due: asked for before the due time, not after
    notice: str = ""  # the letter that announces it to the complainant
    total_at_most: str = ""  # the longest time from the start, all extensions together


class DutyRow(Row):
    """Who owes what by when (FR-069, FR-070)."""

    id: Id
    article: str
    title: Text
    owner: Any  # the role that owes it, or { outside = "regulator" }
    owner_from: str = ""  # the field by which a person is named who owes it instead, where one is
    opens: Any = None  # what opens it: event, list, { late = duty } or { event, kind, to, … }
    while_: str = Field(default="", alias="while")  # comes back by the calendar as long as: open, order_open or parked
    counts_from: Any = None  # what its clock runs from, where not the opening event: event, stated moment, setting
    met_by: Any = None  # what meets it: event, list or { event, kind, to, letter, in_writing, within, before, … }
    void_by: tuple[Any, ...] = ()  # events that end it unmet
    within: Any = None  # how long: a span, "at_once", "same_day" or { setting = … }
    waits: Any = None  # how long it sleeps after opening before it is owed
    due: str = ""  # the fact or detail that carries the due time: agreed_time, order_limit, node_date
    before: str = ""  # due so long before that time: notice a week ahead
    every_day_at: Any = None  # due each day at this hour: "17:00", or { setting = … }
    every_week_on: Any = None  # due each week on this day: "fri", or { setting = … }
    every_month_on: Any = None  # due each month on this day, or { setting = … }; the last day of a shorter month
    months_apart: Any = None  # with every_month_on: only in every so-manieth month, or { setting = … }; 3: quarterly
    first_month: Any = None  # the first of those months, 1 to 12, or { setting = … }; none: January
    covers: Literal["", "since_last", "calendar_month"] = ""  # which days the sheet of a unit is about
    first_after: str = ""  # an opening later than this before the hour owes its first answer the next time
    yields_to: str = ""  # the fact whose time takes the place of the due time; the old one stays visible
    postpone_at_most: Any = None  # the longest that agreed times may postpone it
    for_each: str = ""  # one run for each of these: order, lot, node, …; empty: one for the case
    of: Literal["case", "unit"] = "case"  # whether it runs on a case or on a unit
    when: When = ALWAYS
    again: Literal["once", "always", "when_heavier"] = "once"  # whether a recurring opening opens it again
    not_by: tuple[str, ...] = ()  # who may not do it: handler, accused, proposer
    force: Literal["must", "should"] = "must"  # must: late is a breach; should: shown, never a breach
    counting: dict[str, Any] | None = None  # keys of [counting] that hold for this row, each may be { setting = … }
    calendar: str = ""  # a calendar of its own; empty: the pack's
    holds_for_open: bool = False  # whether its figures hold for cases that are open when this version comes into force
    rungs: tuple[Rung, ...] = ()  # the ladder: whom to tell, and when
    rung_hours: Literal["working", "any"] = "working"  # whether people are told in working time only
    extension: tuple[Extension, ...] = ()  # how it may be extended, one step after the other
    pause: Any = None  # { allowed = true, cap = "5 d" }; absent: no pausing (FR-086)
