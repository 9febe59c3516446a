"""The 8D of a case by the API: what stands, nothing of a hidden case, 404 where there is none."""

from __future__ import annotations

import pytest

from amends.people.tenancy import organisation
from amends.quality.actions import list_action
from tests.api.conftest import Caller, caller
from tests.makers import Town
from tests.quality.eight_ds import GOOD, at, complained, grievance_works, handed, opened, who


@pytest.fixture
def works(db: None) -> Town:
    """A works with a case and its 8D, of which the team is handed in."""
    made = grievance_works()
    with organisation(made.org.id):
        complained(made, "03-04 08:00")
        number = opened(made, complained(made))
        handed(made, number, "D1", "03-04 11:00")
        list_action(
            who(made, "quality", "03-04 11:00"), number, kind="containment", text="全检",
            owner=made.people["quality"].pk, due_at=at("03-09 18:00"), at=at("03-04 11:00"),
        )  # fmt: skip
    return made


def test_it_says_where_each_discipline_stands_and_what_is_written(works: Town) -> None:
    """FR-108, FR-114."""
    found = caller(works, "quality").get("cases/HQ-2024-2/eight-d").json()

    assert (found["number"], found["state"], found["round"]) == ("8D-HQ-2024-2", "open", 1)
    assert [one["standing"] for one in found["disciplines"]] == ["accepted", "open"] + ["locked"] * 6
    assert found["disciplines"][0]["parts"] == GOOD["D1"]
    assert [(one["kind"], one["owner"], one["done_at"]) for one in found["actions"]] == [
        ("containment", "quality", None)
    ]
    assert any(one["article"] == "5.10.3" for one in found["closing"])


@pytest.mark.parametrize(
    ("name", "number"), [("quality", "HQ-2024-1"), ("quality", "HQ-2024-9"), ("zhou", "HQ-2024-2")]
)
def test_a_case_without_8d_and_one_that_is_hidden_answer_alike(works: Town, name: str, number: str) -> None:
    asked: Caller = caller(works, name)

    assert asked.get(f"cases/{number}/eight-d").status_code == 404
