"""ANCHORS 1–3, 7, 19, 29, 33, 36, 37, 39, 42, 44: what a mail from a stranger must not do.

Script in subject, body, sender and file name (Zammad CVE-2018-1000154, CVE-2019-1010018; OTRS CVE-2014-1695,
CVE-2005-3895; uvdesk#48), an upload by mail that runs (FreeScout CVE-2026-27636, CVE-2026-28289), a forged sender in
another's case (Zendesk, October 2024; zammad#2444, #5064), a loop (osTicket#1041, odoo#66329), a decoding bomb
(RT CVE-2014-9472), commands and ports through the mail settings (FreeScout GHSA-7p9x-ch4c-vqj9, Zammad CVE-2021-35299).
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from threading import Thread
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from amends.cases.models import Case, Entry, Evidence, Letter
from amends.channels.mail.inbound import connection, source
from amends.channels.mail.inbound.message import read_mail
from amends.channels.mail.inbound.words import TEXTUAL
from amends.jobs import receive_mail
from amends.mail.models import IncomingMail, Mailbox
from amends.mail.passwords import seal
from amends.mail.receiving import Taken
from amends.people.models import Complainant
from tests.attacks.conftest import Browser
from tests.mail.conftest import (
    WANG,
    answer,
    complained,
    files,
    imap,
    letter,
    our_letter,
    reading,
    river,
    the_mail,
    took,
)
from tests.makers import Town

__all__ = ["files", "imap", "river"]
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_script_in_subject_sender_body_and_file_name_is_shown_as_letters(
    river: Town, browser: Browser, kind: str
) -> None:
    made = EmailMessage()
    made["From"] = f'"{SCRIPT}" <a@example.org>'
    made["Subject"] = SCRIPT
    made.set_content(f"a{SCRIPT}b", subtype=kind)
    made.add_attachment(b"text", maintype="text", subtype="plain", filename=f"{SCRIPT}.txt")
    took(river, made)

    lan = browser(river.lan)
    for path in ("/mail/", f"/mail/{the_mail(river).pk}/", f"/register/?mail={the_mail(river).pk}"):
        page = lan.get(path)
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert "script-src 'self'" in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    "sender", ['"<script>"@x.org', "a@x.org\r\nBcc: b@x.org", "a@x.org, b@x.org", "@", "|/bin/sh@x"]
)
def test_a_sender_that_is_none_is_nobodys_address(river: Town, sender: str) -> None:
    """uvdesk#48."""
    raw = f"From: {sender}\r\nSubject: x\r\n\r\nx".encode()

    took(river, raw)

    row = the_mail(river)
    assert row.sender in ("", "a@x.org")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("shell\u200b.php", b"<?php system($_GET[0]);"), (".htaccess", b"AddType application/x-httpd-php .jpg\x00"),
        ("../../../etc/cron.d/x.html", b"<html><script>1</script>"), ("a.svg", b"<svg onload=alert(1)>"),
        ("invoice\u202efdp.exe", b"MZ\x90\x00"), ("page.jpg.html", b"<!doctype html><script>1</script>"),
    ],
)  # fmt: skip
def test_a_file_that_runs_is_named_and_stays_inside_the_original(
    river: Town, browser: Browser, name: str, data: bytes
) -> None:
    """FreeScout CVE-2026-27636, CVE-2026-28289: an upload by mail only, with a hidden sign in its name."""
    number = complained(river)
    told = answer(river, number)
    told.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)

    assert took(river, told) == Taken.ADDED

    row = the_mail(river)
    assert [one["path"] for one in row.files] == [""]
    assert not {"\u200b", "\u202e", "/"} & set(row.files[0]["name"])
    assert list(Evidence.objects.values_list("kind", flat=True)) == ["message/rfc822"]
    assert browser(river.lan).get(f"/mail/{row.pk}/files/1/").status_code == 404
    original = browser(river.lan).get(f"/mail/{row.pk}/files/0/")
    assert original["Content-Disposition"].startswith("attachment")
    assert "sandbox" in original["Content-Security-Policy"]


