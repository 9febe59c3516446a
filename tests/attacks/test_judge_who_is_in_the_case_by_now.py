"""ANCHORS 40: whoever was drawn to judge a case again is complained of in it since, or it has become confidential.

The draw leaves such people and cases out; what happens after the draw must count as well (FR-239, FR-242).
"""

from __future__ import annotations

import pytest

from amends.cases.models import Case
from amends.people.models import Person
from amends.people.tenancy import organisation
from amends.quality.models import SecondLook
from tests.attacks.conftest import Browser
from tests.attacks.test_blind_second_look import look  # noqa: F401
from tests.makers import Town

TOLD = "三号楼电梯停运"


@pytest.mark.parametrize("since", ["complained of", "confidential"])
def test_the_second_look_shows_nothing_takes_nothing_and_is_on_no_list(
    river: Town, look: SecondLook, browser: Browser, since: str  # noqa: F811
) -> None:  # fmt: skip
    with organisation(river.org.id):
        judge = browser(Person.objects.get(pk=look.person_id))
    page, verdict = f"/second-looks/{look.pk}/", {"nature": "valid", "remedy": "nothing", "why": "属实"}
    assert TOLD in judge.get(page).content.decode()
    with organisation(river.org.id):
        changed = {"accused": [look.person_id]} if since == "complained of" else {"confidential": "x", "seen_by": ["y"]}
        Case.objects.filter(pk=look.case_id).update(**changed)

    for answer in (judge.get(page), judge.post(page, verdict), judge.get(f"{page}files/{look.pk}/")):
        assert answer.status_code == 404
        assert TOLD not in answer.content.decode()
    assert str(look.pk) not in judge.get("/draws/").content.decode()
    with organisation(river.org.id):
        assert SecondLook.objects.get(pk=look.pk).done_at is None


def test_whoever_asked_for_it_and_is_complained_of_by_now_sees_none_of_it(
    river: Town,
    look: SecondLook,  # noqa: F811
    browser: Browser,
) -> None:
    """Whoever may ask for second looks, and is complained of by now, sees none of the case."""
    with organisation(river.org.id):
        Case.objects.filter(pk=look.case_id).update(accused=[river.mo.pk])
        number = Case.objects.get(pk=look.case_id).number

    mine = browser(river.mo)

    assert number not in mine.get("/draws/").content.decode()
    assert mine.get(f"/cases/{number}/second-look/").status_code == 404
