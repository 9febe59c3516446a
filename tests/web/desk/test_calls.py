"""The telephone at the desk: one key begins a call, the pad says what the regulation asks for, the book is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from amends.calls.cover import add_cover, divert
from amends.calls.models import Call, CallTask, Line, SealedMonth
from amends.calls.taking import end_call, keep_fields, note_missed, start_call
from amends.cases.models import Case
from tests.makers import registered, viewer
from tests.web.desk.conftest import Under
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
SECURITIES, FARM, HOSPITAL, STORE = (
    "datong-securities-phones", "farm-phones", "hospital-phones", "department-store",
)  # fmt: skip


def begun(client: Client, line: Line, caller: str = "13812341234") -> tuple[str, Call]:
    """Take a call by the button; return its address and its row."""
    answer = client.post(reverse("desk:call_start"), {"line": line.pk, "caller": caller, "do": "start"})
    assert answer.status_code == 302, answer.content
    return answer.headers["Location"], Call.objects.latest("began_at")


def sent(**fields: str) -> dict[str, str]:
    return {"caller": "13812341234", "rings": "", "kind": "basic", "note": "", "case": "", **fields}


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("pack", "greeting", "closing"),
    [
        (SECURITIES, "您好，大同证券", "谢谢您"),
        (FARM, "您好，乡野邻家农业科技有限公司", "感谢您对乡野邻家的支持"),
        (HOSPITAL, "您好", "再见"),
        (STORE, "您好，这里是", ""),
    ],
)
def test_the_pad_says_the_greeting_and_closing_of_the_house(
    under: Under, pack: str, greeting: str, closing: str
) -> None:
    """FR-225: the texts differ from house to house; none is invented where the regulation prescribes none."""
    town, line = under(pack)
    client = signed_in(town.lan)
    page = text(client, begun(client, line)[0])

    assert f"“{greeting}”" in page
    assert f"“{closing}”" in page if closing else "“谢谢您”" not in page


def test_the_fourth_ring_is_marked_on_the_pad_in_the_book_and_in_the_file(under: Under) -> None:
    """FR-224, FR-234."""
    town, line = under(SECURITIES)
    client = signed_in(town.lan)
    pad, _call = begun(client, line)
    mark = "铃响三声之内接听"
    client.post(pad, sent(rings="3", do="keep"))
    assert mark not in text(client, pad)

    client.post(pad, sent(rings="4", do="keep"))

    assert mark in text(client, pad)
    client.post(pad, sent(rings="4", note="=1+1", do="end", result="answered"))
    assert mark in text(client, reverse("desk:calls"))
    file = client.get(reverse("desk:calls_export", args=["csv"])).content.decode()
    assert mark in file
    assert "13812341234,4," in file
    assert "'=1+1" in file
    assert client.get(reverse("desk:calls_export", args=["xlsx"])).status_code == 200
    assert client.get(reverse("desk:calls_export", args=["pdf"])).status_code == 404


def test_at_five_minutes_the_pad_asks_for_the_choice(under: Under) -> None:
    """FR-227."""
    town, line = under(SECURITIES)
    at = timezone.now() - timedelta(minutes=5)
    call = start_call(viewer(town, "lan", at=at), line.pk, at=at)
    client = signed_in(town.lan)
    pad = reverse("desk:call", args=[call.pk])
    assert 'class="panel ask due"' in text(client, pad)

    client.post(pad, sent(do="choice_offered"))

    assert "panel ask" not in text(client, pad)


def test_register_opens_with_the_number_and_its_case_stands_beside_the_call(under: Under) -> None:
    """FR-226: the securities complaint needs the fund account."""
    town, line = under(SECURITIES)
    client = signed_in(town.lan)
    pad, call = begun(client, line)

    answer = client.post(pad, sent(kind="complaint", note="下单不成交", do="register"))
    form = text(client, answer.headers["Location"])

    assert 'value="13812341234"' in form
    assert "下单不成交" in form
    assert "13812341234" not in answer.headers["Location"]
    facts = {
        "channel": "phone", "matter": "complaint", "phone": "13812341234", "complainant": "王先生", "sex": "male",
        "branch": "长治营业部", "description": "下单不成交", "call": str(call.pk), "unit": "CS", "do": "register",
        "read_back": "yes", "detail": "网上交易报错",
    }  # fmt: skip
    refused = client.post(reverse("desk:register"), facts)
    assert refused.status_code == 422
    assert "资金账号" in refused.content.decode()

    taken = client.post(reverse("desk:register"), {**facts, "fund_account": "60010001"})

    assert taken.status_code == 302, taken.content.decode()[-3000:]
    call.refresh_from_db()
    assert call.case == Case.objects.get()
    assert call.case.number in text(client, pad)


def test_the_farm_asks_for_no_fund_account_and_an_enquiry_for_other_fields_than_a_complaint(under: Under) -> None:
    """FR-226."""
    town, line = under(FARM)
    client = signed_in(town.lan)
    pad, _call = begun(client, line)

    assert "资金账号" not in text(client, client.post(pad, sent(kind="complaint", do="register")).headers["Location"])
    enquiry = text(client, client.post(pad, sent(kind="enquiry", do="register")).headers["Location"])
    assert 'value="enquiry" selected' in enquiry or 'value="enquiry" checked' in enquiry


def test_a_promise_is_on_today_at_its_time_and_calling_begins_the_call(under: Under) -> None:
    """FR-229."""
    town, line = under(SECURITIES)
    client = signed_in(town.lan)
    pad, _call = begun(client, line)
    soon = localtime(timezone.now() + timedelta(seconds=60))
    day_before = soon.date() != localtime().date()
    answer = client.post(pad, sent(do="call_back", call_back_at=f"{soon:%Y-%m-%dT%H:%M:%S}", task_note="问佣金"))
    assert answer.status_code == 302, answer.content
    task = CallTask.objects.get()

    assert ("问佣金" in text(client, "/")) is not day_before
    assert "问佣金" not in text(signed_in(town.mo), "/")

    out = client.post(reverse("desk:call_task", args=[task.pk]), {"do": "call"})

    call = Call.objects.get(is_out=True)
    assert (out.headers["Location"], call.caller) == (reverse("desk:call", args=[call.pk]), "13812341234")
    assert "问佣金" not in text(client, "/")


def test_the_manager_on_duty_is_offered_first_and_finds_the_caller_on_today(under: Under) -> None:
    """FR-233."""
    town, line = under(STORE)
    add_cover(
        viewer(town, "mo"), line.pk, person=str(town.he.pk), hours="mon-sun 00:00-24:00", is_manager=True,
        from_date=localtime().date(), to_date=None,
    )  # fmt: skip
    client = signed_in(town.lan)
    pad, _call = begun(client, line)
    assert "何经理 · 当值主管" in text(client, pad)

    client.post(pad, sent(do="hand_over", to=str(town.he.pk), task_note="要求见主管"))

    assert "要求见主管" in text(signed_in(town.he), "/")


def test_a_name_is_hidden_until_the_check_is_noted(under: Under) -> None:
    """FR-230."""
    town, line = under(SECURITIES)
    client = signed_in(town.lan)
    pad, call = begun(client, line)
    registered(town, at=timezone.now(), branch="长治", sex="male", fund_account="6001")
    hidden = text(client, pad)
    assert "王先生" not in hidden
    assert client.post(pad, sent(do="check")).status_code == 409

    client.post(pad, sent(do="check", method="registered_phone"))

    assert "王先生" in text(client, pad)
    call.refresh_from_db()
    assert call.check_method == "registered_phone"


def test_an_unverified_diversion_is_an_alarm_and_hours_without_anybody_are_named(under: Under) -> None:
    """FR-231."""
    town, line = under(HOSPITAL)
    divert(viewer(town, "lan"), line.pk, to_number="13911112222", at=timezone.now())
    client, plan = signed_in(town.mo), reverse("desk:calls_cover")
    assert "未核实" in text(client, reverse("desk:calls"))
    assert "周一 00:00-24:00" in text(client, plan)

    client.post(plan, {"do": "verify", "line": str(line.pk)})
    answer = client.post(
        plan, {"do": "plan", "line": str(line.pk), "person": str(town.lan.pk), "hours": "mon-sun 00:00-24:00",
               "from": f"{localtime():%Y-%m-%d}", "to": "", "is_manager": ""},
    )  # fmt: skip

    assert answer.status_code == 302, answer.content
    assert "未核实" not in text(client, reverse("desk:calls"))
    assert "周一 00:00-24:00" not in text(client, plan)
    wrong = client.post(plan, {"do": "plan", "line": str(line.pk), "person": str(town.lan.pk), "hours": "always"})
    assert wrong.status_code == 409


def test_a_sealed_month_is_shown_for_reading_and_takes_nothing_more(under: Under) -> None:
    """FR-234."""
    town, line = under(FARM)
    long_ago = datetime.fromisoformat("2024-03-04T10:00:00+08:00")
    lan = viewer(town, "lan", at=long_ago)
    call = start_call(lan, line.pk, at=long_ago)
    keep_fields(lan, call.pk, caller="13812341234", rings=1, kind="basic", note="问价", number="")
    end_call(lan, call.pk, result="answered", at=long_ago + timedelta(minutes=1))
    note_missed(lan, line.pk, at=long_ago, caller="", rings=7)
    client, month = signed_in(town.mo), {"line": str(line.pk), "month": "2024-03"}
    assert signed_in(town.lan).post(reverse("desk:call_seal"), month).status_code == 409

    sealed = client.post(reverse("desk:call_seal"), month, follow=True).content.decode()

    assert "CS1-202403" in sealed
    assert "2" in sealed
    pad = reverse("desk:call", args=[call.pk])
    assert 'name="do"' not in text(client, pad)
    assert client.post(pad, sent(note="later", do="keep")).status_code == 409
    call.refresh_from_db()
    assert call.note == "问价"
    beside = client.get(reverse("desk:calls"), {**month, "compare": "yes"}).content.decode()
    assert "未改动：2 通通话与封存时一致。" in beside
    assert SealedMonth.objects.get().digest in beside


def test_without_a_line_the_page_says_who_opens_one_and_the_administrator_does(under: Under) -> None:
    made, line = under(FARM)
    Line.objects.filter(pk=line.pk).update(is_active=False)
    assert "管理员" in text(signed_in(made.lan), reverse("desk:calls"))
    he, plan = signed_in(made.he), reverse("desk:calls_cover")
    new = {
        "do": "line",
        "code": "cs2",
        "zh": "财务电话",
        "en": "Finance line",
        "number": "1",
        "unit": "CS",
        "keeper": "",
    }
    assert signed_in(made.lan).post(plan, new).status_code == 404

    he.post(plan, new)

    assert "财务电话" in text(signed_in(made.lan), reverse("desk:calls"))
    assert he.post(plan, new).status_code == 409


def test_a_call_on_a_line_of_others_is_not_there(under: Under) -> None:
    town, line = under(FARM)
    pad, _call = begun(signed_in(town.lan), line)
    zhou = signed_in(town.zhou)

    assert zhou.get(pad).status_code == 404
    assert zhou.post(pad, sent(do="end", result="answered")).status_code == 404
    assert zhou.get(f"{reverse('desk:calls')}?line={line.pk}").status_code == 404


def test_who_is_planned_for_a_line_reads_the_call_of_another_without_its_number(under: Under) -> None:
    """FR-237."""
    town, line = under(FARM)
    pad, _call = begun(signed_in(town.lan), line)
    add_cover(
        viewer(town, "mo"), line.pk, person=str(town.zhou.pk), hours="sat 08:00-20:00", is_manager=False,
        from_date=localtime().date(), to_date=None,
    )  # fmt: skip
    zhou = signed_in(town.zhou)

    page = text(zhou, pad)

    assert "138****1234" in page
    assert "13812341234" not in page + text(zhou, reverse("desk:calls"))
    assert 'name="do"' not in page
    assert zhou.post(pad, sent(do="keep")).status_code == 409


@pytest.mark.parametrize(("pack", "offered"), [(HOSPITAL, True), (SECURITIES, False)])
def test_material_is_promised_from_the_pad_where_the_regulation_has_a_duty_for_it(
    under: Under, pack: str, offered: bool
) -> None:
    """FR-232: the promise is a step of the call's case, whose duty is the task."""
    town, line = under(pack)
    client = signed_in(town.lan)
    pad, call = begun(client, line)
    number = registered(town, at=timezone.now(), branch="长治", sex="male", fund_account="6001")

    client.post(pad, sent(case=number, do="keep"))

    call.refresh_from_db()
    assert call.case == Case.objects.get()
    promise = reverse("desk:step", args=[number, "promise_material"])
    assert (promise in text(client, pad)) is offered
    assert not offered or client.get(promise).status_code == 200
