"""The telephone of four regulations: what a call is held against, what it leaves to do, its sealed book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction

from amends.calls.book import Filters, entries, seal_month
from amends.calls.cover import add_cover, covered, diversions, divert, gaps_of, on_duty, plan_of, verify_diversion
from amends.calls.identity import caller_of, methods, note_check
from amends.calls.lines import lines_of, pack_of
from amends.calls.models import Call, Line, SealedMonth
from amends.calls.sealing import SEALED_FIELDS, compared
from amends.calls.taking import (
    call_of,
    end_call,
    has_part,
    keep_fields,
    moments_of,
    note_missed,
    note_moment,
    start_call,
)
from amends.calls.tasks import hand_over, promise_call_back, task_done, tasks_of
from amends.cases.models import UnitEntry
from amends.cases.queries.visible import NotFound
from amends.core.call_prompts import exceeded, prompts
from amends.core.pack import Pack
from amends.core.refusal import Refused
from amends.people.models import AccessLog
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from tests.calls.conftest import line
from tests.makers import MONDAY, Town, registered, two_towns, viewer
from tests.makers import town as a_town

pytestmark = pytest.mark.django_db
Under = Callable[[str], tuple[Town, Line]]
SECURITIES, FARM, HOSPITAL, STORE = (
    "datong-securities-phones", "farm-phones", "hospital-phones", "department-store",
)  # fmt: skip
MARCH, IN_APRIL = date(2024, 3, 1), datetime(2024, 4, 2, 2, 0, tzinfo=UTC)


def after(seconds: int) -> datetime:
    return MONDAY + timedelta(seconds=seconds)


def rules(who: Viewer, line: Line) -> Pack:
    pack = pack_of(who, line, at=MONDAY)
    assert pack is not None
    return pack


def typed(who: Viewer, call: Call, *, caller: str = "13812341234", rings: int | None = None, note: str = "") -> Call:
    return keep_fields(who, call.pk, caller=caller, rings=rings, kind="enquiry", note=note, number="")


def asked(who: Viewer, call: Call, at: datetime) -> dict[str, bool]:
    found = call_of(who, call.pk)
    return {one.row.to: one.due for one in prompts(rules(who, found.line), moments_of(found), now=at)}


@pytest.mark.parametrize(("rings", "kept"), [(1, True), (3, True), (4, False)])
@pytest.mark.parametrize("pack", [SECURITIES, FARM])
def test_a_call_answered_at_the_fourth_ring_is_marked_in_the_book(
    under: Under, pack: str, rings: int, kept: bool
) -> None:
    """FR-224: three rings (C39)."""
    town, line = under(pack)
    lan = viewer(town, "lan")
    call = typed(lan, start_call(lan, line.pk, at=MONDAY), rings=rings)
    end_call(lan, call.pk, result="answered", at=after(60))

    (entry,) = entries(lan, line, Filters(MARCH), rules(lan, line), now=after(60))

    assert (entry.rings, entry.seconds, entry.result) == (rings, 60, "answered")
    assert [one.kind for one in entry.marks] == ([] if kept else ["rings"])


def test_at_five_minutes_the_choice_is_due_and_a_longer_talk_without_it_is_marked(under: Under) -> None:
    """FR-227, C40: at 5:00, not at 4:59."""
    town, line = under(SECURITIES)
    lan = viewer(town, "lan")
    call = start_call(lan, line.pk, at=MONDAY)

    assert asked(lan, call, after(299)) == {"choice_offered": False}
    assert asked(lan, call, after(300)) == {"choice_offered": True}

    pack = rules(lan, line)
    assert [one.id for one in exceeded(pack, moments_of(call), None, now=after(301))] == ["C40"]
    offered = note_moment(lan, call.pk, "choice_offered", at=after(300))
    assert exceeded(pack, moments_of(offered), None, now=after(900)) == ()
    assert asked(lan, call, after(900)) == {}


def test_who_waits_is_told_every_minute_and_after_two_minutes_asked_for_a_message(under: Under) -> None:
    """FR-228: at 1:00 status, at 2:01 the message; each telling begins the minute anew (C41, C42)."""
    town, line = under(STORE)
    lan = viewer(town, "lan")
    call = start_call(lan, line.pk, at=MONDAY)
    assert asked(lan, call, after(600)) == {}, "nobody waits yet"

    note_moment(lan, call.pk, "caller_put_on_hold", at=after(10))
    assert asked(lan, call, after(69)) == {"hold_status_told": False, "message_offered": False}
    assert asked(lan, call, after(70)) == {"hold_status_told": True, "message_offered": False}
    note_moment(lan, call.pk, "hold_status_told", at=after(70))
    assert asked(lan, call, after(129)) == {"hold_status_told": False, "message_offered": False}
    assert asked(lan, call, after(131)) == {"hold_status_told": True, "message_offered": True}

    pack = rules(lan, line)
    now_marked = exceeded(pack, moments_of(call_of(lan, call.pk)), None, now=after(131))
    assert {one.id for one in now_marked} == {"C41", "C42"}


def test_the_seconds_on_hold_add_up_over_all_waits(under: Under) -> None:
    """FR-224: the log holds how long the caller waited; ending the call ends the wait."""
    town, line = under(STORE)
    lan = viewer(town, "lan")
    call = start_call(lan, line.pk, at=MONDAY)
    for name, at in (("caller_put_on_hold", 10), ("talk_resumed", 40), ("caller_put_on_hold", 50)):
        note_moment(lan, call.pk, name, at=after(at))

    ended = end_call(lan, call.pk, result="answered", at=after(65))

    assert ended.hold_seconds == 30 + 15
    with pytest.raises(Refused, match="ended"):
        note_moment(lan, call.pk, "caller_put_on_hold", at=after(70))


def test_a_call_back_promised_for_16_00_stands_on_today_from_that_day_until_it_is_done(under: Under) -> None:
    """FR-229."""
    town, line = under(SECURITIES)
    lan, four = viewer(town, "lan"), datetime(2024, 3, 4, 8, 0, tzinfo=UTC)  # 16:00 in Shanghai
    call = typed(lan, start_call(lan, line.pk, at=MONDAY))
    with pytest.raises(Refused, match="first"):
        end_call(lan, call.pk, result="call_back", at=after(60))

    promise_call_back(lan, call.pk, due_at=four, note="问清佣金", at=after(30))
    end_call(lan, call.pk, result="call_back", at=after(60))

    (task,) = tasks_of(lan, until=four)
    assert (task.kind, task.due_at, task.caller) == ("call_back", four, "138****1234")
    assert tasks_of(lan, until=four - timedelta(seconds=1)) == ()
    with pytest.raises(NotFound):
        task_done(viewer(town, "mo"), task.id, at=four)
    task_done(lan, task.id, at=four)
    assert tasks_of(lan, until=four) == ()


def test_a_call_back_needs_a_number_and_a_time_to_come(under: Under) -> None:
    """FR-229."""
    town, line = under(SECURITIES)
    lan = viewer(town, "lan")
    call = start_call(lan, line.pk, at=MONDAY)

    with pytest.raises(Refused, match="number"):
        promise_call_back(lan, call.pk, due_at=after(600), note="", at=after(1))
    typed(lan, call)
    with pytest.raises(Refused, match="passed"):
        promise_call_back(lan, call.pk, due_at=after(-1), note="", at=after(1))


def test_what_is_handed_to_the_manager_on_duty_is_due_at_once(under: Under) -> None:
    """FR-233: the task is immediate; who is on duty says the plan."""
    town, line = under(STORE)
    lan, mo = viewer(town, "lan"), viewer(town, "mo")
    add_cover(mo, line.pk, person=str(town.he.pk), hours="mon-sun 08:00-20:00", is_manager=True,
              from_date=MARCH, to_date=None)  # fmt: skip
    local = MONDAY.astimezone(lan.directory.zone(line.unit_id))
    assert on_duty(plan_of([line], first=local.date()), local=local, manager=True) == (town.he.pk,)
    call = start_call(lan, line.pk, at=MONDAY)

    hand_over(lan, call.pk, to=str(town.he.pk), note="要求见主管", at=after(20))

    (task,) = tasks_of(viewer(town, "he"), until=after(20))
    assert (task.kind, task.due_at, task.note) == ("hand_over", after(20), "要求见主管")
    with pytest.raises(Refused):
        hand_over(lan, call.pk, to=str(town.lan.pk), note="", at=after(21))


def test_without_a_check_the_caller_is_masked_and_with_one_shown_and_its_method_kept(under: Under) -> None:
    """FR-230: registered telephone verified; FR-237 before that."""
    town, line = under(SECURITIES)
    lan = viewer(town, "lan")
    number = registered(town, at=after(-3600), phone="13812341234", branch="长治", sex="male", fund_account="6001")
    call = typed(lan, start_call(lan, line.pk, at=MONDAY))
    before = caller_of(lan, call)
    assert (before.told, before.names, before.classes, before.cases) == (False, ("王**",), (), ())
    allowed = methods(rules(lan, line))
    assert "registered_phone" in allowed
    assert "not_verified" not in allowed
    with pytest.raises(Refused):
        note_check(lan, call.pk, method="not_verified", allowed=allowed, at=after(5))

    checked = note_check(lan, call.pk, method="registered_phone", allowed=allowed, at=after(5))

    shown = caller_of(lan, checked)
    assert (shown.told, shown.names, [one.number for one in shown.cases]) == (True, ("王先生",), [number])
    assert (checked.check_method, checked.checked_at) == ("registered_phone", after(5))
    assert AccessLog.objects.filter(kind="caller_verified", about=f"call:{call.pk}").count() == 1


def test_a_sealed_month_is_read_only_for_the_desk_and_for_the_database(under: Under) -> None:
    """FR-234: month sealed, entries read-only."""
    town, line = under(FARM)
    lan, mo = viewer(town, "lan"), viewer(town, "mo", at=IN_APRIL)
    call = start_call(lan, line.pk, at=MONDAY)
    with pytest.raises(Refused, match="not been ended"):
        seal_month(mo, line.pk, MARCH, at=IN_APRIL)
    end_call(lan, call.pk, result="answered", at=after(60))
    note_missed(lan, line.pk, at=after(90), caller="13900000000", rings=8)
    with pytest.raises(Refused, match="keeper"):
        seal_month(lan, line.pk, MARCH, at=IN_APRIL)
    with pytest.raises(Refused, match="over"):
        seal_month(viewer(town, "mo"), line.pk, MARCH, at=after(0))

    seal = seal_month(mo, line.pk, MARCH, at=IN_APRIL)

    assert (seal.number, seal.calls) == ("CS1-202403", 2)
    for change in (
        lambda: typed(lan, call, note="later"),
        lambda: start_call(lan, line.pk, at=after(120)),
        lambda: seal_month(mo, line.pk, MARCH, at=IN_APRIL),
    ):
        with pytest.raises(Refused, match="sealed"):
            change()
    march = Call.objects.filter(line=line, month=MARCH)
    for attack in (
        lambda: march.update(note="later"),
        lambda: march.update(month=date(2024, 4, 1)),
        lambda: march.delete(),
        lambda: Call.objects.create(org=town.org, line=line, month=MARCH, began_at=MONDAY),
        lambda: SealedMonth.objects.filter(pk=seal.pk).delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            attack()
    assert sorted(march.values_list("note", "result")) == [("", "answered"), ("", "missed")]


def test_a_seal_holds_every_column_of_a_call_and_is_noted_in_the_journal_of_the_unit(under: Under) -> None:
    """FR-234: what was sealed can be shown to be unchanged."""
    town, line = under(FARM)
    mo = viewer(town, "mo", at=IN_APRIL)
    for minute in range(3):
        note_missed(viewer(town, "lan"), line.pk, at=after(60 * minute), caller="13900000000", rings=8)
    with pytest.raises(NotFound):
        compared(mo, line.pk, MARCH)
    stranger = a_town("stranger")
    with organisation(stranger.org.id), pytest.raises(NotFound):
        compared(viewer(stranger, "mo"), line.pk, MARCH)

    seal = seal_month(mo, line.pk, MARCH, at=IN_APRIL)

    found = compared(mo, line.pk, MARCH)
    assert (found.is_unchanged, found.calls, found.differences) == (True, 3, ())
    assert UnitEntry.objects.get(unit=line.unit, step="calls_sealed").body["digest"] == seal.digest
    assert set(SEALED_FIELDS) == {column.attname for column in Call._meta.concrete_fields}


def test_a_seal_that_was_made_before_seals_kept_their_content_does_not_claim_that_nothing_changed(under: Under) -> None:
    """FR-234."""
    town, line = under(FARM)
    SealedMonth.objects.create(
        org=town.org, line=line, month=MARCH, number="CS1-202403", calls=0, sealed_at=IN_APRIL, sealed_by=town.mo
    )

    found = compared(viewer(town, "mo", at=IN_APRIL), line.pk, MARCH)

    assert (found.has_content, found.is_unchanged, found.differences) == (False, False, ())


def test_the_next_month_is_open_while_the_one_before_is_sealed(under: Under) -> None:
    """FR-234: a call is entered in the month of its line's zone."""
    town, line = under(FARM)
    seal_month(viewer(town, "mo", at=IN_APRIL), line.pk, MARCH, at=IN_APRIL)
    late_evening = datetime(2024, 3, 31, 16, 30, tzinfo=UTC)  # 1 April, 00:30 in Shanghai

    call = start_call(viewer(town, "lan", at=late_evening), line.pk, at=late_evening)

    assert call.month == date(2024, 4, 1)


