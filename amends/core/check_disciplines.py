"""Can every discipline of an 8D be written and approved by somebody?"""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.eight_d import PARTS, leaves
from amends.core.finding import Finding
from amends.core.pack import DisciplineRow, Pack
from amends.core.places import about


def check_disciplines(pack: Pack) -> Iterator[Finding]:
    """Yield disciplines in which nothing is written, that leave unapproved, and steps at moments that never come."""
    told = frozenset(part for row in pack.discipline for part in row.tells.values())
    for row in pack.discipline:
        if not row.asks and row.id not in PARTS:
            yield about(
                "discipline", row, "missing_key", key="asks",
                zh=f"{row.id} 不是 D1 至 D8，须写明填写哪些内容",
                en=f"{row.id} is none of D1 to D8: say what is written in it",
            )  # fmt: skip
        yield from _silent(row)
        yield from _unapproved(row, told)
        for part in row.tells:
            if part not in {one.id for one in pack.part}:
                yield about(
                    "discipline", row, "unknown_part", key="tells",
                    zh=f"答复没有“{part}”这一部分", en=f"no letter has a part “{part}”",
                )  # fmt: skip


def _unapproved(row: DisciplineRow, told: frozenset[str]) -> Iterator[Finding]:
    """Yield a discipline that the customer would get although no role approves it (FR-115)."""
    if not row.approved_by and (leaves(row) or told & set(row.asks or PARTS.get(row.id, ()))):
        yield about(
            "discipline", row, "unapproved", key="approved_by",
            zh=f"{row.id} 会给客户看，须写明由谁批准", en=f"the customer sees {row.id}: say which role approves it",
        )  # fmt: skip


def _silent(row: DisciplineRow) -> Iterator[Finding]:
    for moment in row.then:
        who = {"accepted": row.reviewed_by, "returned": row.reviewed_by, "sent": ("anybody",)}
        if not who.get(moment, row.approved_by):
            yield about(
                "discipline", row, "never_taken", key=f"then.{moment}",
                zh="没有人审阅或批准，这一步永远不会发生", en="nobody looks at it or approves it, so this never comes",
            )  # fmt: skip
