"""Incoming mail: what waits for a registrar, what a machine wrote, what cannot be read; and what becomes of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.cases.evidence import LEAVES_UNDER
from amends.cases.file_kinds import MAIL
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.mail.boxes import SETTING, mailbox
from amends.mail.desk import LISTS, OPEN, listed, mail_of, put_to_case, registers, set_aside, shown_case, waiting
from amends.mail.models import IncomingMail
from amends.mail.storing import ORIGINAL
from amends.people.viewer import Viewer
from amends.web.desk import mail_words as words
from amends.web.desk.door import desk
from amends.web.shell import show

LAST_PAGE = 999


@require_GET
@desk
def mail(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show one of the lists, the newest first."""
    of = request.GET.get("of", "")
    of, page = of if of in LISTS else "waiting", _page_of(request.GET.get("page", ""))
    found = listed(viewer, of, page=page)
    context = {
        "of": of, "rows": [(row, words.why(row)) for row in found.rows], "reads": registers(viewer),
        "tabs": [(one, title, found.numbers[one]) for one, title in words.LISTS.items()],
        "empty": words.EMPTY[of], "next": page + 1 if found.more else 0, "page": page, "states": words.STATES,
        "trouble": _trouble(),
    }  # fmt: skip
    return show(request, viewer, "desk/mail/list.html", context, here="mail")


@require_GET
@desk
def mail_one(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show a mail with what may be done with it."""
    return _shown(request, viewer, mail_of(viewer, key))


@require_POST
@desk
def mail_put(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Keep a mail with a case."""
    number = request.POST.get("number", "").strip().upper()[:60]
    try:
        put_to_case(viewer, key, number if number.isprintable() else "", at=now())
    except NotFound:
        row, says = mail_of(viewer, key), Text(zh="没有您能看到的这个案件", en="There is no such case that you may see")
        no = Refused("mail", says=says, missing=(Missing("mail:number", says, field="number"),))
        return _shown(request, viewer, row, refused=no, typed=number)
    except Refused as refused:
        return _shown(request, viewer, mail_of(viewer, key), refused=refused, typed=number)
    messages.success(request, _("Added to %(number)s.") % {"number": number})
    return redirect("desk:case", number)


@require_POST
@desk
def mail_aside(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Lay a mail aside with a reason."""
    try:
        set_aside(viewer, key, reason=request.POST.get("reason", "").replace("\x00", ""), at=now())
    except Refused as refused:
        return _shown(request, viewer, mail_of(viewer, key), refused=refused)
    messages.success(request, _("Set aside. It stays listed."))
    return redirect("desk:mail")


@require_GET
@desk
def mail_file(request: HttpRequest, viewer: Viewer, key: UUID, nth: int) -> HttpResponseBase:
    """Send the original (0) or a file of a mail as an attachment, in a sandbox. Raises NotFound."""
    row = mail_of(viewer, key)
    kept = [{"name": ORIGINAL, "path": row.path, "kind": MAIL}, *row.files]
    if nth >= len(kept) or not kept[nth]["path"]:
        raise NotFound(str(key))
    try:
        file = default_storage.open(kept[nth]["path"], "rb")
    except FileNotFoundError:
        raise NotFound(str(key)) from None
    return FileResponse(
        file, as_attachment=True, filename=kept[nth]["name"], content_type=kept[nth]["kind"], headers=LEAVES_UNDER
    )


def mails_waiting(viewer: Viewer) -> int:
    """Return how many mails wait for the viewer; 0 where no mail is read or another registers."""
    return waiting(viewer) if viewer.directory.settings.get(SETTING) and registers(viewer) else 0


def _shown(
    request: HttpRequest, viewer: Viewer, row: IncomingMail, *, refused: Refused | None = None, typed: str = ""
) -> HttpResponse:  # fmt: skip
    box = mailbox()
    unit = viewer.directory.units.get(box.unit_id) if box else None
    named = shown_case(viewer, row)
    context: dict[str, Any] = {
        "mail": row, "why": words.why(row), "state": words.STATES.get(row.state, ""), "named": named,
        "number": typed or named, "refused": refused, "is_open": row.state in OPEN,
        "register_url": f"{reverse('desk:register')}?mail={row.pk}" + (f"&unit={unit.code}" if unit else ""),
        "may_register": registers(viewer), "sent": request.POST,
        "typed_reason": request.POST.get("reason", ""),
    }  # fmt: skip
    return show(request, viewer, "desk/mail/mail.html", context, here="mail", status=409 if refused else 200)


def _trouble() -> tuple[str, datetime | None] | None:
    """Return what keeps the mailbox from being read, and when it last was."""
    box = mailbox()
    return (str(words.ERRORS.get(box.error, "")), box.looked_at) if box and box.error and box.is_active else None


def _page_of(text: str) -> int:
    return min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 5 else 0
