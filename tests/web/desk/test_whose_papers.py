"""Who has a part in a case and so prints what goes to the complainant (FR-237, decision 0019)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from amends.cases.models import Case, Letter, ObligationRow
from amends.cases.queries.case_page import case_page
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.cases.small_regulation import govern_by
from tests.makers import MONDAY, Town, person, registered, town, viewer
from tests.web.screens import signed_in

ROWS = """
[[step]]
id = "countersign"
kind = "record"
from = ["new"]
causes = ["remedy_agreed"]
$A
$T
[[field]]
id = "interested"
$A
$T
[[step]]
id = "declare_interest"
kind = "record"
from = ["new"]
asks = ["interested"]
causes = ["noted"]
$A
$T
[[duty]]
id = "ring_up"
owner = "cs_supervisor"
opens = "registered"
met_by = "remedy_agreed"
within = "2 h"
$A
$T
"""


@pytest.fixture
def desk(db: None) -> Iterator[Town]:
    """A desk of two supervisors, so that what they owe reaches neither by name; Ma looks on from there."""
    made = town("river")
    with organisation(made.org.id):
        made.people["ye"] = person(made, "ye@river", "叶主管", unit=made.desk, roles=("cs_supervisor",))
        made.people["ma"] = person(made, "ma@river", "马助理", unit=made.desk, roles=("staff",))
        govern_by(made, ROWS)
        yield made


@pytest.fixture
def number(desk: Town) -> str:
    return registered(desk)


def name_for(desk: Town, who: str, number: str) -> str:
    return case_page(viewer(desk, who), number, MONDAY).complainant_name


def letter_for(desk: Town, who: str, number: str) -> int:
    case = Case.objects.get(number=number)
    letter = Letter.objects.filter(case=case).first() or Letter.objects.create(
        org_id=desk.org.id, case=case, letter="reply", key="r", way="post", body="已修好。", promised_at=MONDAY,
        not_before=MONDAY,
    )  # fmt: skip
    return signed_in(desk.people[who], "zh").get(f"/cases/{number}/print/letter.{letter.pk}/pdf").status_code


def test_who_owes_a_step_as_one_of_several_has_a_part_while_it_is_owed(desk: Town, number: str) -> None:
    """FR-237: the role in the unit owes it, nobody by name; whoever did it keeps the part, the other loses it."""
    assert ObligationRow.objects.get(case__number=number).owner_person is None
    assert [letter_for(desk, who, number) for who in ("mo", "ye", "ma")] == [200, 200, 403]

    take_step(viewer(desk, "mo"), number, "countersign", at=MONDAY, detail={})

    assert [letter_for(desk, who, number) for who in ("mo", "ye", "ma")] == [200, 403, 403]


@pytest.mark.parametrize("step", ["countersign", "close"])
def test_who_only_signs_or_closes_reads_the_name_and_prints_the_letter(desk: Town, number: str, step: str) -> None:
    """FR-237: He is named nowhere in the case and owes nothing; the step alone gives him a part."""
    before = (name_for(desk, "he", number), letter_for(desk, "he", number))
    take_step(viewer(desk, "he"), number, step, at=MONDAY, detail={})

    assert desk.he.pk not in Case.objects.get(number=number).people
    assert (before, name_for(desk, "he", number), letter_for(desk, "he", number)) == (("王**", 403), "王先生", 200)


def test_what_another_unit_owes_in_the_same_role_gives_no_part(desk: Town, number: str) -> None:
    desk.people["xu"] = person(desk, "xu@river", "徐主管", unit=desk.office, roles=("cs_supervisor",))

    assert name_for(desk, "xu", number) == "王**"
    assert letter_for(desk, "xu", number) == 403


def test_a_stranger_gets_what_a_case_that_is_not_there_gives(desk: Town, number: str) -> None:
    """FR-235: a part is asked of a seen case only; a guard of another unit sees none."""
    assert letter_for(desk, "zhou", number) == 404
    with pytest.raises(NotFound):
        case_page(viewer(desk, "zhou"), number, MONDAY)


def test_a_step_taken_shows_no_case_that_is_hidden_since(desk: Town, number: str) -> None:
    """FR-239: who signed and is complained of afterwards does not see the case, however great the part was."""
    take_step(viewer(desk, "ye"), number, "countersign", at=MONDAY, detail={})
    assert letter_for(desk, "ye", number) == 200
    Case.objects.filter(number=number).update(accused=[desk.people["ye"].pk])

    assert letter_for(desk, "ye", number) == 404


def test_any_step_counts_also_a_word_with_the_complainant(desk: Town, number: str) -> None:
    at = MONDAY + timedelta(minutes=1)
    take_step(viewer(desk, "ma", at=at), number, "contact", at=at, detail={})

    assert name_for(desk, "ma", number) == "王先生"


def test_who_declares_an_interest_gets_no_part_by_that_step(desk: Town, number: str) -> None:
    """FR-237: to say that one has to keep out is a step too, and the least reason to read the name."""
    detail = {"interested": [str(desk.he.pk)]}
    take_step(viewer(desk, "he"), number, "declare_interest", at=MONDAY, detail=detail)

    assert name_for(desk, "he", number) == "王**"
    assert letter_for(desk, "he", number) == 403
