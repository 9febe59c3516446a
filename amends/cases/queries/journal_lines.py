"""The journal as people read it: who did what and when, what the regulation made of it, in whose words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.models import EntryValue
from amends.cases.queries.lines import person_name
from amends.cases.queries.masking import masked
from amends.cases.queries.reading import Reading, read_case
from amends.core.by_itself import BY_ITSELF
from amends.core.ledger import Rules
from amends.core.pack import Pack
from amends.core.plain_language import is_number
from amends.core.text import Text
from amends.core.vocabulary import COMPLAINANT, EVENTS, FACTS, STEP_KINDS
from amends.people.viewer import Viewer

BY_RULES = Text(zh="制度", en="Regulation")
PORTAL = Text(zh="投诉人", en="Complainant")
BY_TIME = {
    "tick": Text(zh="到时", en="Time passed"),
    "recount": Text(zh="日历变动，重新计时", en="Recounted: the calendar changed"),
    "follows": Text(zh="新版制度的时限适用于在办案件", en="The new version's clocks hold for open cases"),
}
ALLOWED = "allowed"
"""The row of the decision table on which a remedy was put forward or granted."""
SILENT = frozenset({"look_again", "clocks", "handler", "accused", "asked", "learned"})


@dataclass(frozen=True, slots=True)
class Word:
    """Something said in an entry: the field, its title, the text (None: erased)."""

    name: str
    title: Text
    text: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What the regulation made of an entry: kind of effect, the row's title, its article, the moment it concerns."""

    kind: str
    title: Text
    article: str
    at: datetime
    due_at: datetime | None = None
    rows: tuple[Text, ...] = ()
    told: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of a journal."""

    seq: int
    happened_at: datetime
    recorded_at: datetime
    backdated: bool
    by: Text
    by_id: UUID | None
    step: str
    title: Text
    events: tuple[str, ...]
    on: str
    words: tuple[Word, ...]
    marks: Mapping[str, Any]
    changes: tuple[Change, ...]
    hash: str


def journal(viewer: Viewer, number: str) -> tuple[EntryLine, ...]:
    """Return the journal of a case, oldest first. Raises NotFound."""
    return journal_lines(read_case(viewer, number))


def journal_lines(reading: Reading) -> tuple[EntryLine, ...]:
    """Return the journal of a case that was read; one more query, for the words."""
    said: dict[UUID, list[EntryValue]] = {}
    for value in EntryValue.objects.filter(case=reading.case).order_by("entry_id", "name"):
        said.setdefault(value.entry_id, []).append(value)
    return tuple(_line(reading, entry, said.get(entry.id, [])) for entry in reading.entries)


def _line(reading: Reading, entry: Any, values: list[EntryValue]) -> EntryLine:
    body = entry.body
    return EntryLine(
        seq=entry.seq, happened_at=entry.happened_at, recorded_at=entry.recorded_at,
        backdated=bool(body.get("backdated")), by=_by(reading, entry), by_id=entry.by_id, step=entry.step,
        title=step_title(reading.rules, entry.step), events=tuple(body.get("events", ())), on=body.get("on", ""),
        words=tuple(_words(reading, body.get("words", {}), values)), marks=body.get("detail", {}),
        changes=tuple(_changes(reading, body.get("effects", ()))), hash=entry.hash,
    )  # fmt: skip


def _by(reading: Reading, entry: Any) -> Text:
    if entry.by_id:
        return person_name(reading.viewer, entry.by_id)
    return PORTAL if COMPLAINANT in entry.body.get("roles", ()) else BY_RULES


def step_title(rules: Rules, step: str) -> Text:
    """Return what a step is called: by the packs, its kind, or the event of its name."""
    if row := rules.steps.get(step):
        return row.title
    if step in BY_TIME:
        return BY_TIME[step]
    known = STEP_KINDS.get(step) or EVENTS.get(step)
    return known.title if known else Text(zh=step, en=step)


def _words(reading: Reading, committed: Mapping[str, str], values: list[EntryValue]) -> Iterable[Word]:
    texts = {value.name: value.value for value in values}
    for name in committed:
        text = texts.get(name)
        pack = reading.rules.pack_of_field(name)
        row = pack.fields.get(name)
        if not reading.sees(row):
            continue
        if text and not reading.shows_whole(name, row):
            text = masked(name, text)
        yield Word(name, _part_title(reading.rules, name) or field_title(pack, name), text)


def _part_title(rules: Rules, name: str) -> Text | None:
    """Return what a part of a reply is called; None for any other word."""
    part = name.partition("part/")[2]
    return next((row.title for pack in rules.packs for row in pack.part if part and row.id == part), None)


def field_title(lead: Pack, name: str) -> Text:
    """Return what a fact is called: by the pack's form, else by the built-in list."""
    row = lead.fields.get(name)
    if row and row.title:
        return row.title
    return FACTS[name].title if name in FACTS else WORDS.get(name, Text(zh=name, en=name))


