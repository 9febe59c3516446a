"""From where somebody calls: the address of the connection, or what our own proxies say of it."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the address of the caller.

    X-Forwarded-For is believed only as far as the connection comes from a proxy that the
    operator named (AMENDS_TRUSTED_PROXIES), and from its right end: what stands further left
    anybody may have written.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    while forwarded and _is_ours(address):
        address = forwarded.pop()
    return address


def _is_ours(address: str) -> bool:
    try:
        at = ip_address(address)
    except ValueError:
        return False
    return any(at in ip_network(one, strict=False) for one in settings.TRUSTED_PROXIES)
