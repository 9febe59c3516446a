"""Whatever stands where a pack wants a value: it is read whole or refused with findings, never a crash (FR-254)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.checker import check
from amends.core.finding import BrokenPack
from tests.core import test_checker, test_planted_faults
from tests.core.small_packs import small_pack

ODD = (
    "1", "-1.5", "nan", "true", '""', '"a.b"', "[]", "[[1]]", '["x"]', "{}", "{ x = 1 }", '{ setting = "none" }',
    "2024-01-01", "07:00:00",
)  # fmt: skip


@pytest.mark.parametrize("sound", [test_checker.SOUND, test_planted_faults.SOUND], ids=["form", "meaning"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_odd_value_is_a_finding_and_never_a_crash(sound: str, data: st.DataObject) -> None:
    lines = sound.splitlines()
    place = data.draw(st.sampled_from([nth for nth, line in enumerate(lines) if " = " in line]))
    lines[place] = f"{lines[place].partition(' = ')[0]} = {data.draw(st.sampled_from(ODD))}"

    try:
        found = check(small_pack("\n".join(lines)))
    except BrokenPack as refused:
        found = refused.findings

    assert all(finding.line("zh") and str(finding) for finding in found)
