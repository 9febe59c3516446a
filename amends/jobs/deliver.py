"""`amends deliver`: send the letters that wait, each once.

A letter is a row before it is sent. The row stays locked while it is sent, so ten workers
never send one twice; a worker that is killed between the mail server's "yes" and our
commit sends it again with the same Message-ID, which is the row's id, so that the
receiver's mailbox can recognise it. Nothing that waits is ever lost.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils import timezone

from amends.cases.models import Letter
from amends.cases.portal_secret import reply_token
from amends.jobs.each import each_organisation
from amends.people.tenancy import organisation

log = structlog.get_logger(__name__)

TRIES = 8
PAUSE = timedelta(minutes=1)
"""After the n-th failure a letter waits n² minutes: about 3 h 20 min in all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""


def run(options: argparse.Namespace) -> int:
    """Send what waits, print how many."""
    print(f"{deliver(timezone.now())} letters sent")
    return 0


def deliver(now: datetime, *, at_most: int = 500) -> int:
    """Send the letters due at ``now``, at most so many in each organisation; return how many were sent."""

    def send(org: UUID, at: datetime) -> int:
        return sum(_send_one(org, letter, at) for letter in _waiting(org, at, at_most))

    return each_organisation(send, now)


def _waiting(org_id: UUID, now: datetime, at_most: int) -> Iterator[UUID]:
    with organisation(org_id):
        waiting = Letter.objects.filter(sent_at=None, failed_at=None, not_before__lte=now)
        ids = list(waiting.order_by("not_before", "id").values_list("id", flat=True)[:at_most])
    yield from ids


def _send_one(org_id: UUID, letter_id: UUID, now: datetime) -> int:
    with organisation(org_id):
        letter = (
            Letter.objects.select_for_update(skip_locked=True)
            .filter(pk=letter_id, sent_at=None, failed_at=None)
            .first()
        )
        if letter is None:
            return 0  # another worker has it
        try:
            _send(letter)
        except OSError as error:  # smtplib's errors are OSErrors
            _put_off(letter, error, now)
            return 0
        except (ValidationError, ValueError) as error:  # no mail server will ever take it
            letter.tries = TRIES - 1
            _put_off(letter, error, now)
            return 0
        letter.sent_at = now
        letter.save(update_fields=["sent_at"])
    return 1


def _send(letter: Letter) -> None:
    """Hand a letter to its way out. What people read at the desk or in the portal is there already."""
    if letter.way != "mail" or not letter.address:
        return
    validate_email(letter.address)  # one address: no list, no line break, no word for the mail server
    token = _token(letter)
    EmailMessage(
        # A line break in a subject would begin another header; Django refuses it, so it is folded away.
        subject=" ".join(letter.subject.split()) + (f" [#{token}]" if token else ""),
        body=letter.body,
        to=[letter.address],
        headers={
            "Message-ID": f"<{letter.id}{'.' if token else ''}{token}@{_domain()}>", "Auto-Submitted": "auto-generated",
        },
    ).send()  # fmt: skip


def _token(letter: Letter) -> str:
    """Return by what an answer is known again; only who complained can answer into the case."""
    case = letter.case
    return reply_token(case) if case and letter.complainant_id and letter.complainant_id == case.complainant_id else ""


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "amends.invalid"


def _put_off(letter: Letter, error: Exception, now: datetime) -> None:
    letter.tries += 1
    letter.error = type(error).__name__
    letter.not_before = now + PAUSE * letter.tries**2
    if letter.tries >= TRIES:
        letter.failed_at = now
    letter.save(update_fields=["tries", "error", "not_before", "failed_at"])
    log.warning("letter not sent", letter=str(letter.id), tries=letter.tries, error=letter.error)
