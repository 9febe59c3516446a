"""A local regulation against the one of the unit above: whatever it puts in the place of a parent's row (FR-251).

Rows are looked at where both have one of the same name, duties also where they are opened and
met by the same. What only the local pack has is an addition, unless it takes something away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from amends.core.analysis import Analysis, Enough, never
from amends.core.check_weaker import Fault, longer, refused, weaker
from amends.core.check_weaker_replies import weaker_parts, weaker_readings
from amends.core.conditions import ALWAYS, All, AnyOf, Condition
from amends.core.decided import decided
from amends.core.finding import Finding
from amends.core.pack import AuthorityRow, DutyRow, GateRow, GradingRow, Need, Pack, Row, StepRow
from amends.core.places import about
from amends.core.shown_case import shown


def weaker_rows(parent: Pack, local: Pack, *, enough: Enough = never) -> tuple[Finding, ...]:
    """Return every row of a local pack that is weaker than its parent's, each with both articles (FR-251).

    Raises NotFinished when it is enough before all rows were compared.
    """
    pair = _Pair(parent, local, enough)
    return tuple(finding for part in (
        _duties, _lists, _grades, _conditions, _steps, _gates, _refusals, _authorities, _offers, _phrases, _replies,
    ) for finding in part(pair))  # fmt: skip


class _Pair:
    """Two packs as each has decided its settings, and one analysis in which both speak of the same facts."""

    def __init__(self, parent: Pack, local: Pack, enough: Enough) -> None:
        self.parent, self.local = decided(parent), decided(local)
        self.analysis = Analysis(self.local, enough)

    def both(self, table: str, key: Callable[[Any], Any] = lambda row: row.id) -> Iterator[tuple[Any, Any]]:
        """Yield the rows of one name in both packs that are not the same row, the parent's first."""
        own = {key(row): row for row in getattr(self.local, table)}
        for theirs in getattr(self.parent, table):
            ours = own.get(key(theirs))
            if ours is not None and _content(ours) != _content(theirs):
                yield theirs, ours

    def narrower(self, theirs: Condition, ours: Condition) -> dict[str, Any] | None:
        """Return the case in which the parent's condition holds and the local one does not; None: there is none."""
        witness = None if ours == ALWAYS else self.analysis.implies(theirs, ours)
        return shown(self.local, witness) if witness else None


def _content(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).model_fields if name not in ("file", "nth")}


# --- duties -----------------------------------------------------------------------------


def _duties(pair: _Pair) -> Iterator[Finding]:
    for theirs, ours in pair.both("duty"):
        if longer(_decided(pair.local, ours.within), _decided(pair.parent, theirs.within)) is None:
            yield _in_another_unit(theirs, ours)
        yield from _duty(pair, theirs, ours)
        if case := pair.narrower(theirs.when, ours.when):
            yield _narrowed("duty", ours, theirs, case)
    for theirs in pair.parent.duty:
        for ours in pair.local.duty:
            if ours.id != theirs.id and _is_for_the_same(theirs, ours) and theirs.id not in pair.local.duties:
                yield from _duty(pair, theirs, ours)


def _duty(pair: _Pair, theirs: DutyRow, ours: DutyRow) -> Iterator[Finding]:
    if found := weaker(_read(pair.parent, theirs), _read(pair.local, ours)):
        yield found


def _is_for_the_same(one: DutyRow, other: DutyRow) -> bool:
    return (one.opens, one.met_by, one.for_each, one.of) == (other.opens, other.met_by, other.for_each, other.of)


def _in_another_unit(theirs: DutyRow, ours: DutyRow) -> Finding:
    return about(
        "duty", ours, "weaker", key="within",
        zh=f"与上级条款{theirs.article}单位不同，不能取代而应并存：请另取名称，两者都须遵守",
        en=f"in another unit than article {theirs.article} above it: it cannot take its place but stands beside it; "
        "give it a name of its own, and both must be met",
    )  # fmt: skip


def _read(pack: Pack, row: DutyRow) -> DutyRow:
    """Return the duty with its settings and its counting read, so that figures can be compared."""
    values = {name: _decided(pack, getattr(row, name)) for name in type(row).model_fields}
    own = {key: value for key, one in (row.counting or {}).items() if (value := _decided(pack, one)) is not None}
    return row.model_copy(update={**values, "counting": {**asdict(pack.counting), **own}})


