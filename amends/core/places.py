"""Findings about rows: where they stand, so that a rule owner finds the line."""

from __future__ import annotations

from typing import Any

from amends.core.finding import Finding, Level, ShownCase
from amends.core.pack import Row
from amends.core.text import Text


def about(
    table: str,
    row: Row | None,
    kind: str,
    *,
    zh: str,
    en: str,
    key: str = "",
    level: Level = "error",
    witness: Any = None,
    case: ShownCase | None = None,
) -> Finding:
    """Return a finding about a row, or about the pack as a whole when there is none."""
    named = next((value for key in ("id", "no", "role", "step") if (value := getattr(row, key, ""))), "")
    return Finding(
        kind,
        Text(zh=zh, en=en),
        file=row.file if row else "pack.toml",
        table=table,
        nth=row.nth if row else 0,
        row=str(named),
        article=getattr(row, "article", "") if row else "",
        key=key,
        witness=witness,
        level=level,
        case=case,
    )
