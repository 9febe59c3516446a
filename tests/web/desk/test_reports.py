"""Reports at the desk: every list that a regulation wants kept, for a time and a unit (FR-048, FR-153, FR-163)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from amends.cases.models import Case
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, registered, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
TIME = "from=2024-03-01&to=2024-03-31"
FILE = ("developer-four-grades", "special_report")
NOTICES = ("rural-credit", "outlet_notices")


@pytest.fixture
def river() -> Iterator[Town]:
    made = town("river")
    with organisation(made.org.id):
        yield made


def page(client: Client, *of: str, query: str = TIME) -> str:
    answer = client.get(f"{reverse('desk:report' if of else 'desk:reports', args=of)}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(client: Client, *of: str, form: str = "csv", query: str = TIME) -> list[list[str]]:
    answer = client.get(f"{reverse('desk:report_file', args=[*of, form])}?{query}")
    assert answer.status_code == 200
    if form == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
        return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def listed_special(river: Town) -> tuple[str, str]:
    """Return the numbers of a major complaint and of an ordinary one, under the regulation of four grades."""
    govern(river, "developer-four-grades")
    major = registered(river, outside=["court"], description="=HYPERLINK(1)", category="engineering/leak")
    return major, registered(river, at=MONDAY + timedelta(days=40), category="engineering/leak")


def test_the_special_report_of_a_grade_list_is_read_and_taken_along(river: Town) -> None:
    """FR-163: no sheet is owed for it, the place of reports has it; a month without cases is empty."""
    major, later = listed_special(river)
    client = signed_in(river.mo, "en")

    every, shown = page(client), page(client, *FILE)

    assert reverse("desk:report", args=FILE) in every
    assert "1 case" in every
    assert major in shown
    assert "Major" in shown
    assert later not in shown
    assert later in page(client, *FILE, query="from=2024-04-01&to=2024-04-30")
    assert "No case." in page(client, *FILE, query="from=2024-02-01&to=2024-02-29")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_of_a_report_holds_its_cases_and_no_formula(river: Town, form: str) -> None:
    major, later = listed_special(river)

    head, *rows = rows_of(signed_in(river.mo, "en"), *FILE, form=form)

    assert head[:3] == ["On which list", "Number", "What"]
    assert [(row[1], row[2]) for row in rows] == [(major, "'=HYPERLINK(1)")]
    assert later not in {row[1] for row in rows}


def test_a_key_customer_is_on_the_list_once_the_case_is_closed_and_in_the_queue_by_the_flag(river: Town) -> None:
    """FR-153: case closed → customer on list, next visit date set."""
    govern(river, "car-sales")
    number, open_ = (registered(river, category="product", at=MONDAY + timedelta(hours=nth)) for nth in (0, 1))
    for nth, (who, step, detail) in enumerate((
        ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {}), ("chen", "handle", {"result": "已修好"}),
        ("lan", "rate", {"satisfaction": "satisfied"}), ("mo", "close", {"next_visit": "2024-06-07T09:00:00+08:00"}),
    ), start=2):  # fmt: skip
        at = MONDAY + timedelta(hours=nth)
        on = "order-1" if who == "chen" else ""
        take_step(viewer(river, who, at=at), number, step, at=at, detail=detail, on=on)
    client = signed_in(river.mo, "en")

    shown = page(client, "car-sales", "key_customer_file")

    assert Case.objects.get(number=number).facts["next_visit"].startswith("2024-06-07")
    assert number in shown
    assert open_ not in shown
    assert [row[1] for row in rows_of(client, "car-sales", "key_customer_file")[1:]] == [number]
    queue = client.get("/queues/?closed=1&flag=car-sales/key_customer").content.decode()
    assert number in queue
    assert open_ not in queue
    assert number not in client.get("/queues/?closed=1&flag=car-sales/other").content.decode()


def test_who_sees_no_case_of_a_report_sees_none_there_and_counts_none(river: Town) -> None:
    major, _later = listed_special(river)
    guard = signed_in(river.zhou, "en")

    assert major not in page(guard, *FILE)
    assert "0 cases" in page(guard)
    assert len(rows_of(guard, *FILE)) == 1


def test_whoever_handles_a_case_of_another_unit_finds_it_in_the_report(river: Town) -> None:
    govern(river, "property-instruction")
    number, elsewhere = registered(river), registered(river)
    take_step(viewer(river, "lan"), number, "read_back", at=MONDAY)
    take_step(viewer(river, "lan"), number, "dispatch", detail={"to": "ENG"}, at=MONDAY)
    engineer, summary = signed_in(river.wu, "en"), ("property-instruction", "owners_summary")

    assert number in page(engineer, *summary)
    assert "1 case<" in page(engineer)
    assert [row[1] for row in rows_of(engineer, *summary)[1:]] == [number]
    assert elsewhere not in page(engineer, *summary)


@pytest.mark.parametrize("query", ["unit=CS", "unit=NOWHERE"])
def test_a_unit_that_is_not_the_viewers_looks_like_one_that_is_not_there(river: Town, query: str) -> None:
    listed_special(river)
    guard = signed_in(river.zhou)

    assert guard.get(f"/reports/?{query}").status_code == 404
    assert guard.get(f"{reverse('desk:report', args=FILE)}?{query}").status_code == 404


def test_a_report_form_or_regulation_that_is_not_there_is_not_found(river: Town) -> None:
    govern(river, "developer-four-grades")
    client = signed_in(river.mo)

    for path in ("developer-four-grades/nothing/", "optical/register/", "/".join(FILE) + "/file.exe"):
        assert client.get(f"/reports/{path}").status_code == 404
    assert client.get(f"/reports/{'/'.join(FILE)}/?from=x&to=9999-99-99").status_code == 200


def test_without_a_regulation_the_place_says_what_would_stand_there(river: Town) -> None:
    assert "没有要求报表" in page(signed_in(river.mo, "zh"))


def test_a_report_from_a_log_names_what_fails_and_goes_into_the_file(river: Town) -> None:
    govern(river, "rural-credit")

    (head,) = rows_of(signed_in(river.mo, "en"), *NOTICES, query=TIME)

    assert head == ["On which list", "Number", "What", "Unit", "Received", "fails"]
    assert "Nothing was entered in these days." in page(signed_in(river.mo, "en"), *NOTICES)
    assert "from a log" in page(signed_in(river.mo, "en"))
