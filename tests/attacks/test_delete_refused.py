"""FR-003: nothing of a case is ever deleted; who tries is refused and noted."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from amends.cases.models import Case
from amends.people.models import AccessLog
from amends.people.tokens import make_token
from tests.attacks.conftest import Browser
from tests.makers import Town, registered

OF_CASES = (
    "cases_case", "cases_caserule", "cases_order", "cases_party", "cases_link", "cases_obligationrow",
    "cases_rungclimbed", "cases_letter", "cases_evidence", "cases_approval", "cases_entry", "cases_unitentry",
    "cases_entryvalue", "people_accesslog", "people_person", "people_organisation", "people_unit",
    "people_complainant", "regulations_publishedpack", "regulations_binding", "django_migrations",
)  # fmt: skip


@pytest.mark.parametrize("table", OF_CASES)
def test_the_database_refuses_to_delete(river: Town, table: str) -> None:
    """FR-003."""
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")


def test_the_desk_refuses_to_delete_and_notes_who_tried(river: Town, browser: Browser) -> None:
    """FR-003."""
    number = registered(river, at=timezone.now())

    answer = browser(river.lan).delete(f"/cases/{number}/")

    assert answer.status_code == 405
    assert Case.objects.filter(number=number).exists()
    line = AccessLog.objects.get(kind="delete_refused")
    assert (line.person, line.about) == (river.lan, f"/cases/{number}/")


def test_the_api_refuses_to_delete_and_notes_who_tried(river: Town) -> None:
    """FR-003."""
    number = registered(river, at=timezone.now())
    token = make_token(river.lan, name="x", at=timezone.now())

    answer = Client().delete(f"/api/v1/cases/{number}", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 405
    assert AccessLog.objects.get(kind="delete_refused").person == river.lan


def test_somebody_unknown_leaves_no_line_of_their_own_making(river: Town) -> None:
    """Otherwise the access log itself could be filled from outside."""
    assert Client().delete("/cases/CS-2024-1/").status_code == 405
    assert AccessLog.objects.count() == 0
