"""Is every part that a letter must contain asked for, and carried by the template that leaves; is each letter sent?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.core.check_duties import event_names
from amends.core.finding import Finding
from amends.core.pack import LetterRow, Pack, PartRow
from amends.core.places import about
from amends.core.vocabulary import COMPLAINANT

REPLY = "reply"
REPLIED = "replied"
RESULT = "{result}"
"""Where a letter's template carries what was answered."""
_NAME = re.compile(r"{([^{}]+)}")


def check_parts(pack: Pack) -> Iterator[Finding]:
    """Yield parts that no step asks for and no letter carries, answers that leave without them, letters to nobody."""
    yield from (_to_nobody(row) for row in pack.letter if row.to != COMPLAINANT)
    asked = {kind for step in pack.step if step.kind == REPLY for kind in (REPLY, *step.kinds)}
    if not pack.step or pack.stands_beside:
        asked.add(REPLY)  # another pack has the step
    carried = {row.id for row in pack.letter if row.id != REPLY and _carries_facts(row)}
    yield from (_never_asked(part) for part in pack.part if part.of not in asked | carried)
    replies = [row for row in pack.letter if row.to == COMPLAINANT and REPLIED in event_names(row, "sent_at")]
    parts = [part for part in pack.part if part.of in asked]
    if parts and replies and not any(_carries(row, "result") for row in replies):
        yield _not_carried(replies[0], parts)


def _carries(row: LetterRow, name: str) -> bool:
    return all("{" + name + "}" in body for body in (row.body.zh, row.body.en))


def _carries_facts(row: LetterRow) -> bool:
    """Return whether a letter says more than the number of the case."""
    return any(set(_NAME.findall(body)) - {"number"} for body in (row.body.zh, row.body.en))


def _never_asked(part: PartRow) -> Finding:
    return about(
        "part", part, "part_unfilled", key="of",
        zh=f"没有答复操作填写、也没有信件模板带出“{part.of}”的这一部分",
        en=f"no step of kind reply fills in this part of “{part.of}”, and no letter carries it",
    )  # fmt: skip


def _not_carried(row: LetterRow, parts: list[PartRow]) -> Finding:
    zh, en = "、".join(one.title.zh for one in parts), ", ".join(one.title.en for one in parts)
    return about(
        "letter", row, "part_unfilled", key="body",
        zh=f"答复随此信发出，而正文没有 {RESULT}，带不出：{zh}",
        en=f"the answer leaves with this letter, whose words have no {RESULT} to carry: {en}",
    )  # fmt: skip


def _to_nobody(row: LetterRow) -> Finding:
    return about(
        "letter", row, "never_sent", key="to",
        zh=f"信件只发给投诉人（complainant），“{row.to}”收不到；告知岗位用时限的提醒（rungs）",
        en=f"letters go to the complainant only, “{row.to}” gets none; a role is told by the rungs of a duty",
    )  # fmt: skip
