"""Rows about what is drawn by lot: checked, read aloud, kept in a library."""

from __future__ import annotations

import pytest

from amends.core.check_samples import check_samples
from amends.core.plain_language import sentence
from tests.core.telling import pack_of
from tests.shipped import pack_named

T = '{ zh = "甲", en = "A" }'
ROWS = f"""
[[role]]
id = "clerk"
title = {{ zh = "文员", en = "Clerk" }}
[[setting]]
id = "many"
article = "1"
type = "number"
question = {T}
default = 4
[[sample]]
id = "calls"
article = "1"
title = {T}
kind = "call_back"
by = ["clerk"]
among = ["clerk"]
cases = {{ setting = "many" }}
within = "5 wd"
[[sample]]
id = "looks"
article = "1"
title = {T}
kind = "second_look"
by = ["clerk"]
among = ["clerk"]
cases = 3
within = "10 wd"
every = "quarter"
on_request = true
"""


def test_what_is_drawn_by_lot_is_read_aloud() -> None:
    pack = pack_of(ROWS)

    calls, looks = (sentence(pack, row).en for row in pack.sample)

    assert "each month 4" in calls
    assert "after 3 tries on 2 days “not reached” is noted" in calls
    assert "each quarter 3 closed cases are drawn by lot" in looks
    assert "without sight of the first result" in looks
    assert looks.endswith("the complainant may ask for it, too")
    assert not list(check_samples(pack))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("cases = 3", "cases = 0", ("value", "cases")),
        ('within = "10 wd"', 'within = "soon"', ("value", "within")),
        ('among = ["clerk"]\ncases = 3', "among = []\ncases = 3", ("missing_key", "among")),
        ('within = "5 wd"', 'within = "5 wd"\non_request = true', ("unread", "on_request")),
        ('within = "10 wd"', 'within = "10 wd"\ntries = 5', ("unread", "tries")),
        ('within = "5 wd"', 'within = "5 wd"\non_days = 4', ("value", "on_days")),
    ],
)
def test_a_draw_that_cannot_be_made_is_a_fault_named_by_its_key(old: str, new: str, fault: tuple[str, str]) -> None:
    assert [(one.kind, one.key) for one in check_samples(pack_of(ROWS.replace(old, new)))][:1] == [fault]


def test_the_library_gives_call_backs_after_three_tries_on_two_days() -> None:
    """FR-155: 3 tries on 2 days make 'not reached'."""
    row = next(one for one in pack_named("second-look").sample if one.kind == "call_back")

    assert (row.tries, row.on_days) == (3, 2)
