"""Tell a month: every case registered and moved on by its people at the moments of its way, time passing in between.

Nothing is written past the steps: what is late, climbed, graded by age or grouped came
about as it would have. Steps whose moment has not come are left for the visitor.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from amends.cases import journal
from amends.cases.evidence import add_evidence
from amends.cases.journal.passing import AT_ONCE
from amends.cases.journal.units import open_units, tick_units
from amends.cases.models import Case, ObligationRow, Order
from amends.cases.steps import Intake, register, take_step
from amends.core.pack import Pack
from amends.core.span import Span
from amends.demo.beside import tell_beside
from amends.demo.deeds import DEEDS, Deed, look, take_deed
from amends.demo.limit_samples import LimitSamples
from amends.demo.logs import Logs
from amends.demo.moments import Moments
from amends.demo.organisations import FOLDER, read
from amends.demo.papers import paper_of
from amends.demo.ways import ToDo, ways_of
from amends.people.directory import directory
from amends.people.models import Person
from amends.people.responsible import holders, places, unit_of_function
from amends.people.viewer import Viewer, viewer_of
from amends.regulations.calendars import of_organisation
from amends.regulations.shelf import rules_for

MONTH = timedelta(days=35)
OF_THE_WAY = (
    "key", "other", "return_date", "other_unit", "dealer_unit", "result", "limit", "agreed", "to", "earlier", "stamped",
    "language", "promised",
)  # fmt: skip
"""What a case says of its way, beside its facts."""
ROUND = timedelta(minutes=30)
"""Time passes at least so often while somebody acts; the journal says when things fell due."""


@dataclass
class Told:
    """One case of the demonstration: as it is in the file, and what has become of it."""

    unit: str
    received: datetime
    way: str
    facts: dict[str, Any]
    more: Mapping[str, Any]
    by: str
    number: str = ""
    pack: Pack | None = None
    todo: list[ToDo] = field(default_factory=list)


class Month:
    """The cases of one organisation, told in the order in which things happened."""

    def __init__(self, org: UUID, code: str, *, now: datetime) -> None:
        self.org, self.code, self.now, self.known = org, code, now, directory(org)
        self.people = {person.id: person for person in Person.objects.filter(org_id=org)}
        office = next(iter(of_organisation(self.known).values()))
        self.moments = Moments(now, office, bool(read(f"{code}.toml").get("always_there")))
        self.told = sorted(self._read(code), key=lambda one: one.received)
        self.numbers: dict[str, str] = {}
        self.ticked = now - MONTH
        self.logs = Logs(org, code, self.moments)
        self.samples = LimitSamples(org, code, self.moments)
        self._viewers: dict[tuple[UUID, date], Viewer] = {}

    def tell(self) -> int:
        """Tell everything up to now and return how many cases there are."""
        open_units(org=self.org, at=self.now - MONTH)
        ahead = [(one.received, nth, -1) for nth, one in enumerate(self.told) if one.received < self.now]
        heapq.heapify(ahead)
        while ahead:
            at, nth, step = heapq.heappop(ahead)
            self._pass_to(at)
            one = self.told[nth]
            self._register(one, nth) if step < 0 else self._take(one, one.todo[step], nth)
            if step + 1 < len(one.todo) and one.todo[step + 1].at < self.now:
                heapq.heappush(ahead, (one.todo[step + 1].at, nth, step + 1))
        self._pass_to(self.now, to_the_end=True)
        look(self.org, at=self.now)
        tell_beside(self.org, self.code, self.moments, self.numbers, since=self.now - MONTH)
        return len(self.numbers)

    def _read(self, code: str) -> Iterator[Told]:
        for path in sorted(FOLDER.glob(f"{code}_*_cases.toml")):
            data = read(path.name)
            for row in data["case"]:
                yield self._told(data, row)
            for sample in data.get("sample", ()):
                yield from self._sample(sample)

    def _told(self, data: Mapping[str, Any], row: list[Any]) -> Told:
        unit, days, clock, channel, way, category, name, place, description, wish, *rest = row
        more: dict[str, Any] = dict(rest[0]) if rest else {}
        facts = {
            "channel": channel, "matter": "complaint", "category": category, "complainant": name, data["place"]: place,
            "description": description, "wish": wish, "phone": _phone(f"{name}{place}") if name else "",
        }  # fmt: skip
        facts |= {key: value for key, value in more.items() if key not in OF_THE_WAY}
        received = self.moments.began(days, clock)
        if "stamped" in more:  # so long before it came here it was in the customer's own portal
            facts["portal_stamp"] = received - Span.parse(more["stamped"]).length
        facts = {key: value for key, value in facts.items() if value != ""}
        return Told(unit, received, way, facts, more, str(data.get("by", "")))

    def _sample(self, sample: Mapping[str, Any]) -> Iterator[Told]:
        """Yield complaints from the sample file of a complaint site, spread over the month."""
        from amends.channels.files import mapping, tables

        columns = mapping.read_mapping(FOLDER / sample["map"])
        rows = [mapping.apply(columns, row) for row in tables.read(FOLDER / sample["file"])]
        own = [row for row in rows if row.facts["brand"] == sample["brand"]]
        for nth, (row, way) in enumerate(zip(own, sample["ways"], strict=False)):
            days = sample["first"] - nth * sample["first"] // len(sample["ways"])
            at = self.moments.began(days, f"{9 + nth % 8:02}:{nth * 7 % 60:02}")
            facts = {**row.facts, "complainant": "网友" + row.key[-4:]}
            dealer = sample["dealers"][nth % len(sample["dealers"])]
            yield Told(sample["unit"], at, way, facts, {"dealer_unit": dealer}, "")

    # --- what happens -----------------------------------------------------------

    def _register(self, one: Told, nth: int) -> None:
        unit = self._unit(one.unit)
        pack = one.pack = rules_for(unit, one.received, known=directory(self.org)).rules.lead
        by = self._somebody(one.by or _first_role(pack), pack, unit=unit, order=None, of="", nth=nth, at=one.received)
        made = register(
            self._viewer(by, one.received),
            Intake(one.facts, unit=one.unit, language=str(one.more.get("language", ""))),
            at=one.received,
        )
        one.number = self.numbers[one.more.get("key", made.number)] = made.number
        more = {**one.more, **({"other": self.numbers[one.more["other"]]} if "other" in one.more else {})}
        one.todo = ways_of(pack.extends or pack.id).laid(
            one.way, began=one.received, moments=self.moments, facts=one.facts, more=more, nth=nth
        )
        self._wake_alike(made.result.case, one)

    def _wake_alike(self, case: UUID, one: Told) -> None:
        """Let alike cases see the newcomer at its moment, as they would with a commit after each step."""
        category = "/".join(str(one.facts.get("category", "")).split("/")[:2])
        alike = Case.objects.filter(category_2=category).exclude(pk=case).values_list("pk", flat=True)
        journal.wake(list(alike), org=self.org, at=one.received)

    def _take(self, one: Told, todo: ToDo, nth: int) -> None:
        pack, unit = one.pack, self._unit(one.unit)
        assert pack is not None  # set when it was registered
        if (
            todo.owed
            and not ObligationRow.objects.filter(case__number=one.number, duty=todo.owed, state="open").exists()
        ):
            return
        if todo.step in DEEDS:
            self._do(one, todo, nth)
            return
        order, barred = self._order(one, todo), frozenset[UUID]()
        if "handler" in pack.steps[todo.step].not_by:
            barred = frozenset(Case.objects.values_list("handlers", flat=True).get(number=one.number))
        by = self._somebody(todo.by, pack, unit=unit, order=order, of=todo.of, nth=nth, at=todo.at, barred=barred)
        told: dict[str, Any] = {"detail": todo.detail, "on": todo.on, "words": todo.words}
        if pack.steps[todo.step].with_file:
            paper = paper_of(todo.detail)
            add_evidence(self._viewer(by, todo.at), one.number, todo.step, [paper], at=todo.at, told=told)
            return
        take_step(self._viewer(by, todo.at), one.number, todo.step, at=todo.at, **told)

    def _order(self, one: Told, todo: ToDo) -> Order | None:
        """Return the order whose unit acts: the one that is named, else the last; none where a function acts."""
        assert one.pack is not None  # set when it was registered
        if any(row.id == todo.by and row.function for row in one.pack.role):
            return None
        orders = Order.objects.filter(case__number=one.number).order_by("-sent_at", "-name")
        return (orders.filter(name=todo.on) if todo.on else orders).first()

    def _do(self, one: Told, todo: ToDo, nth: int) -> None:
        assert one.pack is not None  # set when it was registered
        order = self._order(one, todo) if not todo.on else None
        by = self._somebody(
            todo.by, one.pack, unit=self._unit(one.unit), order=order, of=todo.of, nth=nth, at=todo.at
        )  # fmt: skip
        earlier = self.numbers.get(str(one.more.get("earlier", "")), "")
        viewer = self._viewer(by, todo.at)
        take_deed(todo.step, Deed(viewer, one.number, todo.at, todo.on, todo.detail, todo.words, earlier))

    def _unit(self, code: str) -> UUID:
        return next(unit.id for unit in self.known.units.values() if unit.code == code)

    def _somebody(
        self, role: str, pack: Pack, *, unit: UUID, order: Order | None, of: str, nth: int, at: datetime,
        barred: frozenset[UUID] = frozenset(),
    ) -> UUID:  # fmt: skip
        """Return who takes a step: a holder of the role at the case's unit, at the order's, or in a department."""
        function = next((row.function for row in pack.role if row.id == role), "")
        day = self.known.day(at, unit)
        wanted = [(unit, of or function), (order.unit_id if order and order.unit_id else unit, "")]
        for place, where in wanted:
            start = unit_of_function(self.known, where, unit=place) if where else place
            for above in places(self.known, unit=start or place):
                if people := [one for one in holders(self.known, role, unit=above.id, day=day) if one not in barred]:
                    return people[nth % len(people)]
        raise LookupError(f"nobody is {role} for {self.known.units[unit].code}")

    def _viewer(self, person: UUID, at: datetime) -> Viewer:
        key = (person, self.known.day(at))
        if key not in self._viewers:
            self._viewers[key] = viewer_of(self.people[person], at=at)
        return self._viewers[key]

    def _pass_to(self, at: datetime, *, to_the_end: bool = False) -> None:
        self.logs.enter_until(at)
        self.samples.register_until(at)
        while self.ticked + ROUND <= at or to_the_end:
            soonest = (
                Case.objects.filter(next_look_at__lte=at)
                .order_by("next_look_at")
                .values_list("next_look_at", flat=True)
            )
            first = soonest.first()
            if first is None:
                break
            moment = min(at, max(first, self.ticked) + ROUND)
            due = Case.objects.filter(next_look_at__lte=moment).order_by("next_look_at").values_list("pk", flat=True)
            journal.pass_time(list(due[:AT_ONCE]), org=self.org, at=moment)
            tick_units(org=self.org, at=moment)
            self.ticked = moment


def _first_role(pack: Pack) -> str:
    return {
        "property-instruction": "front_desk", "developer-four-grades": "project_cs", "manufacturing": "clerk",
        "iatf-grievance": "front_desk",
    }.get(pack.extends or pack.id, "centre_agent")  # fmt: skip


def _phone(of: str) -> str:
    """Return a number that belongs to nobody, the same for the same person."""
    return f"1380000{sum(ord(letter) * (nth + 3) for nth, letter in enumerate(of)) % 10000:04}"
