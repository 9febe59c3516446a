"""ANCHORS 12: a key of another organisation in a request (Chatwoot CVE-2026-115725, Frappe GHSA-78rj-jch8-42m8)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.cases.models import Case, Link, Order
from amends.cases.queries.queue import Filters, queue
from amends.cases.queries.visible import NotFound
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.models import Complainant, Membership
from amends.people.tenancy import organisation
from amends.people.tokens import holder_of_token, make_token
from tests.attacks.conftest import Browser
from tests.makers import MONDAY, START, Town, complaint, registered, viewer


@pytest.fixture
def foreign(stranger: Town) -> str:
    """The number of a case of the other organisation; it reads like one of ours."""
    with organisation(stranger.org.id):
        for _ in range(3):
            number = registered(stranger, at=timezone.now())
    return number


def test_a_case_of_another_organisation_is_not_found(river: Town, foreign: str, browser: Browser) -> None:
    assert browser(river.lan).get(reverse("desk:case", args=[foreign])).status_code == 404
    with pytest.raises(NotFound):
        take_step(viewer(river, "lan"), foreign, "note", at=MONDAY, words={"note": "x"})


def test_neither_lists_nor_search_cross_over(river: Town, foreign: str) -> None:
    for filters in (Filters(open_only=False), Filters(words="电梯")):
        assert queue(viewer(river, "he"), filters, now=timezone.now()).lines == ()


def test_a_complainant_of_another_organisation_is_not_taken(river: Town, stranger: Town, foreign: str) -> None:
    with organisation(stranger.org.id):
        known = Complainant.objects.get()

    with pytest.raises((Complainant.DoesNotExist, Refused, NotFound)):
        register(viewer(river, "lan"), Intake(complaint(), unit="CS", complainant=known.id), at=MONDAY)

    assert Case.objects.count() == 0


def test_a_person_of_another_organisation_gets_no_part(river: Town, stranger: Town) -> None:
    number = registered(river)
    at = MONDAY + timedelta(minutes=2)

    with pytest.raises(Refused):
        take_step(viewer(river, "lan", at=at), number, "transfer", at=at,
                  detail={"to_person": str(stranger.mo.id), "customer_note": "x"})  # fmt: skip


def test_a_unit_of_another_organisation_is_no_filter_and_no_target(
    river: Town, stranger: Town, browser: Browser
) -> None:
    registered(river, at=timezone.now())

    answer = browser(river.lan).get(f"/queues/?unit={stranger.desk.id}&holder={stranger.lan.id}")

    assert answer.status_code == 200
    assert "stranger" not in answer.content.decode()
    with pytest.raises(Refused):
        register(viewer(river, "lan"), Intake(complaint(), unit="STRANGER"), at=MONDAY)


@pytest.mark.parametrize("what", ["order", "link", "membership"])
def test_the_database_refuses_a_row_that_points_across(river: Town, stranger: Town, foreign: str, what: str) -> None:
    """Foreign keys do not ask row-level security, so a wrong id must not become a bridge to read by."""
    own = Case.objects.get(number=registered(river))
    with organisation(stranger.org.id):
        other = Case.objects.get(number=foreign)
    rows: dict[str, Callable[[], object]] = {
        "order": lambda: Order.objects.create(org=stranger.org, case=own, name="order-9", sent_at=MONDAY),
        "link": lambda: Link.objects.create(org=stranger.org, case=other, other=own, kind="related", made_at=MONDAY),
        "membership": lambda: Membership.objects.create(
            org=stranger.org, person=river.lan, unit=stranger.desk, role="admin", from_date=START
        ),
    }

    with pytest.raises(DatabaseError), transaction.atomic():
        rows[what]()


def test_a_token_opens_its_own_organisation_only(river: Town, stranger: Town, foreign: str) -> None:
    token = make_token(river.lan, name="x", at=MONDAY)
    swapped = token.replace(river.org.id.hex, stranger.org.id.hex)

    answer = Client().get(f"/api/v1/cases/{foreign}", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 404
    assert holder_of_token(swapped, at=MONDAY) is None
    assert holder_of_token(token.replace(river.org.id.hex, "0" * 32), at=MONDAY) is None
