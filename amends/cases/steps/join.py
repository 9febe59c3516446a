"""Join: one more complainant in the same case; the count, and with it the grade, follows (FR-013)."""

from __future__ import annotations

from amends.cases.asking import missing
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, take
from amends.cases.models import Party
from amends.people.models import Complainant
from amends.people.rows import new_id


def join(found: Opened, ask: Ask) -> StepResult:
    """Add a complainant. words: ``name``, ``phone``; somebody who is in the case already is refused. Raises Refused."""
    locked, case = found.case, found.case.case
    name, phone = ask.words.get("name", "").strip(), ask.words.get("phone", "").strip()
    if not (name or phone):
        raise missing(locked, ask, "known:name", zh="缺少投诉人姓名或电话", en="Name or phone is missing", field="name")
    known = Complainant.objects.filter(name=name, phone=phone).first() if phone else None
    if known and Party.objects.filter(case=case, role="complainant", complainant=known).exists():
        raise missing(
            locked, ask, "joined", zh="此人已在本案中", en="This person is in the case already", field="phone"
        )
    person = known or Complainant(id=new_id(), org_id=case.org_id, name=name, phone=phone, made_at=ask.at)
    party = Party(
        org_id=case.org_id, case_id=case.id, role="complainant", complainant_id=person.id, joined_at=ask.moment
    )
    extra = Extra(
        detail={"complainants": case.complainants + 1}, rows=[party], said={"parties": {"joined": str(person.id)}}
    )
    if case.complainants_alone is not None:
        extra.columns["complainants_alone"] = case.complainants_alone + 1
    extra.rows += [] if known else [person]
    return take(locked, ask, extra)
