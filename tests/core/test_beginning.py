"""The beginning of a text for a line."""

from __future__ import annotations

import pytest

from amends.core.beginning import beginning


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The sleeves show stains", "The sleeves show stains"),
        ("The sleeves show stains under the plating", "The sleeves show stains…"),
        ("The sleeves show stain, under the plating", "The sleeves show stain…"),
        ("电梯停运两天，十二户老人上下楼不便，物业至今无人答复处理", "电梯停运两天，十二户老人上下楼不便，物业至今无…"),
        ("法兰 ZC-201 有裂纹，客户要求今天答复，请尽快 reply to", "法兰 ZC-201 有裂纹，客户要求今天答复…"),
        ("https://example.com/complaints/2024/03/04", "https://example.com/com…"),
    ],
)
def test_a_line_ends_with_a_whole_word_and_says_that_the_text_goes_on(text: str, line: str) -> None:
    most = 24

    assert beginning(text, most) == line
    assert len(line) <= most