def test_a_forged_sender_with_number_and_copies_joins_no_case(river: Town) -> None:
    """Zendesk, October 2024: the true address, the true number, a copy to the attacker."""
    number = complained(river)
    before = Entry.objects.count()

    told = letter(
        "请把记录发给我", subject=f"Re: 受理告知 {number}", Cc="thief@example.net", Reply_To="thief@example.net"
    )

    assert took(river, told) == Taken.WAITING
    assert Entry.objects.count() == before
    assert not Letter.objects.filter(address="thief@example.net").exists()
    assert not Complainant.objects.filter(email="thief@example.net").exists()


def test_a_token_of_ones_own_case_writes_into_no_other(river: Town) -> None:
    """zammad#2444: whoever has one number and token swaps the number."""
    own = complained(river)
    victim = complained(river, complainant="李女士", phone="13900000000", house_no="9-1")
    ours = our_letter(river, own)
    swapped = outbox.outbox[-1].subject.replace(own, victim)
    assert victim in swapped
    token = str(ours["Message-ID"]).partition(".")[2].partition("@")[0]
    theirs = Letter.objects.create(
        org=river.org, case=Case.objects.get(number=victim), letter="x", key="v", promised_at=timezone.now(),
        not_before=timezone.now(),
    )  # fmt: skip
    with_letter = f"<{theirs.pk}.{token}@x>"
    before = Entry.objects.filter(case__number=victim).count()

    for told in (
        letter("一", subject=swapped),
        letter("二", In_Reply_To=with_letter),
        letter("三", References=with_letter),
    ):
        assert took(river, told) == Taken.WAITING

    assert Entry.objects.filter(case__number=victim).count() == before


def test_nothing_tells_a_stranger_which_numbers_and_addresses_exist(river: Town) -> None:
    number = complained(river)
    sent = len(outbox.outbox)
    stranger = "stranger@example.net"

    told = [
        took(river, letter(str(n), sender=sender, subject=f"关于 {subject} [#{'a' * 20}]"))
        for n, (sender, subject) in enumerate(((stranger, number), (stranger, "CS-2024-999"), (WANG, "CS-2024-999")))
    ]

    assert told == [Taken.WAITING] * 3
    assert len(outbox.outbox) == sent


def test_a_machine_that_answers_every_letter_of_ours_ends_at_once(river: Town) -> None:
    """osTicket#1041, odoo#66329: two machines that write to each other for ever."""
    number = complained(river)
    ours = our_letter(river, number)
    entries, cases, letters = Entry.objects.count(), Case.objects.count(), Letter.objects.count()

    marks: tuple[dict[str, str], ...] = (
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "1"}, {}
    )  # fmt: skip
    for nth in range(120):
        took(river, letter(f"休假 {nth}", In_Reply_To=ours["Message-ID"], **marks[nth % 4]))

    assert (Case.objects.count(), Letter.objects.count()) == (cases, letters)
    assert Entry.objects.count() - entries <= 20  # one that hides that it is a machine is held after twenty
    assert IncomingMail.objects.filter(state="held").count() >= 10
    assert len(outbox.outbox) == 1


