"""Call-backs by lot: announced, drawn when the month is over, called by others, counted with an interval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from amends.cases.models import Case, UnitEntry
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.lots import draw, seal_of, seed_of
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality.calling_back import finish, note_try
from amends.quality.drawing import announce, draw_now, made_of
from amends.quality.models import CallBack, CaseDraw
from amends.quality.queries.sampling import call_backs, draw_of, draws, errors, tasks_of
from amends.quality.sample_rows import drawables
from tests.makers import MONDAY, Town, govern, person, registered, town, viewer

APRIL = datetime(2024, 4, 2, 2, 0, tzinfo=MONDAY.tzinfo)
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(db: None) -> Iterator[Town]:
    """A town with a second clerk, where eight complaints were settled on the spot in March, four by each clerk."""
    made = town()
    with organisation(made.org.id):
        govern(made, "property-instruction")
        made.people["bai"] = person(made, "bai@river", "白洁", "Bai", unit=made.desk, roles=("front_desk",))
        for nth in range(8):
            settled(made, by="lan" if nth % 2 else "bai", at=MONDAY + nth * HOUR)
        yield made


def settled(made: Town, *, by: str, at: datetime) -> str:
    """Return the number of a complaint that was settled on the spot, signed and closed."""
    number = registered(made, by=by, at=at)
    steps: tuple[tuple[str, str, dict[str, object]], ...] = (
        (by, "settle", {"result": "已修好", "satisfaction": "satisfied", "waiver": True}),
        ("he", "sign", {}), (by, "close", {"closing_reason": "solved"}),
    )  # fmt: skip
    for nth, (who, step, detail) in enumerate(steps, start=1):
        take_step(viewer(made, who, at=at), number, step, at=at + nth * timedelta(minutes=1), detail=detail)
    return number


def announced(made: Town, *, at: datetime = MONDAY, kind: str = "call_back") -> CaseDraw:
    """Return the draw for March as the supervisor announced it."""
    mo = viewer(made, "mo", at=at)
    of = next(one for one in drawables(mo, at=at) if one.row.kind == kind)
    return announce(mo, of, date(2024, 3, 1), at=at)


def test_a_draw_is_stated_beforehand_and_anybody_can_make_it_again(desk: Town) -> None:
    before = announced(desk)

    row = draw_now(viewer(desk, "mo", at=APRIL), before.pk, at=APRIL)

    assert row.seed == seed_of("river", "2024-03", before.number)
    assert len(row.entered) == 8
    pairs = draw(row.seed, row.entered, row.people, many=5).pairs
    assert [(str(one.case_id), str(one.person_id)) for one in call_backs(viewer(desk, "mo"), row)] == [
        (one.case, one.person) for one in pairs
    ]
    said, drawn = UnitEntry.objects.filter(unit=desk.desk, step__in=["draw_announced", "drawn"]).order_by("seq")
    assert (said.body["seal"], drawn.body["number"]) == (seal_of(before.number), before.number)
    assert (drawn.body["seed"], drawn.body["made_of"]) == (row.seed, made_of(row))
    assert drawn.prev_hash == said.hash


def test_no_draw_falls_on_whoever_had_a_part_in_the_case(desk: Town) -> None:
    """FR-149: another person than the handler calls."""
    row = draw_now(viewer(desk, "mo", at=APRIL), announced(desk).pk, at=APRIL)

    for one in CallBack.objects.filter(draw=row):
        assert one.person_id not in Case.objects.get(pk=one.case_id).people
    signer = str(desk.he.pk)  # signed each of them, and had no other part
    assert all(signer in barred for barred in row.entered.values()) is (signer in row.people)


def test_nobody_draws_before_the_month_is_over_or_twice_or_announces_another_number(desk: Town) -> None:
    row, mo = announced(desk), viewer(desk, "mo", at=APRIL)

    with pytest.raises(Refused) as early:
        draw_now(viewer(desk, "mo"), row.pk, at=datetime(2024, 3, 31, 15, 59, tzinfo=MONDAY.tzinfo))
    draw_now(mo, row.pk, at=APRIL)
    with pytest.raises(Refused) as twice:
        draw_now(mo, row.pk, at=APRIL)
    with pytest.raises(Refused) as another:
        announced(desk, at=APRIL)

    codes = [(one.value.missing[0].what, one.value.missing[0].article) for one in (early, twice, another)]
    assert codes == [("period", "B.1"), ("once", "B.1"), ("once", "B.1")]
    assert CaseDraw.objects.count() == 1


def test_only_the_roles_that_the_article_names_announce_and_draw(desk: Town) -> None:
    row = announced(desk)

    assert drawables(viewer(desk, "lan"), at=MONDAY) == ()
    assert draws(viewer(desk, "chen"), at=MONDAY) == ()
    with pytest.raises(NotFound):
        draw_now(viewer(desk, "lan", at=APRIL), row.pk, at=APRIL)
    with pytest.raises(NotFound):
        draw_of(viewer(desk, "he"), row.pk, at=MONDAY)


def test_what_was_drawn_cannot_be_changed_even_in_the_database(desk: Town) -> None:
    row = announced(desk)
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseDraw.objects.filter(pk=row.pk).update(number="chosen")
    draw_now(viewer(desk, "mo", at=APRIL), row.pk, at=APRIL)

    with pytest.raises(DatabaseError), transaction.atomic():
        CaseDraw.objects.filter(pk=row.pk).update(entered={})
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseDraw.objects.filter(pk=row.pk).delete()


def test_not_reached_needs_three_tries_on_two_days(desk: Town) -> None:
    """FR-155: 3 tries on 2 days → 'not reached'; three on one day are not enough, nor two on two days."""
    row = draw_now(viewer(desk, "mo", at=APRIL), announced(desk).pk, at=APRIL)
    one = CallBack.objects.filter(draw=row).first()
    assert one is not None
    by = next(name for name in desk.people if desk.people[name].pk == one.person_id)

    def give_up(at: datetime) -> None:
        finish(viewer(desk, by, at=at), one.pk, outcome="not_reached", satisfaction="", note="", at=at)

    for minutes in (0, 30, 60):
        with pytest.raises(Refused) as too_soon:
            give_up(APRIL)
        note_try(viewer(desk, by, at=APRIL), one.pk, at=APRIL + timedelta(minutes=minutes))
    with pytest.raises(Refused):
        give_up(APRIL + 2 * HOUR)
    note_try(viewer(desk, by, at=APRIL), one.pk, at=APRIL + timedelta(days=1))
    give_up(APRIL + timedelta(days=1))

    assert too_soon.value.missing[0].article == "B.1"
    one.refresh_from_db()
    assert (one.outcome, len(one.tries)) == ("not_reached", 4)
    with pytest.raises(NotFound):
        give_up(APRIL + timedelta(days=2))


def test_the_share_of_wrong_records_is_told_with_its_interval_and_says_what_is_wrong(desk: Town) -> None:
    row = draw_now(viewer(desk, "mo", at=APRIL), announced(desk).pk, at=APRIL)
    names = {one.pk: name for name, one in desk.people.items()}
    for nth, one in enumerate(CallBack.objects.filter(draw=row).order_by("nth")):
        who = viewer(desk, names[one.person_id], at=APRIL)
        assert one.pk in {task.key for task in tasks_of(who)}
        with pytest.raises(Refused) as bare:
            finish(who, one.pk, outcome="wrong", satisfaction="", note=" ", at=APRIL)
        said = ("wrong", "dissatisfied", "客户称并未修好") if nth == 0 else ("right", "satisfied", "")
        finish(who, one.pk, outcome=said[0], satisfaction=said[1], note=said[2], at=APRIL)

    share = errors(call_backs(viewer(desk, "mo", at=APRIL), row))

    assert [one.field for one in bare.value.missing] == ["note"]
    assert (share.count, share.of) == (1, 5)
    assert tuple(round(one, 3) for one in share.interval) == (0.036, 0.624)


def test_nobody_calls_for_another(desk: Town) -> None:
    row = draw_now(viewer(desk, "mo", at=APRIL), announced(desk).pk, at=APRIL)
    one = CallBack.objects.filter(draw=row).first()
    assert one is not None
    other = next(name for name, who in desk.people.items() if who.pk != one.person_id)

    with pytest.raises(NotFound):
        finish(viewer(desk, other, at=APRIL), one.pk, outcome="right", satisfaction="", note="", at=APRIL)
