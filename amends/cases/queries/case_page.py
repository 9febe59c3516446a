"""Everything that the case screen shows, in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from amends.cases.facts import types_of
from amends.cases.models import Approval, Case, Evidence, Letter, Link, ObligationRow, Order, Party
from amends.cases.models.case import AGREEMENT
from amends.cases.queries.journal_lines import EntryLine, field_title, journal_lines
from amends.cases.queries.lines import CaseLine, lines, person_name, unit_name, with_lead
from amends.cases.queries.masking import masked, masked_name, masked_phone
from amends.cases.queries.reading import Reading, read_case
from amends.cases.queries.today import ObligationLine, obligation_lines
from amends.cases.queries.visible import visible
from amends.core.dues import proof
from amends.core.ledger import Obligation, Rules
from amends.core.lifecycle import OfferedStep, offered, stage_fits
from amends.core.pack import Pack, StageRow, StepRow
from amends.core.refusal import Missing
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.core.ways import stages_ahead
from amends.people.viewer import Viewer

IN_COLUMNS = {"description", "wish", "complainant", "channel", "category", "matter", "title"}
ENDED = ("met", "void", "superseded")


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact with its title and its value as stored; codes are for the door to name."""

    name: str
    title: Text
    type: Type
    value: Any
    article: str = ""


@dataclass(frozen=True, slots=True)
class GradeLine:
    """The grade of one list, with every row that fired and what is not known."""

    list: Text
    grade: str
    title: Text
    tone: str
    rows: tuple[tuple[str, Text, str], ...]  # row, says, article
    asked: tuple[Text, ...]
    computed: str
    by_hand: Text