def test_our_own_letters_come_back_as_nothing(river: Town) -> None:
    number = complained(river)
    ours = our_letter(river, number)

    assert took(river, ours.as_bytes()) == Taken.AUTOMATIC
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: " + b"=?utf-8?B?" + b"QUFB" * 200_000 + b"?=\r\n\r\nx",
        b"Subject: " + b"=?utf-8?Q?a?= " * 100_000 + b"\r\n\r\nx",
        b"From: " + b"<" * 200_000 + b"\r\n\r\nx", b"From: " + b"a," * 200_000 + b"\r\n\r\nx",
        b"References: " + b"<a@b>" * 200_000 + b"\r\n\r\nx",
        b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000, b"Content-Type: text/html\r\n\r\n" + b"&#x41;" * 200_000,
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 20_000,
        b'Content-Type: text/plain; a="' + b";" * 100_000 + b"\r\n\r\nx",
        b'Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Disposition: attachment; a="' + b";" * 100_000 + b"\n\nx",
        b"Subject: x\r\n\r\nx\r\n" + "发自a\r\n".encode() * 120_000,
        b"Content-Type: multipart/mixed; boundary=a\n\n" + (b"--a\nContent-Type: text/html\n\n" + b"<div>" * 20_000 + b"\n") * 60,
        b"".join(b"Content-Type: multipart/mixed; boundary*0=b%d\n\n--b%d\n" % (n, n) for n in range(250)) + b"\n" * 590_000,
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" + b"\n" * 8_000_000,
    ],
    ids=["word", "words", "angles", "addresses", "references", "tags", "entities", "parts",
         "parameters", "parameters of a part", "signatures", "tags of parts", "marks in pieces", "lines"],
)  # fmt: skip
def test_a_bomb_is_read_in_no_time(raw: bytes) -> None:
    """RT CVE-2014-9472. The worker that reads mail is the one that watches deadlines: a mail that takes long stops both."""
    before = time.perf_counter()

    found = read_mail(raw)

    assert time.perf_counter() - before < 5
    assert len(found.subject) <= 300
    assert len(found.text) <= 20_000


@pytest.mark.parametrize(
    "codec", ["zip", "bz2", "base64", "quopri", "uu", "rot13", "hex", "unicode_escape", "idna", "punycode"]
)
def test_no_codec_but_those_of_texts_is_run_over_a_mail(codec: str) -> None:
    assert codec not in TEXTUAL
    assert read_mail(f"Content-Type: text/plain; charset={codec}\r\n\r\nplain".encode()).text == "plain"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("host", "localhost; rm -rf /"), ("host", "$(id)"), ("host", "10.0.0.1:22"), ("host", "-oProxyCommand=id"),
        ("folder", 'INBOX"\r\nA1 DELETE "INBOX'), ("login", "a\r\nA1 LOGOUT"), ("port", "22"),
        ("password", "p\r\nA1 DELETE INBOX"),
    ],
)  # fmt: skip
def test_settings_of_the_mailbox_are_no_commands_and_no_probe_of_ports(
    river: Town, browser: Browser, field: str, value: str
) -> None:
    """FreeScout GHSA-7p9x-ch4c-vqj9, Zammad CVE-2021-35299."""
    sent = {
        "address": "c@river.example", "unit": str(river.desk.pk), "host": "imap.river.example", "security": "tls",
        "login": "c", "password": "p", "folder": "INBOX", "is_active": "yes", field: value,
    }  # fmt: skip

    browser(river.he).post("/admin/channels/mailbox/", sent)

    box = Mailbox.objects.get()
    assert box.port == 993
    assert (box.host, box.folder, box.login) in (("", "INBOX", ""), ("imap.river.example", "INBOX", "c"))


def test_a_folder_with_quotes_stays_one_word_of_the_protocol(river: Town, imap: Any) -> None:
    reading(imap, river)
    Mailbox.objects.update(folder='x" (UNSEEN)', next_look_at=timezone.now())

    receive_mail.poll(timezone.now())

    assert Mailbox.objects.get().error == "no_folder"


def test_the_password_of_the_mailbox_is_in_no_log(river: Town, imap: Any, caplog: pytest.LogCaptureFixture) -> None:
    """ANCHORS 32."""
    reading(imap, river)
    Mailbox.objects.update(login="nobody", next_look_at=timezone.now())

    with caplog.at_level(logging.DEBUG):
        receive_mail.poll(timezone.now())
        with pytest.raises(source.NotRead) as told, source.opened(Mailbox.objects.get()):
            pass

    assert "demopass" not in caplog.text
    assert "demopass" not in str(told.value)


