"""A fingerprint as a sentence: what makes it the same defect, within what time, and how it is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amends.core.pack import FingerprintRow
from amends.core.plain_words import Words


def says(words: Words, row: FingerprintRow) -> str:
    """Return a fingerprint as a sentence."""
    return words.say("；", "; ").join(_parts(words, row))


def _parts(words: Words, row: FingerprintRow) -> Iterator[str]:
    thing, said = _facts(words, row.object), _facts(words, row.words)
    alike = words.say(
        f"{thing}相同且{said}的用词有 {row.words_at_least} % 相同",
        f"the same {thing} and {row.words_at_least} % of the words of {said}",
    )
    if row.symptom:
        symptom = _facts(words, row.symptom)
        yield words.say(f"{thing}与{symptom}相同即为同一缺陷", f"the same {thing} and {symptom} are the same defect")
        yield words.say(f"不知{symptom}时，{alike}也是", f"where {symptom} is not known, {alike} are too")
    else:
        yield words.say(f"{alike}即为同一缺陷", f"{alike} are the same defect")
    if row.within is not None:
        span = words.span(row.within)
        yield words.say(f"只看{words.near(span)}内的 8D", f"8Ds of the last {span} count")
    if row.declared_by:
        step = words.step(row.declared_by)
        yield words.say(
            f"前一份 8D 的措施未认定无效、原因未认定不同之前（{step}），不另开 8D",
            f"no second 8D opens before {step} says that the earlier action failed or the cause is another",
        )


def _facts(words: Words, names: Iterable[str]) -> str:
    return words.both(words.quoted(words.fact(one)) for one in names)
