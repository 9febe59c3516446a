"""The steps that a case offers, in the order a person wants them, each lack with the step that mends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from amends.cases.investigation import noted_there
from amends.cases.queries.case_page import CasePage
from amends.cases.queries.reading import Reading
from amends.cases.steps.promise import DECLINED, PROMISED
from amends.core.eight_d import KEPT
from amends.core.lifecycle import OfferedStep
from amends.core.pack import StepRow
from amends.core.refusal import Missing
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS

MAIN_AT_MOST = 3
NOT_OWED = 99
RESERVED = frozenset("ngjkw/?")
"""Keys that mean the same on every screen; a step that asks for one shows none."""
AFTER_MINE = 50
ASIDE = frozenset({
    "return_order", "transfer", "park", "merge", "unmerge", "join", "regrade", "mark", "extend", "pause", "resume",
    "supervise", "reopen", "convert", "withdraw", "rate",
})  # fmt: skip
"""Kinds that turn a case off its way, or are somebody else's to take: no button of the head, last in the list."""


@dataclass(frozen=True, slots=True)
class Way:
    """The step that supplies what is missing."""

    title: Text
    url: str
    elsewhere: bool = False
    """It is a page of its own, no form of the case."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a step lacks, and the way to it where the reader has one."""

    says: Text
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class StepLink:
    """A step on offer, with what it lacks."""

    id: str
    title: Text
    url: str
    key: str
    main: bool
    missing: tuple[Lack, ...]
    turn: int = NOT_OWED
    """The place among what is owed here: mine first, the next due first."""
    aside: bool = False
    idle: bool = False
    """Nothing waits for it: no order to receive, or the case is already where it leads."""
    supplies: bool = False
    """It gives what a step that is owed still lacks."""
    discipline: str = ""
    """It is handed in there, in the 8D of the case."""


def step_links(page: CasePage) -> list[StepLink]:
    """Return the steps on offer, the next one to take first."""
    elsewhere = noted_there(page)
    own = [one for one in page.steps if one.step.kind != "register" and _is_taken_here(page, one.step)]
    links = [_link(page, one) for one in own]
    links = [one for one in links if one.turn < NOT_OWED or one.id not in elsewhere]
    wanted = [one for one in links if one.missing and (one.main or one.turn < NOT_OWED) and not (one.idle or one.aside)]
    ways = {lack.way.url for one in wanted for lack in one.missing if lack.way}
    links = [replace(one, supplies=one.url in ways and not one.missing) for one in links]
    return sorted(links, key=_order)


def main_steps(links: list[StepLink]) -> list[StepLink]:
    """Return the buttons of the head: steps that can be taken now, then a main one that lacks something."""
    fit = [one for one in links if not one.idle and not one.aside]
    ready = [one for one in fit if not one.missing]
    return (ready[:2] + [one for one in fit if one.missing and one.main][:1] + ready[2:])[:MAIN_AT_MOST]


def ways(page: CasePage, missing: Iterable[Missing], *, but: str = "") -> Mapping[str, Way]:
    """Return, by its code, the step that supplies each missing thing, where the reader may take one."""
    found = ((one.what, _way(page, one, but=but)) for one in missing)
    return {what: way for what, way in found if way}


def _order(one: StepLink) -> tuple[bool, bool, bool, int, int]:
    """What supplies a lack first, then what is owed or natural, then the rest; in each the ready ones first."""
    wanted = one.main or one.turn < NOT_OWED
    return one.idle, one.aside, not one.supplies, (0 if wanted else 2) + bool(one.missing), one.turn


def _link(page: CasePage, offer: OfferedStep) -> StepLink:
    """Return a step on offer as a link to its form, with what the form itself cannot supply."""
    step, turn = offer.step, _turn(page, offer.step)
    if kept := page.reading.kept(step.id):
        here = discipline_of(kept)
        return StepLink(step.id, step.title, _url(page, step), "", step.main, (), turn, discipline=here)
    lacking = [one for one in offer.missing if not (one.what.startswith("known:") and one.field in (*step.asks, "on"))]
    return StepLink(
        step.id, step.title, _url(page, step), "" if step.key in RESERVED else step.key, step.main,
        tuple(Lack(one.says, _way(page, one, but=step.id)) for one in lacking),
        turn, (_turns_aside(step) or _is_about_words(step) or _declares(page, step)) and turn == NOT_OWED,
        _is_idle(page, step),
    )  # fmt: skip


