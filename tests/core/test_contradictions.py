"""Where the sources contradict each other (X-01 to X-28), each regulation keeps its own reading, and a story shows it."""

from __future__ import annotations

from collections import defaultdict

import pytest

from amends.regulations import folders
from tests.shipped import pack_in

NAMED = {
    "X-01": "R-23 R-31 R-26 R-52 R-13 R-49 R-36",  # reply time, ordinary case
    "X-02": "R-31 R-26 R-37",  # reply time, heavy case
    "X-03": "R-23 R-35 R-26 R-37 R-52",  # forwarding
    "X-04": "R-23 R-52 R-26 R-31 R-06",  # unit basis
    "X-05": "R-23 R-51 R-35 R-04 R-48",  # follow-up
    "X-06": "R-27 R-35 R-37 R-52 R-23 R-26",  # meaning of "major"
    "X-07": "R-37 R-27",  # media
    "X-08": "R-27",  # r-27 two lists
    "X-09": "R-26 R-31 R-37 R-27 R-34 R-02",  # number of grades
    "X-10": "R-37 R-25 R-29",  # group size
    "X-11": "R-04 R-09 R-22 R-38 R-39",  # apology
    "X-12": "R-38 R-48 R-49 R-24",  # waiting words
    "X-13": "R-41 R-16",  # "Calm down" words
    "X-14": "R-10 R-28 R-25 R-04 R-51",  # who is right
    "X-15": "R-52",  # speed of heat
    "X-16": "R-23 R-22 R-20",  # transfer
    "X-17": "R-31 R-23 R-48 R-36 R-20",  # first-asked
    "X-18": "R-39 R-13 R-02 R-09 R-27",  # compensation
    "X-19": "R-06 R-26 R-27 R-35 R-52 R-02",  # who approves
    "X-20": "R-12 R-23 R-52 R-06",  # where to close
    "X-21": "R-52 R-23 R-06 R-35 R-37 R-50",  # report rhythm
    "X-22": "R-05 R-50 R-48",  # hours of answer
    "X-23": "R-24 R-42 R-10 R-14 R-31",  # word-of-mouth figures
    "X-24": "R-48 R-29 R-23 R-35",  # own-scope solving
    "X-25": "R-50 R-25",  # price talk
    "X-26": "R-41 R-51",  # listening share
    "X-27": "R-03 R-33 R-08",  # staff sanctions
    "X-28": "R-51 R-25",  # aim of solving
}
"""By topic, the sources that the table of contradictions names beside it."""
NOTHING_TO_SHOW = {
    ("X-06", "R-23"): "has no grades and no word “major” that a case could be told under",
    ("X-09", "R-02"): "has no grades",
}
"""What is named because it is absent: no story can show that."""
PACKS = [pack_in(folder) for folder in folders.shipped()]
SHOWN: dict[str, set[str]] = defaultdict(set)
for one in PACKS:
    SHOWN[one.domain] |= {label for example in one.example for label in example.shows}
TOLD = {label for folder in folders.libraries() for one in pack_in(folder).example for label in one.shows}
TOLD |= {label for labels in SHOWN.values() for label in labels}


@pytest.mark.parametrize("topic", NAMED)
def test_each_regulation_named_beside_a_contradiction_tells_its_reading_in_a_story(topic: str) -> None:
    """DOMAIN X-01 to X-28. What applies to every organisation alike would be no regulation."""
    untold = {
        source for source in NAMED[topic].split()
        if source in SHOWN and topic not in SHOWN[source] and (topic, source) not in NOTHING_TO_SHOW
    }  # fmt: skip

    assert untold == set()
    assert topic in TOLD


def test_what_is_said_to_be_absent_is_absent() -> None:
    by_source = {pack.domain: pack for pack in PACKS}

    assert [source for _topic, source in NOTHING_TO_SHOW if by_source[source].grade] == []


def test_no_story_names_a_contradiction_that_is_none() -> None:
    named = {label for labels in SHOWN.values() for label in labels if label.startswith("X-")}

    assert named <= set(NAMED)
