"""Logs and notices of a unit in the language of packs: read aloud, checked, judged (FR-019, FR-020)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amends.core.calendar_words import read_calendar
from amends.core.checker import check
from amends.core.pack import Pack
from amends.core.papers import notice_words, notices, papers, undecided
from amends.core.plain_language import sentence
from amends.core.unit_logs import judge
from tests.core.small_packs import T
from tests.core.telling import pack_of

AT = datetime(2024, 3, 1, 2, tzinfo=UTC)
FIELDS = "".join(
    f'[[field]]\nid = "{name}"\n$A\nform = "shown"\ntype = "{kind}"\ntitle = {T}\nrequired = true\n'
    for name, kind in (("outlet", "text"), ("hotline_shown", "yes_no"))
)
ROLE = f'[[role]]\nid = "inspector"\ntitle = {T}\n'
LOG = (
    f'[[log]]\nid = "notices"\n$A\ntitle = {T}\nform = "shown"\nabout = "outlet"\nby = ["inspector"]\n'
    "fails = { hotline_shown = false }\n"
)
NOTICE = (
    f'[[paper]]\nid = "box"\n$A\nof = "unit"\ntitle = {T}\n'
    'says = { zh = "奖励：{reward}", en = "Reward: {reward}" }\n'
    '[[setting]]\nid = "reward"\n$A\ntype = "text"\nquestion = { zh = "奖励？", en = "Reward?" }\n'
)


def faults(pack: Pack, table: str) -> list[tuple[str, str]]:
    return [(one.kind, one.key) for one in check(pack) if one.table == table]


def test_an_outlet_without_the_hotline_on_its_notice_fails_the_check() -> None:
    """FR-020: outlet without hotline on its notice fails the check list."""
    pack, calendar = pack_of(ROLE + FIELDS + LOG), read_calendar("around_the_clock")

    def stands(**told: object) -> tuple[bool | None, list[str]]:
        found = judge(pack, pack.log[0], told, now=AT, calendar=calendar)
        return found.fails, [one.id for one in found.missing]

    assert stands(outlet="城南", hotline_shown=False) == (True, [])
    assert stands(outlet="城南", hotline_shown=True) == (False, [])
    assert stands(outlet="城南") == (False, ["hotline_shown"])


def test_a_log_is_read_aloud_with_what_is_entered_and_what_fails() -> None:
    pack = pack_of(ROLE + FIELDS + LOG)

    says = sentence(pack, pack.log[0])

    assert faults(pack, "log") == []
    assert "outside any case" in says.en
    assert "an entry fails if" in says.en
    assert "不依附案件" in says.zh


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('form = "shown"\nabout', 'form = "other"\nabout'), ("empty_form", "form")),
        (('about = "outlet"', 'about = "phone"'), ("unknown_field", "about")),
        (('type = "text"', 'type = "text"\npersonal = true'), ("personal", "form")),
        (("hotline_shown = false }", "complainants = 3 }"), ("unasked", "fails")),
    ],
)
def test_a_log_that_cannot_be_kept_is_a_fault(change: tuple[str, str], fault: tuple[str, str]) -> None:
    pack = pack_of((ROLE + FIELDS + LOG).replace(*change))

    assert faults(pack, "log") == [fault]


def test_a_notice_states_what_was_decided_and_waits_for_what_was_not() -> None:
    """FR-019: the reward text is printed on the box notice."""
    pack = pack_of(NOTICE)
    row = pack.paper[0]

    assert papers(pack) == ()
    assert notices(pack) == (row,)
    assert [one.id for one in undecided(pack, row)] == ["reward"]
    assert undecided(pack.choosing({"reward": "券"}), row) == ()
    assert notice_words(row, "zh", {"reward": "赠早餐券"}) == "奖励：赠早餐券"
    assert faults(pack, "paper") == []
    assert "posted up by the unit" in sentence(pack, row).en


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("Reward: {reward}", "Reward"), ("differs", "says")),
        (('id = "reward"', 'id = "other"'), ("unknown_setting", "says")),
        (('of = "unit"', 'of = "unit"\nstates = ["wish"]'), ("unread", "states")),
    ],
)
def test_a_notice_that_cannot_be_printed_is_a_fault(change: tuple[str, str], fault: tuple[str, str]) -> None:
    assert fault in faults(pack_of(NOTICE.replace(*change)), "paper")
