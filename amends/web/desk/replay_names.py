"""What the marks of a replay are called: duties, grades, roles and steps of the rules before and after."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.queries.replays import Replay
from amends.core.pack import Pack
from amends.core.text import Text
from amends.core.vocabulary import EVENTS
from amends.regulations import shelf
from amends.regulations.models import PublishedPack


class Named:
    """Titles of rows, of the pack that was played first, else of what the organisation has published."""

    def __init__(self, of: Replay) -> None:
        self.language = get_language() or "zh"
        hashes = PublishedPack.objects.order_by("-published_at").values_list("content_hash", flat=True)
        self.packs: tuple[Pack, ...] = (of.pack, *(shelf.pack(one) for one in hashes))

    def duty(self, name: str) -> str:
        """Return the title of a duty."""
        return self._said(name, (one.duties[name].title for one in self.packs if name in one.duties))

    def article(self, name: str) -> str:
        """Return the article of a duty."""
        return next((one.duties[name].article for one in self.packs if name in one.duties), "")

    def grade(self, name: str) -> str:
        """Return the title of a grade."""
        if not name:
            return _("no grade")
        return self._said(name, (row.title for one in self.packs for row in one.grade if row.id == name))

    def role(self, name: str) -> str:
        """Return the title of a role."""
        return self._said(name, (row.title for one in self.packs for row in one.role if row.id == name))

    def step(self, name: str) -> str:
        """Return the title of a step."""
        return self._said(name, (one.steps[name].title for one in self.packs if name in one.steps))

    def waited_for(self, what: str) -> str:
        """Return what a step would have waited for."""
        kind, _colon, name = what.partition(":")
        if kind == "met":
            return self.duty(name)
        if kind == "is":
            return _("a condition does not hold")
        event = name.partition("/")[0].partition("|")[0]
        return self._said(name, (one.title for one in [EVENTS.get(event)] if one))

    def list(self, name: str) -> str:
        """Return the title of a list of grades; nothing where the two sides share none."""
        found = (row.title for one in self.packs for row in one.list if row.id == name)
        return self._said("" if name == "-" else name, found)

    def _said(self, name: str, titles: Iterator[Text]) -> str:
        found = next(titles, None)
        return found.in_(self.language) if found else name
