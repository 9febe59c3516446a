"""Does a value suit a setting? Open points of a regulation are typed, and so are their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from amends.core.finding import Finding
from amends.core.pack import SettingRow
from amends.core.span import Span
from amends.core.text import Text


def fault_of_value(setting_id: str, value: Any, row: SettingRow | None) -> Finding | None:
    """Return what is wrong with a value given to a setting, None when it suits."""
    if row is None:
        return Finding(
            "unknown_setting",
            Text(zh=f"没有“{setting_id}”这个设置", en=f"there is no setting “{setting_id}”"),
            key=setting_id,
        )
    if value is None or _SUITS[row.type](value, row):
        return None
    return Finding(
        "setting_value",
        Text(zh=f"设置“{row.id}”的值 {value!r} 不是{_ZH[row.type]}",
            en=f"{value!r} does not suit setting “{row.id}” ({row.type})"),
        file=row.file, table="setting", nth=row.nth, row=row.id, article=row.article, key="default",
    )  # fmt: skip


def _is_span(value: Any, _: SettingRow) -> bool:
    if isinstance(value, Span):
        return True
    try:
        Span.parse(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def _is_number(value: Any, _: SettingRow) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_text(value: Any, _: SettingRow) -> bool:
    return isinstance(value, str) and value != ""


def _is_words(value: Any, row: SettingRow) -> bool:
    """Return whether it is a text, which holds in both languages, or one of each language."""
    if isinstance(value, Mapping):
        return set(value) == {"zh", "en"} and all(_is_text(one, row) for one in value.values())
    return _is_text(value, row)


def _is_set(value: Any, row: SettingRow) -> bool:
    members = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return members and (not row.choices or set(value) <= set(row.choices))


_SUITS: Mapping[str, Callable[[Any, SettingRow], bool]] = {
    "choice": lambda value, row: value in row.choices,
    "span": _is_span,
    "number": _is_number,
    "money": _is_number,
    "event": _is_text,
    "role": _is_text,
    "text": _is_words,
    "set": _is_set,
}
_ZH = {
    "choice": "所列选项", "span": "时长", "number": "数字", "money": "金额",
    "event": "事件", "role": "角色", "text": "文本，也不是中英文各一的文本", "set": "所列项目的列表",
}  # fmt: skip
