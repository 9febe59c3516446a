"""Personal data for those who need not know it: enough to recognise, too little to use (FR-237)."""

from __future__ import annotations

import re

_PHONE = re.compile(r"(?<!\d)(\+?\d{3})[\d -]{3,}(\d{4})(?!\d)")


def masked_phone(phone: str) -> str:
    """Return 138****1234 for 13812341234; what is too short to mask in part is hidden whole."""
    return _PHONE.sub(r"\1****\2", phone) if _PHONE.search(phone) else "*" * len(phone)


def masked_name(name: str) -> str:
    """Return the first character and stars."""
    return name[:1] + "*" * min(len(name) - 1, 3) if name else ""


def masked(name: str, text: str) -> str:
    """Return a personal field masked: numbers keep their ends, other words their first character."""
    return masked_phone(text) if name == "phone" or _PHONE.fullmatch(text) else masked_name(text)
