"""From where somebody calls: the address of the connection, or what our own proxies say of it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

OF_ONE_HOUSEHOLD = 64
"""Whoever has one address of version 6 has all that share these first bits; counted singly, nobody would ever be."""


def address_of(request: HttpRequest) -> str:
    """Return the address of the caller, by which tries are counted: of version 6 the part that a household shares.

    X-Forwarded-For is believed only as far as the connection comes from a proxy that the
    operator named (AMENDS_TRUSTED_PROXIES), and from its right end: what stands further left
    anybody may have written.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    while forwarded and _is_ours(address):
        address = forwarded.pop()
    known = _read(address)
    if isinstance(known, IPv6Address):
        return str(ip_network((known, OF_ONE_HOUSEHOLD), strict=False))
    return str(known or address)


def _is_ours(address: str) -> bool:
    at = _read(address)
    return at is not None and any(at in ip_network(one, strict=False) for one in settings.TRUSTED_PROXIES)


def _read(address: str) -> IPv4Address | IPv6Address | None:
    """Return an address without the port that some proxies add, and as version 4 where it is one in disguise."""
    bare = address[1:].partition("]")[0] if address.startswith("[") else address
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