WORDS = {
    "note": Text(zh="备注", en="Note"),
    "override_reason": Text(zh="越过条件的理由", en="Reason for the override"),
    "backdate_reason": Text(zh="补录原因", en="Reason for noting it later"),
    "reply": Text(zh="答复", en="Reply"),
    "text": Text(zh="答复", en="Reply"),
    "second/text": Text(zh="答复（另一种语言）", en="Reply (in the other language)"),
    "content": Text(zh="工作内容", en="What is to be done"),
    "name": Text(zh="姓名", en="Name"),
    "proof": Text(zh="凭证", en="Proof"),
    "contact_person": Text(zh="联系人", en="Contact person"),
}


def _changes(reading: Reading, effects: Iterable[Mapping[str, Any]]) -> Iterable[Change]:
    for effect in effects:
        if effect["kind"] in SILENT:
            continue
        pack = next((one for one in reading.rules.packs if one.id == effect.get("pack")), reading.rules.lead)
        yield _change(pack, effect)


def _change(pack: Pack, effect: Mapping[str, Any]) -> Change:
    kind, id_, detail = effect["kind"], effect.get("id", ""), effect.get("detail", {})
    title, article = _named(pack, kind, id_, detail)
    due = detail.get("due_at") or detail.get("due")
    fired = (detail.get("grading") or {}).get("rows", ()) if kind in ("graded", "fall_proposed") else ()
    return Change(
        kind, title, article, datetime.fromisoformat(effect["at"]), due_at=datetime.fromisoformat(due) if due else None,
        rows=tuple(row.says for row in pack.row if row.id in fired),
        told=tuple(_role(pack, role) for role in detail.get("tell", ())),
    )  # fmt: skip


def _named(pack: Pack, kind: str, id_: str, detail: Mapping[str, Any]) -> tuple[Text, str]:
    if kind == "stage":
        stage = pack.stages.get(id_)
        return (stage.title if stage else Text(zh=id_, en=id_)), (stage.article if stage else "")
    if kind == BY_ITSELF:
        step = pack.steps.get(id_)
        return (step.title if step else Text(zh=id_, en=id_)), str(detail.get("article", ""))
    if kind == ALLOWED:
        return _row(pack, id_), str(detail.get("article", ""))
    if kind in ("graded", "fall_proposed"):
        return _grade(pack, id_, detail.get("grading") or {})
    if kind in ("flagged", "unflagged"):
        flag = next((one for one in pack.flag if one.id == id_), None)
        return (flag.title, flag.article) if flag else (Text(zh=id_, en=id_), "")
    duty = pack.duties.get(id_)
    return (duty.title, duty.article) if duty else (Text(zh=id_, en=id_), "")


def _row(pack: Pack, id_: str) -> Text:
    """Return a row of the decision table in words, after its number where people know it by one."""
    says = next((one.says for one in pack.offer if one.id == id_), Text(zh=id_, en=id_))
    return Text(zh=f"{id_} {says.zh}", en=f"{id_} {says.en}") if is_number(id_) else says


def _grade(pack: Pack, list_id: str, grading: Mapping[str, Any]) -> tuple[Text, str]:
    grade = str(grading.get("grade", ""))
    title = next((one.title for one in pack.grade if one.list == list_id and one.id == grade), Text(zh=grade, en=grade))
    fired = next((row.article for row in pack.row if row.id in grading.get("rows", ())), "")
    return title, fired


def _role(pack: Pack, role: str) -> Text:
    return next((one.title for one in pack.role if one.id == role), Text(zh=role, en=role))
