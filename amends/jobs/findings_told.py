"""Findings as the shell tells them: a line that names pack, file, row and article, the case below it, and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.finding import Finding, ShownCase


class NoOrganisation(Exception):
    """No organisation of the database has this code."""


_TOLD_FIRST = ("pack", "place", "example", "says")


def told(pack: str, finding: Finding) -> dict[str, Any]:
    """Return a finding of a pack as JSON, the case that shows it included."""
    parts = (finding.file, finding.row, f"art. {finding.article}" if finding.article else "")
    found: dict[str, Any] = {
        "pack": pack, "place": " ".join(part for part in parts if part),
        "says": f"{finding.says.zh} / {finding.says.en}", "kind": finding.kind, "level": finding.level,
        "file": finding.file, "table": finding.table, "nth": finding.nth, "row": finding.row,
        "article": finding.article, "key": finding.key,
    }  # fmt: skip
    return found | ({"case": _case(finding.case)} if finding.case else {})


def _case(case: ShownCase) -> dict[str, Any]:
    """Return a case; ``facts`` is what Try takes, ``beside`` what it cannot be told."""
    return {
        "says": {"zh": case.says.zh, "en": case.says.en}, "facts": dict(case.facts),
        "ages": {name: int(age.total_seconds()) for name, age in case.ages.items()},
        "beside": [{"zh": one.zh, "en": one.en} for one in case.beside], "just_told": case.just_told,
    }  # fmt: skip


def told_line(one: Mapping[str, Any]) -> str:
    """Return it for people, with the case that shows it on a line of its own."""
    line = ": ".join(str(one[key]) for key in _TOLD_FIRST if key in one)
    if "case" in one:
        says = one["case"]["says"]
        line += f"\n    {says['zh']} / {says['en']}"
    return line
