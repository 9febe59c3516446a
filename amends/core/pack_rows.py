"""Rows of a pack: what every row is, and those that say what a case is and where it goes.

Rows are frozen pydantic models; an unknown key is an error.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from amends.core.condition_reading import parse
from amends.core.conditions import ALWAYS
from amends.core.text import Text
from amends.core.vocabulary import Type

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-/]*$")]
When = Annotated[Any, BeforeValidator(parse)]
"""A condition tree (conditions.Condition); typed Any because pydantic must not look inside it."""
EightDField = Literal[
    "team",
    "problem",
    "containment",
    "cause_occurrence",
    "cause_escape",
    "cause_system",
    "corrective",
    "carried_out",
    "preventive",
    "standard",
    "verification",
    "closing",
]
"""What an 8D says, part by part."""


class Row(BaseModel):
    """One row of a pack: frozen, no unknown keys, knows the file and place it came from."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    file: str = ""
    nth: int = 0  # its place among the rows of its kind in that file, from 1 (FR-049)


class Article(Row):
    no: str  # its number as the regulation prints it, always in quotes
    zh: str  # its words in Chinese
    en: str  # its words in English
    rests_on: tuple[str, ...] = ()  # the references on which it rests (FR-252)

    @property
    def text(self) -> Text:
        return Text(zh=self.zh, en=self.en)


class EditionRow(Row):
    """One edition of a text outside the regulation, with the days on which it holds (FR-096)."""

    id: Id
    title: Text  # which one it is, as it is printed on it
    valid_from: date  # its first day
    valid_to: date | None = None  # its last day; none: it still holds


class ReferenceRow(Row):
    """A text outside the regulation on which articles rest: a law, a standard, a booklet (FR-206, FR-252)."""

    id: Id
    title: Text
    article: str = ""  # the article that names it
    edition: str = ""  # which one holds, as it is printed on it
    editions: tuple[EditionRow, ...] = ()  # the editions that a finding may cite, each on its days (FR-096)
    replaced_by: Text | None = None  # what took its place; it is superseded then


class TakeRow(Row):
    """Rows of a library that the pack takes in by name (taking.py)."""

    from_: str = Field(alias="from")  # the library's id
    rows: tuple[str, ...] = ()  # which rows: "step/merge", or "stage/*" for a whole table; none: every row
    article: str = ""  # the article of this pack under which they stand; empty: the library's own come along


class SettingRow(Row):
    id: Id
    article: str
    type: Literal["choice", "span", "number", "money", "event", "role", "text", "set"]  # what is given
    question: Text  # what the source leaves open, as a question
    choices: tuple[str, ...] = ()  # the values to choose from, for a choice or a set
    default: Any = None  # what holds until the organisation decides; none: undecided; a text may be { zh, en }
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
    never: tuple[str, ...] = ()  # first_asked only: who never is it: roles, accused, interested
    instead: str = ""  # first_asked only: the role that is it then


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
    seen_by: tuple[str, ...] = ()  # the roles that read what was filled in; none: everybody who sees the case
    card: Literal["", "cause", "handling", "lesson"] = ""  # the part of a library card that begins with it (FR-164)
    cites: bool = False  # its choices are the editions of the references; one is cited on a day on which it is valid
    valid_on: str = ""  # cites: the fact with another day whose editions may be cited: when it happened
    judged_as: EightDField | Literal[""] = ""  # the part of an 8D as which the referee judges it in every step
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
    over: tuple[str, ...] = ()  # later rows that may hold too: it is meant that this one comes first


class ConfidentialRow(Row):
    """Cases that only some roles may see, held at or above the unit that registered them (FR-006, FR-242, FR-249)."""

    id: Id
    article: str
    title: Text
    when: When
    seen_by: tuple[str, ...]  # the roles that may see such a case
    readings_noted: bool = True  # whether each reading is written to the access log; no: a unit's own affair, no secret


class RefusalRow(Row):
    """What is not taken as a complaint at all, with a hint where it belongs (FR-028)."""

    id: Id
    article: str
    when: When
    says: Text
