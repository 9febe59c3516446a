"""A blind second look: drawn or asked for, taken without sight of the first result, then compared (stage two)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from amends.cases.models import Case, UnitEntry
from amends.cases.queries.visible import NotFound, visible
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality import second_look
from amends.quality.blind import blind_case
from amends.quality.drawing import announce, draw_now
from amends.quality.drawn_from import barred_from
from amends.quality.models import SecondLook
from amends.quality.queries.sampling import agreements, compared, look_of, looks, tasks_of
from amends.quality.sample_rows import drawables
from amends.quality.second_look import ask_second_look, decide_again, is_hindered
from tests.makers import MONDAY, Town, govern, person, town, viewer
from tests.quality.test_drawing import settled

TUESDAY = MONDAY + timedelta(days=1)
APRIL = datetime(2024, 4, 2, 2, 0, tzinfo=MONDAY.tzinfo)


@pytest.fixture
def bench(db: None) -> Iterator[Town]:
    """A town with a second supervisor, who has a part in no case."""
    made = town()
    with organisation(made.org.id):
        govern(made, "property-instruction")
        made.people["su"] = person(made, "su@river", "苏主管", "Su", unit=made.desk, roles=("cs_supervisor",))
        yield made


def asked(made: Town, number: str, *, at: datetime = TUESDAY) -> tuple[SecondLook, str]:
    """Return the second look that a complainant asked for, and the name of whom it fell on."""
    look = ask_second_look(viewer(made, "mo", at=at), number, request="处理不公，请换人重审", at=at)
    return look, next(name for name, one in made.people.items() if one.pk == look.person_id)


def verdict(made: Town, name: str, look: SecondLook, **other: list[str]) -> dict[str, list[str]]:
    """Return a verdict that answers every question of a look."""
    known = blind_case(viewer(made, name, at=TUESDAY), look.pk).questions
    first = {one.key: [one.choices[-1][0] if one.key != "remedy" else "nothing"] for one in known}
    return first | other


def test_whoever_had_a_part_is_never_drawn_for_the_second_look(bench: Town) -> None:
    number = settled(bench, by="lan", at=MONDAY)

    look, name = asked(bench, number)

    assert name in {"mo", "su", "chen"}  # he signed it and lan settled it
    case = Case.objects.get(number=number)
    assert look.person_id not in case.people
    assert {bench.he.pk, bench.lan.pk} <= barred_from([case])[case.pk]
    # A clock of its own: ten of the days on which the centre works, which is every day.
    assert look.due_at == datetime(2024, 3, 15, 15, 59, 59, tzinfo=MONDAY.tzinfo)


def test_while_it_runs_the_case_is_hidden_from_that_person_in_every_read(bench: Town) -> None:
    number = settled(bench, by="lan", at=MONDAY)
    look, name = asked(bench, number)
    who = viewer(bench, name, at=TUESDAY)

    assert not visible(who).filter(number=number).exists()
    assert visible(viewer(bench, "lan", at=TUESDAY)).filter(number=number).exists()
    assert [one.number for one in tasks_of(who)] == [number]
    told = {one.field: one.value for one in blind_case(who, look.pk).told}
    assert told["description"] == "三号楼电梯停运两天，老人无法下楼"
    assert told.keys().isdisjoint(
        {"nature", "cause", "liable", "result", "satisfaction", "waiver", "closing_reason", "grade", "phone", "accused"}
    )


def test_the_first_result_is_shown_beside_the_second_once_that_is_decided(bench: Town) -> None:
    number = settled(bench, by="lan", at=MONDAY)
    look, name = asked(bench, number)
    who = viewer(bench, name, at=TUESDAY)

    done = decide_again(who, look.pk, verdict(bench, name, look), why="电梯停运两天属实", at=TUESDAY)

    row = look_of(viewer(bench, name, at=TUESDAY), done.pk, at=TUESDAY)
    by_key = {one.question.key: one for one in compared(row)}
    assert by_key["remedy"].agrees
    assert (by_key["nature"].before, by_key["nature"].agrees) == ((), False)
    # Chen is of another unit: he reads both results, and the case no more than before.
    assert visible(who).filter(number=number).exists() is (name != "chen")
    share = agreements(looks(viewer(bench, "mo", at=TUESDAY), at=TUESDAY))["remedy"]
    assert (share.count, share.of, round(share.interval[0], 3)) == (1, 1, 0.207)


def test_a_verdict_without_every_answer_and_its_reason_is_refused_naming_the_article(bench: Town) -> None:
    look, name = asked(bench, settled(bench, by="lan", at=MONDAY))
    who = viewer(bench, name, at=TUESDAY)

    with pytest.raises(Refused) as open_:
        decide_again(who, look.pk, {"remedy": ["nothing", "refund"]}, why=" ", at=TUESDAY)

    assert {one.article for one in open_.value.missing} == {"B.2"}
    assert {"nature", "remedy", "why"} <= {one.field for one in open_.value.missing}
    assert not visible(who).filter(pk=look.case_id).exists()


def test_a_verdict_is_written_once_and_only_by_whom_it_fell_on(bench: Town) -> None:
    look, name = asked(bench, settled(bench, by="lan", at=MONDAY))
    said = verdict(bench, name, look)
    other = "su" if name == "mo" else "mo"

    with pytest.raises(NotFound):
        blind_case(viewer(bench, other, at=TUESDAY), look.pk)
    with pytest.raises(NotFound):
        decide_again(viewer(bench, other, at=TUESDAY), look.pk, said, why="x", at=TUESDAY)
    decide_again(viewer(bench, name, at=TUESDAY), look.pk, said, why="属实", at=TUESDAY)

    with pytest.raises(NotFound):
        decide_again(viewer(bench, name, at=TUESDAY), look.pk, said, why="改判", at=TUESDAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        SecondLook.objects.filter(pk=look.pk).update(why="改判")


def test_only_named_roles_begin_one_and_only_on_a_closed_case_once_at_a_time(bench: Town) -> None:
    number = settled(bench, by="lan", at=MONDAY)

    with pytest.raises(Refused) as role:
        ask_second_look(viewer(bench, "lan", at=TUESDAY), number, request="重审", at=TUESDAY)
    with pytest.raises(Refused) as bare:
        ask_second_look(viewer(bench, "mo", at=TUESDAY), number, request="  ", at=TUESDAY)
    _, name = asked(bench, number)
    with pytest.raises((Refused, NotFound)):
        ask_second_look(viewer(bench, "su" if name == "mo" else "mo", at=TUESDAY), number, request="重审", at=TUESDAY)

    assert [(one.value.missing[0].what, one.value.missing[0].article) for one in (role, bare)] == [
        ("role", "B.2"), ("known:request", "B.2"),
    ]  # fmt: skip
    assert SecondLook.objects.count() == 1


def test_a_quarter_is_drawn_when_it_is_over_and_hides_what_was_drawn(bench: Town) -> None:
    numbers = [settled(bench, by="lan", at=MONDAY + timedelta(hours=nth)) for nth in range(4)]
    mo = viewer(bench, "mo", at=MONDAY)
    of = next(one for one in drawables(mo, at=MONDAY) if one.row.kind == "second_look")
    row = announce(mo, of, date(2024, 2, 1), at=MONDAY)

    draw_now(viewer(bench, "mo", at=APRIL), row.pk, at=APRIL)

    drawn = list(SecondLook.objects.filter(draw=row))
    assert len(drawn) == 3
    assert len({one.case_id for one in drawn}) == 3
    for one in drawn:
        name = next(key for key, who in bench.people.items() if who.pk == one.person_id)
        assert not visible(viewer(bench, name, at=APRIL)).filter(pk=one.case_id).exists()
    assert visible(viewer(bench, "lan", at=APRIL)).filter(number__in=numbers).count() == 4


def test_a_case_that_became_confidential_since_is_judged_by_one_who_may_read_it(bench: Town) -> None:
    """FR-242: the other look is stopped; what was not begun before is not begun on a confidential case."""
    number, other = settled(bench, by="lan", at=MONDAY), settled(bench, by="lan", at=MONDAY)
    first, _ = asked(bench, number)
    SecondLook.objects.filter(pk=first.pk).update(person=bench.chen)
    secret = {"confidential": "threat", "seen_by": ["cs_supervisor"]}
    Case.objects.filter(number=number).update(**secret, blind_to=[bench.chen.pk])
    Case.objects.filter(number=other).update(**secret)
    mo = viewer(bench, "mo", at=TUESDAY)
    assert is_hindered(mo, SecondLook.objects.get(pk=first.pk))

    second, name = asked(bench, number)

    assert SecondLook.objects.get(pk=first.pk).why == "may_not_read"
    assert name in {"mo", "su"}
    assert blind_case(viewer(bench, name, at=TUESDAY), second.pk).told
    assert not visible(viewer(bench, name, at=TUESDAY)).filter(number=number).exists()
    with pytest.raises(Refused) as no:
        asked(bench, other)
    assert no.value.missing[0].what == "closed"


def test_a_judge_who_got_a_part_since_is_replaced_and_the_old_look_is_kept_as_stopped(bench: Town) -> None:
    number = settled(bench, by="lan", at=MONDAY)
    first, name = asked(bench, number)
    asks = "mo" if name != "mo" else "su"
    who = viewer(bench, asks, at=TUESDAY)
    with pytest.raises(Refused) as running:
        ask_second_look(who, number, request="请另换人", at=TUESDAY)
    Case.objects.filter(number=number).update(accused=[first.person_id])
    assert is_hindered(who, SecondLook.objects.get(pk=first.pk))

    second = ask_second_look(who, number, request="请另换人", at=TUESDAY)

    old = SecondLook.objects.get(pk=first.pk)
    assert running.value.missing[0].what == "once"
    assert (old.is_stopped, old.why, old.done_at, old.verdict) == (True, "has_a_part", TUESDAY, {})
    assert second.person_id != first.person_id
    assert not is_hindered(who, second)
    assert Case.objects.get(number=number).blind_to == [second.person_id]
    assert agreements(looks(viewer(bench, "mo", at=TUESDAY), at=TUESDAY)) == {}
    note = UnitEntry.objects.filter(step="second_look_asked").latest("seq")
    assert note.body["instead_of"] == str(first.pk)
    with pytest.raises(NotFound):
        look_of(who, first.pk, at=TUESDAY)


def test_where_only_lots_are_drawn_a_request_is_refused_with_the_article_of_the_lot(
    bench: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = settled(bench, by="lan", at=MONDAY)
    known = list(drawables(viewer(bench, "mo", at=TUESDAY), at=TUESDAY))
    by_lot = [replace(one, row=one.row.model_copy(update={"on_request": False})) for one in known]
    monkeypatch.setattr(second_look, "drawables", lambda *_who, at: by_lot)
    monkeypatch.setattr(second_look, "of_unit", lambda *_whose: by_lot)

    with pytest.raises(Refused) as no:
        ask_second_look(viewer(bench, "mo", at=TUESDAY), number, request="重审", at=TUESDAY)

    (one,) = no.value.missing
    assert (one.what, one.article) == ("sample", "B.2")
    assert "none on request" in one.says.en
    assert "抽签" in one.says.zh
