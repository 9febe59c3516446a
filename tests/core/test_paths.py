"""Cases that go along the paths of others end as the engine ends them, whatever their moments, names and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import pytest

from amends.core import paths
from amends.core.ledger import Actor, Rules
from amends.core.noted import FIGURES, Least, Moment, Word
from amends.core.path_values import Telling, ids_named
from amends.core.path_values import told as all_told
from amends.core.paths import Paths
from amends.core.population import Population
from amends.core.questions import Question
from amends.core.replaying import Outcome, PastStep, replay, without_ladders
from amends.core.story import rules_of
from amends.core.trails import Trod
from tests.core.test_replaying import PACKS, standings, told

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
LEADING = [name for name, pack in PACKS.items() if not pack.stands_beside]


def cases_of(name: str) -> Iterator[tuple[Rules, list[PastStep], datetime, tuple[Population, ...]]]:
    """Yield each case of each example of a pack as it was lived, when the example is over, and who is counted."""
    pack = PACKS[name]
    for example in pack.example:
        rules = rules_of(pack, example)
        _, past = told(rules, sorted(example.event, key=lambda event: event["at"]))
        end = max(event["at"] for event in example.event)
        among = Population(rules.lead)
        for case, steps in past.items():
            among.add(case, standings(steps))
        counted = (among,) if among.asked else ()
        yield from ((without_ladders(rules), steps, end, counted) for steps in past.values())


@pytest.mark.parametrize("name", LEADING)
def test_every_case_of_every_example_ends_on_a_path_as_when_it_is_played(name: str) -> None:
    """The first of a shape is played, the second teaches its path, the third goes along it."""
    for rules, steps, end, among in cases_of(name):
        known = Paths(rules, until=end, among=among)
        wanted = replay(steps, rules, until=end, among=among)
        assert [play(known, steps) for _ in range(3)] == [wanted] * 3
        is_told = not any(past.by.lent or past.by.stands_for or past.by.serves for past in steps)  # no journal says so
        assert (known.barred, known.begun, known.followed) == (0, is_told, is_told)


@pytest.mark.parametrize("name", LEADING)
def test_cases_with_other_moments_names_and_figures_end_as_when_they_are_played(name: str) -> None:
    """Each goes along the paths of all before it, or is played where their answers differ."""
    random, followed = Random(name), 0
    for rules, steps, end, among in list(cases_of(name))[::4]:
        until = end + timedelta(days=random.choice([0, 3, 40]))
        known = Paths(rules, until=until, among=among)
        for one in (varied(steps, random) for _ in range(12)):
            assert play(known, one) == replay(one, rules, until=until, among=among)
        assert known.barred == 0
        followed += known.followed
    assert followed


@pytest.mark.parametrize("name", ["property-instruction", "developer-four-grades"])
def test_the_path_that_most_go_is_learned_though_the_first_cases_were_odd(name: str) -> None:
    random = Random(name)
    rules, steps, end, among = max(cases_of(name), key=lambda case: len(case[1]))
    known = Paths(rules, until=end, among=among)
    for _ in range(8):
        play(known, varied(steps, random))
    assert known.followed < known.begun * paths.PAYS

    usual, before = varied(steps, random), known.followed
    for _ in range(100):
        play(known, usual)

    assert known.followed - before > 80


def play(known: Paths, steps: Sequence[PastStep]) -> Outcome:
    """Return what becomes of a case that is there as steps."""
    return known.play(partial(all_told, steps), lambda: steps)


def varied(steps: Sequence[PastStep], random: Random) -> list[PastStep]:
    """Return a case with its steps at other moments, some words and figures others, and ids of its own."""
    back = timedelta(seconds=random.randrange(90 * 86_400))
    ids: dict[str, Actor] = {}
    found, at = [], steps[0].at - back
    for before, past in zip([steps[0], *steps], steps, strict=False):
        pace = random.choice([0, 1, 1, 1, 1, 0.5, 3])
        at += max(past.at - before.at, timedelta(0)) * pace + timedelta(seconds=random.choice([0, 0, 0, 1, 900]))
        by = replace(past.by, id=str(UUID(int=random.getrandbits(128)))) if past.by.id not in ids else ids[past.by.id]
        ids[past.by.id] = by
        moved = at - past.at
        detail = {name: _other(value, moved, random) for name, value in past.detail.items()}
        events = tuple(
            replace(
                one, at=one.at + moved, by=by if one.by is past.by else None,
                detail={name: detail.get(name, _other(value, moved, random)) for name, value in one.detail.items()},
            )
            for one in past.events
        )  # fmt: skip
        found.append(past._replace(at=at, by=by, detail=detail, events=events))
    return found


def _other(value: Any, moved: timedelta, random: Random) -> Any:
    if isinstance(value, datetime):
        return value + moved
    if isinstance(value, bool) or random.random() < 0.8:
        return value
    if isinstance(value, int | Decimal):
        return type(value)(random.randrange(1, 3_000))
    return f"{value}·" if isinstance(value, str) and random.random() < 0.3 else value


# --- noted values -------------------------------------------------------------------------


def on_a_trail(*values: Any) -> tuple[Trod, list[int]]:
    """Return a trail with values on it, and their numbers."""
    trail = Trod(Question(), [AT, {}, *values])
    return trail, list(range(2, 2 + len(values)))


@pytest.mark.parametrize(
    ("operation", "moment"),
    [
        (lambda at: at.date(), AT), (lambda at: f"{at:%Y-%m-%d}", AT), (lambda at: at.weekday(), AT),
        (lambda at: at.isoformat(), AT), (lambda at: {at: 1}[AT], AT), (lambda at: at - AT, AT + timedelta(days=1)),
        (lambda at: AT - at, AT + timedelta(days=1)), (lambda at: at in {AT}, AT), (lambda at: at == "", AT),
        (lambda at: at < AT, AT - timedelta(days=1)), (lambda at: at <= AT, AT), (lambda at: at.hour, AT),
        (lambda at: at.tzinfo, AT), (lambda at: str(at), AT), (lambda at: at != AT, AT),
    ],
)  # fmt: skip
def test_a_noted_moment_answers_as_the_moment_itself(operation: Any, moment: datetime) -> None:
    trail, (nth,) = on_a_trail(moment)

    assert operation(Moment(trail, nth)) == operation(moment)
    assert trail.asked or operation(moment) is False  # that it is no text, nobody need ask


@pytest.mark.parametrize(
    "operation",
    [
        len, str.upper, hash, list, repr, bool, lambda text: text + "!", lambda text: "!" + text, lambda text: f"<{text}>",
        lambda text: text.split("/")[0], lambda text: text.startswith("a"), lambda text: text in ("a/b", "c"),
        lambda text: {"a/b": 1}.get(text), lambda text: text == "", lambda text: "b" in text, lambda text: text < "b",
        lambda text: text[0], lambda text: set(text), lambda text: text == None,  # noqa: E711 - as careless code asks
    ],
)  # fmt: skip
def test_a_noted_text_answers_as_the_text_itself(operation: Any) -> None:
    trail, (nth,) = on_a_trail("a/b")

    if operation is str.upper:
        operation = _upper
    assert operation(Word(trail, nth)) == operation("a/b")


def _upper(text: str) -> str:
    return text.upper()


@pytest.mark.parametrize("value", [7, Decimal("7.5"), 0.1])
@pytest.mark.parametrize(
    "operation",
    [
        lambda one: one + 1, lambda one: 1 + one, lambda one: one > 3, lambda one: one <= 3, lambda one: one == 7,
        lambda one: one != 7, lambda one: str(one), lambda one: f"{one:,}", lambda one: hash(one), lambda one: bool(one),
        lambda one: one in {7, 8}, lambda one: one in (None, "", ()), lambda one: -one, lambda one: one * 2, float, int,
        lambda one: sum([one, one]), lambda one: max(one, 3), lambda one: round(one), lambda one: one == "7",
        lambda one: Decimal(str(one)), abs,
    ],
)  # fmt: skip
def test_a_noted_figure_answers_as_the_figure_itself(operation: Any, value: Any) -> None:
    trail, (nth,) = on_a_trail(value)

    assert operation(FIGURES[type(value)](trail, nth)) == operation(value)


def test_which_of_several_moments_is_the_earliest_is_not_asked_while_nothing_turns_on_it() -> None:
    trail, numbers = on_a_trail(AT, AT + timedelta(days=2), AT + timedelta(days=1))
    first, *later = (Moment(trail, nth) for nth in numbers)

    assert Least(later) > first
    assert trail.asked == 2
    assert Least(later).nth == numbers[2]
    assert trail.asked == 3


def test_what_follows_from_earlier_answers_is_not_asked() -> None:
    trail, numbers = on_a_trail(AT, AT + timedelta(days=1), AT + timedelta(days=2))
    one, two, three = (Moment(trail, nth) for nth in numbers)
    assert one < two < three
    asked = trail.asked

    assert one < three
    assert not three < one
    assert one != three
    assert one < two + timedelta(seconds=1)
    assert trail.asked == asked + 1  # only which moment a second later is


def test_an_id_is_told_by_its_order_and_comes_back_as_itself() -> None:
    """Whose a case is makes no path: two cases of two people are of one shape, and each keeps its own people."""
    rules, steps, end, _ = next(iter(cases_of("property-instruction")))
    first, second = (_by(steps, str(UUID(int=nth))) for nth in (1, 2))
    known = Paths(rules, until=end)

    found = [play(known, one) for one in (first, first, second)]

    assert known.followed == 1
    assert found[2] == replay(second, rules, until=end)


def test_an_id_that_the_settings_name_is_no_other_persons() -> None:
    rules, *_ = next(iter(cases_of("property-instruction")))
    named = str(UUID(int=7))
    chosen = replace(rules, lead=rules.lead.model_copy(update={"chosen": {"who": {"unit": named}}}))

    say = Telling(AT, ids_named(chosen))

    assert say.named(named) == named
    assert say.named(str(UUID(int=8))) != str(UUID(int=8))


def _by(steps: Sequence[PastStep], person: str) -> list[PastStep]:
    found = []
    for past in steps:
        by = replace(past.by, id=person)
        found.append(past._replace(by=by, events=tuple(replace(one, by=by) for one in past.events)))
    return found


# --- what cannot be learned ---------------------------------------------------------------


def test_where_noted_values_lead_elsewhere_the_engine_answers_and_nothing_is_learned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules, steps, end, _ = next(iter(cases_of("property-instruction")))
    wanted, known = replay(steps, rules, until=end), Paths(rules, until=end)

    monkeypatch.setattr(paths, "replay", _without_obligations_when_noted)

    assert wanted.state.obligations
    assert [play(known, steps) for _ in range(4)] == [wanted] * 4
    assert (known.barred, known.begun, known.followed) == (1, 1, 0)


def _without_obligations_when_noted(steps: Any, rules: Rules, *, until: Any, among: Any) -> Outcome:
    found = replay(steps, rules, until=until, among=among)
    return replace(found, state=found.state.with_(obligations=())) if isinstance(until, Moment) else found


def test_what_goes_wrong_on_noted_values_is_the_engines_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    rules, steps, end, _ = next(iter(cases_of("property-instruction")))
    wanted, known = replay(steps, rules, until=end), Paths(rules, until=end)

    def fails(*_: Any, **__: Any) -> Any:
        raise ValueError("nonsense was read")

    monkeypatch.setattr(paths, "noted", fails)

    assert [play(known, steps) for _ in range(3)] == [wanted] * 3
    assert (known.barred, known.followed) == (1, 0)


def test_learning_ends_when_nobody_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases of which no two are alike are played; a few are learned in vain, not each."""
    monkeypatch.setattr(paths, "FREE", 5)
    rules, steps, end, _ = next(iter(cases_of("property-instruction")))
    known, random = Paths(rules, until=end), Random(1)
    for nth in range(40):
        shape = [past._replace(detail={**past.detail, f"own_{nth % 20}": True}) for past in steps]
        play(known, varied(shape, random))

    assert known.begun <= 6
