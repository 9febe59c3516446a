"""How often somebody may say something or try a number, counted for all servers together."""

from __future__ import annotations

from django.http import HttpRequest

from amends import environment
from amends.web.portal.door import Place
from amends.web.rates import spent

QUARTER, HOUR, DAY = 15 * 60, 60 * 60, 24 * 60 * 60
TRIES_OF_ADDRESS, TRIES_OF_NUMBER = 30, 10
SAID_FROM_ADDRESS, SAID_TO_MAILBOX, ADDED_TO_CASE = 20, 5, 60


def tries_are_spent(request: HttpRequest, place: Place, number: str) -> bool:
    """Count a try to open a case and return whether there were too many, from here or on this number."""
    here = spent("portal-from", place.code, address(request), most=TRIES_OF_ADDRESS, seconds=QUARTER)
    return spent("portal-number", place.code, number.upper(), most=TRIES_OF_NUMBER, seconds=QUARTER) or here


def saying_is_spent(request: HttpRequest, place: Place) -> bool:
    """Count a complaint that is being sent and return whether there were too many from here."""
    return spent("portal-say", place.code, address(request), most=SAID_FROM_ADDRESS, seconds=HOUR)


def mailbox_is_spent(place: Place, mailbox: str) -> bool:
    """Count a complaint that will be acknowledged by mail and return whether the mailbox has had enough for a day.

    Anybody can write anybody's address into a form: without this the portal would be a cannon for mail.
    """
    return spent("portal-mail", place.code, mailbox.strip().lower(), most=SAID_TO_MAILBOX, seconds=DAY)


def adding_is_spent(place: Place, number: str) -> bool:
    """Count something that is added to a case and return whether there was too much within an hour."""
    return spent("portal-add", place.code, number, most=ADDED_TO_CASE, seconds=HOUR)


def address(request: HttpRequest) -> str:
    """Return where a request comes from. What it says itself (X-Forwarded-For) counts only behind our own proxy.

    Then the last entry that is no proxy of ours is meant: it was written by our proxy, the ones before by anybody.
    """
    trusted = set(environment.names("AMENDS_PROXIES"))
    here = str(request.META.get("REMOTE_ADDR", ""))
    if here not in trusted:
        return here
    told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return next((one for one in reversed(told) if one and one not in trusted), here)
