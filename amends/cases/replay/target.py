"""The rules of a replay: a pack in the place that it would have had beside what governed each case."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from amends.core.ledger import Rules
from amends.core.pack import Pack
from amends.core.replaying import without_ladder
from amends.people.directory import Directory
from amends.regulations.calendars import calendar_for


@dataclass
class Target:
    """A pack under which past cases are played, and the rules that it makes with what they were pinned to."""

    pack: Pack
    known: Directory
    _quiet: dict[int, tuple[Pack, Pack]] = field(default_factory=dict)
    _made: dict[tuple[UUID, int], tuple[Rules, Rules]] = field(default_factory=dict)
    _alike: list[Rules] = field(default_factory=list)

    def rules(self, unit: UUID, pinned: Rules) -> Rules:
        """Return the rules of a case: the pack leads in place of its lead, or stands beside it (an outside body's).

        Other companions stay; the case's own version of the same pack gives way. Nobody is reminded.
        """
        key = (unit, id(pinned))
        if key not in self._made:
            self._made[key] = (pinned, self._shared(self._rules(unit, pinned)))
        return self._made[key][1]

    def _shared(self, rules: Rules) -> Rules:
        """Return the same rules for all units whose packs and calendars are the same: their cases share paths."""
        for one in self._alike:
            if list(map(id, one.packs)) == list(map(id, rules.packs)) and one.calendars == rules.calendars:
                return one
        self._alike.append(rules)
        return rules

    def _rules(self, unit: UUID, pinned: Rules) -> Rules:
        pack = self.pack
        others = tuple(one for one in pinned.companions if one.id != pack.id)
        lead, companions = (pinned.lead, (*others, pack)) if pack.stands_beside else (pack, others)
        names = {one.id: one.calendar for one in (lead, *companions)}
        names |= {row.calendar: row.calendar for one in (lead, *companions) for row in one.duty if row.calendar}
        calendars = {key: calendar_for(self.known, unit, named=name) for key, name in names.items()}
        return Rules(self.quiet(lead), tuple(self.quiet(one) for one in companions), calendars)

    def quiet(self, pack: Pack) -> Pack:
        """Return a pack without its ladders, the same one each time."""
        if id(pack) not in self._quiet:
            self._quiet[id(pack)] = (pack, without_ladder(pack))
        return self._quiet[id(pack)][1]
