"""The main job through the steps under the property instruction: from the first word to the archive."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from amends.cases.export import export_case
from amends.cases.models import Case, Entry, ObligationRow
from amends.cases.steps import take_step
from amends.cases.verifier import problems
from tests.makers import MONDAY, Town, registered, viewer

WAY: tuple[tuple[str, str, int, dict[str, str]], ...] = (
    ("lan", "read_back", 1, {}), ("lan", "dispatch", 3, {}), ("chen", "accept", 4, {}),
    ("chen", "handle", 60, {"result": "已更换门机"}), ("mo", "follow_up", 70, {"satisfaction": "satisfied"}),
    ("he", "sign", 80, {}), ("lan", "close", 90, {}), ("mo", "sign", 95, {}), ("mo", "archive", 100, {}),
)  # fmt: skip


def minutes(n: int) -> datetime:
    return MONDAY + timedelta(minutes=n)


def do(river: Town, who: str, number: str, step: str, n: int, detail: dict[str, Any]) -> None:
    take_step(viewer(river, who, at=minutes(n)), number, step, at=minutes(n), detail=detail)


def test_a_complaint_goes_from_the_first_word_to_the_archive_with_every_clock_met(river: Town) -> None:
    """FR-051, FR-056, FR-059: dispatched within 5 min, done within 12 h, followed up the same day."""
    number = registered(river)
    for who, step, n, detail in WAY:
        do(river, who, number, step, n, detail)

    rows = ObligationRow.objects.filter(case__number=number)
    said = list(Entry.objects.order_by("seq").values_list("step", flat=True))
    assert Case.objects.get(number=number).stage == "archived"
    assert {"C01", "C02", "C06"} <= set(rows.filter(state="met").values_list("duty", flat=True))
    assert not rows.filter(state="open").exists()
    assert said[1:] == [step for _, step, _, _ in WAY]
    assert problems(export_case(viewer(river, "mo", at=minutes(101)), number, at=minutes(101))) == []


def test_cases_that_were_merged_and_parted_have_the_numbers_and_clocks_they_had(river: Town) -> None:
    first, second = registered(river), registered(river, at=minutes(2), complainant="李女士", phone="13900001111")
    clocks = set(ObligationRow.objects.values_list("case__number", "duty", "due_at"))

    do(river, "lan", first, "merge", 3, {"other": second, "reason": "同一部电梯"})
    do(river, "mo", first, "unmerge", 4, {"reason": "不是同一部"})

    assert set(Case.objects.values_list("number", flat=True)) == {first, second}
    assert set(ObligationRow.objects.values_list("case__number", "duty", "due_at")) == clocks
    assert Case.objects.get(number=first).merged_into is None
