"""What is said when somebody is called after a complaint: nothing that revives the problem (FR-152).

Only phrases whose ``use`` is the follow-up are looked for in what is noted of it. What a pack never says to anybody
(“I do not know”) may stand in a note: there it is the complainant who said it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amends.core.pack import Pack, PhraseRow
from amends.core.text import Text
from amends.core.wording import Objection, find_forbidden

FOLLOW_UP = "follow_up"
"""The kind of step, and the ``use`` of the phrases that are about it."""


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One sentence to say, and where it stands."""

    says: Text
    article: str
    pack: Pack


def revived(pack: Pack, text: str) -> tuple[Objection, ...]:
    """Return each phrase that a pack keeps out of follow-ups, in the order of the text."""
    rows = {row.id for row in _phrases(pack, "forbidden")}
    return tuple(one for one in find_forbidden(pack, text, of=FOLLOW_UP) if one.row in rows) if rows else ()


def script(packs: Iterable[Pack]) -> tuple[ScriptLine, ...]:
    """Return what the packs would have said: what they prescribe, else what they want said instead of the problem."""
    known = tuple(packs)
    return tuple(line for pack in known for line in _prescribed(pack)) or tuple(
        line for pack in known for line in _instead(pack)
    )


def _prescribed(pack: Pack) -> Iterator[ScriptLine]:
    for row in _phrases(pack, "prescribed"):
        if row.texts:
            yield ScriptLine(Text(zh=row.texts[0], en=row.texts[0]), row.article, pack)


def _instead(pack: Pack) -> Iterator[ScriptLine]:
    for row in _phrases(pack, "forbidden"):
        if row.instead is not None:
            yield ScriptLine(row.instead, row.article, pack)


def _phrases(pack: Pack, rule: str) -> Iterator[PhraseRow]:
    return (row for row in pack.phrase if row.rule == rule and row.use == FOLLOW_UP)
