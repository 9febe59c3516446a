"""What the marks of a replay are called: duties, grades, roles and steps of the rules before and after."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.queries.replays import Replay
from amends.core.matching import LATE
from amends.core.pack import Pack
from amends.core.plain_words import Words
from amends.core.replaying import CONSENTS
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
        """Return the title of a role; of a consent asked for without one, that whoever may can give it, and to what."""
        event, slash, _marks = name.partition("/")
        if not slash and event.partition("|")[0] not in CONSENTS:
            return self._role(name)
        return " / ".join(dict.fromkeys(self._hand(*one.split("/")) for one in name.split("|")))

    def _role(self, name: str) -> str:
        return self._said(name, (row.title for one in self.packs for row in one.role if row.id == name))

    def _hand(self, event: str, *marks: str) -> str:
        """Return whose hand a rule asks for that names an event and its marks: ``approved/regrade/hq_cs``."""
        several = [one for mark in marks for one in mark.split("+")]
        known = {row.id for one in self.packs for row in one.role}
        whoever = _("whoever may sign") if event == "signed" else _("whoever may approve")
        who = " / ".join(self._role(one) for one in several if one in known) or whoever
        words = Words(self.packs[0], self.language)
        to_what = words.both(words.kind(one) for one in several if one not in known)
        return who + words.say(f"（{to_what}）", f" ({to_what})") if to_what else who

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
        if name.startswith(LATE):
            return _("%(duty)s: was late") % {"duty": self.duty(name.removeprefix(LATE))}
        event = name.partition("/")[0].partition("|")[0]
        return self._said(name, (one.title for one in [EVENTS.get(event)] if one))

    def list(self, name: str) -> str:
        """Return the title of a list of grades; nothing where the two sides share none."""
        found = (row.title for one in self.packs for row in one.list if row.id == name)
        return self._said("" if name == "-" else name, found)

    def _said(self, name: str, titles: Iterator[Text]) -> str:
        found = next(titles, None)
        return found.in_(self.language) if found else name


def word(named: Named, mark: str) -> str:
    """Return what a mark says of a case."""
    kind, _colon, rest = mark.partition(":")
    if kind in ("grade", "heaviest"):
        before, _arrow, after = rest.rpartition(":")[2].partition(">")
        words = {"before": named.grade(before), "after": named.grade(after)}
        if kind == "grade":
            return _("%(before)s → %(after)s") % words
        return _("at its heaviest %(before)s → %(after)s") % words
    if kind in ("late_gone", "late_new", "late_before", "late_after"):
        return _lateness()[kind] % {"duty": named.duty(rest)}
    if kind == "needed":
        return _("%(role)s has to approve") % {"role": named.role(rest)}
    if kind in ("lacked", "waits"):
        step, _colon, what = rest.partition(":")
        if kind == "lacked":
            return _("%(step)s without approval of %(role)s") % {"step": named.step(step), "role": named.role(what)}
        return _("%(step)s would have waited for: %(what)s") % {
            "step": named.step(step),
            "what": named.waited_for(what),
        }
    return {"given": _("somebody approved"), "spare": _("approved although nobody asks for it")}.get(kind, mark)


def _lateness() -> dict[str, str]:
    return {
        "late_gone": _("%(duty)s: no longer late"), "late_new": _("%(duty)s: newly late"),
        "late_before": _("%(duty)s: was late"), "late_after": _("%(duty)s: would have been late"),
    }  # fmt: skip
