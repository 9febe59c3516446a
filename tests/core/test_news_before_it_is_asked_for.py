"""Who waits hears how it stands before having to ask: after a day without contact it is owed (FR-138)."""

from __future__ import annotations

import pytest

from amends.regulations import folders
from tests.core.telling import hold
from tests.shipped import pack_in

PACKS = {folder.name: folder for folder in folders.shipped()}
STORY = """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "phone", matter = "complaint", anonymous = false, complainant = "吴女士", phone = "13500000000", building_no = "5 栋", description = "主卧外墙渗水", wish = "维修", category = "{category}" }}
[[event]]
at = 2024-03-07T10:05:00+08:00
do = "dispatch"
on = "o"
by = "front_desk"
with = {{ to = "{to}" }}
[[event]]
at = 2024-03-07T10:10:00+08:00
do = "accept"
on = "o"
by = "{by}"
expect.due = {{ {duty} = 2024-03-08T10:10:00+08:00 }}
"""
TO_COME = """
[[event]]
at = 2024-03-08T10:10:00+08:00
do = "nothing"
expect.not_late = ["{duty}"]
[[event]]
at = 2024-03-08T10:10:01+08:00
do = "nothing"
expect.late = ["{duty}"]
"""
TOLD = """
[[event]]
at = 2024-03-08T09:00:00+08:00
do = "progress_to_complainant"
by = "handler"
expect.met = ["{duty}"]
expect.due = {{ {duty} = 2024-03-09T09:00:00+08:00 }}
[[event]]
at = 2024-03-08T10:10:01+08:00
do = "nothing"
expect.not_late = ["{duty}"]
"""
ASKING = [
    ("capital-land", {"duty": "K04", "category": "engineering", "to": "engineering", "by": "handler"}),
    ("five-chapter", {"duty": "F02", "category": "business", "to": "business", "by": "department_head"}),
]
"""The regulations that ask for it, R-25 and R-52, each by its own row."""


@pytest.mark.parametrize(("name", "said"), ASKING)
def test_twenty_four_hours_without_contact_make_news_overdue_and_not_a_second_sooner(
    name: str, said: dict[str, str]
) -> None:
    """FR-138: no contact for 24 h."""
    hold(pack_in(PACKS[name]), (STORY + TO_COME).format(**said))


@pytest.mark.parametrize(("name", "said"), ASKING)
def test_news_told_in_time_are_owed_again_a_day_after_they_were_told(name: str, said: dict[str, str]) -> None:
    """FR-138: the 24 h run from the last contact."""
    hold(pack_in(PACKS[name]), (STORY + TOLD).format(**said))


@pytest.mark.parametrize(("name", "said"), ASKING)
def test_a_story_that_waits_a_day_longer_is_not_taken_for_true(name: str, said: dict[str, str]) -> None:
    wrong = STORY.replace("2024-03-08T10:10", "2024-03-09T10:10")

    with pytest.raises(AssertionError, match=said["duty"]):
        hold(pack_in(PACKS[name]), wrong.format(**said))
