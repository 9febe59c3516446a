"""Was a mail written by a machine? Then nothing answers it and it makes no case (RFC 3834, RFC 3464)."""

from __future__ import annotations

from email.message import Message

MARKS = (
    "X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id", "List-Unsubscribe", "Feedback-ID",
    "X-Failed-Recipients",
)  # fmt: skip
MACHINES = ("mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply", "bounce", "bounces")
REPORTS = ("multipart/report", "message/delivery-status", "message/disposition-notification")


def automatic(message: Message, sender: str) -> str:
    """Return the header that says so, with its value; empty when a person may have written it."""
    for name, values in (("Auto-Submitted", None), ("Precedence", ("bulk", "junk", "list", "auto_reply"))):
        told = str(message.get(name, "")).strip().lower()
        kind = told.partition(";")[0].strip()
        if kind and (kind in values if values else kind != "no"):
            return f"{name}: {kind[:60]}"
    if str(message.get("Return-Path", "x")).replace(" ", "") in ("<>", ""):
        return "Return-Path: <>"
    if message.get_content_type() in REPORTS:
        return f"Content-Type: {message.get_content_type()}"
    if found := next((name for name in MARKS if message.get(name)), ""):
        return found
    local = sender.partition("@")[0].lower()
    return f"From: {local}" if local in MACHINES else ""
