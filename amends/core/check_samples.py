"""Can what is drawn by lot be drawn: how many cases, within what time, by keys that its kind reads?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.check_duties import is_span
from amends.core.finding import Finding
from amends.core.pack import Pack, SampleRow
from amends.core.places import about

OF_KIND = {"call_back": ("tries", "on_days"), "second_look": ("on_request",)}


def check_samples(pack: Pack) -> Iterator[Finding]:
    """Yield numbers and spans that cannot be read, nobody to draw or be drawn, and keys that the kind does not read."""
    for row in pack.sample:
        many, within = _decided(pack, row.cases), _decided(pack, row.within)
        if many is not None and (isinstance(many, bool) or not isinstance(many, int) or many < 1):
            yield _fault(row, "value", "cases", f"须为正整数：{many!r}", f"a number from 1 on, not {many!r}")
        if within is not None and not (isinstance(within, str) and is_span(within, words=())):
            yield _fault(row, "value", "within", f"“within”不是时长：{within!r}", f"“within” is no span: {within!r}")
        for key in ("by", "among"):
            if not getattr(row, key):
                yield _fault(row, "missing_key", key, f"缺少“{key}”", f"“{key}” is missing")
        yield from _tries(row)
        for key in (key for kind, keys in OF_KIND.items() if kind != row.kind for key in keys):
            if getattr(row, key) != SampleRow.model_fields[key].default:
                yield _fault(row, "unread", key, f"“{row.kind}”不看“{key}”", f"a {row.kind} does not read “{key}”")


def _tries(row: SampleRow) -> Iterator[Finding]:
    if not 1 <= row.on_days <= row.tries:
        zh, en = "天数须在 1 与次数之间", "the days are from 1 to the number of tries"
        yield _fault(row, "value", "on_days", zh, en)


def _decided(pack: Pack, value: Any) -> Any:
    return pack.setting_value(str(value.get("setting", ""))) if isinstance(value, Mapping) else value


def _fault(row: SampleRow, kind: str, key: str, zh: str, en: str) -> Finding:
    return about("sample", row, kind, key=key, zh=zh, en=en)