def test_hours_of_the_day_for_which_nobody_is_planned_are_shown(under: Under) -> None:
    """FR-231, C43: 24 hours; days and people add up to what is covered."""
    town, line = under(HOSPITAL)
    mo, pack = viewer(town, "mo"), rules(viewer(town, "mo"), line)
    first = date(2024, 3, 4)
    assert {gap.row.id for gap in gaps_of(pack, (), first=first)} == {"C43", "open_daily"}
    for person, hours in ((town.lan, "mon-sun 08:00-20:00"), (town.mo, "mon-sat 00:00-08:00 20:00-24:00")):
        add_cover(mo, line.pk, person=str(person.pk), hours=hours, is_manager=False, from_date=MARCH, to_date=None)
    plan = plan_of([line], first=first)

    (gap,) = gaps_of(pack, plan, first=first)

    assert (gap.row.id, gap.hours) == ("C43", ("sun 00:00-08:00", "sun 20:00-24:00"))
    assert covered(plan, first=first).startswith("mon 00:00-24:00")
    with pytest.raises(Refused, match="keeper"):
        add_cover(viewer(town, "lan"), line.pk, person=str(town.lan.pk), hours="mon 08:00-09:00", is_manager=False,
                  from_date=MARCH, to_date=None)  # fmt: skip


