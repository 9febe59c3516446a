"""Tries to sign in: few for a name from one address, more for an address, many for a name from everywhere.

A lock on the name alone would let a stranger keep a colleague out. So a name is locked for the
address that tried; the lock on the name from everywhere is slower, and a browser in which that
person has signed in before does not meet it (a signed cookie says so; it opens nothing else).
"""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from amends.web.rates import given_back, spent
from amends.web.visitor import address_of

TRIES_OF_PAIR, TRIES_OF_ADDRESS, WITHIN = 10, 60, 15 * 60
TRIES_OF_NAME, NAME_WITHIN = 100, 60 * 60
COOKIE, COOKIE_AGE = "amends_known", 180 * 24 * 60 * 60
PAIR, ADDRESS, NAME = "sign-in", "sign-in-from", "sign-in-anywhere"


def too_often(request: HttpRequest, name: str) -> bool:
    """Count a try and return whether it is one too many.

    Once the counter of an address is full its tries leave nothing behind: a stranger with a
    list of names does not fill the table of counters.
    """
    address, name = address_of(request), name.lower()
    return (
        spent(ADDRESS, address, most=TRIES_OF_ADDRESS, seconds=WITHIN)
        or spent(PAIR, name, address, most=TRIES_OF_PAIR, seconds=WITHIN)
        or (not _is_known(request, name) and spent(NAME, name, most=TRIES_OF_NAME, seconds=NAME_WITHIN))
    )


def went_well(request: HttpRequest, answer: HttpResponse, name: str) -> HttpResponse:
    """Return the answer to a right password: its try is given back, so that an office behind one address gets in."""
    address, name = address_of(request), name.lower()
    given_back(ADDRESS, address, most=TRIES_OF_ADDRESS)
    given_back(PAIR, name, address, most=TRIES_OF_PAIR)
    answer.set_signed_cookie(
        COOKIE, _mark(name), salt=COOKIE, max_age=COOKIE_AGE, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


def _is_known(request: HttpRequest, name: str) -> bool:
    return bool(request.get_signed_cookie(COOKIE, "", salt=COOKIE, max_age=COOKIE_AGE) == _mark(name))


def _mark(name: str) -> str:
    """Return a mark of a name that does not tell it."""
    return sha256(f"{settings.SECRET_KEY}\0{name}".encode()).hexdigest()[:32]
