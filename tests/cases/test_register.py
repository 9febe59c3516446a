"""Registering: a number, rules, clocks, a first-asked person; or a refusal that leaves nothing."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from amends.cases.models import Case, CaseSearch, Entry, ObligationRow
from amends.cases.steps import Intake, register
from amends.core.refusal import Refused
from tests.makers import MONDAY, Town, complaint, registered, viewer


def test_a_registered_complaint_has_number_clocks_and_a_first_asked_person(river: Town) -> None:
    """FR-003, FR-004, FR-064: a guard enters a case and is its first-asked person."""
    number = registered(river, by="zhou")

    case = Case.objects.get(number=number)
    assert number == "CS-2024-1"
    assert (case.stage, case.stage_kind, case.first_asked, case.holder) == ("registered", "new", river.zhou, river.zhou)
    duty = ObligationRow.objects.get(case=case, duty="C01")
    assert (duty.state, duty.due_at, duty.owner_person) == ("open", MONDAY + timedelta(minutes=5), river.lan)
    assert case.next_due_at == MONDAY + timedelta(minutes=5)
    assert Entry.objects.get(case=case).body["events"] == ["told", "received", "registered"]
    assert CaseSearch.objects.filter(case=case).exists()


def test_two_complaints_of_one_second_have_different_numbers(river: Town) -> None:
    """FR-003."""
    assert [registered(river), registered(river)] == ["CS-2024-1", "CS-2024-2"]


def test_numbers_go_on_behind_those_that_are_there(river: Town) -> None:
    """FR-003: cases that came with a restored or imported database keep theirs."""
    Case.objects.filter(number=registered(river)).update(number="CS-2031-41")

    assert [number_of(river.org.id, river, 2031) for _ in range(2)] == [42, 43]


def number_of(org: UUID, river: Town, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT amends_next_number(%s, %s, %s, %s)", [org, river.desk.id, year, f"CS-{year}-"])
        return int(cursor.fetchone()[0])


def test_a_number_of_another_organisation_is_refused(river: Town) -> None:
    with pytest.raises(ProgrammingError, match="another organisation"), transaction.atomic():
        number_of(uuid4(), river, 2024)


def test_a_form_without_an_obligatory_field_is_refused_by_name_and_leaves_nothing(river: Town) -> None:
    """FR-002."""
    with pytest.raises(Refused) as no:
        registered(river, description="")

    assert [m.field for m in no.value.missing] == ["description"]
    assert not Case.objects.exists()


def test_a_channel_that_is_not_enabled_is_refused_by_name(river: Town) -> None:
    """FR-001."""
    from amends.cases.models import Channel

    Channel.objects.create(org=river.org, kind="phone", name_zh="电话", name_en="Phone")
    Channel.objects.create(org=river.org, kind="media", name_zh="媒体", name_en="Media", enabled=False)

    with pytest.raises(Refused, match="Media"):
        registered(river, channel="media")


def test_an_enquiry_starts_no_clock(river: Town) -> None:
    """FR-005."""
    number = registered(river, matter="enquiry")

    assert Case.objects.get(number=number).next_due_at is None


def test_a_matter_between_staff_is_refused_with_a_hint(river: Town) -> None:
    """FR-028."""
    with pytest.raises(Refused, match="internal procedure"):
        registered(river, complainant_is_staff=True, accused=[str(river.chen.id)])

    assert not Case.objects.exists()


def test_what_happened_earlier_needs_a_reason_and_is_marked(river: Town) -> None:
    lan, earlier = viewer(river, "lan"), MONDAY - timedelta(hours=3)

    with pytest.raises(Refused, match="reason"):
        register(lan, Intake(complaint(), unit="CS", happened_at=earlier), at=MONDAY)
    done = register(lan, Intake(complaint(), unit="CS", happened_at=earlier, backdate_reason="系统停电"), at=MONDAY)

    entry = Entry.objects.get(case=done.result.case)
    assert entry.body["backdated"] is True
    assert (entry.happened_at, entry.recorded_at) == (earlier, MONDAY)


def test_the_future_is_refused(river: Town) -> None:
    with pytest.raises(Refused, match="future"):
        register(
            viewer(river, "lan"), Intake(complaint(), unit="CS", happened_at=MONDAY + timedelta(hours=1)), at=MONDAY
        )


def test_the_journal_holds_no_words(river: Town) -> None:
    registered(river)

    said = str(Entry.objects.get().body)
    assert not any(word in said for word in ("王先生", "13812341234", "电梯", "8-1201"))


def test_registering_takes_few_queries(river: Town, django_assert_max_num_queries: object) -> None:
    registered(river)
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        registered(river)
