"""A mailbox read over IMAP: new messages in the order of their numbers; nothing in it is changed or marked as read."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from amends.channels.mail.inbound.connection import Bounded, BoundedTls
from amends.channels.mail.inbound.message import read_mail, too_large
from amends.mail.incoming import LARGEST, Incoming, unreadable
from amends.mail.models import Mailbox
from amends.mail.passwords import unseal

TIMEOUT_SECONDS = 30
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
NAME = '("name" "amends" "vendor" "amends")'


class NotRead(OSError):
    """A mailbox cannot be read now; its text is a code: unreachable, refused, no_folder, broken."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder that is open: its validity, and the numbers of its messages that are new."""

    client: imaplib.IMAP4
    validity: int
    new: tuple[int, ...]


@contextmanager
def opened(box: Mailbox) -> Iterator[Opened]:
    """Open the folder of a mailbox, read only. Raises NotRead, whose text tells a stranger nothing of a network."""
    client = _connected(box)
    try:
        _sign_in(client, box)
        validity = _select(client, box.folder)
        after = box.seen_to if validity == box.validity else 0
        yield Opened(client, validity, _numbers(client, after))
    except (imaplib.IMAP4.error, ssl.SSLError, EOFError, ValueError) as error:
        raise NotRead("broken") from error
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            client.logout()


def fetched(at: Opened, number: int) -> Incoming:
    """Return a message; one that is too large or that the server does not hand out comes with its trouble."""
    known_by = f"{at.validity}/{number}"
    size = _size(at.client, number)
    if size > LARGEST:
        return too_large(_part(at.client, number, "HEADER"), size=size, known_by=known_by)
    raw = _part(at.client, number, "")
    return read_mail(raw) if raw else unreadable(b"", "not_handed_out", size=size, known_by=known_by)


def _connected(box: Mailbox) -> imaplib.IMAP4:
    try:
        if box.security == "tls":
            return BoundedTls(box.host, box.port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_SECONDS)
        client = Bounded(box.host, box.port, timeout=TIMEOUT_SECONDS)
        if box.security == "starttls":
            client.starttls(ssl.create_default_context())
    except (OSError, imaplib.IMAP4.error, ValueError) as error:  # ValueError: a name that DNS cannot write
        raise NotRead("unreachable") from error
    return client


def _sign_in(client: imaplib.IMAP4, box: Mailbox) -> None:
    try:
        client.login(box.login, unseal(box.password))
    except (imaplib.IMAP4.error, ValueError) as error:
        raise NotRead("refused") from error
    if "ID" in client.capabilities:  # some providers hand out nothing to a client without a name (RFC 2971)
        with suppress(imaplib.IMAP4.error):
            client.xatom("ID", NAME)


def _select(client: imaplib.IMAP4, folder: str) -> int:
    name = folder.replace("\\", "\\\\").replace('"', '\\"')
    told, _ = client.select(f'"{name}"', readonly=True)
    found = client.response("UIDVALIDITY")[1]
    if told != "OK" or not found or found[0] is None:
        raise NotRead("no_folder")
    return int(found[0])


def _numbers(client: imaplib.IMAP4, after: int) -> tuple[int, ...]:
    told, found = client.uid("SEARCH", f"UID {after + 1}:*")
    if told != "OK":
        raise NotRead("broken")
    numbers = {int(one) for line in found if line for one in line.split()}
    return tuple(sorted(one for one in numbers if one > after))  # "n:*" always holds the last one


def _size(client: imaplib.IMAP4, number: int) -> int:
    _, found = client.uid("FETCH", str(number), "(RFC822.SIZE)")
    told = SIZE.search(b" ".join(one for one in found if isinstance(one, bytes)))
    return int(told[1]) if told else 0


def _part(client: imaplib.IMAP4, number: int, part: str) -> bytes:
    """Return a part of a message, without marking it as read."""
    told, found = client.uid("FETCH", str(number), f"(BODY.PEEK[{part}])")
    if told != "OK":
        return b""
    return next((bytes(one[1]) for one in found if isinstance(one, tuple)), b"")
