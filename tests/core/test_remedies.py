"""What may be offered, and who may grant how much (FR-127)."""

from decimal import Decimal
from typing import Any

import pytest

from amends.core.granted import knows_only_money
from amends.core.ledger import Done
from amends.core.pack import Pack
from amends.core.refusal import Refused
from amends.core.remedies import Granted, chain_for, check_remedy, offers
from tests.core.small_packs import T, moment, scene, small_pack
from tests.shipped import pack_named

ROWS = f"""
[[setting]]
id = "shift_leader_limit"
article = "3.2"
type = "money"
question = {T}
[[role]]
id = "shift_leader"
title = {T}
[[role]]
id = "manager"
title = {{ zh = "店长", en = "The manager" }}
[[offer]]
id = "L8"
article = "4.1.8"
says = {T}
when = {{ fault = "coating_peels", in_warranty = true }}
allows = ["exchange", "return"]
[[offer]]
id = "G1"
article = "4.2"
says = {T}
when = {{ in_warranty = false }}
allows = ["discount"]
by_right = false
at_most = {{ share = 0.6, of = "repair_cost" }}
[[offer]]
id = "K1"
article = "4.3"
says = {T}
when = {{}}
allows = ["gift"]
only_besides = true
[[authority]]
role = "shift_leader"
article = "5.1"
kinds = ["discount"]
up_to = {{ setting = "shift_leader_limit" }}
[[authority]]
role = "manager"
article = "5.2"
kinds = ["discount"]
up_to = 2000
"""
LEADER, MANAGER = frozenset({"shift_leader"}), frozenset({"manager"})


def the_pack(rows: str = ROWS, *, limit: int | None = 500) -> Pack:
    return small_pack(rows, chosen={} if limit is None else {"shift_leader_limit": limit})


def test_offers_that_hold_are_shown_with_article_and_reads() -> None:
    pack = the_pack()

    found = offers(pack, scene(pack, fault="coating_peels", in_warranty=True))

    assert [(offer.row, offer.article, offer.allows) for offer in found] == [
        ("L8", "4.1.8", ("exchange", "return")),
        ("K1", "4.3", ("gift",)),
    ]
    assert found[0].reads == {"fault": "coating_peels", "in_warranty": True}


def test_an_offer_gives_way_to_the_one_that_is_over_it() -> None:
    two = ROWS.replace("when = { in_warranty = false }", "when = { fault = 'coating_peels' }\nover = ['L8']")
    pack = the_pack(two)

    assert [offer.row for offer in offers(pack, scene(pack, fault="coating_peels", in_warranty=True))] == ["G1", "K1"]


def test_a_pack_may_say_that_the_first_offer_stands() -> None:
    two = ROWS.replace("when = { in_warranty = false }", "when = { fault = 'coating_peels' }")
    pack = the_pack('[pack]\noffers_that_meet = "first"\n' + two)

    assert [offer.row for offer in offers(pack, scene(pack, fault="coating_peels", in_warranty=True))] == ["L8", "K1"]


def test_within_the_limit_a_role_grants_itself() -> None:
    """FR-127: limit 500."""
    pack = the_pack()

    granted = check_remedy(pack, "discount", 500, scene(pack, in_warranty=False, repair_cost=5000), roles=LEADER)

    assert granted.offer is not None
    assert (granted.offer.row, granted.article) == ("G1", "4.2")


def test_above_the_limit_the_next_role_is_asked_and_the_promise_refused_until_then() -> None:
    """FR-127: 600 goes to the next role."""
    pack = the_pack()
    here = scene(pack, in_warranty=False, repair_cost=5000)

    with pytest.raises(Refused) as refused:
        check_remedy(pack, "discount", 600, here, roles=LEADER)

    assert chain_for(pack, "discount", 600, here) == ("manager",)
    assert (refused.value.code, refused.value.article) == ("above_authority", "5.2")
    assert [missing.what for missing in refused.value.missing] == ["approved:manager"]
    assert check_remedy(pack, "discount", 600, here, roles=LEADER | MANAGER).roles == ("manager",)


def test_a_limit_that_nobody_decided_grants_nothing() -> None:
    pack = the_pack(limit=None)

    assert chain_for(pack, "discount", 1, scene(pack)) == ("manager",)


def test_above_every_limit_nobody_may_grant() -> None:
    pack = the_pack()

    with pytest.raises(Refused, match="nobody_may_grant"):
        check_remedy(pack, "discount", 2001, scene(pack, in_warranty=False, repair_cost=50000), roles=MANAGER)


def test_a_share_limits_the_amount() -> None:
    pack = the_pack()
    here = scene(pack, in_warranty=False, repair_cost=Decimal("100.10"))

    assert check_remedy(pack, "discount", Decimal("60.06"), here, roles=MANAGER).article == "4.2"
    with pytest.raises(Refused, match="above_offer"):
        check_remedy(pack, "discount", Decimal("60.07"), here, roles=MANAGER)


def test_a_limit_below_a_fact_never_covers_the_whole() -> None:
    pack = the_pack(ROWS.replace('{ share = 0.6, of = "repair_cost" }', '{ below = "repair_cost" }'))
    here = scene(pack, in_warranty=False, repair_cost=100)

    assert check_remedy(pack, "discount", 99, here, roles=MANAGER)
    with pytest.raises(Refused, match="above_offer"):
        check_remedy(pack, "discount", 100, here, roles=MANAGER)


