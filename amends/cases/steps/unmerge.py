"""Un-merge: both cases go on by themselves, with the number, clocks and receipt that each had."""

from __future__ import annotations

from datetime import datetime

from amends.cases.asked_anew import asked_anew, said_of
from amends.cases.asking import missing
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, also, take
from amends.cases.models import Case, Entry, Link
from amends.cases.together import alone, granted_inside, together
from amends.core.ledger import Done, Event
from amends.core.money import INSIDE


def unmerge(found: Opened, ask: Ask) -> StepResult:
    """Undo a merge; the leading case counts its complainants and finds its earliest receipt again. Raises Refused."""
    locked, case = found.case, found.case.case
    if not found.others or case.merged_into_id != found.others[0].case.pk:
        raise missing(locked, ask, "merged", zh="该案件未被并案", en="The case is not merged into another")
    out_of, lead = found.others[0], found.others[0].case
    inside = list(Case.objects.filter(merged_into=lead).exclude(pk=case.pk))
    receipt = min([_own_receipt(lead), *(one.received_at for one in inside)])
    complainants = together(lead, inside) if inside else alone(lead)
    detail = {"complainants": complainants, INSIDE: granted_inside(out_of, inside)}
    anew = asked_anew(out_of, Done("unmerged", ask.moment, detail=detail))
    other = also(
        out_of, ask, Event(ask.moment, "unmerged", by=ask.viewer.actor(lead.units or [lead.unit_id]), detail=detail),
        Extra(
            said={"links": {"unmerged": {"id": str(case.pk), "number": case.number, "head": case.head_hash}},
                  **({"approvals": said_of(anew)} if anew else {}), "receipt": receipt.isoformat()},
            saves=[*anew],
            columns={"received_at": receipt, "complainants_alone": alone(lead) if inside else None},
        ),
    )  # fmt: skip
    link = Link.objects.get(case=case, other=lead, kind="merged_into", ended_at__isnull=True)
    link.ended_at = ask.moment
    extra = Extra(
        saves=[link], columns={"merged_into_id": None}, detail={"other": lead.number},
        said={"links": {"unmerged_from": {"id": str(lead.pk), "number": lead.number, "head": lead.head_hash}}},
    )  # fmt: skip
    return take(locked, ask, extra, others=(other,))


def _own_receipt(lead: Case) -> datetime:
    first: Entry = Entry.objects.get(case=lead, seq=1)
    return first.happened_at
