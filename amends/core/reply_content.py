"""Do the words of a reply's parts hold what they must, and do their figures equal the case (FR-137, FR-141)?

A figure is held against the case only where it is meant to be that of the case: in the part that states the
fact, or beside one of its words. Other figures are the writer's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from amends.core.evaluate import Scene
from amends.core.fact_types import fact_types
from amends.core.figure_days import same_day, written_day
from amends.core.figures import Figure, Kind, figures
from amends.core.ledger import Value
from amends.core.limits import money
from amends.core.needs import fact_title
from amends.core.pack import Pack, PartRow
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.core.wording import Objection, folded, positions

TEXT, PART = "text", "part/"
NUMBER = "number"
"""The number of the case: no fact of it, but every part may state it."""
_NEAR = 14
"""So many letters lie at most between a word and the figure that it is about."""
_ELSEWHERE = re.compile(
    r"[。；;!！?？\n]|\.(?=\s)|[费税]|押金|\b(?:fees?|costs?|charges?|tax|deposit)\b", re.IGNORECASE
)
"""Between a word and a figure: another sentence, or another thing that has its price."""
_TIMES = ("date", "weekday", "day", "time", "span")
_PHONE = re.compile(r"(?<!\d)(?:\+?\d[\d\s()-]{5,}\d|\d{5})(?!\d)|[\w.+-]+@[\w-]+\.[\w.-]+")
_WEB = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b", re.IGNORECASE)
_LAW = re.compile(r"《[^》]+》|\b(?:Act|Law|Regulations?|Ordinance|Code|Directive|Handbook)\b|[法律规例同约准]第")
_OURS_BEFORE = re.compile(r"(?:本|我司|我行|我们的|公司)(?:公司)?(?:投诉)?(?:处理)?(?:制度|规定|办法|规程|细则)的?\s*$")
_OURS_AFTER = re.compile(r"\s+of\s+(?:our|this)\s+(?:\w+\s+)?(?:regulation|rules|policy|procedure)\b", re.IGNORECASE)
_NAMED_RULE = re.compile(
    r"法|条例|规定|办法|细则|标准|合同|协议|章程|制度|政策|policy|contract|standard|rule", re.IGNORECASE
)
_BLANK = re.compile(r"\{[a-z_][\w/]*\}|_{3,}|〔(?!\d{4}〕)[^〔〕]{1,60}〕")
HAS = {
    "time": ("日期或时间", "a day or a time"), "money": ("金额", "an amount"),
    "rule": ("所依据的规定", "the rule it rests on"), "web": ("网址", "a web address"),
    "contact": ("电话或邮箱", "a telephone number or e-mail address"),
}  # fmt: skip
"""What the words of a part may have to hold."""
_KINDS: Mapping[Type, tuple[Kind, ...]] = {
    Type.MONEY: ("money",), Type.NUMBER: ("quantity", "number", "percent"), Type.INSTANT: ("date",),
}  # fmt: skip


def objections(
    pack: Pack, rows: tuple[PartRow, ...], words: Mapping[str, str], scene: Scene, known: Mapping[str, Value]
) -> Iterator[Objection]:
    """Yield what the words of one version lack or contradict.

    ``words``: by field, ``text`` and ``part/<id>``; ``rows``: the parts that this case demands; ``known``: what is
    known beside the facts, the number of the case above all.
    """
    read = {field: figures(text) for field, text in words.items()}
    for field, text in words.items():
        yield from _blanks(field, text)
    for row in rows:
        text = words.get(PART + row.id, "")
        if text.strip():
            yield from _lacking(pack, row, text, read[PART + row.id], scene)
            yield from _stated(pack, row, words, read, scene, known)


def cited_in_vain(words: Mapping[str, str], articles: frozenset[str]) -> Iterator[Objection]:
    """Yield each article that is cited as the organisation's own and is in none of its regulations (FR-141)."""
    known = {no.upper() for no in articles}
    for field, text in words.items() if articles else ():
        for one in figures(text):
            if one.kind == "article" and one.value.upper() not in known and _is_ours(text, one):
                says = Text(
                    zh=f"第 {one.start + 1} 字起“{one.written}”：本制度没有这一条",
                    en=f"“{one.written}” at letter {one.start + 1}: our regulation has no such article",
                )
                yield Objection("contradicts", field, "", says, one.written, one.start, one.end, field=field)


