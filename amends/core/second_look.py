"""A second look at a case: what is decided anew, how far it agrees with the first result, and how often it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.pack import Pack
from amends.core.refusal import Missing, Refused
from amends.core.shares import Share
from amends.core.text import Text
from amends.core.vocabulary import FACTS

GRADE = "grade/"
NATURE, REMEDY = "nature", "remedy"
NOTHING = "nothing"
"""The remedy where none is due; it stands alone."""
LONGEST = 4_000
Verdict = Mapping[str, Any]
"""What was decided: nature, a grade for each list, remedies as a sorted list."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a second look decides, with its answers; of several, where ``many``."""

    key: str
    title: Text
    choices: tuple[tuple[str, Text], ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One question with both answers."""

    question: Question
    now: tuple[str, ...]
    before: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether both came to the same."""
        return self.now == self.before


def questions(pack: Pack) -> tuple[Question, ...]:
    """Return what a second look decides under a pack: the finding, a grade for each list, the remedies."""
    return tuple(_questions(pack))


def _questions(pack: Pack) -> Iterator[Question]:
    if (row := pack.fields.get(NATURE)) is not None:
        choices = tuple((one.id, one.text) for one in row.choices) or _NATURES
        yield Question(NATURE, row.title or FACTS[NATURE].title, choices)
    for of in pack.list:
        titles = {row.id: row.title for row in pack.grade if row.list == of.id}
        yield Question(f"{GRADE}{of.id}", of.title, tuple((one, titles[one]) for one in of.grades if one in titles))
    if pack.remedy:
        none = (NOTHING, Text(zh="不予补偿", en="No remedy"))
        title = Text(zh="补偿/处理方案", en="Remedy")
        yield Question(REMEDY, title, (none, *((one.id, one.title) for one in pack.remedy)), many=True)


def check_verdict(pack: Pack, verdict: Verdict, why: str, *, article: str) -> dict[str, list[str]]:
    """Return a verdict as it is kept. Raises Refused naming each question left open or answered with another word."""
    asked, missing = questions(pack), []
    kept = {one.key: sorted(dict.fromkeys(verdict.get(one.key) or ())) for one in asked}
    for one in asked:
        answers, known = kept[one.key], {code for code, _ in one.choices}
        alone = not one.many or NOTHING in answers
        if not answers or not known.issuperset(answers) or (alone and len(answers) > 1):
            says = Text(zh=f"请认定“{one.title.zh}”", en=f"Decide “{one.title.en}”")
            missing.append(Missing(f"known:{one.key}", says, article, field=one.key))
    if not why.strip() or len(why) > LONGEST:
        says = Text(zh=f"请写明理由（至多 {LONGEST} 字）", en=f"Say why, in {LONGEST} characters at most")
        missing.append(Missing("known:why", says, article, field="why"))
    if missing:
        raise Refused("verdict", says=Text(zh="复核未完成", en="The second look is not done"), missing=tuple(missing))
    return kept


def compare(pack: Pack, verdict: Verdict, first: Verdict) -> tuple[Compared, ...]:
    """Return each question with what was decided now and before."""
    return tuple(
        Compared(one, tuple(verdict[one.key]), tuple(first.get(one.key) or ()))
        for one in questions(pack)
        if one.key in verdict
    )


def agreement(looks: Iterable[tuple[Verdict, Verdict]]) -> dict[str, Share]:
    """Return, by question, how many second looks came to what was decided first; each list of grades is a question."""
    counted: dict[str, list[bool]] = {}
    for verdict, first in looks:
        for key, now in verdict.items():
            counted.setdefault(key, []).append(list(now) == list(first.get(key) or ()))
    return {key: Share(sum(agreed), len(agreed)) for key, agreed in counted.items()}


_NATURES = tuple(
    zip(
        FACTS[NATURE].choices,
        (Text(zh="有效", en="Valid"), Text(zh="协助", en="To assist"), Text(zh="无效", en="Invalid")),
        strict=True,
    )
)
