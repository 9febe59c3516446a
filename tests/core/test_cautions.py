"""What should give pause before an offer (FR-130, FR-133, FR-134)."""

from __future__ import annotations

import pytest

from amends.core.cautions import cautions
from amends.core.ledger import Done, Value
from tests.core.small_packs import T, scene, small_pack
from tests.core.telling import at

CARE = f"""
[[remedy]]
id = "refund"
title = {T}
money = true
[[remedy]]
id = "voucher"
title = {{ zh = "代金券", en = "Voucher" }}
money = true
[[offer]]
id = "main"
article = "3.2"
says = {T}
when = {{ wish = {{ known = true }} }}
allows = ["refund"]
[[offer]]
id = "care"
article = "3.2"
says = {T}
when = {{ settled = false }}
allows = ["voucher"]
only_besides = true
"""


def codes(*done: Done, **facts: Value) -> list[str]:
    pack = small_pack(CARE)
    return [one.code for one in cautions(pack, scene(pack, done=done, settled=False, **facts))]


def offered(moment: str, kind: str, amount: float) -> Done:
    return Done("proposed", at(f"2024-03-04 {moment}"), detail={"kind": kind, "amount": amount})


def test_an_offer_without_a_wish_is_cautioned() -> None:
    """FR-133: offer without wish."""
    assert "no_wish" in codes()
    assert "no_wish" not in codes(wish="退款")


def test_care_without_a_main_measure_is_cautioned() -> None:
    """FR-130: care without main measure."""
    assert codes(wish="退款") == ["care_alone"]
    assert codes(offered("09:00", "voucher", 50), wish="退款") == ["care_alone"]
    assert codes(offered("09:00", "refund", 300), wish="退款") == []


def test_a_main_measure_that_was_refused_stands_beside_nothing() -> None:
    """FR-130: only what is still asked for, granted or given is a main measure."""
    asked, again = offered("09:00", "refund", 300), offered("11:00", "refund", 200)
    refused = Done("refused", at("2024-03-04 10:00"), detail={"kind": "refund"})
    granted = Done("approved", at("2024-03-04 12:00"), detail={"kind": "refund"})

    assert codes(asked, refused, wish="退款") == ["care_alone"]
    assert codes(asked, refused, again, wish="退款") == []
    assert codes(asked, asked, refused, wish="退款") == []
    assert codes(asked, refused, again, granted, wish="退款") == []


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [((100, 150), ["concession_larger"]), ((150, 100), []), ((150, 100, 50), ["concession_faster"])],
)
def test_a_concession_larger_or_faster_than_the_one_before_is_cautioned(
    amounts: tuple[float, ...], expected: list[str]
) -> None:
    """FR-134: second concession larger than first."""
    moments = ("09:00", "10:00", "10:30")
    told = [offered(moment, "refund", one) for moment, one in zip(moments, amounts, strict=False)]

    assert codes(*told, wish="退款") == expected