def _is_ours(text: str, one: Figure) -> bool:
    return bool(_OURS_BEFORE.search(text[: one.start]) or _OURS_AFTER.match(text[one.end :]))


def _blanks(field: str, text: str) -> Iterator[Objection]:
    for found in _BLANK.finditer(text):
        says = Text(zh=f"“{found[0]}”还没有填", en=f"“{found[0]}” is still to be filled in")
        yield Objection("unfilled", field, "", says, found[0], *found.span(), field=field)


def _lacking(pack: Pack, row: PartRow, text: str, read: tuple[Figure, ...], scene: Scene) -> Iterator[Objection]:
    if row.has and not _holds(pack, row.has, text, read, scene):
        zh, en = HAS[row.has]
        says = Text(zh=f"“{row.title.zh}”没有写明{zh}", en=f"“{row.title.en}” does not give {en}")
        yield Objection("lacks", row.id, row.article, says, field=PART + row.id)


def _holds(pack: Pack, has: str, text: str, read: tuple[Figure, ...], scene: Scene) -> bool:
    match has:
        case "time":
            return any(one.kind in _TIMES for one in read)
        case "money":
            return any(one.kind == "money" for one in read)
        case "contact":
            return _PHONE.search(text) is not None
        case "web":
            return _WEB.search(text) is not None
    return _names_a_rule(pack, text, read, scene)


def _names_a_rule(pack: Pack, text: str, read: tuple[Figure, ...], scene: Scene) -> bool:
    """Return whether an article, a law, a reference of the pack or the basis found in the case is named."""
    if any(one.kind == "article" for one in read) or _LAW.search(text):
        return True
    numbers = {no.upper() for no in pack.articles if not no.isdigit()}
    if any(one.value.upper() in numbers for one in read if one.kind == "number") and _NAMED_RULE.search(text):
        return True
    titles = [name for row in pack.reference for name in (row.title.zh, row.title.en)]
    bases = [value for name, value in scene.facts.items() if name.startswith("basis") and isinstance(value, str)]
    return any(next(positions(name, text), None) for name in [*titles, *bases] if len(name) > 3)


def _stated(
    pack: Pack, row: PartRow, words: Mapping[str, str], read: Mapping[str, tuple[Figure, ...]], scene: Scene,
    known: Mapping[str, Value],
) -> Iterator[Objection]:  # fmt: skip
    for name in row.states:
        value = {**scene.facts, **known}.get(name)
        if value in (None, "", ()):
            continue  # not known yet: nothing that words could contradict
        kinds, field = _kinds(pack, name), PART + row.id
        if not kinds:
            yield from _said(pack, row, name, str(value), words[field])
            continue
        others = _others(pack, name, scene)
        meant = [one for one in read[field] if one.kind in kinds]
        if not any(_equals(one, value, scene) for one in meant):
            yield from [_against(pack, row, name, field, one, value, scene) for one in meant] or [
                _unstated(pack, row, name, value, scene)
            ]
        for place, text in words.items():
            for one in _beside(row, text, [one for one in read[place] if one.kind in kinds], place, field):
                if not _equals(one, value, scene) and not any(_equals(one, other, scene) for other in others):
                    yield _against(pack, row, name, place, one, value, scene)


def _kinds(pack: Pack, name: str) -> tuple[Kind, ...]:
    known = fact_types(pack).get(name)
    return _KINDS.get(known.type, ()) if known else ()


def _others(pack: Pack, name: str, scene: Scene) -> list[Value]:
    """Return the other facts of the same type: what was demanded or lost may be named beside what is granted."""
    types = fact_types(pack)
    return [v for k, v in scene.facts.items() if k != name and k in types and types[k].type is types[name].type]