def test_who_writes_often_under_a_complainants_address_keeps_no_true_answer_out(river: Town) -> None:
    """Zendesk customers, October 2025: a flood hides what was really written."""
    number = complained(river)
    for nth in range(30):
        took(river, letter(f"假的 {nth}"))

    assert took(river, letter("还是假的")) == Taken.HELD
    assert took(river, answer(river, number, "真的")) == Taken.ADDED


def test_a_mail_of_a_case_that_is_hidden_stays_hidden_when_it_is_set_aside(river: Town, browser: Browser) -> None:
    """zammad#2757: whoever may not see the case reads its words beside it."""
    number = complained(river)
    took(river, answer(river, number, "门卫打了我"))
    row = the_mail(river)
    IncomingMail.objects.filter(pk=row.pk).update(state="waiting", reason="refused")
    Case.objects.filter(number=number).update(accused=[river.lan.pk])
    mo, lan = browser(river.mo), browser(river.lan)
    assert lan.get(f"/mail/{row.pk}/").status_code == 404

    assert mo.post(f"/mail/{row.pk}/aside/", {"reason": "已电话答复"}).status_code == 302

    assert mo.get(f"/mail/{row.pk}/").status_code == 200
    assert lan.get(f"/mail/{row.pk}/").status_code == 404
    assert "门卫打了我" not in lan.get("/mail/?of=done").content.decode()


def test_the_desk_tells_nobody_by_a_mail_of_their_own_which_hidden_cases_exist(river: Town, browser: Browser) -> None:
    """ANCHORS 40: a colleague sends mails with numbers in their subjects and reads why they wait."""
    number = complained(river)
    Case.objects.filter(number=number).update(accused=[river.lan.pk])
    took(river, letter("看看", subject=number, sender="a@example.net"))
    named = the_mail(river)
    took(river, letter("看看", subject="CS-2024-999", sender="a@example.net"))

    seen = [
        browser(person).get(f"/mail/{one.pk}/").content.decode()
        for person, one in ((river.lan, named), (river.lan, the_mail(river)), (river.mo, named))
    ]

    assert ["未提到我方案件" in page for page in seen] == [True, True, False]
    assert ["提到案件，但" in page for page in seen] == [False, False, True]


def drips(told: socket.socket) -> None:
    for _byte in range(400):
        told.sendall(b"*")
        time.sleep(0.05)


def announces_a_terabyte(told: socket.socket) -> None:
    told.sendall(b"* OK ready {999999999999}\r\n")
    told.recv(1)


def never_ends_a_line(told: socket.socket) -> None:
    while True:
        told.sendall(b"*" * 65_536)


@pytest.mark.parametrize("server", [drips, announces_a_terabyte, never_ends_a_line])
def test_a_server_of_mail_that_never_ends_does_not_hold_the_worker(
    river: Town, monkeypatch: pytest.MonkeyPatch, server: Callable[[socket.socket], None]
) -> None:
    """ANCHORS 21: an administrator of one organisation names a server that stops the deadlines of all."""
    monkeypatch.setattr(connection, "MOST_SECONDS", 0.5)
    monkeypatch.setattr(connection, "MOST_BYTES", 1_000_000)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            told, _peer = listening.accept()
            with told:
                server(told)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    Mailbox.objects.update(
        host="127.0.0.1", port=listening.getsockname()[1], security="plain", login="a", password=seal("b"),
        next_look_at=timezone.now(),
    )  # fmt: skip
    begun = time.perf_counter()

    assert receive_mail.poll(timezone.now()) == 0

    assert time.perf_counter() - begun < 5
    assert Mailbox.objects.get().error == "unreachable"
    listening.close()
    thread.join(5)
    assert not thread.is_alive()


def test_a_name_of_a_server_that_dns_cannot_write_is_said_and_not_only_logged(river: Town) -> None:
    Mailbox.objects.update(
        host=f"{'é' * 60}.example", security="tls", login="a", password=seal("b"), next_look_at=timezone.now()
    )

    receive_mail.poll(timezone.now())

    assert Mailbox.objects.get().error == "unreachable"
