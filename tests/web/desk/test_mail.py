"""Incoming mail at the desk: listed for who registers, registered with one click, put to a case, set aside."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.cases.models import Case, Entry, Evidence
from amends.mail.models import IncomingMail, Mailbox
from amends.mail.passwords import unseal
from amends.people.models import Organisation
from tests.mail.conftest import WANG, answer, complained, files, letter, river, the_mail, took
from tests.makers import MONDAY, Town, complaint
from tests.web.screens import signed_in

__all__ = ["files", "river"]
PICTURE = b"\xff\xd8\xff\xe0" + b"\x00" * 200
BOX = {
    "address": "complaints@river.example", "host": "imap.river.example", "security": "tls",
    "login": "complaints", "password": "s3cret-word", "folder": "INBOX", "is_active": "yes",
}  # fmt: skip


def set_box(town: Town, **values: str) -> Any:
    """Let the administrator set the mailbox; return the answer."""
    return signed_in(town.he).post("/admin/channels/mailbox/", {**BOX, "unit": str(town.desk.pk), **values})


def waiting(town: Town, **heads: Any) -> IncomingMail:
    told = letter("电梯停运两天，老人无法下楼。", subject="三号楼电梯", **heads)
    told.add_attachment(PICTURE, maintype="image", subtype="jpeg", filename="电梯.jpg")
    took(town, told)
    return the_mail(town)


def test_a_mail_is_registered_with_one_click_everything_filled_in(river: Town) -> None:
    row, lan = waiting(river), signed_in(river.lan)

    form = lan.get(f"/register/?mail={row.pk}&unit=CS").content.decode()
    for told in ("王先生", "电梯停运两天", f'name="mail" value="{row.pk}"', 'value="email" checked'):
        assert told in form
    sent = {**complaint(channel="email", complainant="王先生", phone="", description=row.text), "unit": "CS"}
    done = lan.post(
        "/register/",
        {
            **sent,
            "mail": str(row.pk),
            "do": "register",
            "happened_at": f"{timezone.localtime(row.received_at):%Y-%m-%dT%H:%M}",
            "backdate_reason": "邮件",
        },
    )

    assert done.status_code == 302, done.content.decode()
    case = Case.objects.select_related("complainant").get()
    row.refresh_from_db()
    assert (row.state, row.case_id, row.handled_by_id) == ("registered", case.pk, river.lan.pk)
    assert case.complainant is not None
    assert case.complainant.email == WANG
    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["mail.eml", "电梯.jpg"]
    assert abs((case.received_at - row.received_at).total_seconds()) < 60


def test_of_two_who_register_the_same_mail_one_is_told_and_nothing_of_the_second_is_left(river: Town) -> None:
    row = waiting(river)
    sent = {**complaint(channel="email"), "unit": "CS", "mail": str(row.pk), "do": "register"}
    first = signed_in(river.lan).post("/register/", sent)
    second = signed_in(river.mo).post("/register/", {**sent, "description": "另一种说法"})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "已经处理过" in second.content.decode()
    assert Case.objects.count() == 1


def test_a_mail_is_put_to_a_case_by_its_step_for_evidence(river: Town) -> None:
    number, row = complained(river), waiting(river)

    done = signed_in(river.lan).post(f"/mail/{row.pk}/case/", {"number": number.lower()})

    assert done.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.case.number if row.case else "") == ("added", number)
    assert Evidence.objects.filter(case__number=number, source="complainant").count() == 2
    assert Entry.objects.filter(case__number=number).latest("seq").by_id == river.lan.pk


def test_a_case_that_one_may_not_see_is_as_one_that_is_not_there(river: Town) -> None:
    hidden, row = complained(river), waiting(river)
    Case.objects.filter(number=hidden).update(accused=[river.lan.pk])
    lan = signed_in(river.lan)

    answers = [lan.post(f"/mail/{row.pk}/case/", {"number": one}) for one in (hidden, "CS-2024-999")]

    assert [one.status_code for one in answers] == [409, 409]
    first, second = (
        one.content.decode().replace(number, "") for one, number in zip(answers, (hidden, "CS-2024-999"), strict=True)
    )
    assert "没有您能看到的这个案件" in first
    assert first.count("案件") == second.count("案件")
    row.refresh_from_db()
    assert row.state == "waiting"


def test_nothing_is_set_aside_without_a_reason_and_what_is_stays_listed(river: Town) -> None:
    row, lan = waiting(river), signed_in(river.lan)

    assert lan.post(f"/mail/{row.pk}/aside/", {"reason": " "}).status_code == 409
    assert lan.post(f"/mail/{row.pk}/aside/", {"reason": "广告"}).status_code == 302
    assert "三号楼电梯" in lan.get("/mail/?of=done").content.decode()
    assert "广告" in lan.get(f"/mail/{row.pk}/").content.decode()
    assert lan.post(f"/mail/{row.pk}/aside/", {"reason": "又一次"}).status_code == 409


def test_who_does_not_register_sees_no_mail_but_what_belongs_to_their_cases(river: Town) -> None:
    Mailbox.objects.update(unit=river.security)
    row = waiting(river)
    number = complained(river)
    took(river, answer(river, number))
    own = IncomingMail.objects.get(state="added")
    lan = signed_in(river.lan)

    assert lan.get(f"/mail/{row.pk}/").status_code == 404
    assert lan.get(f"/mail/{row.pk}/files/0/").status_code == 404
    assert lan.post(f"/mail/{row.pk}/aside/", {"reason": "x"}).status_code == 404
    assert lan.get(f"/mail/{own.pk}/").status_code == 200
    assert "三号楼电梯" not in lan.get("/mail/").content.decode()


def test_files_leave_as_attachments_in_a_sandbox(river: Town) -> None:
    row, lan = waiting(river), signed_in(river.lan)

    for nth, kind in ((0, "message/rfc822"), (1, "image/jpeg")):
        sent = lan.get(f"/mail/{row.pk}/files/{nth}/")
        assert sent["Content-Type"] == kind
        assert sent["Content-Disposition"].startswith("attachment")
        assert "sandbox" in sent["Content-Security-Policy"]
    assert lan.get(f"/mail/{row.pk}/files/2/").status_code == 404


@pytest.mark.parametrize("of", ["waiting", "unreadable", "by_itself", "done", "nonsense"])
def test_every_list_opens_empty_and_says_so(river: Town, of: str) -> None:
    page = signed_in(river.lan).get(f"/mail/?of={of}&page=x")

    assert page.status_code == 200
    assert "empty" in page.content.decode()


def test_today_says_that_mail_waits_and_the_menu_leads_there(river: Town) -> None:
    assert 'href="/mail/"' not in signed_in(river.lan).get("/").content.decode()
    assert set_box(river).status_code == 302
    waiting(river)

    assert "1 封来信等待登记" in signed_in(river.lan).get("/").content.decode()


def test_the_password_is_kept_sealed_and_never_shown_again(river: Town) -> None:
    he = signed_in(river.he)
    Mailbox.objects.all().update(host="", password="")

    assert set_box(river).status_code == 302

    box = Mailbox.objects.get()
    assert (box.host, box.port, box.folder) == ("imap.river.example", 993, "INBOX")
    assert "s3cret-word" not in box.password
    assert unseal(box.password) == "s3cret-word"
    assert "s3cret-word" not in he.get("/admin/channels/").content.decode()
    assert set_box(river, password="").status_code == 302
    assert unseal(Mailbox.objects.get().password) == "s3cret-word"
    assert Organisation.objects.get(pk=river.org.pk).settings["mail"] is True


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("host", "http://x/", "服务器名称"), ("host", "a b", "服务器名称"), ("host", "-oProxyCommand=x", "服务器名称"),
        ("security", "plain", "只有本机"), ("security", "none", "选择"), ("address", "nobody", "邮箱地址"), ("unit", "NO", "选择"),
        ("folder", "收件箱", "英文字母"), ("login", "", "登录名"), ("login", "a\nb", "英文字母"),
    ],
)  # fmt: skip
def test_a_mailbox_that_cannot_be_is_refused_beside_its_field(river: Town, field: str, value: str, says: str) -> None:
    before = Mailbox.objects.values().get()

    page = set_box(river, **{field: value})

    assert page.status_code == 422
    assert says in page.content.decode()
    assert "s3cret-word" not in page.content.decode()
    assert Mailbox.objects.values().get() == before


def test_another_server_asks_for_the_password_again(river: Town) -> None:
    """Else who administers could send the kept password to a server of their own."""
    set_box(river)

    page = set_box(river, host="imap.evil.example", password="")

    assert page.status_code == 422
    assert Mailbox.objects.get().host == "imap.river.example"


def test_only_who_administers_sets_the_mailbox(river: Town) -> None:
    assert signed_in(river.lan).post("/admin/channels/mailbox/", BOX).status_code == 404
    assert Client().post("/admin/channels/mailbox/", BOX).status_code == 302
    assert Mailbox.objects.get().next_look_at == MONDAY
