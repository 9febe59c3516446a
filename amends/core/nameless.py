"""A text without the people in it: names that are known, and whatever looks like a number or place of somebody.

For what outlives a case and is read by those who had no part in it (FR-164, FR-237).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from amends.core.wording import positions

SOMEBODY, NUMBER, MAIL, PLACE = "〔某人〕", "〔号码〕", "〔邮箱〕", "〔住址〕"
SHORTEST = 2
"""A name of one character would take half the text with it."""

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_CALLED = "先生|女士|小姐|太太|阿姨|大爷|大妈|师傅|老师|经理|主任|医生|护士|总"
_PATTERNS = (
    (re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"), MAIL),
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), NUMBER),  # identity card
    (re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){2,3}[ -]?\d{0,3}(?!\d)"), NUMBER),  # bank card
    (re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"), NUMBER),  # mobile
    (re.compile(r"(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3}-)\d{7,8}(?!\d)"), NUMBER),  # landline
    (
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•]?[A-Z0-9]{5,6}(?![A-Z0-9])"
        ),
        NUMBER,
    ),
    (re.compile(r"(?<!\d)\d+\s*(?:号楼|栋|幢|座|单元)(?:\s*\d+\s*(?:单元|层|楼))*\s*\d*\s*(?:室|号|户)?"), PLACE),
    (re.compile(r"(?<!\d)\d{1,3}(?:-\d{1,4}){1,2}(?:室|户)"), PLACE),
    (re.compile(rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?={_CALLED})"), SOMEBODY),
    (re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? ?[A-Z][a-z]+(?: [A-Z][a-z]+)?"), SOMEBODY),
)


def nameless(text: str, known: Iterable[str]) -> str:
    """Return a text with known names, numbers and places replaced, and with whatever looks like one."""
    for value in sorted({one.strip() for one in known if len(one.strip()) >= SHORTEST}, key=len, reverse=True):
        text = _without(text, value)
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def names_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return what of a text still names somebody: known values and what looks like a number or a place."""
    found = [one for one in known if len(one.strip()) >= SHORTEST and next(positions(one.strip(), text), None)]
    found += [match[0] for pattern, _ in _PATTERNS for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(found))


def _without(text: str, value: str) -> str:
    instead = NUMBER if re.fullmatch(r"[\d+ -]+", value) else SOMEBODY
    for start, end in reversed(list(positions(value, text))):
        text = text[:start] + instead + text[end:]
    return text
