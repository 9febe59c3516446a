"""Offers of which all parts have to be given (``choose = "all"``): who began one gives the rest before closing."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.evaluate import Scene
from amends.core.pack import Pack
from amends.core.refusal import Missing
from amends.core.remedies import GIVEN, given_remedies, offers, remedy_title
from amends.core.text import Text

BEGUN = ("proposed", "approved", *GIVEN)
"""What is put forward counts: that it is paid and handed over, other rows and the lines of money see to."""


def begun_offers_missing(pack: Pack, scene: Scene) -> Iterator[Missing]:
    """Yield the remedies that an article gives together with one that was put forward, and that nobody put forward.

    What nobody began is not owed: the complainant may have wanted none of it. Each names the article of its offer.
    """
    begun = given_remedies(scene, BEGUN)
    for offer in offers(pack, scene):
        if offer.choose != "all" or not begun & set(offer.allows):
            continue
        for kind in (one for one in offer.allows if one not in begun):
            title = remedy_title(pack, kind)
            says = Text(
                zh=f"“{'”“'.join(remedy_title(pack, one).zh for one in offer.allows)}”须一并给予，尚缺“{title.zh}”",
                en=f"{', '.join(remedy_title(pack, one).en for one in offer.allows)} are given together: "
                f"“{title.en}” is still owed",
            )
            yield Missing(f"given:{kind}", says, offer.article, pack=pack.id)