def _decided(pack: Pack, value: Any) -> Any:
    if isinstance(value, Mapping) and set(value) == {"setting"}:
        return pack.setting_value(str(value["setting"]))
    return value


# --- grades and other conditions ----------------------------------------------------------


def _lists(pair: _Pair) -> Iterator[Finding]:
    for theirs, ours in pair.both("list"):
        faults: list[Fault] = []
        if missing := [one for one in theirs.grades if one not in ours.grades]:
            faults.append(("grades", f"没有了等级 {'、'.join(missing)}", f"no more grade {', '.join(missing)}"))
        if (ours.rises, theirs.rises) == ("with_approval", "by_itself"):
            faults.append(("rises", "升级须批准", "it rises with approval only"))
        if (ours.falls, theirs.falls) == ("by_itself", "with_approval"):
            faults.append(("falls", "降级无须批准", "it falls without approval"))
        if faults:
            yield refused("list", ours, theirs, faults)


def _grades(pair: _Pair) -> Iterator[Finding]:
    """Yield rows of which some case would get a lighter grade than the parent gives it."""
    own = {row.id: row for row in pair.local.row}
    for theirs in pair.parent.row:
        of, ours = pair.local.lists.get(theirs.list), own.get(theirs.id)
        if of is None or theirs.grade not in of.grades or (ours and _content(ours) == _content(theirs)):
            continue
        as_heavy = of.grades[: of.grades.index(theirs.grade) + 1]
        rows = [row for row in pair.local.row if row.list == of.id]
        # Where no row holds the default stands; if that is as heavy, only a lighter row makes the case lighter.
        lighter = AnyOf(tuple(row.when for row in rows if row.grade not in as_heavy))
        wanted = All((theirs.when, lighter)) if of.default in as_heavy else theirs.when
        kept = [row.when for row in rows if row.grade in as_heavy]
        if (witness := pair.analysis.satisfiable(wanted, but_none_of=kept)) is not None:
            yield _lighter(ours or theirs, theirs, shown(pair.local, witness))


def _lighter(row: GradingRow, theirs: GradingRow, case: dict[str, Any]) -> Finding:
    return about(
        "row", row, "weaker", key="when", **case,
        zh=f"上级条款{theirs.article}定为“{theirs.grade}”的案件，此处等级更轻",
        en=f"a case that article {theirs.article} above it grades “{theirs.grade}” gets a lighter grade here",
    )  # fmt: skip


def _conditions(pair: _Pair) -> Iterator[Finding]:
    """Yield flags, confidential rows and parts of an answer that hold in fewer cases, or that more may see."""
    for table in ("flag", "confidential", "part", "review"):
        for theirs, ours in pair.both(table):
            if theirs.when is None:
                continue
            case = {} if ours.when is None else pair.narrower(theirs.when, ours.when)
            if case is not None:
                yield _narrowed(table, ours, theirs, case)
    for theirs, ours in pair.both("confidential"):
        if more := [role for role in ours.seen_by if role not in theirs.seen_by]:
            names = ", ".join(more)
            yield refused("confidential", ours, theirs, [("seen_by", f"{names} 也可见", f"seen by {names} too")])


def _narrowed(table: str, ours: Row, theirs: Any, case: dict[str, Any]) -> Finding:
    return about(
        table, ours, "weaker", key="when", **case,
        zh=f"上级条款{theirs.article}适用的案件，此处有的不适用",
        en=f"does not hold in some case for which article {theirs.article} above it holds",
    )  # fmt: skip


def _refusals(pair: _Pair) -> Iterator[Finding]:
    """Yield refusals of what the parent takes as a complaint."""
    taken = [row.when for row in pair.parent.refusal]
    for ours in pair.local.refusal:
        if (witness := pair.analysis.satisfiable(ours.when, but_none_of=taken)) is not None:
            yield about(
                "refusal", ours, "weaker", key="when", **shown(pair.local, witness),
                zh="拒收了上级制度受理的投诉", en="turns away what the regulation above takes as a complaint",
            )  # fmt: skip


# --- what must be there first ---------------------------------------------------------------


