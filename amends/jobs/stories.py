"""The examples of a pack through the real steps: the same story told to the rule core and to a real database.

After every event the case in the database must stand as the core says: stage, grades, what
is open and when it is due, and a refused step refused. Stories that tell bare events, a
calendar of their own or several cases are the core's alone; steps cannot be told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from amends.cases import journal
from amends.cases.brought import OUR_MARKS, foreign
from amends.cases.models import Case, Entry, ObligationRow
from amends.cases.queries.visible import NotFound
from amends.cases.state import state_of
from amends.cases.steps import Intake, register, take_step
from amends.core.ledger import CaseState, Rules, State
from amends.core.pack import Example, Pack
from amends.core.refusal import Refused
from amends.core.story import NOTHING, Difference, Told, rules_of, tell
from amends.people.models import Calendar, Membership, Organisation, Person, Unit
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer, viewer_of
from amends.regulations import shelf
from amends.regulations.folders import find, read

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@contextmanager
def throw_away_database() -> Iterator[None]:
    """Let everything inside the block be told in one transaction, and leave nothing of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def can_go_through_steps(pack: Pack, example: Example) -> bool:
    """Return whether a story is told in steps of one case from its registration on, on the pack's own calendar."""
    does = [str(event["do"]) for event in example.event]
    return bool(
        does and _can_be_kept(example.calendar) and does[0] in pack.steps and pack.steps[does[0]].kind == "register"
        and all(one == NOTHING or (one in pack.steps and pack.steps[one].kind in PLAIN) for one in does[1:])
        and not any(event.get("case") or _is_the_cores(event, pack) for event in example.event)
    )  # fmt: skip


def _is_the_cores(event: Mapping[str, Any], pack: Pack) -> bool:
    """Return whether a door would never hand this in: marks that steps put, people by nickname."""
    detail, by = event.get("with", {}), event.get("by", "")
    return bool(
        (OUR_MARKS - {"by"}) & detail.keys() - {"complainant"} or "person" in detail
        or (isinstance(by, str) and ":" in by)
        or (str(event["do"]) in pack.steps and foreign(detail, pack.steps[str(event["do"])], Rules(pack)))
    )  # fmt: skip


def _can_be_kept(calendar: Any) -> bool:
    return not calendar or (isinstance(calendar, Mapping) and set(calendar) <= {"week", "zone"})


PLAIN = frozenset({
    "record", "acknowledge", "classify", "convert", "judge", "progress", "agree_time", "contact", "find", "sign",
    "follow_up", "rate", "settle", "close", "park", "unpark", "withdraw", "mark", "pause", "supervise", "accept",
    "handle", "return_order", "dispatch",
})  # fmt: skip
"""Kinds of steps whose call in a story is what a door hands in. The others take names, numbers or texts of letters."""


def through_steps(pack: Pack, example: Example) -> tuple[Difference, ...]:
    """Return where the case in the database differs from the core's; empty for a story that steps cannot tell."""
    if not can_go_through_steps(pack, example):
        return ()
    stage = _Stage(pack, example)
    told, differences = Told(rules_of(pack, example)), []
    for nth, event in enumerate(example.event, start=1):
        tell(told, event)
        differences += stage.play(event, nth, told.cases[""], told.refused)
    return tuple(differences)


