"""The form of a step says what the referee has against a cause or an action, while one types and when it is sent (FR-109)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from amends.cases.models import Entry
from amends.cases.steps import Intake, register
from amends.people.tenancy import organisation
from tests.makers import Town, complaint, govern, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
FINE, GOOD = "对责任人罚款 300 元", "收银台加装二次确认，未确认不能结账"
FAULT = {name: told for name, told in complaint().items() if name not in ("category", "house_no")}


@pytest.fixture
def shop() -> Iterator[Town]:
    """A company under R-03."""
    made = town("shop")
    with organisation(made.org.id):
        govern(made, "complaint-mechanism")
        yield made


def complained(made: Town) -> str:
    start = timezone.now() - timedelta(hours=1)
    return register(viewer(made, "lan", at=start), Intake(FAULT, unit="CS"), at=start).number


@pytest.mark.parametrize(("language", "says"), [("zh", "第 "), ("en", " at letter ")])
def test_the_form_refuses_a_fine_as_correction_and_keeps_what_was_typed(shop: Town, language: str, says: str) -> None:
    """FR-105, FR-109."""
    number = complained(shop)
    desk = signed_in(shop.lan, language=language)
    before = Entry.objects.filter(case__number=number).count()

    shown = desk.get(f"/cases/{number}/steps/correct/").content.decode()
    typed = desk.post(f"/cases/{number}/steps/correct/judged/", {"correction": FINE}).content.decode()
    silent = desk.post(f"/cases/{number}/steps/correct/judged/", {"correction": GOOD}).content.decode()
    sent = desk.post(f"/cases/{number}/steps/correct/", {"correction": FINE, "kind": "correct"})

    assert f"/cases/{number}/steps/correct/judged/" in shown
    assert 'data-into="in-correction"' in typed
    assert "8D.HE3" in typed
    assert "data-into" not in silent
    assert sent.status_code == 409
    assert says in sent.content.decode()
    assert FINE in sent.content.decode()
    assert Entry.objects.filter(case__number=number).count() == before
