"""Conditions as sentences: "投诉人数 ≥ 5", "settled: no, and 1 week or more since received"."""

# ruff: noqa: E501  (pairs of Chinese and English sentences read best side by side)
from __future__ import annotations

from typing import Any

from amends.core.conditions import DAY, LAST, Age, All, AnyOf, Condition, Count, Not, Setting, Test
from amends.core.plain_words import Words
from amends.core.vocabulary import EVENTS

FIRST_LATE = "first_late"
SIGNS = {"at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<"}
WINDOWS = {
    "rolling": ("滚动计算", "rolling"), "calendar_month": ("自然月", "calendar month"), "calendar_year": ("自然年", "calendar year"),
}  # fmt: skip


def says(words: Words, condition: Condition) -> str:
    """Return a condition as a sentence; empty for one that always holds."""
    match condition:
        case All(parts):
            return words.say("，且", ", and ").join(_part(words, one, inside=len(parts) > 1) for one in parts)
        case AnyOf(parts):
            return words.say("，或", ", or ").join(_part(words, one, inside=len(parts) > 1) for one in parts)
        case Not(part):
            return words.say(f"并非（{says(words, part)}）", f"not ({says(words, part)})")
        case Age():
            return _age(words, condition)
        case Count():
            return _count(words, condition)
    return _test(words, condition)


def _part(words: Words, condition: Condition, *, inside: bool) -> str:
    text = says(words, condition)
    several = isinstance(condition, All | AnyOf) and len(condition.parts) > 1
    return words.say(f"（{text}）", f"({text})") if inside and several else text


def _test(words: Words, test: Test) -> str:
    fact, right = words.fact(test.fact), test.right
    if test.op == "known":
        return words.say(f"{fact}已填写" if right else f"{fact}未填写", f"{fact} is {'' if right else 'not '}known")
    if test.op in (*SIGNS, "and_above"):
        return f"{fact} {_limit(words, test.op, words.right(test.fact, right))}"
    if test.op == "is" and isinstance(right, bool):
        return words.say(f"{fact}：{words.value(test.fact, right)}", f"{fact}: {words.value(test.fact, right)}")
    return fact + _among(words, test.op, _several(words, test.fact, right, all_of=test.op == "every"))


def _several(words: Words, fact: str, right: Any, *, all_of: bool) -> str:
    if all_of and isinstance(right, tuple):
        return words.both(words.value(fact, one) for one in right)
    return words.right(fact, right)


def _among(words: Words, op: str, right: str) -> str:
    match op:
        case "any":
            return words.say(f"含{right}", f" includes {right}")
        case "every":
            return words.say(f"同时含{right}", f" includes both {right}")
        case "none":
            return words.say(f"不含{right}", f" does not include {right}")
        case "under":
            return words.say(f"属于{right}", f" is within {right}")
        case "not_under":
            return words.say(f"不属于{right}", f" is not within {right}")
    return words.say(f"为{right}", f" is {right}")


def _limit(words: Words, op: str, right: str) -> str:
    """Return ``≥ 5``; 以上 is shown as the organisation reads it, or as not decided (FR-050)."""
    if op != "and_above":
        return f"{SIGNS[op]} {right}"
    if not words.and_above:
        return words.say(
            f"{right} 以上（是否含本数待定）", f"{right} and above (whether {right} counts is not decided)"
        )
    return f"{SIGNS[words.and_above]} {right}"


def _age(words: Words, age: Age) -> str:
    since, until = _since(words, age.since), _since(words, age.until) if age.until else ""
    zh, en = (
        f"自{since}{f'至{until}' if until else '起'}",
        f"{f'from {since} to {until}' if until else f'since {since}'}",
    )
    parts = []
    if age.at_least is not None:
        span = words.span(age.at_least)
        parts.append(words.say(f"{zh}满{words.near(span)}", f"{span} or more {en}"))
    if age.at_most is not None:
        span = words.span(age.at_most)
        parts.append(words.say(f"{zh}不超过{words.near(span)}", f"{span} or less {en}"))
    return words.say("，且", ", and ").join(parts)


def _since(words: Words, name: str | Setting) -> str:
    if isinstance(name, Setting):
        decided = words.pack.setting_value(name.id)
        return words.setting(name.id) if decided is None else _since(words, str(decided))
    if name.startswith(LAST):
        last = _since(words, name.removeprefix(LAST))
        return words.say(f"最近一次{last}", f"the last {last}")
    if name == FIRST_LATE:
        return words.say("首次逾期", "it was first late")
    return words.quoted(EVENTS[name].title.in_(words.language) if name in EVENTS else words.fact(name))


def _count(words: Words, count: Count) -> str:
    limit = _limit(words, count.op, words.right("", count.right))
    what = _cases(words, count) if count.of == "cases" else _events(words, count)
    return f"{_when(words, count)}{what} {limit}" + words.say(
        " 件" if count.of == "cases" else " 次", "" if count.of == "cases" else " times"
    )


def _when(words: Words, count: Count) -> str:
    parts = []
    if count.since:
        parts.append(words.say(f"自{_since(words, count.since)}起", f"since {_since(words, count.since)}"))
    if count.within is not None:
        span, window = words.span(count.within), _window(words, count.window)
        parts.append(words.say(f"{span}内（{window}）", f"within {span} ({window})"))
    elif isinstance(count.window, Setting) or count.window != "rolling":
        parts.append(
            words.say(f"同一{_window(words, count.window)}内", f"within the same {_window(words, count.window)}")
        )
    return words.say("，".join(parts), ", ".join(parts) + ": " if parts else "")


def _window(words: Words, window: Setting | str) -> str:
    value = words.pack.setting_value(window.id) if isinstance(window, Setting) else window
    if value is None:
        return words.say("起算方式待定", "how it is counted is not decided")
    return words.say(*WINDOWS[value]) if value in WINDOWS else str(value)


def _cases(words: Words, count: Count) -> str:
    same = words.both(words.fact(one) for one in count.same)
    zh = (f"{same}相同" if same else "") + (f"、{words.fact(count.different)}不同" if count.different else "")
    en = (f" with the same {same}" if same else "") + (
        f" from a different {words.fact(count.different)}" if count.different else ""
    )
    return words.say(f"{zh}的投诉", f"complaints{en}")


def _events(words: Words, count: Count) -> str:
    name = EVENTS[count.event].title.in_(words.language) if count.event in EVENTS else count.event
    same = words.both(words.fact(one) for one in count.same)
    zh, en = _different(words, count.different)
    return words.say(
        f"{f'{same}相同的' if same else ''}{zh}“{name}”发生",
        f"“{name}”{f' with the same {same}' if same else ''}{en} happened",
    )


def _different(words: Words, different: str) -> tuple[str, str]:
    if not different:
        return "", ""
    if different == DAY:
        return "不同日期的", " on different days"
    return f"{words.fact(different)}不同的", f" from a different {words.fact(different)}"
