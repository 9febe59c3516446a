"""How often somebody may try: counted in the shared cache, so ten server processes count together."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache


def spent(what: str, *who: str, most: int, seconds: int) -> bool:
    """Count one try and return whether there were ``most`` already within the last ``seconds``.

    Each try takes a place that is free again after ``seconds``; places are taken one at a
    time, so tries at the same moment are all counted. The key is a hash: names and
    addresses do not lie in the cache.
    """
    places = _places(what, who, most)
    taken = cache.get_many(places)
    return not any(cache.add(place, 1, seconds) for place in places if place not in taken)


def given_back(what: str, *who: str, most: int) -> None:
    """Take back one counted try, one that turned out to be no guess."""
    places = _places(what, who, most)
    for place in list(cache.get_many(places))[-1:]:
        cache.delete(place)


def _places(what: str, who: tuple[str, ...], most: int) -> list[str]:
    key = f"tries:{what}:{sha256(chr(0).join(who).encode()).hexdigest()[:40]}"
    return [f"{key}:{nth}" for nth in range(most)]