def _turns_aside(step: StepRow) -> bool:
    """Return whether it turns the case off its way, or asks somebody that it may."""
    return step.kind in ASIDE or bool(step.kinds and ASIDE.issuperset(step.kinds))


def _is_about_words(step: StepRow) -> bool:
    """Return whether it settles what was promised: that is done where the promise is shown."""
    return bool({PROMISED, DECLINED} & set(step.causes))


def _declares(page: CasePage, step: StepRow) -> bool:
    """Return whether it says what became of an earlier 8D: that is done where the earlier one is shown."""
    rows = (row for pack in page.reading.rules.packs for row in pack.fingerprint)
    return any(row.declared_by == step.id for row in rows)


def _turn(page: CasePage, step: StepRow) -> int:
    running = [one.line for one in page.clocks if one.line.state == "open"]
    mine = [line.step for line in running if line.mine]
    if step.id in mine:
        return mine.index(step.id)
    theirs = [line.step for line in running if not line.mine]
    return AFTER_MINE + theirs.index(step.id) if step.id in theirs[: AFTER_MINE - 1] else NOT_OWED


def _is_idle(page: CasePage, step: StepRow) -> bool:
    if step.kind == "accept":
        return not any(row.state == "sent" for row, _unit, _who in page.orders)
    return bool(step.to) and step.to == page.case.stage and step.kind != "dispatch"


def _way(page: CasePage, missing: Missing, *, but: str) -> Way | None:
    kind, _, names = missing.what.partition(":")
    if kind == KEPT and page.reading.eight_d:
        return Way(Text(zh=page.reading.eight_d, en=page.reading.eight_d), eight_d_url(page.reading, names), True)
    fitting = [one for one in page.steps if one.step.id != but and _supplies(page, one.step, kind, names, missing)]
    fitting = [one for one in fitting if _is_taken_here(page, one.step)]
    step = next((one.step for one in sorted(fitting, key=lambda one: bool(one.missing))), None)
    return Way(step.title, _url(page, step), bool(page.reading.kept(step.id))) if step else None


def _supplies(page: CasePage, step: StepRow, kind: str, names: str, missing: Missing) -> bool:
    causes = step.causes or STEP_KINDS[step.kind].causes
    match kind:
        case "done":
            return any(_does(step, causes, code) for code in names.split("|"))
        case "signed" | "approved":
            return kind in causes and names in page.reading.actor.roles and (not step.by or names in step.by)
        case "met":
            return any(one.line.duty == names and one.line.step == step.id for one in page.clocks)
        case "stage":
            return step.to == names and step.kind not in ASIDE
        case "known" | "is":
            return bool(missing.field) and missing.field in step.asks
    return False


def _does(step: StepRow, causes: Iterable[str], code: str) -> bool:
    event, _, mark = code.partition("/")
    return event in causes and (not mark or not step.kinds or mark in step.kinds)


def _is_taken_here(page: CasePage, step: StepRow) -> bool:
    """Return whether there is a way to a step: its form, or the 8D that keeps it."""
    return bool(page.reading.eight_d) or not page.reading.kept(step.id)


def discipline_of(kept: Missing) -> str:
    """Return the discipline for which a step is kept."""
    return kept.what.removeprefix(f"{KEPT}:")


def eight_d_url(reading: Reading, discipline: str) -> str:
    """Return where a discipline of the open 8D of a case is handed in."""
    return reverse("desk:eight_d", args=[reading.eight_d]) + f"?d={discipline}"


def _url(page: CasePage, step: StepRow) -> str:
    if kept := page.reading.kept(step.id):
        return eight_d_url(page.reading, discipline_of(kept))
    return reverse("desk:step", args=[page.case.number, step.id])
