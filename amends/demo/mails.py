"""The mails of the demonstration: they come in by the same door as those of a mailbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any
from uuid import UUID

from amends.cases.models import Case
from amends.cases.portal_secret import reply_token
from amends.channels.mail.inbound.message import read_mail
from amends.demo.moments import Moments
from amends.mail.boxes import set_mailbox
from amends.mail.receiving import take_in
from amends.people.models import Person
from amends.people.viewer import viewer_of


def tell_mails(
    org: UUID, data: Mapping[str, Any], moments: Moments, numbers: Mapping[str, str], *, since: datetime
) -> int:
    """Open the mailbox and let its mails come in; return how many. ``numbers``: the cases that they name, by key."""
    box = data["box"]
    admin = viewer_of(Person.objects.get(login=box["admin"], org_id=org), at=since)
    unit = next(one for one in admin.directory.units.values() if one.code == box["unit"])
    set_mailbox(admin, {"unit": str(unit.id), "address": box["address"], "is_active": True}, at=since)
    told = sorted(((moments.began(row[0], row[1]), row) for row in data["mail"]), key=lambda one: one[0])
    come = [(at, row) for at, row in told if at < moments.now]
    for at, row in come:
        take_in(org, read_mail(_mail(row, at, box["address"], numbers).as_bytes()), at=at)
    return len(come)


def _mail(row: list[Any], at: datetime, to: str, numbers: Mapping[str, str]) -> EmailMessage:
    _, _, address, name, subject, text, *rest = row
    more: Mapping[str, Any] = rest[0] if rest else {}
    made = EmailMessage()
    made["From"], made["To"], made["Date"] = formataddr((name, address)), to, format_datetime(at)
    made["Subject"] = subject or _subject(more, numbers)
    made["Message-ID"] = f"<{at:%Y%m%d%H%M}.{address}>"
    if more.get("automatic"):
        made["Auto-Submitted"] = "auto-replied"
    made.set_content(text)
    if "file" in more:
        made.add_attachment(more["file"][1], filename=more["file"][0])
    return made


def _subject(more: Mapping[str, Any], numbers: Mapping[str, str]) -> str:
    """Return the subject of a mail about a case; an answer bears the token of our letter, other mails do not."""
    number = numbers[more.get("answers") or more["about"]]
    token = reply_token(Case.objects.get(number=number)) if "answers" in more else ""
    return f"回复：受理告知 {number} [#{token}]" if token else f"关于 {number}"
