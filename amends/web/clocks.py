"""An obligation's time as a person sees it: a shape, a word and a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from amends.web.formatting import full, length, near_moment, past_moment

NEAR = timedelta(hours=1)
NEAR_SHARE = 0.75
NEAR_AT_MOST = timedelta(days=1)
"""Near: within the last hour, or the last quarter of its time, but never more than a day before."""


@dataclass(frozen=True, slots=True)
class Clock:
    """``shape`` is running, near, late or stopped; ``word`` says the same for those who see no colour."""

    shape: str
    word: str
    time: str = ""
    left: str = ""
    title: str = ""
    held: bool = False


def clock(
    due: datetime | None,
    now: datetime,
    *,
    starts: datetime | None = None,
    ended: datetime | None = None,
    state: str = "open",
    paused: bool = False,
) -> Clock:
    """Return the clock of an obligation at a moment, in the active zone and language."""
    if state in ("void", "superseded"):
        return Clock("stopped", _("Void") if state == "void" else _("Replaced"), title=_title(due))
    if state == "met":
        return _met(due, ended)
    if state == "asleep":
        return Clock("stopped", _("Not yet started"), held=True)
    if paused:
        return Clock("stopped", _("Paused"), title=_title(due), held=True)
    if due is None:
        return Clock("running", _("Running"), _("no limit set"))
    return _running(due, now, starts)


def _running(due: datetime, now: datetime, starts: datetime | None) -> Clock:
    left, time = due - now, near_moment(localtime(due), localtime(now))
    if left < timedelta(0):
        time = past_moment(localtime(due), localtime(now))
        return Clock("late", _("Late"), time, _("late by %(span)s") % {"span": length(left)}, _title(due))
    says = _("%(span)s left") % {"span": length(left)}
    if _is_near(left, due, starts):
        return Clock("near", _("Due soon"), time, says, _title(due))
    return Clock("running", _("Running"), time, says if left < NEAR_AT_MOST else "", _title(due))


def _met(due: datetime | None, ended: datetime | None) -> Clock:
    if ended is None:
        return Clock("stopped", _("Done"))
    time = near_moment(localtime(ended), localtime(ended)) if due is None else f"{localtime(ended):%m-%d %H:%M}"
    if due is not None and ended >= due + timedelta(seconds=1):
        return Clock(
            "stopped", _("Done late"), time, _("late by %(span)s") % {"span": length(ended - due)}, _title(due)
        )
    return Clock("stopped", _("Done in time"), time, title=_title(due))


def _is_near(left: timedelta, due: datetime, starts: datetime | None) -> bool:
    if left <= NEAR:
        return True
    return starts is not None and due > starts and left <= NEAR_AT_MOST and left <= (due - starts) * (1 - NEAR_SHARE)


def _title(due: datetime | None) -> str:
    return _("due %(time)s") % {"time": full(localtime(due))} if due else ""
