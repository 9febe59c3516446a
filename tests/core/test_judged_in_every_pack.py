"""Who judges, in every pack: nobody with an interest in the matter; and a judged department may share, to one hundred."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.core.engine import take
from amends.core.ledger import Actor, CaseState, StepCall
from amends.core.pack import Pack
from amends.core.pack_work import StepRow
from amends.core.refusal import Missing, Refused
from amends.core.vocabulary import STEP_KINDS
from amends.regulations import folders
from tests.core.telling import at, rules
from tests.shipped import pack_in

JUDGES = frozenset({"investigate", "find", "approve", "refuse", "decide", "sign", "review"})
"""The kinds of steps by which somebody investigates, decides or approves."""
JUDGED = frozenset({"investigation_opened", "finding_made", "approved", "refused", "plan_reviewed"})
"""What such a step causes, whatever its kind."""
SHARE = "share_"


@pytest.fixture(params=folders.shipped(), ids=lambda folder: folder.name)
def pack(request: pytest.FixtureRequest) -> Pack:
    folder: Path = request.param
    return pack_in(folder)


def test_whoever_has_an_interest_neither_investigates_nor_decides_nor_approves(pack: Pack) -> None:
    """FR-059, FR-239: the refusal names an article of the pack; somebody else is not refused for it."""
    for step in filter(_judges, pack.step):
        barred = [one for one in lacks(pack, step, by="xu") if one.what == "person:interested"]
        assert barred, step.id
        assert {one.article for one in barred} <= set(pack.articles), step.id
        assert "person:interested" not in {one.what for one in lacks(pack, step, by="li")}, step.id


def test_an_interest_is_declared_at_any_time_under_a_pack_that_leads(pack: Pack) -> None:
    """FR-059: persons, units and the reason; the page of the inquiry shows it."""
    declaring = [one for one in pack.step if {"interested", "interested_units", "interest_reason"} <= set(one.asks)]

    assert pack.stands_beside or ["*"] in [list(one.from_) for one in declaring]
    assert {one.id for one in declaring} <= {step for section in pack.inquiry for step in section.steps}


def test_shares_of_sixty_and_forty_are_taken_wherever_a_responsible_department_is_judged(pack: Pack) -> None:
    """FR-100: sixty and thirty are refused, and so is one share alone that is not the whole."""
    for step in (one for one in pack.step if any(name.startswith("responsible_department") for name in one.asks)):
        first, second, *rest = (name for name in step.asks if name.startswith(SHARE))
        assert adds_up(pack, step, {first: 60, second: 40})
        assert not adds_up(pack, step, {first: 60, second: 30})
        assert adds_up(pack, step, {}), "one department has the whole: nobody need say so"
        assert not [name for name in (first, second, *rest) if adds_up(pack, step, {name: 90})]


def adds_up(pack: Pack, step: StepRow, shares: dict[str, int]) -> bool:
    return "adds_up:100" not in {one.what for one in lacks(pack, step, by="li", shares=shares)}


def lacks(pack: Pack, step: StepRow, *, by: str, shares: dict[str, int] | None = None) -> tuple[Missing, ...]:
    """Return what a step of a case lacks in which somebody called xu has an interest."""
    state = CaseState(facts={"interested": ("xu",)})
    call = StepCall(step.id, at("2024-03-07 10:00"), Actor(by, frozenset(step.by)), detail=shares or {})
    try:
        take(state, call, rules(pack), {})
    except Refused as refused:
        return refused.missing
    return ()


def _judges(step: StepRow) -> bool:
    return step.kind in JUDGES or bool(JUDGED & set(step.causes or STEP_KINDS[step.kind].causes))
