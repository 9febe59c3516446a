"""Register opened from a mail: how it came, from whom, their words and when it reached us filled in (FR-021)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from amends.cases.evidence import evidence_step
from amends.cases.queries.visible import NotFound
from amends.core.ledger import Rules
from amends.mail.desk import OPEN, mail_of, registered
from amends.mail.models import IncomingMail
from amends.people.viewer import Viewer
from amends.web.desk.register_when import HAPPENED_AT, REASON

CHANNEL, LONGEST_NAME = "email", 60


def mail_asked(request: HttpRequest, viewer: Viewer) -> IncomingMail | None:
    """Return the mail that the form was opened from, or None."""
    key = _key(request)
    try:
        found = mail_of(viewer, key) if key else None
    except NotFound:
        return None
    return found if found and (found.state in OPEN or request.method == "POST") else None


def from_mail(mail: IncomingMail) -> dict[str, list[str]]:
    """Return what a mail already says of the form."""
    told = {
        "channel": CHANNEL, "matter": "complaint", "complainant": mail.sender_name[:LONGEST_NAME],
        "email": mail.sender, "description": mail.text or mail.subject, "title": mail.subject[:LONGEST_NAME],
        HAPPENED_AT: f"{localtime(mail.received_at):%Y-%m-%dT%H:%M}", REASON: _("Came by mail"),
    }  # fmt: skip
    return {name: [value] for name, value in told.items() if value}


def with_sender(facts: dict[str, Any], mail: IncomingMail | None) -> dict[str, Any]:
    """Return the facts with the address to answer to, also where the regulation's form does not ask for one."""
    return {"email": mail.sender, **facts} if mail and mail.sender else facts


def keep_mail(viewer: Viewer, mail: IncomingMail | None, number: str, rules: Rules, *, at: datetime) -> None:
    """Write down that the mail became the case. Raises Refused when somebody was faster."""
    if mail is not None:
        step = evidence_step(rules.lead.step)
        registered(viewer, mail.pk, number, step.id if step else "", at=at)


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("mail") or request.GET.get("mail", ""))
    except ValueError:
        return None
