"""Refusals that several steps share, said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amends.cases.facts import types_of
from amends.cases.journal import Ask, Locked
from amends.core.lifecycle import SECURITY
from amends.core.pack import DutyRow, GateRow, Pack, StepRow
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.vocabulary import OF_UNITS, Type


def missing(locked: Locked, ask: Ask, what: str, *, zh: str, en: str, field: str = "") -> Refused:
    """Return the refusal of a step for one thing that is missing, with the step's article."""
    step = locked.rules.steps.get(ask.step)
    says = Text(zh=zh, en=en)
    return Refused("missing", says=says, missing=(Missing(what, says, step.article if step else "", field=field),))


def _keeps_interested_out(locked: Locked) -> bool:
    return any("interested" in row.not_by for _pack, row in _bars(locked))


def _barred(locked: Locked, ask: Ask, kind: str, *, field: str, says: Text) -> Refused:
    """Return the refusal of a part for somebody, with the article that keeps such a person out."""
    step = locked.rules.steps.get(ask.step)
    bars = [(pack, row) for pack, row in _bars(locked) if kind in row.not_by and row.article]
    bars.sort(key=lambda one: not _is_about(one[1], step))
    pack, article = (bars[0][0].id, bars[0][1].article) if bars else ("", step.article if step else "")
    return Refused(SECURITY, says=says, missing=(Missing(f"person:{kind}", says, article, field=field, pack=pack),))


def _bars(locked: Locked) -> Iterator[tuple[Pack, StepRow | GateRow | DutyRow]]:
    """Yield every row that may keep somebody out, the lead's first, each with its pack."""
    for pack in locked.rules.packs:
        rows: tuple[StepRow | GateRow | DutyRow, ...] = (*pack.step, *pack.gate, *pack.duty)
        yield from ((pack, row) for row in rows)


def _is_about(row: StepRow | GateRow | DutyRow, step: StepRow | None) -> bool:
    """Return whether a row is about the step that is taken: its own, or a gate before it."""
    if step is None or isinstance(row, DutyRow):
        return False
    return row.step in (step.id, step.kind) if isinstance(row, GateRow) else row.id == step.id


def _interested(locked: Locked, ask: Ask) -> Iterator[str]:
    """Yield who has an interest in the matter: by name, or by belonging to a unit that has one."""
    facts, known = locked.state.facts, locked.directory
    yield from map(str, facts.get("interested", ()))
    units = {one.id for one in known.units.values() if one.code in facts.get("interested_units", ())}
    day = known.day(ask.at, locked.case.unit_id)
    yield from (str(held.person) for held in known.held if held.unit in units and held.on(day))


def check_units(locked: Locked, ask: Ask) -> None:
    """Refuse a unit that there is not: a misspelt one would keep nobody out."""
    codes = {one.code for one in locked.directory.units.values()}
    for name in sorted(OF_UNITS & set(ask.detail)):
        said = ask.detail[name] or ()
        unknown = [str(one) for one in ((said,) if isinstance(said, str) else said) if one not in codes]
        if unknown:
            listed = ", ".join(unknown)
            zh, en = f"没有这个部门：{listed}", f"There is no such unit: {listed}"
            raise missing(locked, ask, f"invalid:{name}", zh=zh, en=en, field=name)


def check_people(locked: Locked, ask: Ask, more: Iterable[str] = ()) -> None:
    """Refuse to give a part in a case to somebody unknown or disabled, or to the person complained of (FR-059).

    Where the rules keep persons with an interest out of any step, they get no part either.
    """
    types = types_of(locked.rules)
    named = [
        (name, str(value)) for name, value in ask.detail.items()
        if value and (name in more or (name in types and types[name].type is Type.PERSON))
    ]  # fmt: skip
    people = {str(one): info for one, info in locked.directory.people.items()}
    interested = frozenset(_interested(locked, ask)) if _keeps_interested_out(locked) else frozenset()
    for name, person in named:
        if person in interested:
            zh, en = (
                "与本案有利害关系的人员不得参与处理，请另选他人",
                "Choose another: who has an interest takes no part",
            )
            raise _barred(locked, ask, "interested", field=name, says=Text(zh=zh, en=en))
        if person in locked.state.accused:
            zh, en = "被投诉人不得参与处理，请另选他人", "Choose another: the person complained of takes no part"
            raise _barred(locked, ask, "accused", field=name, says=Text(zh=zh, en=en))
        if name in more and (person not in people or not people[person].is_active):
            raise missing(
                locked, ask, f"known:{name}", zh="没有这个在职人员", en="There is no such active person", field=name
            )