def test_a_diverted_line_is_unverified_until_somebody_verifies_it_and_each_diversion_anew(under: Under) -> None:
    """FR-231: diversion unverified, alarm."""
    town, line = under(HOSPITAL)
    lan = viewer(town, "lan")
    divert(lan, line.pk, to_number="13911112222", at=MONDAY)
    assert diversions([line])[line.pk].verified_at is None

    verify_diversion(lan, line.pk, at=after(60))
    assert diversions([line])[line.pk].verified_at == after(60)

    divert(lan, line.pk, to_number="13933334444", at=after(120))
    assert diversions([line])[line.pk].verified_at is None


def test_a_line_and_its_calls_are_hidden_from_whoever_does_not_answer_it(under: Under) -> None:
    """FR-235: by unit, and for those who are planned for it."""
    town, line = under(FARM)
    call = start_call(viewer(town, "lan"), line.pk, at=MONDAY)
    zhou = viewer(town, "zhou")
    assert lines_of(zhou) == ()
    with pytest.raises(NotFound):
        call_of(zhou, call.pk)
    with pytest.raises(NotFound):
        start_call(zhou, line.pk, at=MONDAY)

    add_cover(viewer(town, "mo"), line.pk, person=str(town.zhou.pk), hours="sat 08:00-20:00", is_manager=False,
              from_date=MARCH, to_date=None)  # fmt: skip

    assert call_of(zhou, call.pk) == call


