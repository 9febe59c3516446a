"""The register of limit samples by the API: what holds, for how long, nothing of other units (FR-111)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from amends.people.tenancy import organisation
from amends.quality.limit_samples import Agreed, add_sample
from amends.quality.models import LimitSample
from tests.api.conftest import caller
from tests.makers import Town, govern, person, town, viewer
from tests.quality.test_limit_samples import SAID


@pytest.fixture
def works(db: None) -> Town:
    """A works with two samples: one that ends in nine days, one that holds for long."""
    made = town("works")
    with organisation(made.org.id):
        govern(made, "grievance-instruction")
        made.people["quality"] = person(made, "quality@works", "质", "Q", unit=made.engineering, roles=("quality",))
        now, day = timezone.now(), timezone.localdate()
        for days, defect in ((9, "缩痕"), (200, "毛刺")):
            agreed = Agreed("李工", day - timedelta(days=1), day + timedelta(days=days))
            by = viewer(made, "quality", at=now)
            add_sample(by, made.engineering.pk, {**SAID, "defect": defect}, agreed, at=now)
    return made


def test_it_says_what_a_sample_is_about_and_for_how_long_it_holds(works: Town) -> None:
    """FR-111."""
    found = caller(works, "quality").get("limit-samples").json()

    assert found["cut"] is False
    assert [(one["defect"], one["state"], one["days_left"]) for one in found["samples"]] == [
        ("毛刺", "in_force", None), ("缩痕", "in_force", 9),
    ]  # fmt: skip
    assert found["samples"][1]["criteria"] == SAID["criteria"]
    assert (found["samples"][1]["unit"], found["samples"][1]["copies_out"]) == (works.engineering.code, 0)


def test_it_is_narrowed_by_state_and_words(works: Town) -> None:
    with organisation(works.org.id):
        LimitSample.objects.filter(defect="毛刺").update(valid_until=timezone.localdate() - timedelta(days=3))
    asked = caller(works, "quality")

    def found(query: str) -> list[str]:
        return [one["defect"] for one in asked.get(f"limit-samples?{query}").json()["samples"]]

    assert (found("state=ending"), found("state=expired"), found("q=毛刺")) == (["缩痕"], ["毛刺"], ["毛刺"])
    assert found("state=retired") == []
    assert asked.get("limit-samples?state=lost").status_code == 422


def test_samples_of_another_unit_are_not_listed(works: Town) -> None:
    assert caller(works, "zhou").get("limit-samples").json() == {"samples": [], "cut": False}
