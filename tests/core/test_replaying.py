"""A past case under rules: under its own as it was, under others as telling its story anew would have it (FR-258)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from amends.core.engine import events_of, pass_time, reassess
from amends.core.ledger import Actor, CaseState, Event, Rules, StepCall
from amends.core.pack import Example, Pack
from amends.core.population import Population, Standing
from amends.core.replaying import Outcome, PastStep, replay, without_ladders
from amends.core.story import NOTHING, Told, actor_of, counts_of_story, rules_of, tell
from amends.core.vocabulary import EVENTS, STEP_KINDS
from amends.regulations import folders
from tests.shipped import pack_in

PACKS = {folder.name: pack_in(folder) for folder in folders.shipped()}
STORIES = [
    pytest.param(pack, example, id=f"{name}: {example.title.en[:60]}")
    for name, pack in PACKS.items()
    if not pack.stands_beside
    for example in pack.example
]
Past = dict[str, list[PastStep]]


def told(rules: Rules, events: Iterable[Mapping[str, Any]]) -> tuple[Told, Past]:
    """Tell a story event by event, every other case looking again after each; return it with what was done."""
    story, past = Told(rules), defaultdict(list)
    for event in events:
        case = str(event.get("case", ""))
        _let_time_pass(story, event["at"] - timedelta(microseconds=1))
        tell(story, event)
        if event["do"] != NOTHING and story.refused is None:
            past[case].append(_past(rules.lead, event))
    return story, past


def _let_time_pass(story: Told, at: datetime) -> None:
    """Bring every case up to a moment under the counts of that moment, as the worker does between the steps."""
    for case, state in story.cases.items():
        story.cases[case] = pass_time(state, at, story.rules, counts_of_story(story, case, at))[0]


def _past(pack: Pack, event: Mapping[str, Any]) -> PastStep:
    name, said, at = str(event["do"]), dict(event.get("with", {})), event["at"]
    by = actor_of(pack, name, event.get("by", said.get("by")))
    detail = {key: value for key, value in said.items() if key not in ("by", "override_reason", "event")}
    chosen = str(event.get("event", said.get("event", "")))
    on, reason = str(event.get("on", "")), str(event.get("override_reason", said.get("override_reason", "")))
    if name in pack.steps:
        call = StepCall(name, at, by or Actor("somebody"), on=on, detail=detail, event=chosen, override_reason=reason)
        events = events_of(call, pack.steps[name])
        return PastStep(at, name, pack.steps[name].kind, events, call.by, on, detail)
    names = (name,) if name in EVENTS else STEP_KINDS[name].causes
    events = tuple(Event(at, one, on=on, by=by, detail=detail) for one in names)
    return PastStep(at, "", "", events, by or Actor(""), on, detail)


def replayed(past: Past, rules: Rules, until: datetime) -> dict[str, Outcome]:
    """Replay each case by itself, among the others."""
    among = Population(rules.lead)
    for case, steps in past.items():
        among.add(case, standings(steps))
    return {
        case: replay(steps, without_ladders(rules), until=until, among=(among,) if among.asked else ())
        for case, steps in past.items()
    }


def standings(steps: Iterable[PastStep]) -> Iterable[Standing]:
    """Return what a case was from when to when, as its steps tell it."""
    facts: dict[str, Any] = {}
    received, counted = None, True
    for step in steps:
        for event in step.events:
            facts |= event.detail
        named = [event.at for event in step.events if event.name == "received"] or [step.at]
        received = received or named[0]
        counted = counted and not {"withdrawn", "merged", "not_accepted"} & {event.name for event in step.events}
        yield Standing(step.at, received, dict(facts), counted)


def seen(state: CaseState) -> dict[str, Any]:
    """Return what replay promises: stage, grades, flags, and every obligation without its ladder."""
    return {
        "stage": state.stage, "grades": {key: one.grade for key, one in state.gradings.items()},
        "highest": dict(state.highest), "flags": state.flags,
        "obligations": {one.key: replace(one, rungs=()) for one in state.obligations},
    }  # fmt: skip


@pytest.mark.parametrize(("pack", "example"), STORIES)
def test_every_example_of_every_pack_ends_in_replay_as_it_ended_when_it_was_told(pack: Pack, example: Example) -> None:
    rules = rules_of(pack, example)
    story, past = told(rules, sorted(example.event, key=lambda event: event["at"]))
    end = max(event["at"] for event in example.event)

    found = replayed(past, rules, until=end)

    for case, outcome in found.items():
        wanted = seen(_passed(story, case, end))
        assert seen(outcome.state) == wanted


@pytest.mark.parametrize(("pack", "example"), STORIES)
def test_what_a_page_does_not_ask_again_would_have_changed_nothing(pack: Pack, example: Example) -> None:
    """A page leaves out what nothing has moved; one that is opened anew leaves nothing out and finds nothing to do."""
    story, _ = told(rules_of(pack, example), sorted(example.event, key=lambda event: event["at"]))

    for case, state in story.cases.items():
        if not state.done:
            continue
        at = max(state.done[-1].at, max(event["at"] for event in example.event))
        passed = _passed(story, case, at)
        again, _ = reassess(passed, at, story.rules, counts_of_story(story, case, at))
        assert seen(again) == seen(passed)


def _passed(story: Told, case: str, end: datetime) -> CaseState:
    return pass_time(story.cases[case], end, story.rules, counts_of_story(story, case, end))[0]


@pytest.mark.parametrize("seed", range(6))
def test_replay_under_another_threshold_equals_telling_every_case_beside_every_other(seed: int) -> None:
    """Brute force: after each event all cases look again, each counting all others (FR-042, FR-258)."""
    pack = PACKS["developer-four-grades"]
    lived = rules_of(pack, pack.example[0])
    other = replace(lived, lead=pack.choosing({"group_window": "rolling", "and_above": "strict"}))
    events = _crowd(Random(seed), cases=25)
    _, past = told(lived, events)
    end = max(event["at"] for event in events) + timedelta(days=40)

    found = replayed(past, other, until=end)

    story, _ = told(other, [*events, *_waiting(events, end)])
    assert {case: seen(one.state) for case, one in found.items()} == {
        case: seen(state) for case, state in story.cases.items()
    }
    assert len({str(one.state.gradings) for one in found.values()}) > 1


def _crowd(random: Random, *, cases: int) -> list[dict[str, Any]]:
    """Return what happens to many cases of few categories and complainants within six weeks, in the order of time."""
    began = datetime(2024, 3, 1, 9, tzinfo=UTC)
    categories = ("engineering/leak", "engineering/crack", "delivery/late")
    events: list[dict[str, Any]] = []
    for case in map(str, range(cases)):
        at = began + timedelta(seconds=random.randrange(30 * 86_400))
        said: dict[str, Any] = {"category": random.choice(categories), "complainant": random.choice("甲乙丙丁戊己庚")}
        said |= {"complainants": random.choice([1, 1, 1, 3, 4, 5, 8]), "matter": "complaint", "channel": "phone"}
        events.append({"at": at, "do": "received", "case": case, "with": said})
        for name in random.sample(LATER, random.randrange(len(LATER))):
            at += timedelta(seconds=random.randrange(1, 5 * 86_400))
            brought = {"category": random.choice(categories)} if name == "classified" else {}
            brought |= {"delay_cause": "ours"} if name == "progress_reported" else {}
            events.append({"at": at, "do": name, "case": case, "with": brought})
    return sorted(events, key=lambda event: event["at"])


LATER = (
    "classified",
    "complainant_joined",
    "dispatched",
    "order_received",
    "progress_reported",
    "handled",
    "withdrawn",
)


def _waiting(events: list[dict[str, Any]], end: datetime) -> list[dict[str, Any]]:
    return [{"at": end, "do": NOTHING, "case": case} for case in dict.fromkeys(event["case"] for event in events)]
