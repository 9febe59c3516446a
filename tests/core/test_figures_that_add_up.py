"""A step may want figures that together make a number: shares of responsibility make 100 (FR-100)."""

from __future__ import annotations

import pytest

from amends.core.checker import check
from amends.core.engine import take
from amends.core.ledger import Actor, CaseState, StepCall
from amends.core.pack import Pack
from amends.core.plain_language import sentence
from amends.core.refusal import Refused
from tests.core.telling import at, pack_of, rules

SHARES = """
[[field]]
id = "share_production"
type = "number"
title = { zh = "生产部份额", en = "Share of production" }
[[field]]
id = "share_purchasing"
type = "number"
title = { zh = "采购部份额", en = "Share of purchasing" }
[[field]]
id = "share_quality"
type = "number"
title = { zh = "品质部份额", en = "Share of quality" }
[[step]]
id = "judge"
kind = "find"
from = ["*"]
$A
$T
needs = [{ adds_up = ["share_production", "share_purchasing", "share_quality"], to = 100 }]
"""


def judged(pack: Pack, **shares: int) -> CaseState:
    call = StepCall("judge", at("2024-03-01 09:00"), Actor("qe"), detail=shares)
    return take(CaseState(), call, rules(pack), {})[0]


def test_shares_of_sixty_and_forty_are_taken_and_of_sixty_and_thirty_refused() -> None:
    """FR-100."""
    pack = pack_of(SHARES)

    assert judged(pack, share_production=60, share_purchasing=40).facts["share_production"] == 60
    with pytest.raises(Refused) as refused:
        judged(pack, share_production=60, share_purchasing=30)
    assert [one.what for one in refused.value.missing] == ["adds_up:100"]
    assert "not 90" in refused.value.missing[0].says.en


def test_no_share_at_all_is_refused_and_one_department_may_have_the_whole() -> None:
    pack = pack_of(SHARES)

    assert judged(pack, share_quality=100).facts["share_quality"] == 100
    with pytest.raises(Refused):
        judged(pack)


@pytest.mark.parametrize(
    "wrong",
    [
        SHARES.replace(", to = 100", ""),
        SHARES.replace('"share_quality"], to', '"share_of_nobody"], to'),
        SHARES.replace('adds_up = ["share_production", "share_purchasing", "share_quality"], to', 'known = "share_quality", to'),
    ],
)  # fmt: skip
def test_figures_without_their_sum_and_figures_that_nobody_states_are_faults(wrong: str) -> None:
    assert [one.key.partition(".")[0] for one in check(pack_of(wrong)) if one.level == "error"] == ["needs"]


def test_the_need_is_read_aloud() -> None:
    pack = pack_of(SHARES)

    assert "have to make 100 together" in sentence(pack, pack.step[0]).en
    assert "合计须为 100" in sentence(pack, pack.step[0]).zh
