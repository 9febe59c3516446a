"""Lots drawn twice at random: which case, and who looks at it; anybody can draw them again."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from amends.core.lots import Pair, draw, seed_of
from amends.core.shares import Share

CASES = {f"case-{nth}": frozenset[str]() for nth in range(10)}
NAMES = st.text("abcdefgh0123456789-", min_size=1, max_size=8)


def test_a_draw_can_be_made_again_with_nothing_but_sha256() -> None:
    seed = sha256(b"river\n2024-03\n7f3a").hexdigest()
    lots = {name: sha256(f"{seed}\n{name}".encode()).hexdigest() for name in CASES}
    first = min(lots, key=lots.__getitem__)
    caller = min(["mo", "he"], key=lambda one: sha256(f"{seed}\n{first}\n{one}".encode()).hexdigest())

    drawn = draw(seed_of("river", "2024-03", "7f3a"), CASES, ["mo", "he"], many=1)

    assert drawn.pairs == (Pair(first, caller),)


def test_the_handler_is_never_drawn_for_his_own_case() -> None:
    """FR-149: handler as caller is refused, so no lot falls on him."""
    drawn = draw("s", {"one": {"lan"}, "two": {"lan", "mo"}}, ["lan", "mo"], many=5)

    assert drawn.pairs == (Pair("one", "mo"),)
    assert drawn.passed_over == ("two",)


@given(st.dictionaries(NAMES, st.sets(NAMES)), st.sets(NAMES), st.integers(0, 12), NAMES)
def test_whatever_is_drawn_nobody_is_drawn_for_a_case_of_his_own(
    cases: dict[str, set[str]], people: set[str], many: int, seed: str
) -> None:
    drawn = draw(seed, cases, people, many=many)

    able = [one for one, barred in cases.items() if people - barred]
    assert len(drawn.pairs) == min(many, len(able))
    assert len({one.case for one in drawn.pairs}) == len(drawn.pairs)
    assert all(one.person in people - cases[one.case] for one in drawn.pairs)
    turned = dict(reversed(list(cases.items())))
    assert draw(seed, turned, sorted(people, reverse=True), many=many) == drawn


def test_over_many_periods_no_case_and_no_caller_is_favoured() -> None:
    drawn = [draw(seed_of("river", str(nth), "n"), CASES, ["a", "b", "c", "d"], many=2).pairs for nth in range(4000)]

    cases = Counter(one.case for pairs in drawn for one in pairs)
    people = Counter(one.person for pairs in drawn for one in pairs)
    assert all(abs(cases[name] - 800) < 110 for name in CASES)  # more than four standard deviations
    assert all(abs(people[name] - 2000) < 160 for name in "abcd")


def test_a_share_is_said_with_its_interval() -> None:
    """FR-156: 18 of 20 satisfied are 90 %; by so few calls the true share lies between 70 % and 97 %."""
    share = Share(18, 20)

    low, high = share.interval

    assert share.value == 0.9
    assert (round(low, 3), round(high, 3)) == (0.699, 0.972)
    assert Share(0, 0).value is None
    assert Share(0, 0).interval == (0.0, 1.0)
    assert Share(0, 5).interval[0] == 0.0
