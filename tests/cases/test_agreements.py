"""A settlement agreement, and a later complaint on the same matter (FR-132)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amends.cases.models import Entry, Link
from amends.cases.queries.case_page import case_page
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.cases.small_regulation import govern_by
from tests.makers import MONDAY, Town, govern, registered, town, viewer
from tests.web.screens import signed_in

LATER = MONDAY + timedelta(days=20)
ROWS = """
[[category]]
id = "hall"
$T
[[category]]
id = "hall/queue"
$T
[[category]]
id = "card"
$T
[[step]]
id = "classify"
kind = "classify"
from = ["new"]
asks = ["category"]
$A
$T
[[step]]
id = "sign_agreement"
kind = "record"
from = ["new"]
causes = ["remedy_agreed"]
$A
$T
"""


@pytest.fixture
def bank(db: None) -> Iterator[Town]:
    """A bank whose regulation has agreements signed."""
    made = town("river")
    with organisation(made.org.id):
        govern_by(made, ROWS)
        yield made


def settled(bank: Town, **facts: Any) -> str:
    number = registered(bank, category="hall/queue", **facts)
    take_step(viewer(bank, "mo"), number, "sign_agreement", at=MONDAY, detail={})
    return number


def tied(number: str) -> list[str]:
    return list(Link.objects.filter(case__number=number, kind="agreement").values_list("other__number", flat=True))


def test_a_later_complaint_on_the_same_matter_is_linked_to_the_signed_agreement_and_shown(bank: Town) -> None:
    """FR-132: signed agreement; later complaint on same matter is linked to it."""
    earlier = settled(bank)

    later = registered(bank, at=LATER, category="hall/queue")

    page = case_page(viewer(bank, "mo", at=LATER), later, LATER)
    assert tied(later) == [earlier]
    assert [(kind, line.number) for kind, line in page.linked] == [("agreement", earlier)]
    assert Entry.objects.get(case__number=later).body["links"]["agreement"]["number"] == earlier


def test_another_person_another_matter_and_no_signature_tie_nothing(bank: Town) -> None:
    settled(bank)
    registered(bank, category="card")  # never settled

    other_person = registered(bank, at=LATER, category="hall/queue", phone="13900000000", complainant="别人")
    other_matter = registered(bank, at=LATER, category="card")

    assert tied(other_person) == tied(other_matter) == []


def test_the_tie_is_made_when_the_matter_is_only_found_out_later(bank: Town) -> None:
    earlier = settled(bank)
    later = registered(bank, at=LATER, category="card")

    take_step(viewer(bank, "mo", at=LATER), later, "classify", at=LATER, detail={"category": "hall/queue"})
    take_step(viewer(bank, "mo", at=LATER), later, "classify", at=LATER, detail={"category": "hall/queue"})

    assert tied(later) == [earlier]


def test_who_may_not_see_the_settled_case_is_not_shown_the_tie(bank: Town) -> None:
    earlier = settled(bank, accused=[str(bank.lan.pk)])
    later = registered(bank, by="mo", at=LATER, category="hall/queue")

    assert tied(later) == [earlier]
    assert case_page(viewer(bank, "lan", at=LATER), later, LATER).linked == ()


@pytest.mark.parametrize(
    ("language", "says"), [("zh-hans", "同一事项曾签和解协议"), ("en", "settlement agreement on the same matter")]
)
def test_under_the_banks_own_regulation_a_complaint_after_the_settlement_is_tied_to_it(
    db: None, language: str, says: str
) -> None:
    """FR-132: terms agreed and signed under R-34's five chapters; the next complaint names the case that had them."""
    made = town("river")
    queue: dict[str, Any] = {"category": "business/system_equipment", "complainant": "陈女士", "phone": "13800000000"}
    with organisation(made.org.id):
        govern(made, "five-chapter")
        earlier = registered(made, **queue)
        for who, step, on, detail in (
            ("lan", "dispatch", "order-1", {"to": "ENG"}), ("he", "accept", "order-1", {}),
            ("he", "agree_terms", "", {"terms": "退回多收的二十元"}),
        ):  # fmt: skip
            take_step(viewer(made, who), earlier, step, at=MONDAY, detail=detail, on=on)

        later = registered(made, at=LATER, **queue)
        other = registered(made, at=LATER, **{**queue, "category": "service"})

        page = signed_in(made.mo, language).get(f"/cases/{later}/").content.decode()

    with organisation(made.org.id):
        assert (tied(later), tied(other)) == ([earlier], [])
    assert earlier in page
    assert says in page
