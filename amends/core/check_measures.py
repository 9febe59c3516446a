"""Does every measure say something that can be measured, in words of its kind?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.finding import Finding
from amends.core.measures import RATES
from amends.core.opening_hours import parse_week
from amends.core.pack import MeasureRow, Pack
from amends.core.places import about
from amends.core.span import SECONDS, Span

FIGURES = {
    "rings": frozenset({"at_most"}),
    "call_time": frozenset({"from_", "to", "at_most", "at_least", "every"}),
    "coverage": frozenset({"hours"}),
    "rate": frozenset({"of", "over", "at_least", "at_most", "within", "window"}),
    "on_time": frozenset({"duty", "at_least", "at_most", "within", "window"}),
}
"""The keys that each kind reads."""
NEEDED = {
    "rings": ("at_most",), "call_time": ("from_",), "coverage": ("hours",), "rate": ("of", "over"),
    "on_time": ("duty",),
}  # fmt: skip
_OWN = frozenset().union(*FIGURES.values())


def check_measures(pack: Pack) -> Iterator[Finding]:
    """Yield the measures that lack what their kind measures, have what it does not read, or cannot be read."""
    for row in pack.measure:
        default = {key: MeasureRow.model_fields[key].default for key in _OWN}
        given = {key for key in _OWN if getattr(row, key) != default[key]}
        for key in sorted(given - FIGURES[row.kind]):
            zh, en = f"“{row.kind}”不看“{_key(key)}”", f"“{row.kind}” does not read “{_key(key)}”"
            yield _fault(row, "unread", key, zh, en)
        for key in NEEDED[row.kind]:
            if key not in given:
                yield _fault(row, "missing_key", key, f"缺少“{_key(key)}”", f"“{_key(key)}” is missing")
        if row.kind == "call_time" and len(given & {"at_most", "at_least", "every"}) != 1:
            zh, en = "只写 at_most、at_least、every 之一", "say exactly one of at_most, at_least, every"
            yield _fault(row, "value", "at_most", zh, en)
        yield from _figures(pack, row)


def _figures(pack: Pack, row: MeasureRow) -> Iterator[Finding]:
    for key in ("at_most", "at_least", "every", "hours", "within"):
        value = getattr(row, key)
        if isinstance(value, Mapping):  # a setting that does not exist is check_names' to find
            value = pack.setting_value(str(value.get("setting", "")))
        if value is not None and not _readable(row, key, value):
            zh, en = f"“{_key(key)}”读不懂：{value!r}", f"“{_key(key)}” cannot be read: {value!r}"
            yield _fault(row, "value", key, zh, en)


def _readable(row: MeasureRow, key: str, value: Any) -> bool:
    if row.kind in ("rings", *RATES) and key != "within":
        return isinstance(value, int | float) and not isinstance(value, bool)
    try:
        if key == "hours":
            return bool(parse_week(value))
        return Span.parse(value).unit in SECONDS or key == "within"
    except (ValueError, TypeError, AttributeError):
        return False


def _key(key: str) -> str:
    return MeasureRow.model_fields[key].alias or key


def _fault(row: MeasureRow, kind: str, key: str, zh: str, en: str) -> Finding:
    return about("measure", row, kind, key=_key(key), zh=zh, en=en)
