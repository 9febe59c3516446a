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
