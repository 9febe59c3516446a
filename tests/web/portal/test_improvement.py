"""The portal shows of an 8D what was approved, in the version that was approved, and nothing before (FR-115)."""

from __future__ import annotations

import pytest
from django.test import Client

from amends.cases.models import Order
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from amends.quality.handing_in import hand_in
from amends.quality.opening import open_eight_d
from amends.quality.reviewing import approve
from tests.makers import Town, viewer
from tests.quality.eight_ds import FAULT, GOOD, at, grievance_works

SHARES = {"responsible_department": "production", "liable": "ours", "nature": "valid", "share/production": 100}


@pytest.fixture
def works(db: None) -> Town:
    """A works under the instruction for grievances."""
    return grievance_works()


def opened(works: Town) -> tuple[str, str, Client]:
    """Return a case, its 8D up to D5, and the browser of who complained."""
    with organisation(works.org.id):
        told = register(
            viewer(works, "front_desk", at=at("03-04 09:00")), Intake(FAULT, unit="HQ"), at=at("03-04 09:00")
        )
        case, quality = told.number, viewer(works, "quality", at=at("03-04 10:00"))
        take_step(
            viewer(works, "front_desk", at=at("03-04 09:10")),
            case,
            "dispatch",
            at=at("03-04 09:10"),
            detail={"to": "HQ"},
        )
        take_step(quality, case, "accept", at=at("03-04 10:00"), on=Order.objects.get(case__number=case).name)
        take_step(quality, case, "investigate", at=at("03-04 10:00"))
        number = open_eight_d(quality, case, at=at("03-04 10:00")).number
        for discipline in ("D1", "D2", "D3", "D4", "D5"):
            if discipline == "D4":
                take_step(quality, case, "find", at=at("03-04 11:00"), detail=SHARES)
            author = viewer(works, "department", at=at("03-04 11:00"))
            assert not hand_in(author, number, discipline, GOOD[discipline], at=at("03-04 11:00")).refused
    client = Client(headers={"Accept-Language": "zh-hans"})
    assert client.post("/p/works/my/", {"number": case, "secret": told.secret}).status_code == 302
    return case, number, client


def test_the_customer_sees_the_plan_once_it_is_approved_and_no_correction_before_that_is_too(works: Town) -> None:
    """FR-115."""
    _, number, client = opened(works)

    before = client.get("/p/works/my/").content.decode()
    with organisation(works.org.id):
        approve(viewer(works, "unit_head", at=at("03-05 10:00")), number, is_approved=True, at=at("03-05 10:00"))
    after = client.get("/p/works/my/").content.decode()
    with organisation(works.org.id):
        author = viewer(works, "department", at=at("03-06 10:00"))
        changed = GOOD["D5"]["corrective"].replace("32 件", "80 件")
        assert not hand_in(author, number, "D5", {"corrective": changed}, at=at("03-06 10:00")).refused
    corrected = client.get("/p/works/my/").content.decode()

    assert "测温联锁" not in before
    assert "测温联锁" in after
    assert "渗透探伤 32 件" in corrected
    assert "渗透探伤 80 件" not in corrected
    assert GOOD["D1"]["team"] not in after  # names of the staff are not shown
