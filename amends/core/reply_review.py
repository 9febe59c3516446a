"""Has a second person read exactly these words, and is that person not the writer (FR-142)?

A draft has a name; its reading and its return are noted in the case with that name. A reply that says something
else than the draft has to be read again. The words themselves lie beside the journal, where they can be erased.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from amends.core.evaluate import Scene, holds
from amends.core.ledger import Done
from amends.core.pack import Pack, ReviewRow
from amends.core.text import Text
from amends.core.wording import Objection

DRAFTED, REVIEWED, RETURNED = "drafted", "reviewed", "returned"
"""Marks of the events by which a draft was handed in, read, and given back; each bears the name of the draft."""


def fingerprint(words: Mapping[str, str]) -> str:
    """Return what tells the words of a reply from any other, to compare, not to keep.

    Spaces at the ends and empty parts do not count.
    """
    told = {name: text.strip() for name, text in sorted(words.items()) if text.strip()}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]


def waiting(done: tuple[Done, ...]) -> Done | None:
    """Return the draft that waits for a second person: the last one handed in, neither read, returned nor replaced."""
    for one in reversed(done):
        if one.detail.get(REVIEWED) or one.detail.get(RETURNED):
            return None
        if one.detail.get(DRAFTED):
            return one
    return None


def writers_of(done: Sequence[Done], draft: str) -> frozenset[str]:
    """Return whose draft it is: who handed it in, and for whom as a deputy; empty: nobody's."""
    return next((one.hands for one in reversed(done) if one.detail.get(DRAFTED) == draft), frozenset())


def wanted(pack: Pack, scene: Scene, *, of: str = "reply") -> tuple[ReviewRow, ...]:
    """Return the rows by which a second person reads this reply in this case."""
    return tuple(row for row in pack.review if row.of == of and holds(row.when, scene).true)


def unread(pack: Pack, scene: Scene, drafts: Collection[str], *, of: str = "reply") -> Iterator[Objection]:
    """Yield each row by which these words should have been read by somebody else, and were not.

    ``drafts``: the names of the drafts that say exactly these words.
    """
    read = [
        one
        for one in scene.done
        if (draft := one.detail.get(REVIEWED)) in drafts
        and one.by
        and not one.hands & writers_of(scene.done, str(draft))
    ]
    for row in wanted(pack, scene, of=of):
        if not any(one.roles & set(row.by) for one in read):
            roles = [role.title for role in pack.role if role.id in row.by]
            zh, en = "、".join(one.zh for one in roles), ", ".join(one.en for one in roles)
            says = Text(
                zh=f"{row.title.zh}：须先由{zh}（非拟稿人）看过这份文字",
                en=f"{row.title.en}: {en} (not the writer) has to read these words first",
            )
            yield Objection("unreviewed", row.id, row.article, says)
