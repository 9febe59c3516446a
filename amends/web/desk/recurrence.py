"""The same defect: like cases and earlier 8Ds beside a case, and the word that opens the gate (FR-117)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from amends.cases.queries.reading import Reading, read_case
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.quality.queries.radar import likes
from amends.quality.recurrence import declare, earlier_eight_ds, may_declare
from amends.web.desk.door import desk
from amends.web.desk.eight_d_words import STATES, TONES
from amends.web.shell import show

WORDS = {
    "failed": gettext_lazy("its action failed"), "other_cause": gettext_lazy("this case has another cause")
}  # fmt: skip


@require_GET
@desk
def same_defect(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the panel of a case's defect; a page of its own without scripts."""
    reading = read_case(viewer, number)
    return _answer(request, viewer, reading, at=now(), is_part=bool(request.headers.get("HX-Request")))


@require_POST
@desk
def declare_earlier(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Take the word on an earlier 8D: its action failed, or the cause is another."""
    at, sent = now(), request.POST
    earlier = sent.get("earlier", "")
    try:
        declare(
            viewer, number, earlier, word=sent.get("word", ""), reason=sent.get("reason", "").strip(), at=at
        )  # fmt: skip
    except Refused as refused:
        return barred(request, viewer, number, refused)
    messages.success(
        request, _("It is said what became of %(number)s. The 8D of this case may begin.") % {"number": earlier}
    )
    return redirect("desk:case", number=number)


def barred(request: HttpRequest, viewer: Viewer, number: str, refused: Refused) -> HttpResponse:
    """Return the page of a case's defect with what kept its 8D from beginning: the word is given there."""
    return _answer(request, viewer, read_case(viewer, number), at=now(), is_part=False, refused=refused)


def _answer(
    request: HttpRequest, viewer: Viewer, reading: Reading, *, at: datetime, is_part: bool,
    refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "case": reading.case, "likes": likes(reading), "earlier": earlier_eight_ds(reading, at=at), "states": STATES,
        "tones": TONES, "words": WORDS, "may_declare": may_declare(reading), "refused": refused, "sent": request.POST,
        "packs": {one.id: one for one in reading.rules.packs},
        "has_row": any(one.fingerprint for one in reading.rules.packs),
    }  # fmt: skip
    template = "desk/ledger/same.html" if is_part else "desk/ledger/same_page.html"
    return show(request, viewer, template, context, here="queues", status=409 if refused else 200)
