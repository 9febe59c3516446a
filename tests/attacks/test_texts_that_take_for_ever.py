"""ANCHORS 36, 43: a text as long as a field may be, made so that a reader of it never ends (RT CVE-2021-38562's kind).

Promises are read whenever a case page opens, cards are drafted from all that a case says, an 8D is refereed while one
types: a complainant who fills a field with blanks at the portal must not stop the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time

import pytest

from amends.core.loading import load
from amends.core.nameless import nameless, names_in
from amends.core.official_years import cn_office
from amends.core.promises import find_promises
from amends.core.referee import EarlierText, referee
from amends.regulations import folders

LONGEST = 20_000
SAID = datetime(2024, 3, 4, 2, tzinfo=UTC)
SECONDS = 5.0
"""Of processor time; the readers that fell took 20 to 40."""


def took(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


@pytest.mark.parametrize("part", [" ", "\n", "明天", "1", "3月", "within 3 days "])
def test_promises_are_read_in_time(part: str) -> None:
    """Blanks before a date and a day said again and again each took half a minute."""
    text = (part * LONGEST)[:LONGEST]

    assert took(lambda: find_promises(text, said_at=SAID, calendar=cn_office())) < SECONDS


@pytest.mark.parametrize("part", ["1", "a", "中", "a.", "1号楼", "a@"])
def test_a_card_is_freed_of_names_in_time(part: str) -> None:
    """Digits that end in no building and letters that end in no address took the square of their number."""
    text = (part * LONGEST)[:LONGEST]

    assert took(lambda: (nameless(text, ("王先生",)), names_in(text, ("王先生",)))) < SECONDS


def test_what_is_freed_of_names_stays_free_of_them() -> None:
    """The bounds that make it quick let nothing through that it found before."""
    assert nameless("见a@b.cn+d@e.fr，住12号楼3单元1201室", ()) == "〔邮箱〕〔邮箱〕，住〔住址〕"
    assert "@" not in nameless("联系人" * 40 + "zhang.san@example.com", ())


@pytest.mark.parametrize("part", ["1 ", "1", "a ", "培训", "\n-"])
def test_a_field_of_an_8d_is_refereed_in_time(part: str) -> None:
    pack = load(folders.read(folders.find("grievance-instruction")))
    text = (part * LONGEST)[:LONGEST]
    earlier = [EarlierText("8D-1", text[1:])]

    assert took(lambda: referee(pack.referee, {"corrective": text}, words=pack.referee_words, earlier=earlier)) < 10
