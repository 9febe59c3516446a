"""Worked examples of the requirements that run through several rooms: anonymity, nature, coordination, masks, packs."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from amends.cases.models import Case, Entry, EntryValue, ObligationRow, Order
from amends.cases.queries.case_page import case_page
from amends.cases.queries.natures import nature_counts
from amends.cases.queries.queue import Filters
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from tests.cases.small_regulation import govern_by
from tests.makers import MONDAY, Town, govern, registered, viewer

SLIPS = """
[[field]]
id = "anonymous"
$A
$T
[[duty]]
id = "answer"
owner = "front_desk"
opens = "received"
met_by = "replied"
within = "24 h"
when = { any = [{ anonymous = false }, { anonymous = { known = false } }] }
$A
$T
[[duty]]
id = "look_into_it"
owner = "cs_supervisor"
opens = "received"
met_by = "finding_made"
within = "3 wd"
$A
$T
"""


def owed(number: str) -> dict[str, datetime | None]:
    return dict(ObligationRow.objects.filter(case__number=number, state="open").values_list("duty", "due_at"))


def test_an_anonymous_slip_is_saved_without_a_reply_clock_and_is_looked_into(river: Town) -> None:
    """FR-018."""
    govern_by(river, SLIPS)
    lan = viewer(river, "lan")
    slip = {"channel": "box", "matter": "complaint", "description": "食堂卫生差"}

    without = register(lan, Intake({**slip, "anonymous": True}, unit="CS"), at=MONDAY).number
    named = register(lan, Intake({**slip, "complainant": "王先生"}, unit="CS"), at=MONDAY).number

    assert Case.objects.get(number=without).complainant is None
    assert set(owed(without)) == {"look_into_it"}
    assert set(owed(named)) == {"answer", "look_into_it"}


def test_the_valid_rate_is_of_what_has_a_nature(river: Town) -> None:
    """FR-027: 10 cases, 6 valid, 3 to assist, 1 invalid: 60 %; an eleventh without a finding is in no rate."""
    for nature in (*["valid"] * 6, *["to_assist"] * 3, "invalid", ""):
        number = registered(river)
        if nature:
            found = {"cause": "equipment_fault", "nature": nature, "liable": "ours"}
            take_step(viewer(river, "mo"), number, "find", at=MONDAY, detail=found)

    counted = nature_counts(viewer(river, "lan"), Filters(), now=MONDAY)

    assert (counted.valid, counted.to_assist, counted.invalid, counted.open) == (6, 3, 1, 1)
    assert counted.valid_rate == Fraction(60, 100)
    assert nature_counts(viewer(river, "zhou"), Filters(), now=MONDAY).valid_rate is None


def test_a_coordination_entry_names_whom_one_spoke_to(river: Town) -> None:
    """FR-057."""
    number, lan = registered(river), viewer(river, "lan")

    with pytest.raises(Refused) as no:
        take_step(lan, number, "coordinate", at=MONDAY)
    assert ([one.what for one in no.value.missing], Entry.objects.count()) == (["known:contact_person"], 1)

    at = MONDAY + timedelta(minutes=2)
    take_step(lan, number, "coordinate", at=at, detail={"contact_person": "工程部 陈工"})
    entry = Entry.objects.get(step="coordinate")
    assert (entry.happened_at, EntryValue.objects.get(entry=entry).value) == (at, "工程部 陈工")


def test_what_is_in_ones_own_scope_goes_elsewhere_only_with_a_reason(river: Town) -> None:
    """FR-068."""
    number, lan = registered(river), viewer(river, "lan")
    take_step(lan, number, "read_back", at=MONDAY)

    with pytest.raises(Refused) as no:
        take_step(lan, number, "dispatch", at=MONDAY, detail={"own_scope": True, "to": "ENG"})
    assert ([one.what for one in no.value.missing], Order.objects.count()) == (["known:reason"], 0)

    own = {"own_scope": True, "to": "ENG", "reason": "须持证电工"}
    take_step(lan, number, "dispatch", at=MONDAY, detail=own)
    assert Order.objects.get().unit == river.engineering


def test_a_phone_number_is_masked_for_whoever_does_not_handle_the_case(river: Town) -> None:
    """FR-237."""
    number = registered(river)

    seen = case_page(viewer(river, "he"), number, MONDAY)
    own = case_page(viewer(river, "lan"), number, MONDAY)

    assert (seen.complainant_phone, seen.complainant_name) == ("138****1234", "王**")
    assert (own.complainant_phone, own.complainant_name) == ("13812341234", "王先生")
    said = f"{seen.facts} {seen.entries} {seen.parties}"
    assert "13812341234" not in said
    assert "王先生" not in said
    assert "13812341234" in str(own.entries)


def test_one_case_has_the_clocks_of_the_regulation_of_its_unit(river: Town) -> None:
    """FR-250: twelve hours from the order under R-23, three working days under R-26."""
    govern(river, "manufacturing", unit=river.security, quality_clock_start="received")
    here, there = registered(river), registered(river, by="zhou", unit="SEC", category="")
    for step in ("read_back", "dispatch"):
        take_step(viewer(river, "lan"), here, step, at=MONDAY)
    take_step(viewer(river, "chen"), here, "accept", at=MONDAY)

    assert owed(here)["C02"] == MONDAY + timedelta(hours=12)
    assert owed(there)["C11"] == datetime.fromisoformat("2024-03-07T18:00:00+08:00")
    assert "C11" not in owed(here)
    assert "C02" not in owed(there)
