"""The lines of a journal tell what the steps made of them tell: whatever an entry holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amends.cases.facts import types_of
from amends.cases.replay.lines import Lines
from amends.core.path_values import Telling, told
from amends.core.story import rules_of
from tests.core.test_replaying import PACKS

PACK = PACKS["developer-four-grades"]
RULES = rules_of(PACK, PACK.example[0])
AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
WORDS = {"description": "漏水", "wish": "修好"}

moments = st.integers(1_500_000_000, 1_770_000_000).map(lambda second: datetime.fromtimestamp(second, UTC).isoformat())
ids = st.sampled_from(["", "0b9e4a2c-6f0e-4a55-9d5e-3a1f6c1d2e3f", "1c9e4a2c-6f0e-4a55-9d5e-3a1f6c1d2e3f", "order-1"])
details = st.fixed_dictionaries({}, optional={
    "amount": st.integers(1, 10**6), "complainants": st.integers(1, 9), "due": moments, "anonymous": st.booleans(),
    "category": st.sampled_from(["engineering/leak", "delivery/late"]), "complainant": ids,
    "parts": st.lists(ids, max_size=3),
})  # fmt: skip
bodies = st.fixed_dictionaries({}, optional={
    "roles": st.lists(st.sampled_from(["project_cs", "project_gm"]), max_size=2), "unit": ids, "on": ids,
    "events": st.lists(st.sampled_from(["received", "told", "dispatched", "approved"]), max_size=3), "detail": details,
    "told_at": moments, "receipt": moments, "words": st.lists(st.sampled_from([*WORDS, "erased"]), unique=True),
})  # fmt: skip
entries = st.tuples(moments, ids, st.sampled_from([*PACK.steps, "unknown"]), bodies).map(list)


@given(st.lists(entries, min_size=1, max_size=4))
def test_lines_tell_what_their_steps_tell(said: list[list[Any]]) -> None:
    """Else a case would look for its path under another shape than the one that taught it."""
    lines = Lines(said, RULES, types_of(RULES), WORDS)
    one, other = Telling(AT), Telling(AT)

    assert lines.told(one) == told(lines.steps(), other)
    assert (one.values, one.names) == (other.values, other.names)