def _steps(pair: _Pair) -> Iterator[Finding]:
    for theirs, ours in pair.both("step"):
        faults = [*_needs(pair, theirs.needs, ours), *_persons(theirs, ours)]
        if ours.override and not theirs.override:
            faults.append(("override", "可以越过要求", "its needs may be overridden"))
        if faults:
            yield refused("step", ours, theirs, faults)


def _gates(pair: _Pair) -> Iterator[Finding]:
    for theirs, ours in pair.both("gate", lambda row: (row.step, row.id)):
        if faults := [*_needs(pair, theirs.needs, ours), *_persons(theirs, ours)]:
            yield refused("gate", ours, theirs, faults)
        if case := pair.narrower(theirs.when, ours.when):
            yield _narrowed("gate", ours, theirs, case)


def _needs(pair: _Pair, needs: tuple[Need, ...], ours: StepRow | GateRow) -> Iterator[Fault]:
    """Yield the needs that the local row and every gate of its step have no more."""
    step = ours.id if isinstance(ours, StepRow) else ours.step
    gates = [need for gate in pair.local.gate if gate.step == step and gate.when == ALWAYS for need in gate.needs]
    kept = [_asked(need) for need in (*ours.needs, *gates)]
    for need in needs:
        if _asked(need) not in kept:
            what = next(str(one) for one in (*_asked(need)[:-1], "?") if one not in ("", None))
            yield "needs", f"不再要求 {what}", f"{what} is no longer needed"


def _asked(need: Need) -> tuple[Any, ...]:
    return need.known, need.signed, need.approved, need.met, need.done, need.undone_by, need.is_, need.when


def _persons(theirs: StepRow | GateRow, ours: StepRow | GateRow) -> Iterator[Fault]:
    if missing := [one for one in theirs.not_by if one not in ours.not_by]:
        yield "not_by", f"不再排除 {', '.join(missing)}", f"{', '.join(missing)} no longer barred"


# --- remedies and words -----------------------------------------------------------------------


def _authorities(pair: _Pair) -> Iterator[Finding]:
    """Yield limits that were raised: a role may grant more than the unit above lets it."""
    for ours in pair.local.authority:
        limits = [row for row in pair.parent.authority if row.role == ours.role and set(row.kinds) & set(ours.kinds)]
        above = [row for row in limits if _is_higher(pair, row, ours)]
        if above and not any(_content(row) == _content(ours) for row in limits):
            yield refused("authority", ours, above[0], [("up_to", "批准权限更高", "a higher limit of authority")])


def _is_higher(pair: _Pair, theirs: AuthorityRow, ours: AuthorityRow) -> bool:
    a, b = _decided(pair.local, ours.up_to), _decided(pair.parent, theirs.up_to)
    if a is None or b is None:
        return b is not None
    return isinstance(a, int | float) and isinstance(b, int | float) and a > b


def _offers(pair: _Pair) -> Iterator[Finding]:
    """Yield remedies that the complainant had by right, and has no more."""
    for theirs, ours in pair.both("offer"):
        faults: list[Fault] = []
        if theirs.by_right and not ours.by_right:
            faults.append(("by_right", "不再是投诉人的权利", "no longer as of right"))
        if theirs.by_right and (missing := [one for one in theirs.allows if one not in ours.allows]):
            faults.append(("allows", f"不再给予 {', '.join(missing)}", f"no longer allows {', '.join(missing)}"))
        if faults:
            yield refused("offer", ours, theirs, faults)
        if theirs.by_right and (case := pair.narrower(theirs.when, ours.when)):
            yield _narrowed("offer", ours, theirs, case)


def _phrases(pair: _Pair) -> Iterator[Finding]:
    for theirs, ours in pair.both("phrase"):
        dropped = [one for one in theirs.texts if one not in ours.texts] if theirs.rule == "forbidden" else []
        if dropped or ours.rule != theirs.rule:
            words = "、".join(dropped) or theirs.id
            yield refused(
                "phrase", ours, theirs, [("texts", f"不再禁止“{words}”", f"“{words}” is no longer forbidden")]
            )


def _replies(pair: _Pair) -> Iterator[Finding]:
    yield from weaker_parts(pair.both("part"))
    yield from weaker_readings(pair.both("review"))
