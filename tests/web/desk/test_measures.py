"""Figures of a month at the desk: shares met in time, over what the viewer sees (FR-156, FR-172, FR-190)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client

from amends.calls.lines import add_line
from amends.calls.taking import note_missed
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, person, registered, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
NEXT = MONDAY + timedelta(days=1)


@pytest.fixture
def firm() -> Iterator[Town]:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "haichang-property", handle_within="12 h")
        yield made


def page(client: Client, query: str = "") -> str:
    with patch("amends.web.desk.measures.now", return_value=NEXT):
        answer = client.get(f"/measures/?month=2024-03{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def accepted(firm: Town) -> str:
    """Return the number of a case whose order engineering has taken, so that its time runs."""
    number = registered(firm, at=MONDAY)
    take_step(viewer(firm, "lan"), number, "dispatch", detail={"to": "ENG"}, at=MONDAY + timedelta(minutes=1))
    take_step(viewer(firm, "chen"), number, "accept", at=MONDAY + timedelta(minutes=2))
    return number


def handled(firm: Town, number: str, *, after: timedelta) -> None:
    at = MONDAY + after
    take_step(viewer(firm, "chen", at=at), number, "handle", detail={"result": "已修"}, at=at)


def test_nine_of_ten_in_time_are_ninety_per_cent_and_the_tenth_is_named(firm: Town) -> None:
    """FR-190, FR-172: who stands above sees the figure and the case behind it, who sees no case sees no figure."""
    numbers = [accepted(firm) for _ in range(10)]
    for number in numbers[:9]:
        handled(firm, number, after=timedelta(hours=2))
    handled(firm, numbers[9], after=timedelta(hours=12, minutes=3))

    shown = page(signed_in(firm.he, "zh"))

    assert ">90 %<" in shown
    assert "10 件中 9 件" in shown
    assert [number for number in numbers if f">{number}<" in shown] == [numbers[9]]
    assert ">90 %<" in page(signed_in(firm.he, "en"), "&unit=CS")
    assert ">90 %<" not in page(signed_in(firm.zhou, "zh"))


def test_whoever_handles_cases_of_another_unit_sees_their_figure(firm: Town) -> None:
    handled(firm, accepted(firm), after=timedelta(hours=2))

    assert ">100 %<" in page(signed_in(firm.wu, "zh"))


def test_eighteen_of_twenty_satisfied_calls_are_ninety_per_cent() -> None:
    """FR-156: calls in the cases of March, as whoever rang noted them."""
    made = town("dealer")
    with organisation(made.org.id):
        govern(made, "car-sales")
        made.people["bai"] = person(made, "bai@dealer", "白洁", "Bai", unit=made.desk, roles=("front_desk",))
        numbers = [called(made, satisfied=nth >= 2) for nth in range(20)]

        shown = page(signed_in(made.he, "en"))

    assert ">90 %<" in shown
    assert "18 of 20" in shown
    assert [number for number in numbers if f">{number}<" in shown] == numbers[:2]


def called(made: Town, *, satisfied: bool) -> str:
    """Return the number of a handled complaint whose complainant was rung up afterwards."""
    number, said = registered(made, category="product"), "satisfied" if satisfied else "dissatisfied"
    steps: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {}), ("chen", "handle", {"result": "已修好"}),
        ("bai", "follow_up", {"satisfaction": said}),
    )  # fmt: skip
    for nth, (who, step, detail) in enumerate(steps, start=1):
        at, on = MONDAY + timedelta(minutes=nth), "order-1" if who == "chen" else ""
        take_step(viewer(made, who, at=at), number, step, at=at, detail=detail, on=on)
    return number


def test_what_lies_in_another_month_or_below_another_unit_does_not_count(firm: Town) -> None:
    handled(firm, accepted(firm), after=timedelta(hours=2))
    client = signed_in(firm.he, "en")

    assert "nothing to count" not in page(client).split("valid", 1)[0]
    assert ">100 %<" not in page(client, "&unit=SEC")
    assert ">100 %<" not in page(client, "&month=2024-02")


def test_a_unit_that_is_not_the_viewers_looks_like_one_that_does_not_exist(firm: Town) -> None:
    client = signed_in(firm.zhou, "zh")

    answers = [client.get("/measures/", {"unit": code}) for code in ("CS", "NOWHERE")]

    assert [one.status_code for one in answers] == [404, 404]
    assert client.get("/measures/", {"month": "2024-13"}).status_code == 200


def test_the_figures_go_into_a_file(firm: Town) -> None:
    handled(firm, accepted(firm), after=timedelta(hours=2))

    with patch("amends.web.desk.measures.now", return_value=NEXT):
        answer = signed_in(firm.he, "en").get("/measures/figures.csv?month=2024-03")

    assert ",1.2," in answer.content.decode()
    assert ",1,1,100.00," in answer.content.decode()
    assert signed_in(firm.he, "en").get("/measures/figures.exe").status_code == 404


def test_rings_are_counted_over_the_calls_of_a_line(firm: Town) -> None:
    """FR-224: of three calls one rang four times."""
    govern(firm, "farm-phones", unit=firm.security, manned_hours="mon-fri 09:00-18:00")
    line = add_line(
        viewer(firm, "he"), code="H1", zh="热线", en="Hotline", number="12345", unit="SEC", keeper=str(firm.zhou.pk),
        at=MONDAY,
    )  # fmt: skip
    for nth, rings in enumerate((1, 3, 4)):
        note_missed(viewer(firm, "zhou"), line.pk, at=MONDAY + timedelta(minutes=nth), caller="138", rings=rings)

    shown = page(signed_in(firm.zhou, "en"))

    assert ">67 %<" in shown
    assert "1 call speaks against it" in shown
    assert "hours without anybody" in shown
