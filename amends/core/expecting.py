"""What a story expects at one event, against what the case has become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from amends.core.evaluate import holds
from amends.core.expecting_people import differing
from amends.core.expecting_rows import ROW_CHECKS
from amends.core.expecting_written import asked
from amends.core.granted import chain_now
from amends.core.ledger import Effect, State
from amends.core.moment import Moment, is_about, name_of
from amends.core.pack import Example
from amends.core.refusal import Refused
from amends.core.remedies import offers
from amends.core.routing import route
from amends.core.story import BadStory, Difference, Told

STRICT = ("due", "late", "told")
"""With ``expects = "exactly"`` nothing may fall due, become late or be told that is not listed."""

EFFECTS = {"met": "met", "void": "voided", "superseded": "superseded", "revived": "revived"}


def compare(told: Told, example: Example, event: Mapping[str, Any], nth: int) -> Iterator[Difference]:
    """Yield what is not as the event expects. Raises BadStory for an unknown expectation."""
    moment = Moment(told, example, event, nth)
    if unknown := sorted(set(moment.expects) - set(_CHECKS)):
        raise BadStory(
            f"{example.title.zh}, event {nth}: unknown expect.{unknown[0]}; known: {', '.join(sorted(_CHECKS))}"
        )
    if told.refused is not None and "refused" not in moment.expects:
        yield moment.differ("step", "taken", str(told.refused))
    for key, wanted in moment.expects.items():
        yield from asked(_CHECKS[key], moment, key, wanted)
    if moment.exactly:
        yield from _nothing_else(moment)


def _nothing_else(moment: Moment) -> Iterator[Difference]:
    effects = [effect for effect in moment.told.effects if effect.kind in ("opened", "woke", "moved", "revived")]
    dues = {name_of(effect.id, effect.subject) for effect in effects}
    listed = list(moment.expects.get("due", {}))
    for name in sorted(dues):
        runs = [run for run in moment.runs(name)[-1:] if run.due_at is not None and run.state is State.OPEN]
        if runs and not any(is_about(one, name) for one in listed):
            yield moment.differ(f"due {name}", "not listed", runs[0].due_at, runs[0])
    if "late" not in moment.expects and (late := moment.changed("late")):
        yield moment.differ("late", [], sorted(late))
    told = [effect for effect in moment.told.effects if effect.kind == "told"]
    wanted = moment.expects.get("told", [])
    for effect in told:
        if not any(_is_told(moment, effect, one) for one in wanted):
            yield moment.differ("told", wanted, f"{effect.id} {effect.detail['rung']} {effect.detail['who']}")


def _due(moment: Moment, wanted: Mapping[str, datetime]) -> Iterator[Difference]:
    for duty, due_at in wanted.items():
        runs = [run for run in moment.runs(duty) if run.state is State.OPEN] or moment.runs(duty)
        if not any(run.due_at == due_at for run in runs):
            yield moment.differ(f"due {duty}", due_at, [run.due_at for run in runs], runs[-1] if runs else None)


def _was(moment: Moment, wanted: Mapping[str, datetime]) -> Iterator[Difference]:
    for duty, due_at in wanted.items():
        runs = moment.runs(duty)
        if not any(due_at in run.was_due for run in runs):
            yield moment.differ(f"was {duty}", due_at, [run.was_due for run in runs], runs[-1] if runs else None)


def _rungs(moment: Moment, wanted: Mapping[str, list[datetime]]) -> Iterator[Difference]:
    for duty, moments in wanted.items():
        got = [rung.at for run in moment.runs(duty)[-1:] for rung in run.rungs]
        if got != list(moments):
            yield moment.differ(f"rungs {duty}", moments, got)


def _list(moment: Moment, what: str, wanted: Iterable[str], got: set[str]) -> Iterator[Difference]:
    """Yield a difference unless all that is wanted is there; an empty list wants none, ``exactly`` no others.

    A name after ``-`` must not be there.
    """
    said = set(wanted)
    unwanted = {one.removeprefix("-") for one in said if one.startswith("-")}
    expected = {one for one in said if not one.startswith("-")}
    missing = {one for one in expected if not any(is_about(one, name) for name in got)}
    extra = {name for name in got if not any(is_about(one, name) for one in expected)}
    wrong = {name for name in got if any(is_about(one, name) for one in unwanted)}
    if missing or wrong or (extra and (moment.exactly or not said)):
        yield moment.differ(what, sorted(said), sorted(got))


def _late(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    got = {name_of(one.duty, one.subject) for one in moment.state.obligations if one.late_at(moment.at)}
    yield from _list(moment, "late", wanted, got)


def _not_late(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    for duty in wanted:
        late = [run for run in moment.runs(duty) if run.late_at(moment.at)]
        if late:
            yield moment.differ(f"not_late {duty}", "in time or not owed", late[-1].missed or late[-1].due_at, late[-1])


def _ended(name: str, kind: str) -> Callable[[Moment, list[str]], Iterator[Difference]]:
    return lambda moment, wanted: _list(moment, name, wanted, moment.changed(kind))


def _states(name: str, *states: State) -> Callable[[Moment, list[str]], Iterator[Difference]]:
    return lambda moment, wanted: _list(moment, name, wanted, moment.now(*states))


def _opened(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    yield from _list(moment, "opened", wanted, moment.changed("opened", "woke", "revived"))


def _not_set(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    runs = [one for one in moment.state.obligations if one.state is State.OPEN and one.due_at is None]
    got = {name_of(one.duty, one.subject) for one in runs}
    yield from _list(moment, "not_set", wanted, got)


def _grade(moment: Moment, wanted: str | Mapping[str, str]) -> Iterator[Difference]:
    in_force = {key.partition("/")[2]: grading.grade for key, grading in moment.state.gradings.items()}
    expected = wanted if isinstance(wanted, Mapping) else {next(iter(in_force), "grade"): wanted}
    got = {name: in_force.get(name) for name in expected}
    if got != dict(expected):
        yield moment.differ("grade", dict(expected), got)


def _highest(moment: Moment, wanted: str | Mapping[str, str]) -> Iterator[Difference]:
    ever = {key.partition("/")[2]: grade for key, grade in moment.state.highest.items()}
    expected = wanted if isinstance(wanted, Mapping) else {next(iter(ever), "grade"): wanted}
    if {name: ever.get(name) for name in expected} != dict(expected):
        yield moment.differ("highest", dict(expected), ever)


def _rows(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    got = {row for grading in moment.state.gradings.values() for row in grading.rows}
    if got != set(wanted):
        yield moment.differ("rows", sorted(wanted), sorted(got))


def _flags(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    yield from _list(moment, "flags", wanted, {flag.partition("/")[2] for flag in moment.state.flags})


def _stage(moment: Moment, wanted: str) -> Iterator[Difference]:
    if moment.state.stage != wanted:
        yield moment.differ("stage", wanted, moment.state.stage)


def _look_again(moment: Moment, wanted: datetime | str) -> Iterator[Difference]:
    if moment.state.look_again != (None if wanted in ("", "never") else wanted):
        yield moment.differ("look_again", wanted, moment.state.look_again)


def _route(moment: Moment, wanted: str) -> Iterator[Difference]:
    routed = route(moment.told.pack, moment.scene())
    if wanted not in ((routed.to, routed.row) if routed else ("",)):
        yield moment.differ("route", wanted, routed.to if routed else "nowhere")


def _offers(moment: Moment, wanted: Iterable[str] | Mapping[str, Iterable[str]]) -> Iterator[Difference]:
    """Compare the offers that hold; a table also says what each of them allows."""
    got = {offer.row: offer.allows for offer in offers(moment.told.pack, moment.scene())}
    if got.keys() != set(wanted):
        yield moment.differ("offers", sorted(wanted), sorted(got))
    elif isinstance(wanted, Mapping):
        yield from differing(moment, "offers", wanted, got)


def _confidential(moment: Moment, wanted: Any) -> Iterator[Difference]:
    """Compare the rows that hide the case; a table also says who sees it all the same."""
    scene = moment.scene()
    got = {row.id: row.seen_by for row in moment.told.pack.confidential if holds(row.when, scene).true}
    same = bool(got) is wanted if isinstance(wanted, bool) else got.keys() == set(wanted)
    if not same:
        yield moment.differ("confidential", wanted, list(got))
    elif isinstance(wanted, Mapping):
        yield from differing(moment, "confidential", wanted, got)


def _supervision(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    scene = moment.scene()
    got = {row.id for row in moment.told.pack.supervision if holds(row.when, scene).true}
    if got != set(wanted):
        yield moment.differ("supervision", sorted(wanted), sorted(got))


def _grant(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
    got = chain_now(moment.told.pack, wanted["kind"], wanted.get("amount"), moment.scene())
    if list(got) != list(wanted["roles"]):
        yield moment.differ("grant", dict(wanted), list(got))


def _told(moment: Moment, wanted: list[Mapping[str, Any]]) -> Iterator[Difference]:
    told = [effect for effect in moment.told.effects if effect.kind == "told"]
    for one in wanted:
        if not any(_is_told(moment, effect, one) for effect in told):
            yield moment.differ("told", dict(one), [f"{e.id} {e.detail['rung']} {e.detail['who']}" for e in told])


def _is_told(moment: Moment, effect: Effect, wanted: Mapping[str, Any]) -> bool:
    """Return whether somebody was told as a story says; ``owner`` may be named by role."""
    detail, who = effect.detail, wanted.get("who", [])
    people = set(who) if isinstance(who, list | tuple) else {who}
    told = set(detail["who"])
    if "owner" in told:
        told |= {run.owner for run in moment.runs(effect.id)}
    same = (
        is_about(wanted["duty"], name_of(effect.id, effect.subject))
        and wanted.get("rung", detail["rung"]) == detail["rung"]
    )
    return same and people <= told and wanted.get("as", detail["as"]) == detail["as"]


def _refused(moment: Moment, wanted: Mapping[str, Any] | bool) -> Iterator[Difference]:
    refused = moment.told.refused
    if wanted is False and refused is None:
        return
    if refused is None or wanted is False:
        yield moment.differ("refused", wanted, str(refused) if refused else "taken")
    elif isinstance(wanted, Mapping) and not _is_refusal(refused, wanted, exactly=moment.exactly):
        got = {"article": refused.article, "missing": [f"{one.what} ({one.article})" for one in refused.missing]}
        yield moment.differ("refused", dict(wanted), got)


def _is_refusal(refused: Refused, wanted: Mapping[str, Any], *, exactly: bool) -> bool:
    articles = {refused.article, *(one.article for one in refused.missing)}
    if wanted.get("article", refused.article) not in articles or wanted.get("code", refused.code) != refused.code:
        return False
    listed = [str(one) for one in wanted.get("missing", [])]
    if exactly and listed and len(listed) != len(refused.missing):
        return False
    return all(any(_named(one, missing.what) for missing in refused.missing) for one in listed)


def _named(wanted: str, what: str) -> bool:
    """Return whether a story's word names what is missing: the whole code, its kind, or its last part."""
    return wanted in (what, what.partition(":")[0], what.rpartition(":")[2], what.rpartition("/")[2])


_CHECKS: dict[str, Callable[[Moment, Any], Iterator[Difference]]] = {
    "due": _due, "was": _was, "rungs": _rungs, "late": _late, "opened": _opened, "not_set": _not_set,
    "asleep": _states("asleep", State.ASLEEP), "open": _states("open", State.OPEN),
    "grade": _grade, "grades": _grade, "highest": _highest, "rows": _rows, "flags": _flags, "stage": _stage,
    "look_again": _look_again, "route": _route, "offers": _offers, "confidential": _confidential,
    "supervision": _supervision, "not_late": _not_late, "grant": _grant,
    "told": _told, "refused": _refused,
    **{name: _ended(name, kind) for name, kind in EFFECTS.items()},
    **ROW_CHECKS,
}  # fmt: skip
EXPECTATIONS = tuple(_CHECKS)
"""What a story may expect, by the key under ``expect``."""