class _Stage:
    """An organisation in which a story is played: a unit for every function, a person for every cast of roles."""

    def __init__(self, pack: Pack, example: Example) -> None:
        self.pack, self.example, self.number = pack, example, ""
        self.org = Organisation(
            id=new_id(), code=f"story-{new_id().hex}", name_zh="故事", name_en="Story", made_at=LONG_AGO
        )
        self.people: dict[tuple[str, ...], Person] = {}
        with organisation(self.org.id):
            self.org.save(force_insert=True)
            self.root = self._unit("HQ", "headquarters", None)
            if example.calendar:
                self.root.calendar = self._calendar(example.calendar)
                self.root.save()
            functions = {*(row.function for row in pack.role if row.function), *(row.to for row in pack.route)}
            for nth, function in enumerate(sorted(functions), start=1):
                self._unit(f"U{nth}", function, self.root)
            signatures = tuple({"role": role, "person": "", "at": ""} for role in pack.signatures)
            chosen = {**pack.chosen, **example.settings}
            published = shelf.publish(
                self.org.id, read(find(pack.id)), at=LONG_AGO, chosen=chosen, signatures=signatures
            )
            shelf.bind(
                self.org.id,
                unit=self.root.id,
                published=published.id,
                position="lead",
                from_date=LONG_AGO.date(),
                at=LONG_AGO,
            )

    def _unit(self, code: str, function: str, above: Unit | None) -> Unit:
        unit = Unit(
            id=new_id(), org=self.org, code=code, function=function, name_zh=function, name_en=function, parent=above
        )
        unit.path = [*(above.path if above else ()), unit.id]
        unit.save(force_insert=True)
        return unit

    def _calendar(self, words: Mapping[str, Any]) -> Calendar:
        zone = str(words.get("zone", "Asia/Shanghai"))
        return Calendar.objects.create(
            org=self.org, code="story", name_zh="故事", name_en="Story", week=words["week"], zone=zone, official=""
        )

    def play(self, event: Mapping[str, Any], nth: int, wanted: CaseState, refused: Refused | None) -> list[Difference]:
        """Play one event and return the differences."""
        at = event["at"]
        with organisation(self.org.id):
            got = self._do(event, at)
            if not self.number:
                return [] if refused else [self._differ(nth, "registered", "yes", str(got))]
            journal.pass_time([self._case().id], org=self.org.id, at=at)
            found = self._found()
        pairs = [
            ("refused", bool(refused), got is not None),
            *((key, value, found[key]) for key, value in _said(wanted).items()),
        ]
        return [self._differ(nth, what, str(one), str(other)) for what, one, other in pairs if one != other]

    def _do(self, event: Mapping[str, Any], at: datetime) -> Exception | None:
        name = str(event["do"])
        if name == NOTHING:
            return None
        detail = {
            key: value for key, value in event.get("with", {}).items() if key not in ("by", "override_reason", "event")
        }
        try:
            viewer = self._viewer(event, name, at)
            with transaction.atomic():
                if not self.number:
                    self.number = register(viewer, Intake(detail, unit="HQ"), at=at).number
                else:
                    self._pass_before(at)
                    take_step(
                        viewer, self.number, name, at=at, detail=self._named(name, detail), on=str(event.get("on", "")),
                        override_reason=str(event.get("with", {}).get("override_reason", "")),
                    )  # fmt: skip
        except (Refused, NotFound) as error:
            return error
        return None

    def _pass_before(self, at: datetime) -> None:
        journal.pass_time([self._case().id], org=self.org.id, at=at - timedelta(seconds=1))

    def _named(self, step: str, detail: Mapping[str, Any]) -> dict[str, Any]:
        """Return a detail whose ``to`` is a unit's code instead of its function, where an order is sent."""
        if self.pack.steps[step].kind != "dispatch":
            return dict(detail)
        codes = {unit.function: unit.code for unit in Unit.objects.all()}
        return {key: codes.get(str(value), value) if key == "to" else value for key, value in detail.items()}

    def _viewer(self, event: Mapping[str, Any], step: str, at: datetime) -> Viewer:
        by = event.get("by") or (self.pack.steps[step].by[0] if self.pack.steps[step].by else "somebody")
        roles = by.get("roles", ()) if isinstance(by, Mapping) else [by] if isinstance(by, str) else by
        named = str(by.get("id", "")) if isinstance(by, Mapping) else ""
        cast = (named, *(str(role) for role in roles))
        if cast not in self.people:
            person = Person(org=self.org, login=f"{new_id().hex}", name=cast[-1], made_at=LONG_AGO)
            person.save(force_insert=True)
            self.people[cast] = person
            for role in cast[1:]:
                Membership.objects.create(
                    org=self.org, person=person, unit=self.root, role=role.partition(":")[0], from_date=LONG_AGO.date()
                )
        return viewer_of(self.people[cast], at=at)

    def _case(self) -> Case:
        case: Case = Case.objects.get(number=self.number)
        return case

    def _found(self) -> dict[str, Any]:
        """Return what the database says: columns for the stage, rows for what is owed, the journal for grades."""
        case = self._case()
        rules = shelf.rules_for(self.root.id, case.received_at, org=self.org.id).rules
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
