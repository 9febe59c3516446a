"""A grievance under R-11 whose causes are looked for, and the 8D in which they are drawn."""

from __future__ import annotations

from typing import Any

from amends.cases.models import Order
from tests.makers import Town, govern, person
from tests.quality.eight_ds import complained, handed, opened, step


def bilingual(works: Town) -> str:
    """Bring a grievance under R-11 to where its causes are looked for; return its number."""
    govern(works, "grievance-bilingual", control_time="3 wd")
    for role in ("quality_assurance", "qa_head"):
        works.people[role] = person(works, f"{role}@works", role, role, unit=works.office, roles=(role,))
    number = complained(works, part_no=None)
    step(works, number, "03-04 09:10", "dispatch", "front_desk", to="HQ")
    order = Order.objects.get(case__number=number).name
    step(works, number, "03-04 09:20", "accept", "quality_assurance", on=order)
    step(works, number, "03-04 09:30", "investigate", "quality_assurance")
    found(works, number, "03-04 09:40")
    return number


def found(works: Town, case: str, moment: str) -> None:
    """Find production responsible."""
    told: dict[str, Any] = {"responsible_departments": ["production"], "meeting_needed": False, "liable": "ours"}
    step(works, case, moment, "find", "quality_assurance", **told)


def under_bilingual(works: Town, case: str) -> str:
    """Begin the 8D of such a case and describe its problem; return its number."""
    made = opened(works, case, by="department")
    assert not handed(works, made, "D2", "03-04 11:00").refused
    return made