def test_a_limit_on_an_unknown_fact_asks_for_it() -> None:
    pack = the_pack()

    with pytest.raises(Refused) as refused:
        check_remedy(pack, "discount", 5, scene(pack, in_warranty=False), roles=MANAGER)

    assert [missing.field for missing in refused.value.missing] == ["repair_cost"]


def test_what_no_article_offers_is_refused_and_care_alone_is_not() -> None:
    """FR-130: care without a main measure is warned of (``test_cautions``), not refused."""
    pack = the_pack()
    here = scene(pack, fault="coating_peels", in_warranty=True)

    with pytest.raises(Refused, match="remedy_not_on_offer"):
        check_remedy(pack, "discount", 5, here, roles=MANAGER)
    assert check_remedy(pack, "gift", 5, here, roles=MANAGER).article == "4.3"
    assert check_remedy(pack, "gift", 5, here, roles=MANAGER, main=frozenset({"return"})).article == "4.3"


def test_a_decision_that_is_not_by_right_needs_its_role() -> None:
    pack = the_pack(ROWS.replace("by_right = false", 'by_right = false\ndecision_by = "manager"'))
    here = scene(pack, in_warranty=False, repair_cost=5000)

    with pytest.raises(Refused) as refused:
        check_remedy(pack, "discount", 5, here, roles=LEADER)

    assert refused.value.article == "4.2"


PROVEN = ROWS.replace('allows = ["exchange", "return"]', 'allows = ["exchange", "return"]\nproof = ["cause"]')


def test_an_offer_that_rests_on_proof_is_refused_until_it_is_there() -> None:
    """FR-123: L1 without proof refused."""
    facts: dict[str, Any] = {"fault": "coating_peels", "in_warranty": True}

    with pytest.raises(Refused) as refused:
        check_remedy(small_pack(PROVEN), "exchange", None, scene(small_pack(PROVEN), **facts), roles=frozenset())
    granted = check_remedy(
        small_pack(PROVEN), "exchange", None, scene(small_pack(PROVEN), **facts, cause="material"), roles=frozenset()
    )

    assert [(one.what, one.article, one.field) for one in refused.value.missing] == [("known:cause", "4.1.8", "cause")]
    assert granted.offer is not None
    assert granted.offer.row == "L8"


def test_an_offer_that_needs_no_proof_is_taken_before_one_that_does() -> None:
    other = f"""
[[offer]]
id = "L9"
article = "4.1.9"
says = {T}
when = {{ in_warranty = true }}
allows = ["exchange"]
beside = ["L8"]
"""
    pack = small_pack(PROVEN + other)

    granted = check_remedy(
        pack, "exchange", None, scene(pack, fault="coating_peels", in_warranty=True), roles=frozenset()
    )

    assert granted.offer is not None
    assert granted.offer.row == "L9"


def handed(kind: str, at: str, event: str = "remedy_done") -> Done:
    return Done(event, moment(at), detail={"kind": kind})


def grants(choose: str, kind: str, *done: Done) -> Granted:
    pack = small_pack(
        ROWS.replace('allows = ["exchange", "return"]', f'allows = ["exchange", "return"]\nchoose = "{choose}"')
    )
    facts: dict[str, Any] = {"fault": "coating_peels", "in_warranty": True}
    return check_remedy(pack, kind, None, scene(pack, done=done, **facts), roles=frozenset())


def test_of_several_remedies_one_only_is_given() -> None:
    """FR-122: exchange, made again or taken back."""
    with pytest.raises(Refused) as refused:
        grants("one", "return", handed("exchange", "2024-03-01 08:00"))

    assert [one.what for one in refused.value.missing] == ["given:exchange"]
    assert grants("one", "exchange", handed("exchange", "2024-03-01 08:00")).offer
    assert grants("any", "return", handed("exchange", "2024-03-01 08:00")).offer


def test_remedies_in_order_wait_for_the_one_before() -> None:
    """FR-126: first the confirmation, then the exchange."""
    with pytest.raises(Refused) as refused:
        grants("in_order", "return")

    assert [(one.what, one.article) for one in refused.value.missing] == [("given:exchange", "4.1.8")]
    assert grants("in_order", "exchange").offer
    assert grants("in_order", "return", handed("exchange", "2024-03-01 08:00", "remedy_offered")).offer


def test_a_case_taken_up_again_may_get_another_remedy() -> None:
    again = Done("reopened", moment("2024-03-01 08:30"))

    assert grants("one", "return", handed("exchange", "2024-03-01 08:00"), again).offer


@pytest.mark.parametrize(
    ("pack", "step", "only"),
    [
        ("changan-suzuki", "propose_special_case", True), ("changan-suzuki", "propose_goodwill", True),
        ("changan-suzuki", "ask_confirmation", False), ("changan-suzuki", "propose_regrade", False),
        ("changan-suzuki", "approve_remedy", False), ("food-handbook", "propose", False),
    ],
)  # fmt: skip
def test_what_proposes_nothing_but_money_is_told_from_apologies_and_from_what_is_no_remedy(
    pack: str, step: str, only: bool
) -> None:
    found = pack_named(pack)
    assert knows_only_money(found.steps[step], found) is only
