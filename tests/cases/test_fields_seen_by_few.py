"""A field that named roles read: the sanction of a member of staff stays hidden from the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amends.cases.export import export_case
from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.queue import Filters, queue
from amends.cases.steps import take_step
from amends.cases.verifier import erased, problems
from amends.core.checker import check
from amends.core.plain_language import sentence
from amends.people.tenancy import organisation
from tests.core.telling import pack_of
from tests.makers import MONDAY, Town, govern, registered, town, viewer

SECRET = "罚 300"


@pytest.fixture
def inn(db: None) -> Iterator[Town]:
    """A company whose rules sanction slips apart from their correction."""
    made = town("inn")
    with organisation(made.org.id):
        govern(made, "complaint-mechanism")
        yield made


def sanctioned(inn: Town) -> str:
    """Return a case with a sanction in its file."""
    number = registered(inn, channel="visit", category="service")
    for minute, (who, step, detail) in enumerate(
        (
            ("lan", "dispatch", {"to": "ENG"}),
            ("chen", "accept", {}),
            ("he", "investigate", {"investigator": str(inn.people["zhou"].id)}),
            ("he", "find", {"cause": "service"}),
            ("he", "sanction", {"sanction_note": SECRET}),
        ),
        start=1,
    ):
        at = MONDAY + timedelta(minutes=minute)
        take_step(viewer(inn, who, at=at), number, step, at=at, detail=detail)
    return number


def page_of(inn: Town, who: str, number: str) -> CasePage:
    later = MONDAY + timedelta(hours=1)
    return case_page(viewer(inn, who, at=later), number, later)


def read_by(inn: Town, who: str, number: str) -> set[Any]:
    page = page_of(inn, who, number)
    return {one.value for one in page.facts} | {word.text for entry in page.entries for word in entry.words}


def test_a_sanction_is_read_by_the_named_roles_only(inn: Town) -> None:
    """FR-105, FR-242: the head reads it among the facts or the words of the journal, the desk nowhere."""
    number = sanctioned(inn)

    assert SECRET in read_by(inn, "he", number)
    assert SECRET not in read_by(inn, "lan", number)
    assert "Sanction" not in {one.title.en for one in page_of(inn, "lan", number).facts}


def test_search_does_not_find_a_case_by_its_sanction(inn: Town) -> None:
    """FR-242: the desk's search finds it by what the customer said, not by what its people see."""
    number, later = sanctioned(inn), MONDAY + timedelta(hours=1)
    desk = viewer(inn, "lan", at=later)

    found = {words: queue(desk, Filters(words=words), now=later).lines for words in ("电梯", SECRET)}

    assert [line.number for line in found["电梯"]] == [number]
    assert found[SECRET] == ()


FEW = """
[[role]]
id = "head"
title = { zh = "负责人", en = "Head" }
[[field]]
id = "phone"
seen_by = ["head"]
"""


def test_who_may_read_a_field_is_read_aloud_and_has_to_be_a_role() -> None:
    pack = pack_of(FEW)

    assert sentence(pack, pack.field[0]).en.endswith("seen by Head only")
    assert ("unknown_role", "seen_by") in {
        (one.kind, one.key) for one in check(pack_of(FEW.replace('["head"]', '["x"]')))
    }


def test_a_case_file_withholds_what_its_reader_may_not_see_and_still_verifies(inn: Town) -> None:
    """FR-105, FR-237: the entry commits to the word; the copy goes without it."""
    number = sanctioned(inn)
    files = {who: exported(inn, who, number) for who in ("lan", "he")}

    assert SECRET in str(files["he"])
    assert SECRET not in str(files["lan"])
    assert [problems(file) for file in files.values()] == [[], []]
    assert [line for line in erased(files["lan"]) if "sanction_note" in line] == [
        "entry 6, sanction_note: withheld from this copy"
    ]


def exported(inn: Town, who: str, number: str) -> dict[str, Any]:
    later = MONDAY + timedelta(hours=1)
    return export_case(viewer(inn, who, at=later), number, at=later)


def test_a_field_for_few_holds_text_because_codes_stand_in_the_journal() -> None:
    coded = pack_of(
        """
[[field]]
id = "sanction"
type = "yes_no"
title = { zh = "处分", en = "Sanction" }
seen_by = ["head"]
"""
    )

    assert any(one.kind == "wrong_type" and one.key == "seen_by" for one in check(coded))
