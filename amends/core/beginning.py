"""The beginning of a text, for a line that has room for so much."""

from __future__ import annotations

import re

CUT = "…"
_HALF_WORD = re.compile(r"(?<=\s)[^\s\u2e80-\u9fff\uac00-\ud7a3]+$")
_BOTH_WORD = re.compile(r"[^\s\W\u2e80-\u9fff\uac00-\ud7a3]{2}")


def beginning(text: str, most: int) -> str:
    """Return a text, or as many of its whole words as ``most`` characters hold and a sign that it goes on.

    Chinese is cut between characters; a single word that is longer than the room is cut in it.
    """
    if len(text) <= most:
        return text
    head, across = text[: most - len(CUT)], text[most - len(CUT) - 1 : most - len(CUT) + 1]
    if _BOTH_WORD.fullmatch(across):
        head = _HALF_WORD.sub("", head)
    return head.rstrip(" ,;:，；：、-–") + CUT
