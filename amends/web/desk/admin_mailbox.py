"""The mailbox that the organisation reads, below the channels of the administration."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.core.vocabulary import Type
from amends.mail.boxes import mailbox
from amends.mail.models import Mailbox
from amends.people.viewer import Viewer
from amends.web.desk.admin_forms import Form, choice, text
from amends.web.desk.admin_people import units as unit_pairs
from amends.web.desk.mail_words import ERRORS
from amends.web.fields import FormField, Option


def mailbox_context(form: Form) -> dict[str, Any]:
    """Return what the page of channels shows of the mailbox."""
    box = mailbox()
    return {"mailbox": box, "mailbox_form": form, "mailbox_error": ERRORS.get(box.error, "") if box else ""}


def mailbox_form(viewer: Viewer) -> Form:
    """Return the form as the mailbox stands. The password never leaves again."""
    box = mailbox() or Mailbox(is_active=True)
    fields = (
        text("address", _("Address"), box.address, required=True, hint=_("Where complaints are sent to.")),
        choice("unit", _("Unit that receives"), unit_pairs(viewer), str(box.unit_id or ""), required=True,
               hint=_("Whoever may register for it looks at the mails.")),
        text("host", _("Server (IMAP)"), box.host,
             hint=_("Left empty: only mails handed in by amends receive-mail.")),
        choice("security", _("Encryption"), _ways(), box.security, required=True),
        text("login", _("Sign-in name"), box.login),
        text("password", _("Password"), widget="password",
             hint=_("Kept encrypted. Left empty: as it is.") if box.password else _("Kept encrypted.")),
        text("folder", _("Folder"), box.folder,
             hint=_("Everything in it is taken in. Nothing is deleted or marked as read there.")),
        _active(box),
    )  # fmt: skip
    return Form(_("Mailbox"), reverse("desk:admin_mailbox"), fields, _("Save"), name="mailbox")


def _ways() -> tuple[tuple[str, str], ...]:
    return (
        ("tls", _("TLS from the start (port 993)")), ("starttls", _("STARTTLS (port 143)")),
        ("plain", _("None, only on this machine itself")),
    )  # fmt: skip


def _active(box: Mailbox) -> FormField:
    chosen = "yes" if box.is_active else "no"
    options = tuple(Option(code, title, code == chosen) for code, title in (("yes", _("Yes")), ("no", _("No"))))
    return FormField("is_active", Type.YES_NO, _("Is read"), "radio", options=options, required=True)


def without_password(form: Form) -> Form:
    return replace(
        form, fields=tuple(replace(one, value="") if one.name == "password" else one for one in form.fields)
    )  # fmt: skip
