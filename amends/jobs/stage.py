"""An organisation made for one story, in which it is played through the real steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from amends.cases import journal
from amends.cases.models import Case, Entry, ObligationRow
from amends.cases.queries.visible import NotFound
from amends.cases.state import state_of
from amends.cases.steps import Intake, register, take_step
from amends.core.calendar_words import ZONE
from amends.core.ledger import CaseState, State
from amends.core.official_years import OFFICE_WEEK
from amends.core.pack import Example, Pack
from amends.core.refusal import Refused
from amends.core.story import NOTHING, OWN, Difference, actor_of
from amends.people.directory import directory
from amends.people.models import Calendar, Membership, Organisation, Person, Unit
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer, viewer_of
from amends.regulations import shelf

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Stage:
    """Where a story is played: a unit for every function and nickname, a person for everybody who acts."""

    def __init__(self, pack: Pack, example: Example, files: Mapping[str, str]) -> None:
        self.pack, self.example, self.number = pack, example, ""
        self.org = Organisation(
            id=new_id(), code=f"story-{new_id().hex}", name_zh="故事", name_en="Story", made_at=LONG_AGO
        )
        self.people: dict[str, Person] = {}
        self.held: defaultdict[str, set[str]] = defaultdict(set)
        with organisation(self.org.id):
            self.org.save(force_insert=True)
            self.root = self._unit("HQ", "headquarters", None)
            if isinstance(example.calendar, Mapping):
                self.root.calendar = self._calendar(example.calendar)
                self.root.save()
            self._units_of_functions()
            self._govern(files)

    def _units_of_functions(self) -> None:
        functions = {*(row.function for row in self.pack.role if row.function), *(row.to for row in self.pack.route)}
        for nth, function in enumerate(sorted(functions), start=1):
            self._unit(f"U{nth}", function, self.root)

    def _govern(self, files: Mapping[str, str]) -> None:
        signatures = tuple({"role": role, "person": "", "at": ""} for role in self.pack.signatures)
        chosen = {**self.pack.chosen, **self.example.settings}
        published = shelf.publish(self.org.id, files, at=LONG_AGO, chosen=chosen, signatures=signatures)
        shelf.bind(
            self.org.id, unit=self.root.id, published=published.id, position="lead",
            from_date=max(LONG_AGO.date(), self.pack.valid_from), at=LONG_AGO,
        )  # fmt: skip

    def _unit(self, code: str, function: str, above: Unit | None, *, name: str = "") -> Unit:
        name = name or function
        unit = Unit(id=new_id(), org=self.org, code=code, function=function, name_zh=name, name_en=name, parent=above)
        unit.path = [*(above.path if above else ()), unit.id]
        unit.save(force_insert=True)
        return unit

    def _calendar(self, words: Mapping[str, Any]) -> Calendar:
        zone, week = str(words.get("zone", ZONE)), str(words.get("week", OFFICE_WEEK))
        return Calendar.objects.create(
            org=self.org, code="story", name_zh="故事", name_en="Story", week=week, zone=zone, official=""
        )

    def play(self, event: Mapping[str, Any], nth: int, wanted: CaseState, refused: Refused | None) -> list[Difference]:
        """Play one event and return the differences."""
        at = event["at"]
        with organisation(self.org.id):
            got = self._do(event, at)
            if not self.number:
                return [] if refused else [self._differ(nth, "registered", "yes", str(got))]
            self._look(at)
            found = self._found()
        pairs = [
            ("refused", bool(refused), got is not None),
            *((key, value, found[key]) for key, value in _said(wanted).items()),
        ]
        return [self._differ(nth, what, str(one), str(other)) for what, one, other in pairs if one != other]

    def _do(self, event: Mapping[str, Any], at: datetime) -> Exception | None:
        if event["do"] == NOTHING:
            return None
        viewer = self._viewer(event, str(event["do"]), at)  # before: a refusal takes back only what the step did
        try:
            with transaction.atomic():
                self._take(event, viewer, at)
        except (Refused, NotFound) as error:
            return error
        return None

    def _take(self, event: Mapping[str, Any], viewer: Viewer, at: datetime) -> None:
        name, said = str(event["do"]), event.get("with", {})
        detail = {key: value for key, value in said.items() if key not in OWN}
        if not self.number:
            self.number = register(viewer, Intake(detail, unit="HQ"), at=at).number
            return
        self._look(at - timedelta(seconds=1))
        take_step(
            viewer, self.number, name, at=at, detail=self._named(name, detail), on=str(event.get("on", "")),
            event=str(event.get("event", said.get("event", ""))),
            override_reason=str(event.get("override_reason", said.get("override_reason", ""))),
        )  # fmt: skip

    def _look(self, at: datetime) -> None:
        """Let time pass as the worker does: only where the case itself says that there is something to see by then."""
        due = Case.objects.filter(number=self.number, next_look_at__lte=at)
        if ids := list(due.values_list("id", flat=True)):
            journal.pass_time(ids, org=self.org.id, at=at)

    def _named(self, step: str, detail: Mapping[str, Any]) -> dict[str, Any]:
        """Return a detail whose ``to`` is a unit's code, where an order is sent.

        A story names the unit's function, or a unit that nobody else has heard of
        (``dealer-1``): such a one is made when it is first named.
        """
        to = str(detail.get("to", ""))
        if not to or self.pack.steps[step].kind != "dispatch":
            return dict(detail)
        found = Unit.objects.filter(function=to).order_by("code").first() or Unit.objects.filter(name_zh=to).first()
        return {**detail, "to": (found or self._unit(f"N{Unit.objects.count()}", "", self.root, name=to)).code}

    def _viewer(self, event: Mapping[str, Any], step: str, at: datetime) -> Viewer:
        """Return the person whom the rule core names as acting, with the roles that the story gives."""
        actor = actor_of(self.pack, step, event.get("by") or event.get("with", {}).get("by"))
        name, roles = (actor.id, actor.roles) if actor else ("somebody", frozenset())
        if name not in self.people:
            self.people[name] = Person(org=self.org, login=new_id().hex, name=name, made_at=LONG_AGO)
            self.people[name].save(force_insert=True)
        for role in sorted(roles - self.held[name]):
            Membership.objects.create(
                org=self.org, person=self.people[name], unit=self.root, role=role, from_date=LONG_AGO.date()
            )
        self.held[name] |= roles
        return viewer_of(self.people[name], at=at)

    def _found(self) -> dict[str, Any]:
        """Return what the database says: columns for the stage, rows for what is owed, the journal for grades."""
        case = Case.objects.get(number=self.number)
        rules = shelf.rules_for(self.root.id, case.received_at, known=directory(self.org.id)).rules
        state = state_of(case, Entry.objects.filter(case=case).order_by("seq"), rules)
        rows = ObligationRow.objects.filter(case=case, state="open").values_list("duty", "subject", "due_at")
        return {**_said(state), "stage": case.stage, "owed": sorted(rows, key=str)}

    def _differ(self, nth: int, what: str, expected: str, got: str) -> Difference:
        return Difference(self.example.title.zh, nth, f"through the steps: {what}", expected, got)


def _said(state: CaseState) -> dict[str, Any]:
    owed = [(one.duty, one.subject, one.due_at) for one in state.obligations if one.state is State.OPEN]
    return {
        "stage": state.stage,
        "grades": {key: one.grade for key, one in state.gradings.items()},
        "owed": sorted(((duty, subject, due.astimezone(UTC) if due else None) for duty, subject, due in owed), key=str),
    }
