"""Check lists at the desk: asked in order, refused beside the field, and no longer asked once something is found (FR-025)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from tests.makers import Town, govern, person, town, viewer
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db
ATOD = {
    "check_a": "heard", "check_a_seen": "头晕两周", "check_b": "fits", "check_b_seen": "不歪不压",
    "check_c": "found", "check_c_seen": "去年处方", "check_d": "does_not_explain", "check_d_seen": "无新习惯",
}  # fmt: skip


@pytest.fixture
def shop() -> Iterator[Town]:
    """The town under the rules of the optical shop, with an optometrist."""
    made = town("shop")
    with organisation(made.org.id):
        govern(made, "optical")
        made.people["qin"] = person(made, "qin@shop", "秦验光", "Qin", unit=made.desk, roles=("optometrist",))
        yield made


def dizzy(shop: Town) -> str:
    """Register a complaint about the power of frame spectacles and return its number."""
    facts = {
        "channel": "visit", "matter": "complaint", "complainant": "林女士", "description": "新眼镜戴着头晕",
        "product_kind": "spectacles", "category": "discomfort/power",
    }  # fmt: skip
    now = timezone.now()
    return register(viewer(shop, "lan", at=now), Intake(facts, unit="CS"), at=now).number


def look(shop: Town, who: str, number: str, **answers: str) -> None:
    take_step(viewer(shop, who, at=timezone.now()), number, "check_power", at=timezone.now(), detail=answers)


def form(shop: Town, number: str) -> str:
    return signed_in(shop.qin, "en").get(f"/cases/{number}/steps/check_power/").content.decode()


def test_the_form_asks_every_check_until_something_is_found(shop: Town) -> None:
    """FR-025: E is a processing error, F to H are not required."""
    number = dizzy(shop)
    before = form(shop, number)
    look(shop, "lan", number, **ATOD)
    look(shop, "qin", number, check_e="processing_error", check_e_seen="瞳距偏四毫米")

    after = form(shop, number)

    assert all(f'name="check_{one}"' in before for one in "abcdefgh")
    assert all(f'name="check_{one}"' in after for one in "abcde")
    assert not any(f'name="check_{one}"' in after for one in "fgh")
    assert 'name="check_f_seen"' not in after


def test_an_answer_out_of_its_turn_is_refused_beside_the_check_that_comes_first(shop: Town) -> None:
    """FR-025: E empty, F refused."""
    number = dizzy(shop)
    look(shop, "lan", number, **ATOD)

    page = signed_in(shop.qin, "en").post(
        f"/cases/{number}/steps/check_power/", {"check_f": "same", "check_f_seen": "复验一致"}
    )

    assert page.status_code == 409
    assert "first check “Measure power and pupil distance”" in page.content.decode()


def test_what_is_found_is_a_fact_of_the_case(shop: Town) -> None:
    """FR-025, FR-122: the answer at E makes cause and fault known, which the remedy table reads."""
    number = dizzy(shop)
    look(shop, "lan", number, **ATOD)
    look(shop, "qin", number, check_e="processing_error", check_e_seen="瞳距偏四毫米")

    page = signed_in(shop.qin, "en").get(f"/cases/{number}/").content.decode()

    assert "Making" in page
    assert "Differs from the order" in page
