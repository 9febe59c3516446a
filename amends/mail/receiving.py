"""A mail is taken: once, whoever brings it; as words of the case that it answers, or to wait for a registrar.

Nothing is answered here and no case is made, so no mail can go in a circle and nobody
learns which numbers or addresses exist. A mail does what the portal lets a complainant do,
by the same steps; what they refuse waits for a registrar.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.db.models import Q

from amends.cases.evidence import add_evidence
from amends.cases.mirror import mirror
from amends.cases.models import Case
from amends.cases.portal_secret import ReplyToken, reply_token
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.mail.answering import Answers, answers, without_token
from amends.mail.incoming import Incoming
from amends.mail.models import PROVEN, IncomingMail, Mailbox
from amends.mail.storing import stored, uploads
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.people.viewer import outsider

log = structlog.get_logger(__name__)

MOST, WITHIN = 20, timedelta(hours=1)
"""So many mails of one sender are read into cases or shown to registrars in so long; the others are held."""
NO_STEP = Text(zh="此环节不能由投诉人补充", en="At this stage nothing can be added by who complained")


class Taken(StrEnum):
    """What became of a mail; ``known``: it was taken before."""

    KNOWN = "known"
    WAITING = "waiting"
    ADDED = "added"
    AUTOMATIC = "automatic"
    HELD = "held"
    UNREADABLE = "unreadable"


def take_in(org: UUID, mail: Incoming, *, at: datetime) -> Taken:
    """Take a mail, whatever it is; return what became of it. Safe to repeat and to be killed at any point.

    Raises Mailbox.DoesNotExist where the organisation has none, DatabaseError when the database is away.
    """
    try:
        return _take_in(org, mail, at=at)
    except DatabaseError:
        raise
    except Mailbox.DoesNotExist:
        raise
    except Exception:  # a mail that breaks us must not stop those behind it
        log.exception("mail not worked off")
        return _take_in(org, replace(mail, trouble="not_worked_off", files=()), at=at)


def _take_in(org: UUID, mail: Incoming, *, at: datetime) -> Taken:
    with organisation(org):
        box = Mailbox.objects.get()
        row, is_new = IncomingMail.objects.get_or_create(
            org_id=org, key=mail.key, defaults={"id": new_id(), "received_at": at}
        )
        if not is_new:
            return Taken.KNOWN
        row.sender, row.sender_name, row.subject = mail.sender, mail.sender_name, without_token(mail.subject)
        row.text, row.cut, row.size = mail.text, mail.cut, mail.size
        with stored(row, mail, at=at):
            _place(row, mail, box, at=at)
            row.save()
        return Taken(row.state)


def _place(row: IncomingMail, mail: Incoming, box: Mailbox, *, at: datetime) -> None:
    """Say what becomes of a mail."""
    if mail.trouble:
        row.state, row.reason = "unreadable", mail.trouble
    elif mail.automatic:
        row.state, row.reason, row.said = "automatic", "automatic", mail.automatic
    elif mail.sender and mail.sender in _ourselves(box):
        row.state, row.reason = "automatic", "ourselves"
    else:
        found = answers(mail)
        if _too_many(mail.sender, at, is_proven=found.token is not None):
            row.state, row.reason = "held", "too_many"
        else:
            _answer(row, mail, found, at=at)


def _ourselves(box: Mailbox) -> frozenset[str]:
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip("> ").lower()
    return frozenset({sender, box.address.lower(), box.login.lower()} - {""})


def _too_many(sender: str, at: datetime, *, is_proven: bool) -> bool:
    """Return whether a sender wrote more often than people do. This mail is counted already, without its sender.

    Proven answers are counted apart: else whoever writes often under a complainant's address keeps theirs out.
    """
    earlier, proven = IncomingMail.objects.filter(sender=sender, received_at__gt=at - WITHIN), Q(reason__in=PROVEN)
    return earlier.filter(proven if is_proven else ~proven).count() >= MOST


def _answer(row: IncomingMail, mail: Incoming, found: Answers, *, at: datetime) -> None:
    row.case, row.reason = found.case, "names_case" if found.case else "new"
    if not found.case or not found.token:
        return
    case, token = _lead_of(found.case, found.token)
    row.case = case
    if token is None:
        row.reason = "merged"
        return
    try:
        _say(row, case.number, token, at=at)
        row.state, row.reason, row.handled_at = "added", "answer", at
    except (Refused, NotFound) as no:
        row.reason = "refused"
        row.said = no.says.zh + "\n" + no.says.en if isinstance(no, Refused) else ""


def _lead_of(case: Case, token: ReplyToken) -> tuple[Case, ReplyToken | None]:
    """Return the case in which a merged one goes on. Only the same complainant may speak there without a registrar."""
    lead = case
    while lead.merged_into is not None:
        lead = lead.merged_into
    if lead.pk == case.pk:
        return case, token
    return lead, reply_token(lead) if lead.complainant_id == case.complainant_id else None


def _say(row: IncomingMail, number: str, token: ReplyToken, *, at: datetime) -> None:
    """Add a mail to a case as its complainant does at the portal. Raises Refused, NotFound; nothing of it remains."""
    with organisation(row.org_id):
        viewer = outsider(row.org_id, at=at)
        may = mirror(viewer, number, token, at=at).may
        if step := may.get("add"):
            add_evidence(
                viewer, number, step, uploads(row), at=at, note=row.text, source="complainant", secret=token, shown=True
            )
        elif (step := may.get("say")) and not row.files:
            take_step(viewer, number, step, at=at, words={"note": row.text or row.subject}, secret=token)
        else:
            raise Refused("no_step", says=NO_STEP)
