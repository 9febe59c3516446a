"""The reply compiler: everything that stands against sending an answer, each with its article and place.

Parts that the regime demands (FR-137), rules named in refusals (FR-141), words that are forbidden (FR-139), figures
that equal the case, the customer's language and two versions that agree (FR-143), the second person's eyes (FR-142).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from amends.core import reply_content, reply_review, reply_versions
from amends.core.evaluate import Scene
from amends.core.ledger import Value
from amends.core.pack import Pack
from amends.core.reply_content import PART, TEXT
from amends.core.wording import Objection, check_reply, required_parts

SECOND = "second/"
"""Before the fields of the same reply in another language: ``second/text``, ``second/part/<id>``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply as it was written: words by field, in one language or two."""

    words: Mapping[str, str]
    second: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The letter as it leaves: the first version, then the other."""
        return "\n\n".join(one for one in (_whole(self.words), _whole(self.second)) if one)

    @property
    def fingerprint(self) -> str:
        """What tells these words from any other, to compare with those of a draft."""
        return reply_review.fingerprint({**self.words, **{SECOND + name: text for name, text in self.second.items()}})


def answer_of(words: Mapping[str, str]) -> Answer:
    """Return the reply among the words that a door hands in, with its second version where one was written."""
    second = {name.removeprefix(SECOND): text for name, text in words.items() if name.startswith(SECOND)}
    return Answer(_fields(words), _fields(second))


def _fields(words: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a reply that say something: the words before the parts, then the parts as they came."""
    told = {name: text.strip() for name, text in words.items() if text.strip()}
    parts = {name: text for name, text in told.items() if name.startswith(PART)}
    return {TEXT: told[TEXT], **parts} if TEXT in told else parts


def compile_reply(
    pack: Pack, answer: Answer, scene: Scene, *, of: str = "reply", known: Mapping[str, Value] | None = None
) -> tuple[Objection, ...]:
    """Return everything that one pack has against a reply in its case; empty: it may leave.

    ``known``: what is known beside the facts, such as the number of the case.
    """
    found = list(_version(pack, answer.words, scene, of, known or {}))
    if answer.second:
        found += [_in_second(one) for one in _version(pack, answer.second, scene, of, known or {})]
    return tuple(found)


def compile_whole(
    answer: Answer, *, language: str = "", articles: frozenset[str] = frozenset()
) -> tuple[Objection, ...]:
    """Return what stands against a reply whatever the pack: not the customer's language, versions that differ.

    ``articles``: the numbers of every pack that governs the case; what is cited as our own must be among them.
    """
    versions = [_whole(answer.words), _whole(answer.second)]
    return (
        *reply_content.cited_in_vain(answer.words, articles),
        *(_in_second(one) for one in reply_content.cited_in_vain(answer.second, articles)),
        *reply_versions.not_in(language, versions),
        *reply_versions.differing(answer.words, answer.second, SECOND),
    )


def _version(
    pack: Pack, words: Mapping[str, str], scene: Scene, of: str, known: Mapping[str, Value]
) -> Iterator[Objection]:
    parts = {name.removeprefix(PART): text for name, text in words.items() if name.startswith(PART)}
    for one in check_reply(pack, _whole(words), parts, scene, of=of):
        yield _placed(one, words)
    yield from reply_content.objections(pack, required_parts(pack, scene, of=of), words, scene, known)


def _placed(one: Objection, words: Mapping[str, str]) -> Objection:
    """Return an objection with the field in which it is; positions in the whole text become those of the field."""
    if one.kind == "missing_part":
        return replace(one, field=PART + one.row)
    start = 0
    for name, text in words.items():
        if text and start <= one.start < start + len(text):
            return replace(one, field=name, start=one.start - start, end=one.end - start)
        start += len(text) + 2 if text else 0
    return replace(one, field=TEXT)


def _in_second(one: Objection) -> Objection:
    return replace(one, field=SECOND + one.field)


def _whole(words: Mapping[str, str]) -> str:
    return "\n\n".join(text for text in words.values() if text.strip())
