"""One step for many cases asks what the form of one case asks, and each case takes what its own regulation asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from amends.cases.models import Case
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.makers import Town, govern, registered, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


def signed(made: Town) -> str:
    """Return the number of a complaint that was settled on the spot and signed: it may be closed."""
    start = timezone.now() - timedelta(hours=1)
    with organisation(made.org.id):
        number = registered(made, at=start)
        settled = {"result": "已修好", "satisfaction": "satisfied", "waiver": True}
        for nth, (who, step, detail) in enumerate((("lan", "settle", settled), ("he", "sign", {})), start=1):
            at = start + nth * timedelta(minutes=1)
            take_step(viewer(made, who, at=at), number, step, at=at, detail=detail)
    return number


def posted(made: Town, language: str = "zh", **sent: Any) -> Any:
    with organisation(made.org.id):
        return signed_in(made.people["lan"], language).post("/queues/bulk/", sent)


def stages(made: Town) -> set[str]:
    with organisation(made.org.id):
        return set(Case.objects.values_list("stage_kind", flat=True))


@pytest.mark.parametrize(("language", "label"), [("zh", "结案理由"), ("en", "Reason for closing")])
def test_closing_many_asks_why_before_anything_is_done(river: Town, language: str, label: str) -> None:
    """FR-157."""
    numbers = [signed(river), signed(river)]

    page = posted(river, language, number=numbers, step="close")

    shown = page.content.decode()
    assert (page.status_code, stages(river) & {"closed"}) == (200, set())
    assert label in shown
    assert 'value="solved"' in shown
    assert all(f'name="number" value="{one}"' in shown for one in numbers)


def test_the_reason_that_was_given_stands_on_each_of_them(river: Town) -> None:
    numbers = [signed(river), signed(river)]

    posted(river, number=numbers, step="close", asked="1", closing_reason="solved")

    with organisation(river.org.id):
        assert {one.facts["closing_reason"] for one in Case.objects.all()} == {"solved"}
    assert stages(river) == {"closed"}


def test_a_reason_that_no_regulation_knows_comes_back_beside_its_field(river: Town) -> None:
    number = signed(river)

    page = posted(river, number=[number], step="close", asked="1", closing_reason="因为下雨")

    assert page.status_code == 422
    assert 'id="wrong-closing_reason"' in page.content.decode()
    assert stages(river) != {"closed"}


def test_a_step_that_asks_nothing_is_taken_at_once(river: Town) -> None:
    number = signed(river)

    page = posted(river, number=[number], step="note", reason="已电话告知")

    assert page.status_code == 200
    assert "已办理 1 件" in page.content.decode()
