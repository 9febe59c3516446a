"""How often somebody may try: counted in the shared cache, so ten server processes count together."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache


def spent(what: str, *who: str, most: int, seconds: int) -> bool:
    """Count one try and return whether there were more than ``most`` within ``seconds`` of the first.

    The key is a hash: names and addresses do not lie in the cache.
    """
    key = f"tries:{what}:{sha256(chr(0).join(who).encode()).hexdigest()[:40]}"
    if cache.add(key, 1, seconds):
        return most < 1
    try:
        return cache.incr(key) > most
    except ValueError:  # it ended between the two
        return False
