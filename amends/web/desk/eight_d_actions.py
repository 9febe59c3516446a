"""Actions of an 8D at the desk: listed, done with proof, carried over to similar processes, checked later."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amends.cases.queries.visible import NotFound
from amends.people.viewer import Viewer
from amends.quality.actions import finish_action
from amends.quality.promising import list_judged
from amends.quality.queries.page import eight_d_page
from amends.quality.spreading import add_spread, do_check, plan_check, settle_spread
from amends.web.desk.door import desk
from amends.web.desk.eight_d_write import done, posted
from amends.web.desk.pledged import said_of


@posted
@desk
def eight_d_action(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """List an action, with what it promises or why that cannot be measured."""
    sent = request.POST
    unit = eight_d_page(viewer, number).record.row.unit_id
    with timezone.override(viewer.directory.zone(unit)):
        due_at = moment(sent.get("due_at", ""))

    pledge, unmeasured = said_of(sent)

    def do() -> object:
        return list_judged(
            viewer, number, kind=sent.get("kind", ""), text=sent.get("text", ""), owner=key_of(sent, "owner"),
            due_at=due_at, at=now(), pledge=pledge, unmeasured=unmeasured,
        )  # fmt: skip

    return done(request, viewer, number, do, says=_("The action is listed."), here=sent.get("d", ""))


@posted
@desk
def eight_d_after(request: HttpRequest, viewer: Viewer, number: str, what: str, key: UUID) -> HttpResponse:
    """Do what comes after an action: its proof, a similar process, a later check, or the result of one."""
    sent, at = request.POST, now()
    ways: dict[str, tuple[Callable[[], object], str]] = {
        "done": (lambda: finish_action(
            viewer, key, proof=sent.get("proof", ""), evidence=key_of(sent, "evidence"), at=at
        ), _("Done, with its proof.")),
        "spread": (
            lambda: add_spread(viewer, key, process=sent.get("process", ""), at=at), _("The similar process is listed.")
        ),
        "settle": (
            lambda: settle_spread(
                viewer, key, is_done=sent.get("word") == "done", reason=sent.get("reason", ""), at=at
            ),
            _("Noted."),
        ),
        "check": (
            lambda: plan_check(viewer, key, day=day(sent.get("day", "")), owner=key_of(sent, "owner"), at=at),
            _("The check is planned."),
        ),
        "found": (
            lambda: do_check(
                viewer, key, result=sent.get("result", ""), still_works=sent.get("word") != "failed", at=at
            ),
            _("The result is noted."),
        ),
    }  # fmt: skip
    if what not in ways:
        raise NotFound(what)
    do, says = ways[what]
    return done(request, viewer, number, do, says=says, here=sent.get("d", ""))


def key_of(sent: QueryDict, name: str) -> UUID | None:
    """Return the id that a form sent, or None for what is none."""
    with suppress(ValueError):
        return UUID(sent.get(name, ""))
    return None


def moment(text: str) -> datetime | None:
    """Return a moment as a form sends it, in the active zone; None for what is none."""
    with suppress(ValueError, OverflowError):
        found = parse_datetime(text)
        if found is not None:
            return timezone.make_aware(found) if timezone.is_naive(found) else found
    return None


def day(text: str) -> date | None:
    """Return a day as a form sends it; None for what is none."""
    with suppress(ValueError):
        return parse_date(text)
    return None
