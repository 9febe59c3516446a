"""A pack: one regulation as rows that name their articles.

``loading.py`` reads TOML texts into a Pack and names file, row and article of every
fault; ``checker.py`` looks at the whole. Nothing here knows a regime.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints

from amends.core.counting import Counting
from amends.core.pack_answers import (
    AdviceRow,
    AuthorityRow,
    LetterRow,
    MeasureRow,
    OfferRow,
    PartRow,
    PhraseRow,
    RemedyKind,
    ReportRow,
    SupervisionRow,
)
from amends.core.pack_causes import CauseClassRow
from amends.core.pack_defects import FingerprintRow
from amends.core.pack_disciplines import DisciplineRow, DrawnRow, PlanRow
from amends.core.pack_inquiry import InquiryRow
from amends.core.pack_logs import LogRow
from amends.core.pack_papers import PaperRow
from amends.core.pack_referee import RefereeNeed, RefereeRow, RefereeWords
from amends.core.pack_reply import ReviewRow, TemplateRow
from amends.core.pack_rights import RightRow
from amends.core.pack_rows import (
    Article,
    CategoryRow,
    Choice,
    ConfidentialRow,
    EditionRow,
    EightDField,
    FieldRow,
    FlagRow,
    GradeRow,
    GradingRow,
    Id,
    ListRow,
    ReferenceRow,
    RefusalRow,
    RoleRow,
    RouteRow,
    Row,
    SettingRow,
    TakeRow,
    When,
)
from amends.core.pack_samples import SampleRow
from amends.core.pack_work import (
    CheckListRow,
    CheckRow,
    DutyRow,
    Extension,
    GateRow,
    Lead,
    Need,
    Override,
    Rung,
    StageRow,
    StepRow,
)
from amends.core.text import Text

__all__ = [
    "AdviceRow",
    "Article",
    "AuthorityRow",
    "CategoryRow",
    "CauseClassRow",
    "CheckListRow",
    "CheckRow",
    "Choice",
    "ConfidentialRow",
    "DisciplineRow",
    "DrawnRow",
    "DutyRow",
    "EditionRow",
    "EightDField",
    "Example",
    "Extension",
    "FieldRow",
    "FingerprintRow",
    "FlagRow",
    "GateRow",
    "GradeRow",
    "GradingRow",
    "Id",
    "InquiryRow",
    "Lead",
    "LetterRow",
    "ListRow",
    "LogRow",
    "MeasureRow",
    "Need",
    "OfferRow",
    "Override",
    "Pack",
    "PaperRow",
    "PartRow",
    "PhraseRow",
    "PlanRow",
    "RefereeNeed",
    "RefereeRow",
    "RefereeWords",
    "ReferenceRow",
    "RefusalRow",
    "RemedyKind",
    "ReportRow",
    "ReviewRow",
    "RightRow",
    "RoleRow",
    "RouteRow",
    "Row",
    "Rung",
    "SampleRow",
    "SettingRow",
    "StageRow",
    "StepRow",
    "SupervisionRow",
    "TakeRow",
    "TemplateRow",
    "When",
]


class Example(Row):
    """A story that proves the pack; ``story.py`` runs it."""

    title: Text  # what it shows, in a sentence
    shows: tuple[str, ...] = ()  # requirements and rows that it proves
    calendar: dict[str, Any] | str | None = None  # a calendar for this story, or its name; none: the pack's
    settings: dict[str, Any] = {}  # values of settings for this story
    expects: Literal["exactly", "at_least"] = "at_least"  # exactly: nothing else may fall due, be late or be told
    event: tuple[dict[str, Any], ...]  # what happens and what is expected then, in order


Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


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
    currency: Currency = "CNY"  # of every amount in it (ISO 4217)
    extends: str = ""  # the pack of a unit above, whose rules these add to and never weaken (FR-251)
    stands_beside: bool = False  # an outside body's rules: it may only stand beside a lead, never lead
    signatures: tuple[str, ...] = ()  # roles that must sign a publication (FR-236)
    offers_that_meet: Literal["error", "first", "all"] = "error"  # offers that fire together with different answers
    counting: Counting = Counting()  # how days, months and ends are counted
    counting_from: dict[str, str] = {}  # keys of [counting] that a setting decides, with the setting
    at_once: str = "10 min"  # what "at once" means (a setting may replace it)
    take: tuple[TakeRow, ...] = ()
    article: tuple[Article, ...] = ()
    reference: tuple[ReferenceRow, ...] = ()
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
    check_list: tuple[CheckListRow, ...] = ()
    check: tuple[CheckRow, ...] = ()
    duty: tuple[DutyRow, ...] = ()
    right: tuple[RightRow, ...] = ()
    remedy: tuple[RemedyKind, ...] = ()
    offer: tuple[OfferRow, ...] = ()
    authority: tuple[AuthorityRow, ...] = ()
    part: tuple[PartRow, ...] = ()
    phrase: tuple[PhraseRow, ...] = ()
    letter: tuple[LetterRow, ...] = ()
    paper: tuple[PaperRow, ...] = ()
    log: tuple[LogRow, ...] = ()
    template: tuple[TemplateRow, ...] = ()
    review: tuple[ReviewRow, ...] = ()
    advice: tuple[AdviceRow, ...] = ()
    supervision: tuple[SupervisionRow, ...] = ()
    report: tuple[ReportRow, ...] = ()
    measure: tuple[MeasureRow, ...] = ()
    inquiry: tuple[InquiryRow, ...] = ()
    discipline: tuple[DisciplineRow, ...] = ()
    cause_class: tuple[CauseClassRow, ...] = ()
    sample: tuple[SampleRow, ...] = ()
    fingerprint: tuple[FingerprintRow, ...] = ()
    referee: tuple[RefereeRow, ...] = ()
    referee_words: tuple[RefereeWords, ...] = ()
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