def test_the_line_of_another_organisation_is_not_there() -> None:
    ours, theirs = two_towns()
    with organisation(theirs.org.id):
        strange = line(theirs)
    with organisation(ours.org.id), pytest.raises(NotFound):
        start_call(viewer(ours, "he"), strange.pk, at=MONDAY)


def test_the_number_of_a_call_is_masked_for_whoever_has_no_part_in_it_and_nothing_of_it_written(under: Under) -> None:
    """FR-237: 138****1234 for those who do not handle it; the keeper and who takes over read it."""
    town, line = under(STORE)
    lan, zhou, mo = viewer(town, "lan"), viewer(town, "zhou"), viewer(town, "mo")
    add_cover(mo, line.pk, person=str(town.zhou.pk), hours="sat 08:00-20:00", is_manager=False, from_date=MARCH,
              to_date=None)  # fmt: skip
    call = typed(lan, start_call(lan, line.pk, at=MONDAY), caller="13812341234")

    def shown(who: Viewer) -> list[str]:
        return [one.caller for one in entries(who, line, Filters(MARCH), None, now=after(9))]

    assert (shown(lan), shown(mo), shown(zhou)) == (["13812341234"], ["13812341234"], ["138****1234"])
    assert not has_part(zhou, call)
    with pytest.raises(Refused, match="took it over"):
        typed(zhou, call, caller="1")

    hand_over(lan, call.pk, to=str(town.zhou.pk), note="", at=after(5))

    assert has_part(zhou, call)
