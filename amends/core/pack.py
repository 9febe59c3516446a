"""A pack: one regulation as rows that name their articles.

Rows are frozen pydantic models; an unknown key is an error. ``loading.py`` reads TOML
texts into a Pack and names file, row and article of every fault; ``checker.py`` looks
at the whole. Nothing here knows a regime.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

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
    no: str
    zh: str
    en: str

    @property
    def text(self) -> Text:
        return Text(zh=self.zh, en=self.en)


class SettingRow(Row):
    id: Id
    article: str
    type: Literal["choice", "span", "number", "money", "event", "role", "text", "set"]
    question: Text
    choices: tuple[str, ...] = ()
    default: Any = None
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


class Choice(Row):
    id: str
    zh: str
    en: str

    @property
    def text(self) -> Text:
        return Text(zh=self.zh, en=self.en)


class FieldRow(Row):
    """A field of a form; its id is the name of a fact. A built-in fact needs no ``type``."""

    id: Id
    article: str = ""
    form: str = "complaint"
    type: Type | None = None
    title: Text | None = None
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = False
    portal: bool = False
    personal: bool = False
    searchable: bool = False
    when: When = ALWAYS  # shown (and required) only then


class CategoryRow(Row):
    id: Id  # a path: "equipment/lift"
    title: Text
    article: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    words: tuple[str, ...] = ()  # words of a text that suggest it (FR-034)


class GradeRow(Row):
    id: Id
    list: str
    title: Text
    article: str = ""
    tone: Literal["heavy", "warm", "plain"] = "plain"


class ListRow(Row):
    id: Id
    title: Text
    article: str = ""
    grades: tuple[str, ...]  # heaviest first
    default: str | None = None
    fires: Literal["first", "all"] = "first"
    rises: Literal["by_itself", "with_approval"] = "by_itself"
    falls: Literal["with_approval", "by_itself"] = "with_approval"
    set_by: tuple[str, ...] = ()


class GradingRow(Row):
    id: Id
    list: str
    grade: str
    article: str
    says: Text
    when: When
    marks: Literal["this_case", "all_in_group"] = "this_case"


class FlagRow(Row):
    """A mark beside the grade; several may coexist. ``set_by``: put by hand by these roles."""

    id: Id
    article: str
    title: Text
    when: When | None = None
    set_by: tuple[str, ...] = ()


class RouteRow(Row):
    """First row that fires says which unit function gets the case."""

    id: Id
    article: str
    to: str
    says: Text
    when: When = ALWAYS


class ConfidentialRow(Row):
    """Cases that only some roles may see (FR-006, FR-242)."""

    id: Id
    article: str
    title: Text
    when: When
    seen_by: tuple[str, ...]


class RefusalRow(Row):
    """What is not taken as a complaint at all, with a hint where it belongs (FR-028)."""

    id: Id
    article: str
    when: When
    says: Text


class StageRow(Row):
    id: Id
    title: Text
    kind: Literal["new", "open", "parked", "settled", "closed"] = "open"
    article: str = ""


class Need(Row):
    """One thing a step or gate needs; exactly one of the first five keys is set."""

    known: str = ""
    done: Any = None  # an event name or { event, kind, to, … }
    signed: str = ""
    approved: str = ""
    met: str = ""
    is_: When | None = Field(default=None, alias="is")
    says: Text | None = None
    when: When = ALWAYS


class Override(Row):
    role: str
    reason: bool = True


class StepRow(Row):
    id: Id
    kind: str
    article: str
    title: Text
    from_: tuple[str, ...] = Field(default=(), alias="from")  # empty with kind "register"; ["*"] anywhere open
    to: str | None = None  # none: the stage stays
    by: tuple[str, ...] = ()  # roles; empty: anybody who sees the case
    needs: tuple[Need, ...] = ()
    asks: tuple[str, ...] = ()  # fields that the step's form shows
    causes: tuple[str, ...] = ()  # events instead of the kind's own
    kinds: tuple[str, ...] = ()  # what the event carries as ``kind``, to choose from
    override: Override | None = None
    not_by: tuple[str, ...] = ()  # handler, accused, proposer
    key: str = ""  # keyboard shortcut on the case screen
    main: bool = False  # the button that comes first in its stages


class GateRow(Row):
    step: str
    article: str
    id: str = ""
    says: Text | None = None
    when: When = ALWAYS
    needs: tuple[Need, ...] = ()
    not_by: tuple[str, ...] = ()


class Rung(Row):
    at: str  # "75 %", "due", "due + 12 h"
    tell: tuple[str, ...]
    as_: str = Field(default="reminder", alias="as")


class Extension(Row):
    to: str
    article: str = ""
    when: When = ALWAYS
    approver: str = ""
    asked_before: str = "due"
    notice: str = ""
    total_at_most: str = ""


class DutyRow(Row):
    """Who owes what by when. See docs/reference/packs.md for each key (FR-069, FR-070)."""

    id: Id
    article: str
    title: Text
    owner: Any  # a role, or { outside = "regulator" }
    opens: Any = None  # event | list | { late = duty } | { event, kind, to }
    while_: str = Field(default="", alias="while")  # open | order_open | parked
    counts_from: Any = None
    met_by: Any = None
    void_by: tuple[Any, ...] = ()
    within: Any = None  # span text, "at_once", "same_day", { setting }
    waits: Any = None  # asleep for so long after opening
    due: str = ""  # the fact or detail that carries the due time: agreed_time, order_limit, node_date
    every_day_at: str = ""
    every_week_on: Any = None
    every_month_on: Any = None
    covers: str = ""
    first_after: str = ""
    counts_since: str = ""
    yields_to: str = ""
    postpone_at_most: Any = None
    for_each: str = ""  # order, lot, node, …
    of: Literal["case", "unit"] = "case"
    when: When = ALWAYS
    again: Literal["once", "always", "when_heavier"] = "once"
    not_by: tuple[str, ...] = ()
    force: Literal["must", "should"] = "must"
    counting: dict[str, Any] | None = None  # overrides of [counting] for this row
    calendar: str = ""
    rungs: tuple[Rung, ...] = ()
    rung_hours: Literal["working", "any"] = "working"
    extension: tuple[Extension, ...] = ()
    pause: Any = None  # { allowed = true, cap = "5 d" }; absent: no pausing (FR-086)


class OfferRow(Row):
    id: Id
    article: str
    says: Text
    when: When
    allows: tuple[str, ...]
    choose: Literal["one", "any", "all", "in_order"] = "one"
    by_right: bool = True
    decision_by: str = ""
    proof: tuple[str, ...] = ()
    at_most: Any = None  # number, { setting }, { share = 0.6, of = "repair_cost" } or { below = "repair_cost" }
    over: tuple[str, ...] = ()  # these offers give way when both fire
    beside: tuple[str, ...] = ()  # these offers stand together with it
    only_besides: bool = False  # care beside a main measure, never instead (FR-130)


class RemedyKind(Row):
    id: Id
    title: Text
    article: str = ""
    money: bool = False


class AuthorityRow(Row):
    """A role may grant these kinds up to a limit; above it the next role up is asked (FR-127)."""

    role: str
    article: str
    kinds: tuple[str, ...]
    up_to: Any = None  # number, { setting }; none: without limit
    when: When = ALWAYS


class PartRow(Row):
    """A part that a reply or letter must contain."""

    id: Id
    article: str
    of: str = "reply"
    title: Text
    when: When = ALWAYS


class PhraseRow(Row):
    id: Id
    article: str
    rule: Literal["forbidden", "prescribed"]
    texts: tuple[str, ...]
    says: Text
    instead: Text | None = None
    use: str = ""


class LetterRow(Row):
    id: Id
    article: str
    title: Text
    body: Text
    to: str = "complainant"
    sent_at: Any = None  # the event that sends it


class AdviceRow(Row):
    """A coach card for the register screen: cue → what to say, what never to say."""

    id: Id
    article: str = ""
    title: Text
    when: When = ALWAYS
    say: Text | None = None
    never: Text | None = None


class SupervisionRow(Row):
    id: Id
    article: str
    says: Text
    when: When


class ReportRow(Row):
    id: Id
    article: str
    title: Text
    lists: tuple[str, ...] = ()


class Example(Row):
    """A story that proves the pack; ``story.py`` runs it."""

    title: Text
    shows: tuple[str, ...] = ()
    calendar: dict[str, Any] | None = None
    settings: dict[str, Any] = {}
    expects: Literal["exactly", "at_least"] = "at_least"
    event: tuple[dict[str, Any], ...]


class Pack(BaseModel):
    """One regulation, read and typed; immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    id: Id
    version: str
    title: Text
    domain: str = ""
    source: Text | None = None
    kind_of_organisation: Text | None = None
    valid_from: date
    valid_to: date | None = None
    languages: tuple[str, ...] = ("zh", "en")
    calendar: str = "cn-office"
    extends: str = ""
    stands_beside: bool = False
    signatures: tuple[str, ...] = ()  # roles that must sign a publication (FR-236)
    number_from: str = "unit"
    offers_that_meet: Literal["error", "first", "all"] = "error"  # offers that fire together with different answers
    counting: Counting = Counting()
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
