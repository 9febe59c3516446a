"""Offers of which all parts are given: closing asks for the rest once one was put forward."""

from datetime import timedelta

import pytest

from amends.core.ledger import Done
from amends.core.pack import Pack
from amends.core.whole_offers import begun_offers_missing
from tests.core.small_packs import T, moment, scene, small_pack

AT = moment("2024-03-01 09:00")


def pack(choose: str = "all") -> Pack:
    kinds = "".join(f'[[remedy]]\nid = "{one}"\ntitle = {T}\n' for one in ("room", "taxi", "night"))
    allows = 'allows = ["room", "taxi", "night"]'
    return small_pack(
        f'{kinds}[[offer]]\nid = "O"\narticle = "3.2"\nsays = {T}\nwhen = {{ overbooked = true }}\n{allows}\n'
        f'choose = "{choose}"\n[[field]]\nid = "overbooked"\ntype = "yes_no"\ntitle = {T}\n'
    )


def owed(*done: Done, choose: str = "all", overbooked: bool = True) -> list[str]:
    made = pack(choose)
    told = scene(made, now="2024-03-05 09:00", done=done, overbooked=overbooked)
    return [f"{one.what} {one.article}" for one in begun_offers_missing(made, told)]


def put(kind: str, event: str = "proposed", days: int = 0) -> Done:
    return Done(event, AT + timedelta(days=days), detail={"kind": kind})


def test_what_nobody_put_forward_is_not_owed() -> None:
    assert owed() == []


@pytest.mark.parametrize("event", ["proposed", "approved", "remedy_offered", "remedy_done"])
def test_one_part_put_forward_asks_for_the_others_by_their_article(event: str) -> None:
    assert owed(put("taxi", event)) == ["given:room 3.2", "given:night 3.2"]


def test_all_parts_put_forward_leave_nothing_owed() -> None:
    assert owed(put("taxi"), put("room", "remedy_done"), put("night", "approved")) == []


def test_another_choice_asks_for_nothing_more() -> None:
    assert owed(put("taxi"), choose="any") == []


def test_a_case_that_is_not_of_the_offer_owes_nothing() -> None:
    assert owed(put("taxi"), overbooked=False) == []


def test_a_case_taken_up_again_counts_what_was_put_forward_since() -> None:
    again = Done("reopened", AT + timedelta(days=1))

    assert owed(put("taxi"), put("room"), put("night"), again) == []
    assert owed(put("taxi"), put("room"), put("night"), again, put("room", days=2)) == [
        "given:taxi 3.2",
        "given:night 3.2",
    ]
