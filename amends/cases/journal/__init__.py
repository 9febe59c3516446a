"""The only writer of cases: lock, re-read, ask the rules, write, note, promise letters; one transaction.

Nothing else changes a stage, a clock, an entry or a letter. `tick` and every step come
through here, so they meet the same locks in the same order: case first, then what hangs on it.
"""

from amends.cases.journal.locking import Locked, lock, lock_by_number
from amends.cases.journal.moving import Ask, Extra, StepResult, also, begin, take
from amends.cases.journal.passing import (
    Recounted,
    follow_some,
    hanging_on,
    lent_to,
    pass_time,
    recompute_open,
    recompute_some,
    wake,
)
from amends.cases.journal.reassigning import reassign

__all__ = [
    "Ask", "Extra", "Locked", "Recounted", "StepResult", "also", "begin", "follow_some", "hanging_on", "lent_to",
    "lock", "lock_by_number", "pass_time", "reassign", "recompute_open", "recompute_some", "take", "wake",
]  # fmt: skip
