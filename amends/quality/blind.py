"""A case as whoever judges it again may read it: what was told and proven, nothing of what was made of it.

It is the only read that shows a case hidden by a second look, it shows it to the one on whom the draw fell, and it
leaves out everything that was found, judged, graded, offered, decided or written about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.models import Case, Evidence
from amends.cases.queries.journal_lines import field_title
from amends.cases.queries.reading import SAID_OF_THE_CASE, Reading, read_from
from amends.cases.queries.visible import NotFound
from amends.core.fact_types import fact_types
from amends.core.second_look import Question, questions
from amends.core.text import Text
from amends.core.vocabulary import FACTS, Type
from amends.people.viewer import Viewer
from amends.quality.models import SecondLook
from amends.quality.second_look import own_look

OUTCOMES = frozenset({
    "finding_made", "decided", "decided_by_analogy", "proposed", "approved", "remedy_offered", "remedy_agreed",
    "reply_drafted", "replied", "decision_told", "settled_on_site", "signed", "followed_up", "rated", "closed",
})  # fmt: skip
"""From the first of these on, what is added to a case may tell how it came out."""
TOLD = ("form",)
"""Where facts come from that say what was told; the others are found, judged or counted."""
COMPLAINT = "complaint"
PERSONS = (Type.PERSON, Type.PEOPLE)
"""Who was in it is left out: the second look is at the matter."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was told: its name, and what was said; ``code``: a value that the pack names."""

    field: str
    title: Text
    value: Any


@dataclass(frozen=True)
class BlindCase:
    """All that a second look rests on."""

    look: SecondLook
    number: str
    received_at: datetime
    told: tuple[Told, ...]
    evidence: tuple[Evidence, ...]
    questions: tuple[Question, ...]
    reading: Reading


def blind_case(viewer: Viewer, key: UUID) -> BlindCase:
    """Return a case for its second look. Raises NotFound for another's look, and for one that is done."""
    look = own_look(viewer, key)
    reading = _read(viewer, look)
    return BlindCase(
        look, reading.case.number, reading.case.received_at, tuple(_told(reading)), tuple(_evidence(reading)),
        questions(reading.rules.lead), reading,
    )  # fmt: skip


def blind_file(viewer: Viewer, key: UUID, file: UUID) -> Evidence:
    """Return a file that came in before anything was found. Raises NotFound for every other."""
    found = next((one for one in _evidence(_read(viewer, own_look(viewer, key))) if one.pk == file), None)
    if found is None:
        raise NotFound(str(file))
    return found


def _read(viewer: Viewer, look: SecondLook) -> Reading:
    """Read the case itself, which ``visible`` hides from this viewer; the caller shows nothing but what was told."""
    of = Case.objects.filter(pk=look.case_id, blind_to__contains=[viewer.person])
    number = of.values_list("number", flat=True).first()
    if number is None:
        raise NotFound(str(look.pk))
    return read_from(of, viewer, number)


def _told(reading: Reading) -> Iterator[Told]:
    facts, lead = reading.state.facts, reading.rules.lead
    for name in dict.fromkeys((*SAID_OF_THE_CASE, *lead.fields, *FACTS)):
        value = facts.get(name)
        if value not in (None, "", ()) and _is_told(reading, name):
            yield Told(name, field_title(lead, name), value)


def _is_told(reading: Reading, name: str) -> bool:
    row = reading.rules.lead.fields.get(name)
    if fact_types(reading.rules.lead)[name].type in PERSONS:
        return False
    if row is not None and (row.seen_by or (row.personal and name not in SAID_OF_THE_CASE)):
        return False
    sides = {side for one in reading.rules.lead.inquiry if one.shape == "sides" for side in one.sides}
    if name in sides:
        return True
    if row is not None and row.form != COMPLAINT:
        return False
    return name not in FACTS or FACTS[name].source in TOLD


def _evidence(reading: Reading) -> list[Evidence]:
    """Return the files that were added before anything was found, the oldest first."""
    rows = Evidence.objects.filter(case=reading.case).order_by("added_at", "id")
    first = next((entry.recorded_at for entry in reading.entries if OUTCOMES & {*entry.body.get("events", ())}), None)
    return list(rows if first is None else rows.filter(added_at__lt=first))
