"""A town that reads mail, under the manufacturer's regulation, whose letters go out by mail; and a real IMAP server."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from amends.cases.models import Case, Letter
from amends.cases.steps import Intake, register
from amends.channels.mail.inbound.message import read_mail
from amends.jobs.deliver import deliver
from amends.mail.models import IncomingMail, Mailbox
from amends.mail.passwords import seal
from amends.mail.receiving import Taken, take_in
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, complaint, govern, town, viewer

WANG = "wang@example.org"
LOGIN, PASSWORD = "demouser", "demopass"


def mailbox(made: Town, **columns: Any) -> Mailbox:
    """Open the mailbox of a town at its desk."""
    values = {"host": "", "address": "complaints@river.example", "next_look_at": MONDAY, **columns}
    return Mailbox.objects.create(org=made.org, unit=made.desk, **values)


def letter(
    text: str = "门机又坏了，请来看看。", *, sender: str = WANG, subject: str = "电梯", **heads: str
) -> EmailMessage:
    """Return a mail of somebody."""
    made = EmailMessage()
    made["From"] = f"王先生 <{sender}>"
    made["To"] = "complaints@river.example"
    made["Subject"] = subject
    made["Message-ID"] = f"<{abs(hash((text, subject, sender, *heads.values())))}@example.org>"
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def took(made: Town, message: EmailMessage | bytes) -> Taken:
    """Take a mail in as the door does; return what became of it."""
    raw = message if isinstance(message, bytes) else message.as_bytes()
    return take_in(made.org.id, read_mail(raw), at=timezone.now())


def the_mail(made: Town) -> IncomingMail:
    """Return the mail that came last."""
    with organisation(made.org.id):
        return IncomingMail.objects.select_related("case").latest("received_at", "id")


def complained(made: Town, **facts: Any) -> str:
    """Register a complaint of somebody who left an address; return its number."""
    at = timezone.now()
    with organisation(made.org.id):
        told = complaint(email=WANG, **facts)
        return register(viewer(made, "lan", at=at), Intake(told, unit="CS"), at=at).number


def our_letter(made: Town, number: str) -> Any:
    """Send the complainant of a case a letter by mail; return it as it left."""
    with organisation(made.org.id):
        case = Case.objects.get(number=number)
        Letter.objects.create(
            org=made.org, case=case, complainant=case.complainant, letter="acknowledgement", key=f"{number}/test/{new_id()}",
            way="mail", address=WANG, subject=f"受理告知 {number}", body="您反映的事项已登记。",
            promised_at=MONDAY, not_before=MONDAY,
        )  # fmt: skip
        deliver(timezone.now())
    return outbox.outbox[-1].message()


def answer(made: Town, number: str, text: str = "门机又坏了，请来看看。", **heads: str) -> EmailMessage:
    """Return the complainant's answer to our letter."""
    ours = our_letter(made, number)
    return letter(text, **{"subject": f"回复：{ours['Subject']}", "In_Reply_To": ours["Message-ID"], **heads})


@pytest.fixture
def files(settings: Any, tmp_path: Any) -> None:
    """Keep files of the tests in their own folder."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def river(db: None, files: None) -> Iterator[Town]:
    """A town under a regulation that acknowledges, with a mailbox that takes what is handed in."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        mailbox(made)
        yield made


@dataclass
class Imap:
    """A server that speaks IMAP, with one mailbox."""

    port: int

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Lay mails into the mailbox, as a provider does."""
        client = imaplib.IMAP4("127.0.0.1", self.port)
        client.login(LOGIN, PASSWORD)
        for raw in mails:
            assert client.append(folder, None, None, raw)[0] == "OK"
        client.logout()


@pytest.fixture
def imap() -> Iterator[Imap]:
    """pymap, a whole IMAP server, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    code = "from pymap.main import main; main()"
    words = [sys.executable, "-c", code, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict"]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield Imap(port)
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the IMAP server does not listen")


def reading(imap: Imap, made: Town) -> Mailbox:
    """Let the town's mailbox be the one of the server."""
    Mailbox.objects.update(
        host="127.0.0.1", port=imap.port, security="plain", login=LOGIN, password=seal(PASSWORD)
    )  # fmt: skip
    return Mailbox.objects.get()


Maker = Callable[..., EmailMessage]
