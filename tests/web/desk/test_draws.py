"""Draws by lot at the desk: announced, drawn, called back without going through the problem again (FR-149, FR-152)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.people.tenancy import organisation
from amends.quality.models import CallBack, CaseDraw
from tests.makers import Town, person
from tests.quality.test_drawing import settled

PROBLEM = "三号楼电梯停运"


def signed_in(town: Town, name: str) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client(HTTP_ACCEPT_LANGUAGE="zh-hans")
    client.force_login(town.people[name])
    return client


@pytest.fixture
def last_month(river: Town) -> datetime:
    """The tenth of last month, when two complaints were settled; a second clerk had no part in them."""
    first = timezone.localtime().replace(day=1, hour=10, minute=0, second=0, microsecond=0)
    then = (first - timedelta(days=1)).replace(day=10)
    with organisation(river.org.id):
        river.people["bai"] = person(river, "bai@river", "白洁", "Bai", unit=river.desk, roles=("front_desk",))
        for nth in range(2):
            settled(river, by="lan", at=then + nth * timedelta(hours=1))
    return then


def test_a_supervisor_announces_and_draws_and_whoever_was_drawn_calls_without_the_problem(
    river: Town, last_month: datetime
) -> None:
    """FR-149, FR-152: another person calls, and the form lacks the description of the problem."""
    mo = signed_in(river, "mo")
    of = f"{river.desk.pk}/sampled_call_backs"

    announced = mo.post("/draws/announce/", {"of": of, "day": last_month.date().isoformat()})
    again = mo.post("/draws/announce/", {"of": of, "day": last_month.date().isoformat()})
    with organisation(river.org.id):
        draw = CaseDraw.objects.get()
    mo.post(f"/draws/{draw.pk}/draw/")

    assert (announced.status_code, again.status_code) == (302, 409)
    assert "B.1" in again.content.decode()
    with organisation(river.org.id):
        call = CallBack.objects.filter(draw=draw).select_related("case").first()
        assert call is not None
        by = next(name for name, one in river.people.items() if one.pk == call.person_id)
    assert by != "lan"
    page = signed_in(river, by).get(f"/call-backs/{call.pk}/").content.decode()
    assert call.case.number in page
    assert "13812341234" in page
    assert PROBLEM not in page
    assert f"/call-backs/{call.pk}/" in signed_in(river, by).get("/").content.decode()
    assert signed_in(river, "lan").get(f"/call-backs/{call.pk}/").status_code == 404
    done = signed_in(river, by).post(f"/call-backs/{call.pk}/", {"outcome": "right", "satisfaction": "satisfied"})
    assert done.status_code == 302
    assert "100 %" in mo.get(f"/draws/{draw.pk}/").content.decode()


def test_what_a_draw_was_made_of_can_be_taken_away_and_bad_input_changes_nothing(
    river: Town, last_month: datetime
) -> None:
    mo, lan = signed_in(river, "mo"), signed_in(river, "lan")
    of = f"{river.desk.pk}/sampled_call_backs"

    for sent in (
        {},
        {"of": "x/y", "day": "2026-01-01"},
        {"of": of, "day": "never"},
        {"of": f"{of}x", "day": "2026-01-01"},
    ):
        assert mo.post("/draws/announce/", sent).status_code == 404
    assert lan.post("/draws/announce/", {"of": of, "day": last_month.date().isoformat()}).status_code == 404
    mo.post("/draws/announce/", {"of": of, "day": last_month.date().isoformat()})
    with organisation(river.org.id):
        draw = CaseDraw.objects.get()
    mo.post(f"/draws/{draw.pk}/draw/")

    told = mo.get(f"/draws/{draw.pk}/made-of.json").json()
    assert (told["number"], told["seed"], len(told["cases"])) == (draw.number, draw.seed, 2)
    assert lan.get(f"/draws/{draw.pk}/made-of.json").status_code == 404
