"""What a letter or a template tells the complainant has the figures of the pack's own rows, never one beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from amends.core.pack import Pack
from amends.core.span import Span
from amends.regulations import folders
from tests.shipped import pack_in

UNITS = {"day": "d", "working day": "wd", "business day": "wd", "week": "wk", "month": "mo", "hour": "h", "year": "y",
         "日": "d", "天": "d", "个工作日": "wd", "营业日": "wd", "周": "wk", "个月": "mo", "小时": "h", "年": "y"}  # fmt: skip
TOLD = re.compile(r"(\d+) ?(working day|business day|day|week|month|hour|year|日|天|个工作日|营业日|周|个月|小时|年)")
WITH_TEMPLATES = [folder for folder in folders.shipped() if pack_in(folder).template or pack_in(folder).letter]


@pytest.mark.parametrize("folder", WITH_TEMPLATES, ids=lambda folder: folder.name)
def test_no_letter_tells_a_time_that_the_rows_of_its_pack_leave_open(folder: Path) -> None:
    """Figures that were not found in a text are settings: a letter with a guess would decide them."""
    pack = pack_in(folder)

    assert [text for text, known in _texts(pack) if not _told(text) <= known] == []


def _told(text: str) -> set[str]:
    return {f"{amount} {UNITS[unit]}" for amount, unit in TOLD.findall(text)}


def _texts(pack: Pack) -> Iterator[tuple[str, set[str]]]:
    """Yield every text in each language with the times it may tell: of a right it tells, that right's alone."""
    every = set(_spans((pack.duty, pack.right, pack.setting, pack.step, pack.gate)))
    for part, said in ((part, said) for row in pack.template for part, said in row.parts.items()):
        rights = [right for right in pack.right if part in right.told_in]
        yield from ((text, set(_spans((rights,))) if rights else every) for text in (said.zh, said.en))
    for said in (*(row.text for row in pack.template if row.text), *(row.body for row in pack.letter)):
        yield from ((text, every) for text in (said.zh, said.en))


def _spans(tables: Iterable[Sequence[BaseModel]]) -> Iterator[str]:
    """Yield every span that a row decides with: limits, windows and the defaults of the settings."""
    for table in tables:
        yield from _within([row.model_dump() for row in table])


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        try:
            yield str(Span.parse(value))
        except ValueError:
            return
    elif isinstance(value, dict):
        yield from (found for one in value.values() for found in _within(one))
    elif isinstance(value, list | tuple):
        yield from (found for one in value for found in _within(one))
