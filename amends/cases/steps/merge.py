"""Merge: one case goes on inside another; both journals stay and name each other's head."""

from __future__ import annotations

from amends.cases.asked_anew import asked_anew, said_of
from amends.cases.asking import missing
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, also, take
from amends.cases.models import Case, Link
from amends.cases.together import alone, granted_inside, together
from amends.core.ledger import Done, Event
from amends.core.money import INSIDE


def merge(found: Opened, ask: Ask) -> StepResult:
    """Merge a case into the one that ``detail`` names as ``other``: earliest receipt, distinct complainants.

    Raises Refused.
    """
    locked, case = found.case, found.case.case
    if not found.others or case.merged_into_id:
        raise missing(
            locked, ask, "known:other", zh="未指明并入哪一案件", en="Name the case to merge into", field="other"
        )
    into, lead = found.others[0], found.others[0].case
    if lead.merged_into_id or lead.stage_kind == "closed" or lead.confidential != case.confidential:
        raise missing(
            locked, ask, "open:other", zh="不能并入该案件", en="That case cannot take another in", field="other"
        )
    inside = list(Case.objects.filter(merged_into=lead))
    earliest = min(case.received_at, lead.received_at)
    detail = {"complainants": together(lead, [*inside, case]), INSIDE: granted_inside(into, [*inside, case])}
    actor = ask.viewer.actor(lead.units or [lead.unit_id])
    anew = asked_anew(into, Done("complainant_joined", ask.moment, detail=detail))
    other = also(
        into, ask, Event(ask.moment, "complainant_joined", by=actor, detail=detail),
        Extra(
            said={"links": {"merged": {"id": str(case.pk), "number": case.number, "head": case.head_hash}},
                  **({"approvals": said_of(anew)} if anew else {}), "receipt": earliest.isoformat()},
            saves=[*anew],
            columns={"received_at": earliest, "complainants_alone": alone(lead)},
        ),
    )  # fmt: skip
    link = Link(org_id=case.org_id, case_id=case.pk, other_id=lead.pk, kind="merged_into", made_at=ask.moment)
    extra = Extra(
        rows=[link], columns={"merged_into_id": lead.pk}, detail={"other": lead.number},
        said={"links": {"merged_into": {"id": str(lead.pk), "number": lead.number, "head": lead.head_hash}}},
    )  # fmt: skip
    return take(locked, ask, extra, others=(other,))