def _beside(row: PartRow, text: str, read: list[Figure], place: str, own: str) -> Iterator[Figure]:
    """Yield the figures that stand in one clause with a word of the row; those of its own part only if some equals."""
    ends = [end for word in row.near for _start, end in positions(word, text)]
    for one in read:
        near = (end for end in ends if 0 <= one.start - end <= _NEAR and not _ELSEWHERE.search(text[end : one.start]))
        if place != own and any(True for _end in near):
            yield one


def _is_own_dollar(one: Figure, currency: str) -> bool:
    """Return whether a bare dollar may be that of the regulation's country."""
    return one.unit == "USD" and currency.endswith("D") and not re.search("us", one.written, re.IGNORECASE)


def _equals(one: Figure, value: Value, scene: Scene) -> bool:
    if isinstance(value, datetime):
        day = scene.calendar.day_of(value)
        return one.kind == "date" and same_day(one.value, written_day(day.year, day.month, day.day))
    if one.kind == "money" and one.unit != scene.pack.currency and not _is_own_dollar(one, scene.pack.currency):
        return False
    try:
        return abs(Decimal(one.value) - Decimal(str(value))) < Decimal("0.005")
    except ArithmeticError:
        return False


def _said(pack: Pack, row: PartRow, name: str, value: str, text: str) -> Iterator[Objection]:
    """Yield that a text of the case does not stand in its part; another number of the same make contradicts it."""
    if next(positions(value, text), None) or folded(value) in folded(text):
        return
    for found in _alike(value, text) if name == NUMBER else ():
        title = _title(pack, name)
        says = _contradiction(found[0], title, value, found.start())
        yield Objection(
            "contradicts", row.id, row.article, says, found[0], *found.span(), field=PART + row.id, expected=value
        )
        return
    title = _title(pack, name)
    says = Text(
        zh=f"“{row.title.zh}”没有写{title.zh}（{value}）", en=f"“{row.title.en}” does not state {title.en} ({value})"
    )
    yield Objection("unstated", row.id, row.article, says, field=PART + row.id, expected=value)


def _alike(value: str, text: str) -> Iterator[re.Match[str]]:
    """Yield what has the make of a number: the same letters, as many digits."""
    make = re.sub(r"\d+", lambda digits: rf"\d{{{len(digits[0])}}}", re.escape(value))
    return re.finditer(rf"(?<![A-Za-z0-9]){make}(?![A-Za-z0-9])", text)


def _against(
    pack: Pack, row: PartRow, name: str, place: str, one: Figure, value: Value, scene: Scene
) -> Objection:  # fmt: skip
    title, expected = _title(pack, name), _shown(pack, name, value, scene)
    says = _contradiction(one.written, title, expected, one.start)
    return Objection(
        "contradicts", row.id, row.article, says, one.written, one.start, one.end, field=place, expected=expected
    )


def _contradiction(found: str, title: Text, expected: str, start: int) -> Text:
    return Text(
        zh=f"第 {start + 1} 字起“{found}”与本案不符：{title.zh}是 {expected}",
        en=f"“{found}” at letter {start + 1} contradicts the case: {title.en} is {expected}",
    )


def _unstated(pack: Pack, row: PartRow, name: str, value: Value, scene: Scene) -> Objection:
    title, expected = _title(pack, name), _shown(pack, name, value, scene)
    says = Text(
        zh=f"“{row.title.zh}”没有写明{title.zh}（{expected}）",
        en=f"“{row.title.en}” does not state {title.en} ({expected})",
    )
    return Objection("unstated", row.id, row.article, says, field=PART + row.id, expected=expected)


def _title(pack: Pack, name: str) -> Text:
    return Text(zh="投诉编号", en="the number of the complaint") if name == NUMBER else fact_title(pack, name)


def _shown(pack: Pack, name: str, value: Value, scene: Scene) -> str:
    if isinstance(value, datetime):
        return scene.calendar.day_of(value).isoformat()
    known = fact_types(pack).get(name)
    if known and known.type is Type.MONEY:
        return f"{money(value):,.2f}".removesuffix(".00")
    return f"{value}"
