"""Words for what pydantic and tomllib find in a pack: one finding each, in both languages."""

from __future__ import annotations

from pydantic_core import ErrorDetails

from amends.core.condition_reading import BadCondition
from amends.core.finding import Finding
from amends.core.text import Text


def fault_of_form(error: ErrorDetails) -> Finding:
    """Return the finding for one pydantic error; the caller adds the place."""
    key = ".".join(str(part) for part in error["loc"])
    inner = error.get("ctx", {}).get("error")
    if isinstance(inner, BadCondition):
        return Finding("condition", inner.says, key=key + inner.where.removeprefix("when"))
    kind, zh, en = _WORDS.get(error["type"], ("value", "“{key}”的值不合要求：{msg}", "“{key}”: {msg}"))
    words = {"key": key, "msg": error["msg"], "expected": error.get("ctx", {}).get("expected", "")}
    return Finding(kind, Text(zh=zh.format(**words), en=en.format(**words)), key=key)


_WORDS = {
    "extra_forbidden": ("unknown_key", "没有“{key}”这个键", "unknown key “{key}”"),
    "missing": ("missing_key", "缺少“{key}”", "“{key}” is missing"),
    "literal_error": ("value", "“{key}”只能是 {expected}", "“{key}” may be {expected}"),
    "enum": ("value", "“{key}”只能是 {expected}", "“{key}” may be {expected}"),
    "string_type": ("value", "“{key}”须是文本", "“{key}” is text"),
    "tuple_type": ("value", "“{key}”须是列表", "“{key}” is a list"),
    "string_pattern_mismatch": (
        "value",
        "“{key}”只用字母、数字、“_”、“-”、“/”，不以符号开头",
        "“{key}” is made of letters, digits, “_”, “-”, “/”",
    ),
}


def finding_of_toml(file: str, error: Exception) -> Finding:
    """Return the finding for a text that is not TOML 1.0; tomllib names line and column itself."""
    return Finding("toml", Text(zh=f"不是有效的 TOML：{error}", en=f"not valid TOML: {error}"), file=file)
