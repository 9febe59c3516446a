"""ANCHORS 46: whatever is done to an exported journal, the stand-alone verifier says where."""

import copy
import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amends.cases.export import checkpoint, export_case
from amends.cases.steps import take_step
from amends.cases.verifier import problems
from tests.makers import MONDAY, Town, registered, viewer


@pytest.fixture
def file(river: Town) -> dict[str, Any]:
    """A journal of six entries with words."""
    number = registered(river)
    for minute in range(1, 6):
        at = MONDAY + timedelta(minutes=minute)
        take_step(viewer(river, "lan", at=at), number, "note", at=at, words={"note": f"第 {minute} 次"})
    file: dict[str, Any] = json.loads(
        json.dumps(export_case(viewer(river, "lan"), number, at=MONDAY + timedelta(hours=1)))
    )
    return file


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every text and number of a file."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, key))
    elif isinstance(value, str | int) and value != "":
        yield path


def changed(file: dict[str, Any], path: tuple[Any, ...], bit: int) -> dict[str, Any]:
    """Return the file with one bit of one value flipped."""
    other = copy.deepcopy(file)
    holder: Any = other
    for key in path[:-1]:
        holder = holder[key]
    value = holder[path[-1]]
    if isinstance(value, bool):
        holder[path[-1]] = not value
    elif isinstance(value, int):
        holder[path[-1]] = value ^ (1 << (bit % 8))
    else:
        at = bit % len(value)
        holder[path[-1]] = value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    return other


def test_any_single_bit_of_any_entry_is_noticed_and_located(file: dict[str, Any]) -> None:
    """FR-240."""
    assert problems(file) == []
    draw = random.Random(7)
    every = [("entries", *path) for path in places(file["entries"])]
    assert len(every) > 100

    for path in every:
        found = problems(changed(file, path, draw.randrange(1 << 16)))
        assert found, path
        assert any(str(path[1] + 1) in line or "entry" in line for line in found), (path, found)


def test_an_entry_taken_out_swapped_or_doubled_is_noticed(file: dict[str, Any]) -> None:
    entries = file["entries"]
    for nth in range(len(entries)):
        assert problems({**file, "entries": entries[:nth] + entries[nth + 1 :]})
        assert problems({**file, "entries": [*entries[: nth + 1], *entries[nth:]]})
    for nth in range(len(entries) - 1):
        swapped = [*entries[:nth], entries[nth + 1], entries[nth], *entries[nth + 2 :]]
        assert problems({**file, "entries": swapped})


def test_a_journal_cut_with_its_head_moved_back_is_told_by_the_checkpoint(file: dict[str, Any]) -> None:
    """Without one kept elsewhere nothing could tell: the shorter journal was true once."""
    kept = json.loads(json.dumps(checkpoint(at=MONDAY + timedelta(hours=1))))
    assert problems(file, kept) == []

    for length in range(1, len(file["entries"])):
        last = file["entries"][length - 1]
        short = {**file, "entries": file["entries"][:length],
                 "case": {**file["case"], "head_seq": last["seq"], "head_hash": last["hash"]}}  # fmt: skip
        assert problems(short) == []
        assert "cut" in problems(short, kept)[0]


@pytest.mark.parametrize(
    "damaged", [{}, {"format": "amends-case/1"}, {"format": "amends-case/1", "case": {}, "entries": [{}]},
                {"format": "amends-case/1", "case": None, "entries": None}, {"format": "other"}],
)  # fmt: skip
def test_a_damaged_file_is_a_finding_not_a_crash(damaged: dict[str, Any]) -> None:
    assert problems(damaged)
