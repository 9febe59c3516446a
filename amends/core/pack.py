"""A pack: one regulation as rows that name their articles.

Rows are frozen pydantic models; an unknown key is an error. ``loading.py`` reads TOML
texts into a Pack and names file, row and article of every fault; ``checker.py`` looks
at the whole. Nothing here knows a regime.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from amends.core.condition_reading import parse
from amends.core.conditions import ALWAYS, Condition
from amends.core.due import Counting
from amends.core.text import Text
from amends.core.vocabulary import Type

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-/]*$")]
When = Annotated[Any, BeforeValidator(parse)]
"""A condition tree (conditions.Condition); typed Any because pydantic must not look inside it."""


class Row(BaseModel):
    """One row of a pack: frozen, no unknown keys, knows the file and place it came from."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    file: str = ""
    nth: int = 0  # its place among the rows of its kind in that file, from 1 (FR-049)


class Article(Row):
    no: str  # its number as the regulation prints it, always in quotes
    zh: str  # its words in Chinese
    en: str  # its words in English

    @property
    def text(self) -> Text:
        return Text(zh=self.zh, en=self.en)


class SettingRow(Row):
    id: Id
    article: str
    type: Literal["choice", "span", "number", "money", "event", "role", "text", "set"]  # what is given
    question: Text  # what the source leaves open, as a question
    choices: tuple[str, ...] = ()  # the values to choose from, for a choice or a set
    default: Any = None  # what holds until the organisation decides; none: undecided
    said_in_source: bool = False  # true: the source gives it; false: the organisation's to fill

    @field_validator("default", mode="before")
    @classmethod
    def _freeze(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class RoleRow(Row):
    id: Id
    title: Text
    article: str = ""
    function: str = ""  # the unit function in which the role is looked up; empty: from the case's unit upwards
    function_from: str = ""  # the fact that names the function instead: who is responsible is found out in the case


class Choice(Row):
    id: str  # the value that facts and conditions carry
    zh: str  # its name in Chinese
    en: str  # its name in English

    @property
    def text(self) -> Text:
        return Text(zh=self.zh, en=self.en)


class FieldRow(Row):
    """A field of a form; its id is the name of a fact. A built-in fact needs no ``type``."""

    id: Id
    article: str = ""
    form: str = "complaint"  # the form that shows it: complaint, or one that a step asks for
    type: Type | None = None  # its type; none for a built-in fact, which has one
    title: Text | None = None  # its label; none for a built-in fact, which has one
    hint: Text | None = None  # a sentence below the field
    choices: tuple[Choice, ...] = ()  # the values to choose from
    required: bool = False  # must be filled in before the form is taken
    portal: bool = False  # asked of complainants on the portal as well
    personal: bool = False  # personal data: kept as words, never in the journal's entries
    searchable: bool = False  # found by search
    when: When = ALWAYS  # shown (and required) only then


class CategoryRow(Row):
    id: Id  # a path: "equipment/lift"
    title: Text
    article: str = ""
    valid_from: date | None = None  # first day of receipt on which a case may get it, or what is below it
    valid_to: date | None = None  # last such day (FR-023)
    words: tuple[str, ...] = ()  # words of a text that suggest it (FR-034)


class GradeRow(Row):
    id: Id
    list: str  # the list it belongs to
    title: Text
    article: str = ""
    tone: Literal["heavy", "warm", "plain"] = "plain"  # how the screen colours it


class ListRow(Row):
    id: Id
    title: Text
    article: str = ""
    grades: tuple[str, ...]  # heaviest first
    default: str | None = None  # the grade when no row fires; none: ungraded
    fires: Literal["first", "all"] = "first"  # the heaviest row that fires decides, or all stand
    rises: Literal["by_itself", "with_approval"] = "by_itself"  # how a heavier grade takes force
    falls: Literal["with_approval", "by_itself"] = "with_approval"  # how a lighter grade takes force
    set_by: tuple[str, ...] = ()  # roles that set the grade by hand, where the source gives no criteria


class GradingRow(Row):
    id: Id
    list: str  # the list it grades on
    grade: str  # the grade it gives
    article: str
    says: Text
    when: When
    marks: Literal["this_case", "all_in_group"] = "this_case"  # whether the other cases of its count are graded with it


class FlagRow(Row):
    """A mark beside the grade; several may coexist. ``set_by``: put by hand by these roles."""

    id: Id
    article: str
    title: Text
    when: When | None = None
    set_by: tuple[str, ...] = ()  # roles that put it by hand


class RouteRow(Row):
    """First row that fires says which unit function gets the case."""

    id: Id
    article: str
    to: str  # the unit function that gets the case
    says: Text
    when: When = ALWAYS


class ConfidentialRow(Row):
    """Cases that only some roles may see (FR-006, FR-242)."""

    id: Id
    article: str
    title: Text
    when: When
    seen_by: tuple[str, ...]  # the roles that may see such a case


class RefusalRow(Row):
    """What is not taken as a complaint at all, with a hint where it belongs (FR-028)."""

    id: Id
    article: str
    when: When
    says: Text


class StageRow(Row):
    id: Id
    title: Text
    kind: Literal["new", "open", "parked", "settled", "closed"] = "open"  # what it means to queues and clocks
    article: str = ""


class Need(Row):
    """One thing a step or gate needs; exactly one of the first five keys is set."""

    known: str = ""  # a fact that must be filled in
    done: Any = None  # an event that must have happened: a name or { event, kind, to, … }
    signed: str = ""  # a role that must have signed
    approved: str = ""  # a role that must have approved
    met: str = ""  # a duty that must be met
    is_: When | None = Field(default=None, alias="is")  # a condition that must hold
    says: Text | None = None  # the refusal in words; none: made from what is missing
    when: When = ALWAYS


class Override(Row):
    role: str  # who may take the step although something is missing
    reason: bool = True  # a written reason is asked for


class StepRow(Row):
    id: Id
    kind: str  # one of the step kinds (steps.md)
    article: str
    title: Text
    from_: tuple[str, ...] = Field(default=(), alias="from")  # empty with kind "register"; ["*"] anywhere open
    to: str | None = None  # none: the stage stays
    by: tuple[str, ...] = ()  # roles; empty: anybody who sees the case
    needs: tuple[Need, ...] = ()  # what must be there before the step
    asks: tuple[str, ...] = ()  # fields that the step's form shows
    causes: tuple[str, ...] = ()  # events instead of the kind's own
    kinds: tuple[str, ...] = ()  # what the event carries as ``kind``, to choose from
    override: Override | None = None  # who may take it although something is missing
    not_by: tuple[str, ...] = ()  # handler, accused, proposer
    key: str = ""  # keyboard shortcut on the case screen
    main: bool = False  # the button that comes first in its stages


class GateRow(Row):
    step: str  # the step that it guards
    article: str
    id: str = ""  # its name, where several guard one step
    says: Text | None = None  # the refusal in words
    when: When = ALWAYS
    needs: tuple[Need, ...] = ()  # what must be there before the step, beside the step's own needs
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
    opens: Any = None  # what opens it: event, list, { late = duty } or { event, kind, to, … }
    while_: str = Field(default="", alias="while")  # comes back by the calendar as long as: open, order_open or parked
    counts_from: Any = None  # the event its clock runs from, where that is not the opening one; may be a setting
    met_by: Any = None  # what meets it: event, list or { event, kind, to, letter, in_writing, within, before, … }
    void_by: tuple[Any, ...] = ()  # events that end it unmet
    within: Any = None  # how long: a span, "at_once", "same_day" or { setting = … }
    waits: Any = None  # how long it sleeps after opening before it is owed
    due: str = ""  # the fact or detail that carries the due time: agreed_time, order_limit, node_date
    every_day_at: Any = None  # due each day at this hour: "17:00", or { setting = … }
    every_week_on: Any = None  # due each week on this day: "fri", or { setting = … }
    every_month_on: Any = None  # due each month on this day, or { setting = … }; the last day of a shorter month
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
    rungs: tuple[Rung, ...] = ()  # the ladder: whom to tell, and when
    rung_hours: Literal["working", "any"] = "working"  # whether people are told in working time only
    extension: tuple[Extension, ...] = ()  # how it may be extended, one step after the other
    pause: Any = None  # { allowed = true, cap = "5 d" }; absent: no pausing (FR-086)


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


class Example(Row):
    """A story that proves the pack; ``story.py`` runs it."""

    title: Text  # what it shows, in a sentence
    shows: tuple[str, ...] = ()  # requirements and rows that it proves
    calendar: dict[str, Any] | None = None  # a calendar for this story; none: the pack's
    settings: dict[str, Any] = {}  # values of settings for this story
    expects: Literal["exactly", "at_least"] = "at_least"  # exactly: nothing else may fall due, be late or be told
    event: tuple[dict[str, Any], ...]  # what happens and what is expected then, in order


class Pack(BaseModel):
    """One regulation, read and typed; immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    id: Id  # its name in addresses and files
    version: str  # the version of the regulation
    title: Text  # its name for people
    domain: str = ""  # the regime it writes down
    source: Text | None = None  # where its words come from
    kind_of_organisation: Text | None = None  # for whom it is meant
    valid_from: date  # first day on which it may be in force; no unit can be bound to it earlier
    valid_to: date | None = None  # last day; a binding to it ends then
    calendar: str = "cn-office"  # the calendar on which it counts, where the unit has none
    stands_beside: bool = False  # an outside body's rules: it may only stand beside a lead, never lead
    signatures: tuple[str, ...] = ()  # roles that must sign a publication (FR-236)
    offers_that_meet: Literal["error", "first", "all"] = "error"  # offers that fire together with different answers
    counting: Counting = Counting()  # how days, months and ends are counted
    counting_from: dict[str, str] = {}  # keys of [counting] that a setting decides, with the setting
    at_once: str = "10 min"  # what "at once" means (a setting may replace it)
    article: tuple[Article, ...] = ()
    setting: tuple[SettingRow, ...] = ()
    role: tuple[RoleRow, ...] = ()
    field: tuple[FieldRow, ...] = ()
    category: tuple[CategoryRow, ...] = ()
    list: tuple[ListRow, ...] = ()
    grade: tuple[GradeRow, ...] = ()
    row: tuple[GradingRow, ...] = ()
    flag: tuple[FlagRow, ...] = ()
    route: tuple[RouteRow, ...] = ()
    confidential: tuple[ConfidentialRow, ...] = ()
    refusal: tuple[RefusalRow, ...] = ()
    stage: tuple[StageRow, ...] = ()
    step: tuple[StepRow, ...] = ()
    gate: tuple[GateRow, ...] = ()
    duty: tuple[DutyRow, ...] = ()
    remedy: tuple[RemedyKind, ...] = ()
    offer: tuple[OfferRow, ...] = ()
    authority: tuple[AuthorityRow, ...] = ()
    part: tuple[PartRow, ...] = ()
    phrase: tuple[PhraseRow, ...] = ()
    letter: tuple[LetterRow, ...] = ()
    advice: tuple[AdviceRow, ...] = ()
    supervision: tuple[SupervisionRow, ...] = ()
    report: tuple[ReportRow, ...] = ()
    example: tuple[Example, ...] = ()
    chosen: dict[str, Any] = {}  # values that the organisation gave to settings

    def choosing(self, values: Mapping[str, Any]) -> Self:
        """Return the pack with more values for its settings, the counting that they decide included (FR-073).

        Raises ValueError for a value that a key of ``[counting]`` does not know.
        """
        new = self.model_copy(update={"chosen": {**self.chosen, **values}})
        decided = {key: new.setting_value(setting) for key, setting in self.counting_from.items()}
        own = {key: value for key, value in decided.items() if value is not None}
        return new.model_copy(update={"counting": new.counting.but(own)}) if own else new

    def setting_value(self, setting_id: str) -> Any:
        """Return the organisation's value of a setting, else its stated default, else None (not decided)."""
        if setting_id in self.chosen:
            return self.chosen[setting_id]
        return next((s.default for s in self.setting if s.id == setting_id), None)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Articles by number."""
        return {a.no: a for a in self.article}

    @cached_property
    def steps(self) -> dict[str, StepRow]:
        """Steps by id."""
        return {s.id: s for s in self.step}

    @cached_property
    def stages(self) -> dict[str, StageRow]:
        """Stages by id."""
        return {s.id: s for s in self.stage}

    @cached_property
    def duties(self) -> dict[str, DutyRow]:
        """Duties by id."""
        return {d.id: d for d in self.duty}

    @cached_property
    def lists(self) -> dict[str, ListRow]:
        """Grade lists by id."""
        return {one.id: one for one in self.list}

    @cached_property
    def fields(self) -> dict[str, FieldRow]:
        """Form fields by id."""
        return {f.id: f for f in self.field}


ConditionTree = Condition
