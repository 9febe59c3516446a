"""The right side of the register screen, while somebody is typing: who this is, what it will be, what to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language

from amends.cases.preview import Preview, PreviewDue, preview
from amends.cases.queries.likes import Alike, Known, earlier_cases, known_complainants, look_alikes
from amends.cases.queries.lines import CaseLine
from amends.core.pack import RemedyKind
from amends.core.plain_language import read_aloud
from amends.core.plain_words import Words
from amends.people.viewer import Viewer
from amends.web.clocks import Clock, clock
from amends.web.desk.register_form import RegisterForm
from amends.web.desk.register_when import HAPPENED_AT

LOOK_BACK = timedelta(days=180)
A_YEAR = timedelta(days=365)
FREQUENT_FROM = 3
"""The fourth case within twelve months is a frequent complainant's (FR-015, assumption)."""
SHORTEST_PHONE = 7


@dataclass(frozen=True, slots=True)
class DueLine:
    """A clock that will start."""

    due: PreviewDue
    clock: Clock
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Live:
    """All that the right side shows."""

    seen: Preview
    now: tuple[DueLine, ...]
    then: tuple[DueLine, ...]
    known: tuple[Known, ...]
    earlier: tuple[CaseLine, ...]
    in_a_year: int
    alike: tuple[Alike, ...]
    may_grant: tuple[tuple[str, str], ...]  # sentence, article
    not_mine: tuple[RemedyKind, ...]
    words: tuple[str, ...]  # of what is typed: what earlier cases say too, and what suggests a category

    @property
    def is_frequent(self) -> bool:
        """Return whether this would be the fourth case within a year, or more."""
        return self.in_a_year >= FREQUENT_FROM

    @property
    def first(self) -> tuple[DueLine, ...]:
        """Return the two clocks that run out first: what the folded column says."""
        ticking = [(one.due.due_at, nth, one) for nth, one in enumerate((*self.now, *self.then)) if one.due.due_at]
        return tuple(one for _at, _nth, one in sorted(ticking)[:2])


def live(viewer: Viewer, form: RegisterForm, facts: Mapping[str, Any], *, at: datetime) -> Live:
    """Return what is known and what the regulation would say, as of now. Nothing is stored."""
    known_facts = {**facts, **({"second_time": True} if form.second_of else {})}
    received = min(at, form.moments.get(HAPPENED_AT, at))  # what is said to be later is refused when it is sent
    seen = preview(viewer, form.unit, known_facts, received)
    phone, name = str(facts.get("phone", "")), str(facts.get("complainant", ""))
    phone = phone if len(phone) >= SHORTEST_PHONE else ""
    people = known_complainants(viewer, phone=phone, name=name if not phone else "")
    about = str(facts.get("object", "") or facts.get("house_no", "") or facts.get("site", ""))
    earlier = earlier_cases(viewer, phone=phone, complainant=people[0].id if people else None, text=about)
    alike = look_alikes(viewer, str(facts.get("description", "")), since=at - LOOK_BACK)
    theirs = earlier_cases(viewer, phone=phone, complainant=people[0].id) if people else ()
    numbers = {one.number for one in earlier}
    lines = [_line(one, at) for one in seen.dues]
    return Live(
        seen=seen, now=tuple(one for one in lines if not one.due.after_dispatch),
        then=tuple(one for one in lines if one.due.after_dispatch), known=people, earlier=earlier,
        in_a_year=sum(one.received_at >= at - A_YEAR for one in theirs),
        alike=tuple(one for one in alike if one.line.number not in numbers),
        may_grant=_may_grant(seen), not_mine=_not_mine(seen), words=_words(seen, alike, facts),
    )  # fmt: skip


def _words(seen: Preview, alike: Iterable[Alike], facts: Mapping[str, Any]) -> tuple[str, ...]:
    typed = str(facts.get("description", ""))
    telling = (word for row in seen.categories for word in row.words if word in typed)
    return tuple(dict.fromkeys([*telling, *(word for one in alike for word in one.words)]))


def _line(due: PreviewDue, at: datetime) -> DueLine:
    english = (get_language() or "zh").startswith("en")
    state = "asleep" if due.wakes_at and not due.due_at else "open"
    return DueLine(
        due, clock(due.due_at, at, starts=due.starts_at, state=state), due.proof_en if english else due.proof_zh
    )


def _may_grant(seen: Preview) -> tuple[tuple[str, str], ...]:
    words = Words(seen.rules.lead, get_language() or "zh", marks_settings=False)
    return tuple((read_aloud(words, row), row.article) for row in seen.authority)


def _not_mine(seen: Preview) -> tuple[RemedyKind, ...]:
    """Return the remedies that some article limits and the viewer's roles may not grant at all."""
    lead = seen.rules.lead
    mine = {kind for row in seen.authority for kind in row.kinds}
    limited = {kind for row in lead.authority for kind in row.kinds}
    return tuple(row for row in lead.remedy if row.id in limited - mine)
