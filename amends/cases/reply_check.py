"""What stands against an answer in a case: asked by the step before it leaves, and by the form while one types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from amends.cases.facts import read
from amends.cases.models import Case, EntryValue
from amends.core.evaluate import Scene
from amends.core.ledger import CaseState, Rules, Value
from amends.core.pack import Pack, PartRow, StepRow, TemplateRow
from amends.core.page import Page
from amends.core.refusal import Missing, Refused
from amends.core.reply_compiler import Answer, answer_of, compile_reply, compile_whole
from amends.core.reply_content import TEXT
from amends.core.reply_review import DRAFTED, unread
from amends.core.reply_templates import offered_templates
from amends.core.text import Text
from amends.core.wording import Objection, required_parts

REPLY = "reply"


class Stands(Protocol):
    """A case with its state and rules: under lock for the step, as it was read for the form."""

    @property
    def case(self) -> Case:
        """Return the row of the case."""

    @property
    def state(self) -> CaseState:
        """Return what has happened."""

    @property
    def rules(self) -> Rules:
        """Return the packs that govern it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, the parts that the regulation demands of it here, and everything against it, each with its pack."""

    answer: Answer
    step: StepRow
    parts: tuple[tuple[Pack, PartRow], ...]
    objections: tuple[tuple[Pack, Objection], ...]

    def missing(self) -> tuple[Missing, ...]:
        """Return what a refusal names: each objection with its article and field; an empty answer says so."""
        found = tuple(against(pack, one, self.step) for pack, one in self.objections)
        empty = Missing("known:text", Text(zh="答复内容为空", en="The reply is empty"), self.step.article, field=TEXT)
        return found or (() if self.answer.text else (empty,))


def judge(
    at_hand: Stands, *, step: str, words: Mapping[str, str], detail: Mapping[str, Any], at: datetime,
    is_draft: bool = False,
) -> Judged:  # fmt: skip
    """Return what every pack has against an answer, knowing what the step itself brings.

    A step of some kind is that letter too: a final response needs the parts of a reply and its own. A draft is not
    asked whether a second person has read it. Raises Refused for a detail that cannot be read.
    """
    case, rules, answer = at_hand.case, at_hand.rules, answer_of(words)
    scenes = list(_scenes(at_hand, detail, at))
    texts = texts_of(rules.steps[step], str(detail.get("kind", "")))
    known: dict[str, Value] = {"number": case.number}
    found: list[tuple[Pack, Objection]] = []
    drafts = () if is_draft else _drafts_saying(at_hand, answer)
    for pack, scene in scenes:
        for of in texts:
            found += [(pack, one) for one in compile_reply(pack, answer, scene, of=of, known=known)]
            if not is_draft:
                found += [(pack, one) for one in unread(pack, scene, drafts, of=of)]
    language = case.complainant.language if case.complainant else ""
    articles = frozenset(no for pack in rules.packs for no in pack.articles)
    found += [(rules.lead, one) for one in compile_whole(answer, language=language, articles=articles)]
    parts = tuple((pack, part) for pack, scene in scenes for of in texts for part in required_parts(pack, scene, of=of))
    return Judged(answer, rules.steps[step], parts, tuple(_once(found)))


def texts_of(step: StepRow, kind: str = "") -> tuple[str, ...]:
    """Return which texts an answer is: a reply, and the letter of its kind."""
    return (REPLY, *((kind,) if kind in step.kinds else step.kinds[:1] if len(step.kinds) == 1 else ()))


def _drafts_saying(at_hand: Stands, answer: Answer) -> frozenset[str]:
    """Return the names of the drafts that say exactly what an answer says. Asks nothing where none was handed in."""
    if not any(one.detail.get(DRAFTED) for one in at_hand.state.done):
        return frozenset()
    said: dict[str, dict[str, str]] = {}
    handed_in = EntryValue.objects.filter(case_id=at_hand.case.pk, entry__body__detail__has_key=DRAFTED)
    for draft, name, value in handed_in.values_list(f"entry__body__detail__{DRAFTED}", "name", "value"):
        said.setdefault(draft, {})[name] = value
    return frozenset(draft for draft, words in said.items() if answer_of(words).fingerprint == answer.fingerprint)


def demanded(at_hand: Stands, *, texts: tuple[str, ...], at: datetime) -> Iterator[tuple[Pack, PartRow]]:
    """Yield the parts that an answer must have in this case as it stands, each with its pack."""
    for pack, scene in _scenes(at_hand, {}, at):
        for of in texts:
            yield from ((pack, row) for row in required_parts(pack, scene, of=of))


def templates(at_hand: Stands, *, step: StepRow, at: datetime) -> Iterator[tuple[Pack, TemplateRow, Scene]]:
    """Yield the templates from which an answer may start, each with its pack and the scene that fills it."""
    for pack, scene in _scenes(at_hand, {}, at):
        for of in texts_of(step):
            yield from ((pack, row, scene) for row in offered_templates(pack, scene, of=of))


def _scenes(at_hand: Stands, detail: Mapping[str, Any], at: datetime) -> Iterator[tuple[Pack, Scene]]:
    brought = {**at_hand.state.facts, **read(detail, at_hand.rules)}
    page = Page(at_hand.state.with_(facts=brought), at_hand.rules, {}, now=at)
    return ((pack, page.scene(pack)) for pack in at_hand.rules.packs)


def _once(found: list[tuple[Pack, Objection]]) -> Iterator[tuple[Pack, Objection]]:
    """Yield each objection once: a forbidden phrase counts in the reply, and is not counted again in its letter."""
    seen = set()
    for pack, one in found:
        name = (pack.id, one.kind, one.row, one.field, one.start)
        if name not in seen:
            seen.add(name)
            yield pack, one


def against(pack: Pack, one: Objection, step: StepRow, *, field: str = "") -> Missing:
    """Return what a refusal says of one objection: a forbidden phrase with its place and what would pass."""
    says = _of_phrase(one) if one.kind == "forbidden" else one.says
    return Missing(f"{one.kind}:{one.row}", says, one.article or step.article, field or one.field or TEXT, pack.id)


def _of_phrase(one: Objection) -> Text:
    zh = f"第 {one.start + 1} 字起“{one.phrase}”：{one.says.zh}"
    en = f"“{one.phrase}” at letter {one.start + 1}: {one.says.en}"
    if one.instead is None:
        return Text(zh=zh, en=en)
    return Text(zh=f"{zh}，可改为“{one.instead.zh}”", en=f"{en}; “{one.instead.en}” would pass")


def refuse_words(missing: tuple[Missing, ...]) -> None:
    """Raise Refused for what stands against words, all at once; nothing where nothing does."""
    if missing:
        says = Text(zh="；".join(one.says.zh for one in missing), en="; ".join(one.says.en for one in missing))
        raise Refused("wording", says=says, missing=missing)