@dataclass(frozen=True, slots=True)
class ClockLine:
    """An obligation that can prove its due time."""

    line: ObligationLine
    late: bool
    obligation: Obligation
    rules: Rules

    def proof(self, language: str) -> tuple[str, ...]:
        """Return how the due time was worked out, line by line: only when asked, and in one language."""
        return tuple(proof(self.obligation, self.rules, language="en" if language.startswith("en") else "zh"))


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case for one viewer."""

    line: CaseLine
    case: Case
    description: str
    wish: str
    channel: str
    complainant_name: str
    complainant_phone: str
    first_asked: Text
    has_part: bool
    stages: tuple[tuple[StageRow, str], ...]  # with done, now or ahead
    facts: tuple[FactLine, ...]
    grades: tuple[GradeLine, ...]
    clocks: tuple[ClockLine, ...]
    ended_clocks: tuple[ClockLine, ...]
    steps: tuple[OfferedStep, ...]
    closing: tuple[Missing, ...]
    entries: tuple[EntryLine, ...]
    orders: tuple[tuple[Order, Text, Text], ...]  # with unit and handler
    parties: tuple[tuple[Party, str], ...]
    evidence: tuple[Evidence, ...]
    letters: tuple[Letter, ...]
    linked: tuple[tuple[str, CaseLine], ...]
    reading: Reading

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """Return what was put to somebody for consent; asked for only by the form that decides on it."""
        return tuple(Approval.objects.filter(case=self.case).order_by("asked_at"))


def case_page(viewer: Viewer, number: str, now: datetime) -> CasePage:
    """Return the page of a case. Raises NotFound for one that is hidden or not there."""
    reading = read_case(viewer, number)
    case = reading.case
    case.lead_hash = case.pinned[0]  # type: ignore[attr-defined]
    clocks = _clocks(reading, now)
    steps = offered(reading.state, reading.rules, reading.actor, now)
    shown, told = case.complainant, reading.has_part
    return CasePage(
        line=lines(viewer, [case])[0], case=case, description=case.description, wish=case.wish, channel=case.channel,
        complainant_name=(shown.name if told else masked_name(shown.name)) if shown else "",
        complainant_phone=(shown.phone if told else masked_phone(shown.phone)) if shown else "",
        first_asked=person_name(viewer, case.first_asked_id), has_part=told, stages=_path(reading),
        facts=tuple(_facts(reading)), grades=tuple(_grades(reading)),
        clocks=tuple(one for one in clocks if one.line.state not in ENDED),
        ended_clocks=tuple(one for one in clocks if one.line.state in ENDED), steps=steps,
        closing=_closing(reading, now), entries=journal_lines(reading), orders=_orders(reading),
        parties=tuple(_parties(reading)), evidence=tuple(Evidence.objects.filter(case=case).order_by("added_at")),
        letters=tuple(Letter.objects.filter(case=case, person=None).order_by("promised_at")),
        linked=_linked(reading), reading=reading,
    )  # fmt: skip


def _path(reading: Reading) -> tuple[tuple[StageRow, str], ...]:
    """Return the stages that the case went through, the one it is in, and the natural way ahead."""
    stages, now = reading.rules.lead.stages, reading.case.stage
    been = [e["id"] for entry in reading.entries for e in entry.body.get("effects", ()) if e["kind"] == "stage"]
    passed = [one for one in dict.fromkeys(been) if one != now and one in stages]
    ahead = stages_ahead(reading.rules.lead, now, {*passed, now})
    marked = [(one, "done") for one in passed] + [(now, "now")] + [(one, "ahead") for one in ahead]
    return tuple((stages[one], state) for one, state in marked if one in stages)


def _facts(reading: Reading) -> Iterable[FactLine]:
    """Yield what is known in the order of the forms, for a database keeps no order of its own."""
    types, facts = types_of(reading.rules), reading.state.facts
    asked = [name for pack in reading.rules.packs for name in pack.fields if name in facts]
    for name in dict.fromkeys([*sorted(facts.keys() - set(asked)), *asked]):
        value, pack = facts[name], reading.rules.pack_of_field(name)
        row = pack.fields.get(name)
        if name in IN_COLUMNS or value in (None, "", ()) or name not in types or not reading.sees(row):
            continue
        if row and row.personal and not reading.has_part and isinstance(value, str):
            value = masked(name, value)
        yield FactLine(name, field_title(pack, name), types[name].type, value, row.article if row else "")


def _grades(reading: Reading) -> Iterable[GradeLine]:
    for pack in reading.rules.packs:
        for row in pack.list:
            grading = reading.state.gradings.get(f"{pack.id}/{row.id}")
            if grading is None or not grading.grade:
                continue
            grade = next((g for g in pack.grade if g.list == row.id and g.id == grading.grade), None)
            by_hand = person_name(reading.viewer, _uuid(grading.set_by)) if grading.set_by else Text(zh="", en="")
            yield GradeLine(
                list=row.title, grade=grading.grade, tone=grade.tone if grade else "plain",
                title=grade.title if grade else Text(zh=grading.grade, en=grading.grade),
                rows=tuple((r.id, r.says, r.article) for r in pack.row if r.list == row.id and r.id in grading.rows),
                asked=tuple(field_title(pack, name) for name in grading.asked), computed=grading.computed,
                by_hand=by_hand,
            )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _clocks(reading: Reading, now: datetime) -> list[ClockLine]:
    rows = list(ObligationRow.objects.filter(case=reading.case).order_by("due_at", "duty", "nth"))
    for row in rows:
        row.case, row.lead_hash = reading.case, reading.case.lead_hash  # type: ignore[attr-defined]
    known = {one.key: one for one in reading.state.obligations}
    found = []
    for row, line in zip(rows, obligation_lines(reading.viewer, rows), strict=True):
        one = known[f"{row.pack}/{row.duty}/{row.subject}/{row.nth}"]
        found.append(ClockLine(line, one.late_at(now), one, reading.rules))
    return found


def _closing(reading: Reading, now: datetime) -> tuple[Missing, ...]:
    """Return what stands between the case and its closing, whoever may close it: the stage first, then the gates."""
    lead, state = reading.rules.lead, reading.state
    step = next((one for one in lead.step if one.kind == "close"), None)
    if reading.case.stage_kind == "closed" or step is None:
        return ()
    stage = () if stage_fits(lead, state.stage, step) else (_not_yet(lead, step, state.stage),)
    there = state.with_(stage=step.from_[0]) if stage else state
    everybody = replace(reading.actor, roles=frozenset({*reading.actor.roles, *step.by}))
    found = (one.missing for one in offered(there, reading.rules, everybody, now) if one.step.id == step.id)
    return (*stage, *next(found, ()))


def _not_yet(lead: Pack, step: StepRow, stage: str) -> Missing:
    ahead = [one for one in stages_ahead(lead, stage, {stage}) if one in step.from_]
    wanted = ahead[-1] if ahead else step.from_[0]
    title = lead.stages[wanted].title
    says = Text(zh=f"尚未到“{title.zh}”环节", en=f"not yet at the stage “{title.en}”")
    return Missing(f"stage:{wanted}", says, step.article, pack=lead.id)


def _orders(reading: Reading) -> tuple[tuple[Order, Text, Text], ...]:
    if not reading.state.orders:
        return ()
    rows = Order.objects.filter(case=reading.case).order_by("sent_at", "name")
    viewer = reading.viewer
    return tuple((row, unit_name(viewer, row.unit_id), person_name(viewer, row.handler_id)) for row in rows)


def _parties(reading: Reading) -> Iterable[tuple[Party, str]]:
    for row in Party.objects.filter(case=reading.case).select_related("complainant").order_by("joined_at", "id"):
        if row.complainant is None:
            yield row, person_name(reading.viewer, row.person_id).in_(reading.viewer.language)
        else:
            yield row, row.complainant.name if reading.has_part else masked_name(row.complainant.name)


def _linked(reading: Reading) -> tuple[tuple[str, CaseLine], ...]:
    """Return the cases tied to this one, as far as the viewer may see them."""
    links = Link.objects.filter(Q(case=reading.case) | Q(other=reading.case), ended_at=None)
    told = sorted(links, key=lambda one: one.kind == AGREEMENT)  # of two ties of a pair, the agreement is shown
    kinds = {(one.other_id if one.case_id == reading.case.id else one.case_id): one.kind for one in told}
    if not kinds:
        return ()
    seen = with_lead(visible(reading.viewer).filter(pk__in=list(kinds))).order_by("received_at")
    return tuple((kinds[line.id], line) for line in lines(reading.viewer, seen))
