"""Remedies and returned goods at the desk: lines with totals, lots with what is due, both as files (FR-136, FR-245)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from amends.cases.models import MoneyLine, ReturnedLot
from amends.cases.steps import Intake, register
from amends.people.tenancy import organisation
from tests.cases.test_makers_grievances import FAULT, ROLES
from tests.cases.test_money import refunded
from tests.makers import Town, govern, person, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def works() -> Iterator[Town]:
    """A maker in which one person holds every role of R-12."""
    made = town("works")
    with organisation(made.org.id):
        made.people["all"] = person(made, "all@works", "全能", "All", unit=made.office, roles=ROLES)
        govern(made, "iatf-grievance")
        yield made


def test_the_screen_shows_the_lines_of_a_month_and_their_sum(river: Town) -> None:
    """FR-136: the total equals the sum of the lines."""
    refunded(river, 300)
    refunded(river, 120.5, phone="13800000009")
    mo = signed_in(river.mo, "en")

    page = mo.get(reverse("desk:remedies") + "?period=2024-03").content.decode()
    april = mo.get(reverse("desk:remedies") + "?period=2024-04").content.decode()

    assert page.count("<td>2024-03-04</td>") == 2
    assert "CNY 420.50" in page
    assert "CNY 300" in page
    assert "钱会计" in page
    assert "Nothing was granted in this period" in april


@pytest.mark.parametrize("query", ["period=2024-99", "period=abcd", "unit=7", "after=x|y", "flow=<b>", "state=none"])
def test_an_address_that_says_nothing_shows_the_month(river: Town, query: str) -> None:
    refunded(river, 300)

    assert signed_in(river.mo).get(f"{reverse('desk:remedies')}?{query}").status_code == 200


def test_the_files_hold_the_lines_and_no_formula(river: Town) -> None:
    number = refunded(river, 300, description="=HYPERLINK(1)")
    mo, address = signed_in(river.mo, "en"), "?period=2024"

    told = mo.get(reverse("desk:remedies_export", args=["csv"]) + address).content.decode("utf-8-sig")
    book = mo.get(reverse("desk:remedies_export", args=["xlsx"]) + address)

    head, line = csv.reader(io.StringIO(told))
    row = dict(zip(head, line, strict=True))
    assert (row["Case"], row["Amount"], row["Currency"], row["Given by"]) == (number, "300.00", "CNY", "钱会计")
    assert row["What"].startswith("'=")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(book))).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()] == ["Case", number]
    assert mo.get(reverse("desk:remedies_export", args=["exe"])).status_code == 404


def test_who_does_not_see_the_case_sees_no_line_and_no_sum(river: Town) -> None:
    """FR-235."""
    number = refunded(river, 300)
    zhou = signed_in(river.zhou, "en")

    page = zhou.get(reverse("desk:remedies") + "?period=2024").content.decode()
    told = zhou.get(reverse("desk:remedies_export", args=["csv"]) + "?period=all").content.decode()

    assert number not in page
    assert "CNY 300" not in page
    assert number not in told


def test_a_lot_goes_through_the_desk_step_by_step(works: Town) -> None:
    """FR-243, FR-244: the forms name the lot, quality comes first, 39 of 40 are a difference, the list shows it."""
    desk = signed_in(works.people["all"], "en")
    number = register_at(works)
    form = desk.get(f"/cases/{number}/steps/ask_return/").content.decode()
    assert 'name="on"' in form
    assert 'value="lot-1"' in form
    asked = {
        "return_kind": "batch",
        "product": "轴承座",
        "part_no": "ZC-201",
        "announced_quantity": "40",
        "on": "lot-1",
    }

    def step(name: str, **fields: str) -> int:
        return desk.post(f"/cases/{number}/steps/{name}/", {"on": "lot-1", **fields}).status_code

    assert step("ask_return", **asked) == 302
    assert step("accept_return") == 409  # quality first
    assert step("confirm_return") == 302
    assert step("accept_return") == 302
    assert step("count_complete", name_seen="轴承座", part_no_seen="ZC-201", counted_quantity="39") == 409
    assert step("count_difference", name_seen="轴承座", part_no_seen="ZC-201", counted_quantity="39") == 302

    page = desk.get(reverse("desk:returned")).content.decode()
    assert all(word in page for word in (number, "lot-1", "difference", "ZC-201"))
    assert number not in desk.get(reverse("desk:returned") + "?which=differing&after=99").content.decode()


def test_a_step_about_goods_that_names_no_lot_is_refused_by_every_door(works: Town) -> None:
    """FR-243: lot-1 is confirmed; what names no lot comes in by nobody's confirmation."""
    desk, number = signed_in(works.people["all"], "en"), register_at(works)
    asked = {
        "return_kind": "batch",
        "product": "轴承座",
        "part_no": "ZC-201",
        "announced_quantity": "40",
        "on": "lot-1",
    }
    desk.post(f"/cases/{number}/steps/ask_return/", asked)
    desk.post(f"/cases/{number}/steps/confirm_return/", {"on": "lot-1"})

    answer = desk.post(f"/cases/{number}/steps/accept_return/", {"on": ""})

    assert answer.status_code in (409, 422)
    assert ReturnedLot.objects.get().last == "return_confirmed"
    assert not MoneyLine.objects.exists()


def register_at(works: Town) -> str:
    at = timezone.now() - timedelta(hours=1)
    return register(viewer(works, "all", at=at), Intake(FAULT, unit="HQ"), at=at).number


def test_the_list_of_lots_as_a_file_has_a_cell_for_each_thing_said(works: Town) -> None:
    desk, number = signed_in(works.people["all"], "en"), register_at(works)
    asked = {"return_kind": "line", "product": "=1+1", "part_no": "ZC-201", "announced_quantity": "40", "on": "lot-1"}
    desk.post(f"/cases/{number}/steps/ask_return/", asked)

    told = desk.get(reverse("desk:returned_export", args=["csv"])).content.decode("utf-8-sig")

    head, line = csv.reader(io.StringIO(told))
    row = dict(zip(head, line, strict=True))
    assert (row["Case"], row["Lot"], row["State"]) == (number, "lot-1", "Return asked for")
    assert "Kind of return Line reject" in row["Details"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line)
    assert desk.get(reverse("desk:returned_export", args=["doc"])).status_code == 404
