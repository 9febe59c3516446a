"""What a regulation would say of facts that are only being typed: grade, route, clocks, remedies. Nothing is stored.

The same engine that the journal uses runs on an empty case, so what the register screen and
``POST /try`` promise is what registering does (UX rule 2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.counts import Asked, count
from amends.cases.facts import read
from amends.cases.suggested import suggested
from amends.core.dues import proof
from amends.core.evaluate import Scene, holds
from amends.core.fact_types import fact_types
from amends.core.grading import grades_in_force
from amends.core.hints import Hint, next_heavier
from amends.core.ledger import CaseState, Counts, Grading, Rules, State
from amends.core.pack import (
    AdviceRow,
    AuthorityRow,
    CategoryRow,
    FlagRow,
    GradeRow,
    GradingRow,
    ListRow,
    Pack,
    RefusalRow,
)
from amends.core.page import Page
from amends.core.remedies import Offer, offers
from amends.core.routing import Routed, route
from amends.core.text import Text
from amends.core.trying import TriedClock, clocks, registered
from amends.core.vocabulary import FACTS
from amends.people.rows import new_id
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_for


@dataclass(frozen=True, slots=True)
class PreviewGrade:
    """The grade that one list would give: each row that fired, what would change it, what would make it heavier."""

    pack: Pack
    list: ListRow
    grading: Grading
    grades: tuple[GradeRow, ...]
    rows: tuple[GradingRow, ...]
    asked: tuple[Text, ...]
    heavier: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class PreviewDue:
    """A clock that would start: who owes what by when, with its derivation in both languages."""

    pack: Pack
    duty: str
    title: Text
    article: str
    owner: Text
    starts_at: datetime
    due_at: datetime | None
    wakes_at: datetime | None
    provisional: bool
    must: bool
    proof_zh: tuple[str, ...]
    proof_en: tuple[str, ...]
    after_dispatch: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that the packs of a unit say of some facts at a moment. ``dues``: soonest first."""

    rules: Rules
    at: datetime
    facts: Mapping[str, Any]
    grades: tuple[PreviewGrade, ...]
    flags: tuple[tuple[Pack, FlagRow], ...]
    route: Routed | None
    dues: tuple[PreviewDue, ...]
    offers: tuple[Offer, ...]
    refusals: tuple[RefusalRow, ...]
    asked: tuple[tuple[str, Text], ...]  # facts that could change grade, flags or route
    advice: tuple[AdviceRow, ...]
    authority: tuple[AuthorityRow, ...]  # what the viewer's roles may grant
    categories: tuple[CategoryRow, ...]  # what the words suggest (FR-034)


def preview(viewer: Viewer, unit: UUID, facts: Mapping[str, Any], at: datetime) -> Preview:
    """Return what the regulation in force for a unit says of these facts. Nothing is stored.

    Raises NoRegulation where none is in force, and Refused naming each fact that cannot be read.
    """
    rules = rules_for(unit, at, known=viewer.directory).rules
    known = read(facts, rules)
    asked = Asked(new_id(), "", at, known, CaseState(facts=known))
    counts, _siblings = count(asked, rules, now=at)
    state = registered(known, rules, counts, at=at)
    lead, scene = rules.lead, Page(state, rules, counts, now=at).scene(rules.lead)
    roles = viewer.roles_at([unit])
    grades = tuple(_grades(state, rules, counts, at=at))
    routed = route(lead, scene)
    return Preview(
        rules=rules, at=at, facts=known, grades=grades, flags=tuple(_flags(state, rules)), route=routed,
        dues=tuple(_due(one, rules) for one in clocks(state, rules, counts, at=at)),
        offers=offers(lead, scene), refusals=_refusals(lead, scene),
        asked=_asked(lead, grades, routed), advice=_advice(lead, scene),
        authority=tuple(row for row in lead.authority if row.role in roles and holds(row.when, scene).true),
        categories=suggested(known, rules, received_at=at),
    )  # fmt: skip


def _grades(state: CaseState, rules: Rules, counts: Counts, *, at: datetime) -> Iterator[PreviewGrade]:
    for pack in rules.packs:
        scene = Page(state, rules, counts, now=at).scene(pack)
        for row in pack.list:
            grading = state.gradings.get(f"{pack.id}/{row.id}")
            if grading is None:
                continue
            in_force = grades_in_force(pack, row, grading)
            yield PreviewGrade(
                pack=pack, list=row, grading=grading,
                grades=tuple(one for one in pack.grade if one.list == row.id and one.id in in_force),
                rows=tuple(one for one in pack.row if one.list == row.id and one.id in grading.rows),
                asked=tuple(fact_title(pack, name) for name in grading.asked),
                heavier=next_heavier(pack, row, scene, grading),
            )  # fmt: skip


def _flags(state: CaseState, rules: Rules) -> Iterator[tuple[Pack, FlagRow]]:
    for pack in rules.packs:
        yield from ((pack, row) for row in pack.flag if f"{pack.id}/{row.id}" in state.flags)


def _due(clock: TriedClock, rules: Rules) -> PreviewDue:
    pack, one = clock.pack, clock.obligation
    duty = pack.duties[one.duty]
    owner = next((row.title for row in pack.role if row.id == one.owner), Text(zh=one.owner, en=one.owner))
    return PreviewDue(
        pack=pack, duty=one.duty, title=duty.title, article=one.article, owner=owner, starts_at=one.starts_at,
        due_at=one.due_at, wakes_at=one.wakes_at if one.state is State.ASLEEP else None, provisional=one.provisional,
        must=duty.force == "must", proof_zh=tuple(proof(one, rules, language="zh")),
        proof_en=tuple(proof(one, rules, language="en")), after_dispatch=clock.after_dispatch,
    )  # fmt: skip


def _asked(lead: Pack, grades: tuple[PreviewGrade, ...], routed: Routed | None) -> tuple[tuple[str, Text], ...]:
    """Return the facts that are not known and could change an answer, without those that only the engine works out."""
    names = dict.fromkeys(name for one in grades if one.pack is lead for name in one.grading.asked)
    names |= dict.fromkeys(routed.asked if routed else ())
    types = fact_types(lead)
    wanted = (name for name in names if name in types and (name not in FACTS or FACTS[name].source != "computed"))
    return tuple((name, fact_title(lead, name)) for name in wanted)


def fact_title(pack: Pack, name: str) -> Text:
    """Return the pack's name of a fact, else the built-in one, else its id; of a setting its question."""
    row = pack.fields.get(name)
    if row and row.title:
        return row.title
    if name.startswith("setting:"):
        found = next((one.question for one in pack.setting if one.id == name.removeprefix("setting:")), None)
        return found or Text(zh=name, en=name)
    return FACTS[name].title if name in FACTS else Text(zh=name, en=name)


def _refusals(lead: Pack, scene: Scene) -> tuple[RefusalRow, ...]:
    return tuple(row for row in lead.refusal if holds(row.when, scene).true)


def _advice(lead: Pack, scene: Scene) -> tuple[AdviceRow, ...]:
    return tuple(row for row in lead.advice if holds(row.when, scene).true)
