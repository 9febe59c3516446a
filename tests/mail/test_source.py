"""A mailbox over a real IMAP server, and the command that takes mails from a pipe."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from amends.channels.mail.inbound import message, source
from amends.channels.mail.inbound.message import read_mail
from amends.jobs import receive_mail
from amends.mail.models import IncomingMail, Mailbox
from amends.mail.passwords import seal
from amends.mail.receiving import Taken, take_in
from amends.people.tenancy import organisation
from tests.mail.conftest import Imap, letter, mailbox, reading
from tests.makers import Town, town


def round_of(made: Town, *, later: int = 0) -> int:
    """Let the worker look once; return how many mails were new."""
    Mailbox.objects.update(next_look_at=timezone.now() - timedelta(minutes=1))
    return receive_mail.poll(timezone.now() + timedelta(minutes=later))


def texts() -> list[str]:
    return sorted(IncomingMail.objects.values_list("text", flat=True))


def test_mails_are_fetched_once_and_nothing_changes_in_the_mailbox(river: Town, imap: Imap) -> None:
    imap.put(letter("一").as_bytes(), letter("二").as_bytes())
    box = reading(imap, river)

    assert round_of(river) == 2
    assert round_of(river) == 0
    imap.put(letter("三").as_bytes())
    assert round_of(river) == 1

    assert texts() == ["一", "三", "二"]
    with source.opened(Mailbox.objects.get()) as at:
        assert at.new == ()
        told, found = at.client.search(None, "UNSEEN")
        assert (told, len(found[0].split())) == ("OK", 3)
    box.refresh_from_db()
    assert box.looked_at is not None
    assert box.error == ""


def test_a_worker_killed_between_two_messages_loses_and_doubles_nothing(
    river: Town, imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap.put(*(letter(str(n)).as_bytes() for n in range(4)))
    reading(imap, river)
    noted: list[dict[str, object]] = []
    keep = receive_mail._note

    def killed(box: Mailbox, **columns: object) -> None:
        noted.append(columns)
        if len(noted) == 2:
            raise KeyboardInterrupt
        keep(box, **columns)

    with monkeypatch.context() as patch:
        patch.setattr(receive_mail, "_note", killed)
        with pytest.raises(KeyboardInterrupt):
            round_of(river)

    assert len(texts()) == 2
    assert round_of(river, later=6) == 2
    assert texts() == ["0", "1", "2", "3"]


def test_a_mailbox_whose_numbers_begin_anew_brings_nothing_a_second_time(river: Town, imap: Imap) -> None:
    imap.put(letter("一").as_bytes())
    reading(imap, river)
    round_of(river)
    Mailbox.objects.update(validity=1, seen_to=900)

    assert round_of(river) == 0
    assert texts() == ["一"]


def test_more_than_a_round_takes_are_taken_in_the_next(
    river: Town, imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive_mail, "AT_MOST", 2)
    imap.put(*(letter(str(n)).as_bytes() for n in range(5)))
    reading(imap, river)

    assert [receive_mail.poll(timezone.now()) for _ in range(4)] == [2, 2, 1, 0]


def test_one_too_large_is_listed_unread_and_the_next_is_taken(
    river: Town, imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (source, message):
        monkeypatch.setattr(module, "LARGEST", 2_000)
    imap.put(letter("大" * 5_000, subject="很大").as_bytes(), letter("小").as_bytes())
    reading(imap, river)

    assert round_of(river) == 2

    large = IncomingMail.objects.get(state="unreadable")
    assert (large.reason, large.subject, large.sender, large.path) == ("too_large", "很大", "wang@example.org", "")


@pytest.mark.parametrize(
    ("columns", "error"),
    [({"port": 1}, "unreachable"), ({"password": "wrong"}, "refused"), ({"folder": "Nowhere"}, "no_folder")],
)
def test_what_keeps_it_from_being_read_is_noted_and_tried_again_later(
    river: Town, imap: Imap, columns: dict[str, object], error: str
) -> None:
    reading(imap, river)
    told = {**columns, **({"password": seal(str(columns["password"]))} if "password" in columns else {})}
    Mailbox.objects.update(**told)

    assert round_of(river) == 0

    box = Mailbox.objects.get()
    assert box.error == error
    assert box.next_look_at > timezone.now() + timedelta(minutes=2)


def test_a_password_sealed_under_a_lost_key_is_asked_for_again(river: Town, imap: Imap, settings: object) -> None:
    reading(imap, river)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]

    round_of(river)
    assert Mailbox.objects.get().error == "refused"
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]


def test_mails_of_a_pipe_are_taken_once_and_told(
    river: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mail.eml").write_bytes(letter("一").as_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(letter("二").as_bytes())))
    asked = Namespace(org="river", files=[str(tmp_path / "mail.eml"), "-"])

    assert receive_mail.run(asked) == 0
    assert receive_mail.run(Namespace(org="river", files=[str(tmp_path / "mail.eml")])) == 0

    assert capsys.readouterr().out.splitlines() == ["2 waiting", "1 known"]
    assert texts() == ["一", "二"]


@pytest.mark.parametrize(
    ("org", "files", "says"), [("nobody", ["-"], "no organisation"), ("river", ["/no/file"], "No such")]
)
def test_the_command_says_why_it_cannot_begin(
    river: Town, capsys: pytest.CaptureFixture[str], org: str, files: list[str], says: str
) -> None:
    assert receive_mail.run(Namespace(org=org, files=files)) == 2
    assert says in capsys.readouterr().err


def test_the_command_asks_for_a_mailbox_first(db: None, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    town("dry")
    (tmp_path / "mail.eml").write_bytes(letter().as_bytes())

    assert receive_mail.run(Namespace(org="dry", files=[str(tmp_path / "mail.eml")])) == 2
    assert "administration" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_ten_machines_at_once_take_a_mail_once(files: None) -> None:
    """One mail became many cases elsewhere (osTicket#494, freescout#1350)."""
    made = town("ten")
    with organisation(made.org.id):
        mailbox(made)
    mail = read_mail(letter().as_bytes())

    def take(_nth: int) -> Taken:
        try:
            return take_in(made.org.id, mail, at=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as machines:
        told = list(machines.map(take, range(10)))

    assert sorted(told) == sorted([Taken.WAITING] + [Taken.KNOWN] * 9)
    with organisation(made.org.id):
        assert IncomingMail.objects.count() == 1
