"""Sections of an investigation in the pack language, steps that ask anew, and units with an interest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amends.core.check_inquiry import check_inquiry
from amends.core.engine import take
from amends.core.ledger import Actor, CaseState, StepCall
from amends.core.plain_language import sentence
from amends.core.refusal import Refused
from tests.core.telling import pack_of, rules

AT = datetime(2024, 3, 7, 2, 0, tzinfo=UTC)
T = '{ zh = "甲", en = "A" }'
ROWS = f"""
[[stage]]
id = "in_hand"
title = {T}
[[field]]
id = "said"
type = "text"
title = {T}
[[field]]
id = "interested_units"
[[step]]
id = "register"
kind = "register"
article = "1"
title = {T}
to = "in_hand"
[[step]]
id = "state"
kind = "record"
article = "1"
title = {{ zh = "陈述", en = "Take a statement" }}
from = ["*"]
needs = [{{ known = "said" }}]
asks = ["said"]
causes = ["noted"]
anew = true
not_by = ["interested"]
[[step]]
id = "interest"
kind = "record"
article = "1"
title = {T}
from = ["*"]
asks = ["interested_units"]
causes = ["noted"]
[[inquiry]]
id = "statements"
article = "1"
title = {{ zh = "双方陈述", en = "Both statements" }}
shape = "sides"
steps = ["state"]
sides = ["said"]
"""


def told(*calls: StepCall) -> CaseState:
    pack = pack_of(ROWS)
    state = CaseState()
    for call in (StepCall("register", AT, Actor("p")), *calls):
        state = take(state, call, rules(pack), {})[0]
    return state


def test_what_an_earlier_entry_said_does_not_answer_a_step_that_asks_anew() -> None:
    """FR-093: an empty second statement is refused although the first one is known."""
    first = StepCall("state", AT, Actor("p"), detail={"said": "我没有"})
    with pytest.raises(Refused) as refused:
        told(first, StepCall("state", AT, Actor("p")))

    assert [one.what for one in refused.value.missing] == ["known:said"]
    assert told(first, StepCall("state", AT, Actor("p"), detail={"said": "又来"})).facts["said"] == "又来"


def test_who_acts_for_a_unit_with_an_interest_is_refused_by_name_of_the_article() -> None:
    """FR-059: the unit declared is barred, another one is not."""
    declared = StepCall("interest", AT, Actor("p"), detail={"interested_units": ("ENG",)})
    told(declared, StepCall("state", AT, Actor("q", unit="SEC"), detail={"said": "x"}))
    with pytest.raises(Refused) as refused:
        told(declared, StepCall("state", AT, Actor("q", unit="ENG"), detail={"said": "x"}))

    assert [(one.what, one.article) for one in refused.value.missing] == [("person:interested", "1")]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('sides = ["said"]', "", ("missing_key", "sides")),
        ('sides = ["said"]', 'sides = ["said"]\nitem = "said"', ("unread_key", "item")),
        ('sides = ["said"]', 'sides = ["wish"]', ("unasked", "sides")),
    ],
)
def test_a_section_that_cannot_be_laid_out_is_a_fault(old: str, new: str, fault: tuple[str, str]) -> None:
    assert [(one.kind, one.key) for one in check_inquiry(pack_of(ROWS.replace(old, new)))][:1] == [fault]


def test_a_section_is_read_aloud_in_both_languages() -> None:
    pack = pack_of(ROWS)
    said = sentence(pack, pack.inquiry[0])

    assert "“双方陈述”：“陈述”的记录，并列" in said.zh
    assert "side by side, a missing one marked" in said.en
