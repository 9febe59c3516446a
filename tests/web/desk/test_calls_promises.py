"""What is promised in the note of a call: shown on the pad, owed after one click, on the case or as a call back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from amends.calls.cover import add_cover
from amends.calls.models import CallTask, Line
from amends.calls.taking import keep_fields, start_call
from amends.calls.tasks import tasks_of
from amends.cases.models import Entry, EntryValue, ObligationRow
from amends.web.desk.calls_register import keep_case
from tests.makers import Town, registered, viewer
from tests.web.desk.conftest import Under
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
PROPERTY, HOSPITAL = "property-instruction", "hospital-phones"
NOTE = "客户要求三天内修好。已告知：明天上午十点前给您回电。"
WORDS = "明天上午十点前给您回电"


def taken(town: Town, line: Line, *, number: str = "", note: str = NOTE) -> str:
    """Take a call now, note it, and return the address of its pad."""
    lan = viewer(town, "lan", at=timezone.now())
    call = start_call(lan, line.pk, at=timezone.now(), caller="13812341234")
    keep_fields(lan, call.pk, caller=call.caller, rings=None, kind="basic", note=note, number=number)
    return reverse("desk:call", args=[call.pk])


def on_pad(client: Client, pad: str) -> dict[str, str]:
    """Return what the pad sends when the button of its first promise is pressed; nothing where there is none."""
    html = client.get(pad).content.decode()
    if 'name="words-1"' not in html:
        return {}
    values = {name: html.split(f'name="{name}" value="')[1].split('"')[0] for name in ("words-1", "due-1")}
    return {"note": NOTE, "caller": "13812341234", "kind": "basic", "promise": "1", **values}


def hour_of(moment: object) -> tuple[object, int]:
    local = localtime(moment)  # type: ignore[arg-type]
    return local.date(), local.hour


def tomorrow_at_ten() -> tuple[object, int]:
    return localtime(timezone.now() + timedelta(days=1)).date(), 10


def test_what_is_promised_in_a_call_with_a_case_becomes_an_obligation_of_the_case_by_one_click(under: Under) -> None:
    """FR-140."""
    town, line = under(PROPERTY)
    number = registered(town, at=timezone.now())
    client, pad = signed_in(town.lan), taken(town, line, number=number)
    pressed = on_pad(client, pad)
    assert WORDS in pressed["words-1"]
    assert "三天内" not in pressed["words-1"]

    assert client.post(pad, {**pressed, "case": number}).status_code == 302

    row = ObligationRow.objects.get(duty="promised_call")
    assert (row.owner_person_id, hour_of(row.due_at)) == (town.lan.pk, tomorrow_at_ten())
    assert on_pad(client, pad) == {}
    assert not CallTask.objects.exists()
    panel = client.get(reverse("desk:promises", args=[number])).content.decode()
    assert WORDS in panel
    assert 'name="on"' not in panel


def test_without_a_case_the_time_that_was_found_is_offered_as_a_call_back(under: Under) -> None:
    """FR-140, FR-229."""
    town, line = under(HOSPITAL)
    client, pad = signed_in(town.lan), taken(town, line)

    assert client.post(pad, on_pad(client, pad)).status_code == 302

    task = CallTask.objects.get()
    assert (task.kind, task.person_id, hour_of(task.due_at)) == ("call_back", town.lan.pk, tomorrow_at_ten())
    assert WORDS in task.note
    assert on_pad(client, pad) == {}


@pytest.mark.parametrize(("field", "value"), [
    ("words-1", "明天上门退款"),
    ("note", "已说明情况"),
    ("due-1", ""),
    ("due-1", "2001-01-01T10:00"),
])  # fmt: skip
def test_words_that_are_not_in_the_note_and_times_that_cannot_be_make_nothing(
    under: Under, field: str, value: str
) -> None:
    town, line = under(HOSPITAL)
    client, pad = signed_in(town.lan), taken(town, line)

    assert client.post(pad, {**on_pad(client, pad), field: value}).status_code == 409

    assert not CallTask.objects.exists()


def test_the_same_promise_is_not_kept_twice(under: Under) -> None:
    town, line = under(PROPERTY)
    number = registered(town, at=timezone.now())
    client, pad = signed_in(town.lan), taken(town, line, number=number)
    pressed = on_pad(client, pad)
    client.post(pad, pressed)
    before = Entry.objects.count()

    assert client.post(pad, pressed).status_code == 409

    assert Entry.objects.count() == before


def test_nothing_is_offered_to_whoever_has_no_part_in_the_call(under: Under) -> None:
    town, line = under(HOSPITAL)
    pad = taken(town, line)
    add_cover(viewer(town, "mo"), line.pk, person=str(town.zhou.pk), hours="sat 08:00-20:00", is_manager=False,
              from_date=date(2024, 3, 1), to_date=None)  # fmt: skip

    assert on_pad(signed_in(town.lan), pad) != {}
    client = signed_in(town.zhou)
    assert client.get(pad).status_code == 200
    assert on_pad(client, pad) == {}


def agreed(number: str, at: str, note: str = "催修进度") -> dict[str, str]:
    """What the pad sends when a call back is agreed by hand."""
    return {"caller": "13812341234", "kind": "basic", "do": "call_back", "case": number, "call_back_at": at,
            "task_note": note}  # fmt: skip


def in_two_hours() -> str:
    return f"{localtime(timezone.now() + timedelta(hours=2)):%Y-%m-%dT%H:%M}"


def test_a_call_back_agreed_on_a_case_is_an_obligation_of_the_case_and_stands_on_today_once(under: Under) -> None:
    """FR-140, FR-229: each promise is a dated task, with its owner and clock."""
    town, line = under(PROPERTY)
    number = registered(town, at=timezone.now())
    client, pad, when = signed_in(town.lan), taken(town, line, number=number, note=""), in_two_hours()

    assert client.post(pad, agreed(number, when)).status_code == 302

    row, task = ObligationRow.objects.get(duty="promised_call"), CallTask.objects.get()
    assert (row.owner_person_id, f"{localtime(row.due_at):%Y-%m-%dT%H:%M}") == (town.lan.pk, when)
    assert (task.case_id, task.due_at, task.done_at) == (row.case_id, row.due_at, None)
    assert tasks_of(viewer(town, "lan"), until=timezone.now() + timedelta(days=2)) == ()
    assert "由案件承办" in client.get(pad).content.decode()
    assert client.post(pad, {**agreed(number, ""), "do": "end", "result": "call_back"}).status_code == 302


def test_a_call_back_that_the_case_refuses_leaves_nothing_behind(under: Under) -> None:
    town, line = under(PROPERTY)
    number = registered(town, at=timezone.now())
    client, pad, before = signed_in(town.lan), taken(town, line, number=number, note=""), Entry.objects.count()

    answer = client.post(pad, agreed(number, "2001-01-01T10:00"))

    assert answer.status_code == 409
    assert (CallTask.objects.count(), Entry.objects.count()) == (0, before)


def test_a_call_back_agreed_before_there_was_a_case_moves_to_the_case_that_comes_of_the_call(under: Under) -> None:
    """FR-140: nothing that was promised is lost when the case is registered afterwards."""
    town, line = under(PROPERTY)
    client, pad = signed_in(town.lan), taken(town, line, note="")
    client.post(pad, agreed("", in_two_hours()))
    task = CallTask.objects.get()
    assert task.case_id is None
    lan, number = viewer(town, "lan", at=timezone.now()), registered(town, at=timezone.now())

    keep_case(lan, task.call, number, at=timezone.now())

    row = ObligationRow.objects.get(duty="promised_call")
    task.refresh_from_db()
    assert (task.case_id, row.due_at, row.owner_person_id) == (row.case_id, task.due_at, town.lan.pk)
    assert EntryValue.objects.get(name="promise_words").value == "催修进度"
