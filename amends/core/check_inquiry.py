"""Has every section of an investigation what its layout needs?"""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.finding import Finding
from amends.core.pack import InquiryRow, Pack
from amends.core.places import about

NEEDED = {"points": ("ends",), "sides": ("sides",), "custody": ("item",), "meetings": ("wanted", "present")}
OF_SHAPE = {
    "points": frozenset({"ends", "due", "person"}),
    "sides": frozenset({"sides"}),
    "custody": frozenset({"item", "person"}),
    "meetings": frozenset({"wanted", "present", "responsible", "due"}),
}
LAYOUT = ("ends", "sides", "due", "person", "item", "wanted", "present", "responsible")


def check_inquiry(pack: Pack) -> Iterator[Finding]:
    """Yield what a layout lacks, a key that it does not read, and a side that no step of the section asks."""
    for row in pack.inquiry:
        for key in NEEDED.get(row.shape, ()):
            if not getattr(row, key):
                yield about("inquiry", row, "missing_key", key=key, zh=f"缺少“{key}”", en=f"{key} is missing")
        yield from _unread(row)
        yield from _unasked(pack, row)


def _unread(row: InquiryRow) -> Iterator[Finding]:
    for key in LAYOUT:
        if getattr(row, key) and key not in OF_SHAPE.get(row.shape, frozenset()):
            yield about(
                "inquiry", row, "unread_key", key=key,
                zh=f"“{row.shape}”版式不读“{key}”", en=f"the layout {row.shape} does not read {key}",
            )  # fmt: skip


def _unasked(pack: Pack, row: InquiryRow) -> Iterator[Finding]:
    asked = {name for step in row.steps if step in pack.steps for name in pack.steps[step].asks}
    for key in ("sides", "due", "person", "item", "present"):
        value = getattr(row, key)
        for name in (value,) if isinstance(value, str) else value:
            if name and name not in asked:
                yield about(
                    "inquiry", row, "unasked", key=key,
                    zh=f"该部分的步骤不询问“{name}”", en=f"no step of the section asks {name}",
                )  # fmt: skip
