"""`amends receive-mail ORG FILE…`: mails from files, a maildir or a pipe (-); `poll` fetches from mailboxes.

A mail is taken once, whoever brings it and however often, so that a worker which is killed
between two messages, or ten workers at one mailbox, lose nothing and double nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import structlog
from django.utils import timezone

from amends.channels.mail.inbound.message import read_mail
from amends.channels.mail.inbound.piped import mails_at, mails_in
from amends.channels.mail.inbound.source import NotRead, Opened, fetched, opened
from amends.jobs.each import each_organisation
from amends.mail.models import Mailbox
from amends.mail.receiving import Taken, take_in
from amends.people.tenancy import organisation, organisation_called

log = structlog.get_logger(__name__)

PAUSE, PAUSE_AFTER_ERROR = timedelta(minutes=1), timedelta(minutes=5)
AT_MOST = 50
PIPE = "-"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("org", help="code of the organisation")
    parser.add_argument("files", nargs="+", help="a mail, an mbox, a maildir; - reads from a pipe")


def run(options: argparse.Namespace) -> int:
    """Take mails in, print the account; 2 when it could not begin, 1 when some cannot be read (they are listed)."""
    org = organisation_called(options.org)
    if org is None:
        print(f"amends receive-mail: there is no organisation “{options.org}”", file=sys.stderr)
        return 2
    try:
        told = Counter(take_in(org, read_mail(raw), at=timezone.now()) for raw in _mails(options.files))
    except OSError as error:
        print(f"amends receive-mail: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return 2
    except Mailbox.DoesNotExist:
        print("amends receive-mail: set the mailbox in the administration first (Channels)", file=sys.stderr)
        return 2
    print(", ".join(f"{count} {what}" for what, count in sorted(told.items())) or "nothing")
    return 1 if told[Taken.UNREADABLE] else 0


def _mails(files: list[str]) -> Iterator[bytes]:
    for one in files:
        yield from mails_in(sys.stdin.buffer) if one == PIPE else mails_at(Path(one))


def poll(now: datetime) -> int:
    """Fetch new mails of every organisation whose mailbox is due; return how many were new."""
    return each_organisation(_poll, now)


def _poll(org: UUID, now: datetime) -> int:
    box = _claimed(org, now)
    if box is None:
        return 0
    try:
        with opened(box) as at:
            taken = sum(_take(box, at, number, now) for number in at.new[:AT_MOST])
            _note(box, looked_at=now, error="", next_look_at=now if len(at.new) > AT_MOST else now + PAUSE)
            return taken
    except OSError as error:  # a connection that breaks off is one
        code = str(error) if isinstance(error, NotRead) else "broken"
        log.warning("mailbox not read", organisation=str(org), error=code)
        _note(box, error=code, next_look_at=now + PAUSE_AFTER_ERROR)
        return 0


def _claimed(org: UUID, now: datetime) -> Mailbox | None:
    """Return the mailbox when it is due and no other worker has just begun with it."""
    with organisation(org):
        due = Mailbox.objects.filter(is_active=True, next_look_at__lte=now).exclude(host="")
        return Mailbox.objects.first() if due.update(next_look_at=now + PAUSE_AFTER_ERROR) else None


def _take(box: Mailbox, at: Opened, number: int, now: datetime) -> bool:
    """Take one message, then note that it is taken: killed between the two, it is fetched again and known."""
    taken = take_in(box.org_id, fetched(at, number), at=now)
    _note(box, validity=at.validity, seen_to=number)
    return taken is not Taken.KNOWN


def _note(box: Mailbox, **columns: object) -> None:
    with organisation(box.org_id):
        Mailbox.objects.filter(pk=box.pk).update(**columns)
