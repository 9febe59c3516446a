"""The files of the demonstration: what a step that is taken with a file brings, as a text."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from amends.cases.evidence import Upload


def paper_of(detail: Mapping[str, Any]) -> Upload:
    """Return a text of what the step tells, line by line."""
    words = "\n".join(str(one) for one in detail.values()).encode()
    return Upload("报告.txt", len(words), BytesIO(words))
