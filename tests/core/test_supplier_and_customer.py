"""A supplier's own procedure and a customer's 8D on one case."""

from __future__ import annotations

from typing import Any

import pytest

from amends.core.calendar_words import read_calendar
from amends.core.engine import take
from amends.core.ledger import Actor, CaseState, Rules, State, StepCall
from amends.core.loading import load
from amends.core.refusal import Refused
from amends.regulations.folders import find, read
from tests.core.telling import at
from tests.shipped import pack_named


def _taken(
    rules: Rules, state: CaseState, moment: str, step: str, role: str, on: str = "", **said: object
) -> CaseState:
    return take(state, StepCall(step, at(moment), Actor(role, frozenset({role})), on=on, detail=said), rules, {})[0]


def test_a_supplier_runs_under_its_own_procedure_and_a_customers_8d_at_once() -> None:
    """Two packs, two clocks: the disposition in working days, containment in 24 h of the portal's stamp."""
    lead = load(read(find("iatf-grievance")), {"disposition_time": "2 wd"})
    customer = pack_named("iatf-8d-customer")
    office = read_calendar({"week": "mon-fri 09:00-12:00 13:00-18:00"})
    rules = Rules(lead, (customer,), {lead.id: office, customer.id: office})
    said: dict[str, Any] = {
        "eight_d_demanded": True,
        "portal_stamp": at("2024-03-01 08:00"),
        "category": "quality",
        "wish": "8D",
    }

    state = _taken(rules, CaseState(), "2024-03-01 09:00", "register", "front_desk", channel="network", **said)
    state = _taken(rules, state, "2024-03-01 10:00", "dispatch", "front_desk", on="o-1", to="quality")
    state = _taken(rules, state, "2024-03-01 11:00", "accept", "quality", on="o-1")

    owed = {(run.pack, run.duty): run.due_at for run in state.obligations if run.state is State.OPEN}
    assert owed["iatf-grievance", "disposition"] == at("2024-03-05 18:00")
    assert owed["iatf-8d-customer", "D3"] == at("2024-03-02 08:00")
    state = _taken(rules, state, "2024-03-01 14:00", "explain", "quality", liable="customer", result="装配问题")
    with pytest.raises(Refused) as refused:
        _taken(rules, state, "2024-03-01 15:00", "close", "quality")
    assert {one.article for one in refused.value.missing if one.pack == customer.id} == {"D8", "E.1"}
