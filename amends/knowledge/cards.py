"""A card of the case library: drafted from a closed case, written by one, published by another (FR-164)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from amends.cases.models import EntryValue, Party
from amends.cases.queries.journal_lines import field_title
from amends.cases.queries.reading import SAID_OF_THE_CASE, Reading, read_case
from amends.cases.queries.visible import NotFound
from amends.core.nameless import nameless, names_in
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.core.wording import folded
from amends.knowledge.models import PARTS, CaseCard
from amends.people.models import Complainant
from amends.people.viewer import Viewer

LONGEST = 4_000
NEEDED = tuple(one for one in PARTS if one != "cause")
TOLD = ("find", "decide", "act", "handle", "reply", "follow_up", "settle")
"""Kinds of steps whose words say how a case was handled."""
TITLES = {
    "title": Text(zh="标题", en="Title"), "situation": Text(zh="情况", en="What happened"),
    "cause": Text(zh="原因", en="Cause"), "handling": Text(zh="如何处理", en="How it was handled"),
    "lesson": Text(zh="启示", en="Lesson"),
}  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A closed case at which a card is written: the card if there is one, and what a card of it would say."""

    reading: Reading
    card: CaseCard | None
    draft: Mapping[str, str]
    known: tuple[str, ...]  # whom and what no card may name, as far as the viewer may read it

    @property
    def words(self) -> dict[str, str]:
        """Return what the form holds: the card as it was written, else the draft."""
        return {part: getattr(self.card, part) if self.card else self.draft.get(part, "") for part in PARTS}


def card_desk(viewer: Viewer, number: str) -> Desk:
    """Return where the card of a case is written. Raises NotFound for a hidden case, Refused for an open one."""
    reading = read_case(viewer, number)
    if reading.case.stage_kind != "closed":
        raise _refused("closed", Text(zh="结案后才写案例卡", en="A card is written once the case is closed"))
    if reading.case.confidential:
        raise _refused(
            "confidential", Text(zh="保密案件不入案例库", en="A confidential case is not put into the library")
        )
    if not reading.has_part and not viewer.is_admin:
        raise _refused("part", Text(zh="由经办过本案的人撰写", en="Whoever had a part in the case writes its card"))
    known = tuple(_known(reading))
    card = CaseCard.objects.filter(org=viewer.org, case=reading.case).first()
    return Desk(reading, card, _drafted(reading, known), known)


def keep_card(viewer: Viewer, number: str, words: Mapping[str, str], *, version: int, at: datetime) -> CaseCard:
    """Return the card as it was written; a published one becomes a draft again.

    Raises Refused naming each part that still names somebody or is too long; or when another wrote meanwhile.
    What the writer may not read is not looked for: else the answer would tell who is protected (FR-164, FR-242).
    """
    desk = card_desk(viewer, number)
    said = {part: words.get(part, "").strip() for part in PARTS}
    _check(said, desk.known)
    kept = CaseCard.objects.select_for_update().filter(org=viewer.org, case=desk.reading.case).first()
    card = kept or CaseCard(org_id=viewer.org, case=desk.reading.case, version=0)
    if card.version != version:
        raise _changed()
    for part, text in said.items():
        setattr(card, part, text)
    card.category, card.state, card.version = desk.reading.case.category, "draft", card.version + 1
    card.folded = folded(" ".join([*said.values(), card.category]))
    card.written_by_id, card.written_at = viewer.person, at
    try:
        with transaction.atomic():
            card.save()
    except IntegrityError as first:  # somebody else wrote the first one in the same moment
        raise _changed() from first
    return card


def publish_card(viewer: Viewer, key: UUID, *, at: datetime, version: int | None = None) -> CaseCard:
    """Put a card into the library. Raises Refused naming what is missing, or for who wrote it; NotFound.

    Whoever may not read every personal field of the case is refused whatever the card says.

    ``version``: the one that was read; refused where another was written since.
    """
    card = CaseCard.objects.select_for_update().filter(org=viewer.org, pk=key).select_related("case").first()
    if card is None:
        raise NotFound(str(key))
    desk = card_desk(viewer, card.case.number)
    _check_reads_all(desk.reading)
    lacking = [part for part in NEEDED if not getattr(card, part).strip()]
    if lacking:
        raise Refused("card", says=Text(zh="案例卡不完整", en="The card is not complete"), missing=tuple(
            Missing(f"known:{part}", Text(zh=f"缺少：{TITLES[part].zh}", en=f"missing: {TITLES[part].en}"), field=part)
            for part in lacking
        ))  # fmt: skip
    if card.written_by_id == viewer.person and not viewer.is_admin:
        raise _refused("writer", Text(zh="须由另一人审核发布", en="Another person reads it before it is published"))
    if version not in (None, card.version):
        raise _changed()
    _check({part: getattr(card, part) for part in PARTS}, desk.known)
    card.state, card.published_by_id, card.published_at = "published", viewer.person, at
    card.save(update_fields=["state", "published_by", "published_at"])
    return card


def _check(said: Mapping[str, str], known: tuple[str, ...]) -> None:
    missing = []
    for part, text in said.items():
        if len(text) > LONGEST:
            says = _of(part, zh=f"至多 {LONGEST} 字", en=f"{LONGEST} characters at most")
            missing.append(Missing(f"long:{part}", says, field=part))
            continue  # what is not kept is not searched for names either
        for name in names_in(text, known)[:3]:
            says = _of(part, zh=f"含个人信息：{name}", en=f"holds personal data: {name}")
            missing.append(Missing(f"personal:{part}", says, field=part))
    if missing:
        raise Refused("card", says=Text(zh="案例卡未保存", en="The card was not kept"), missing=tuple(missing))


def _check_reads_all(reading: Reading) -> None:
    """Raise Refused, the same for every card of the case, where somebody may be named whom the viewer may not know."""
    hidden = [
        (pack, row) for pack in reading.rules.packs for row in pack.field if row.personal and not reading.sees(row)
    ]
    if not hidden:
        return
    pack, row = hidden[0]
    titles = [one.title for one in pack.role if one.id in row.seen_by]
    zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
    says = Text(
        zh=f"本案有仅限{zh}阅读的个人信息，由其审核发布",
        en=f"Some personal fields of the case are for {en}, who publish its card",
    )
    raise Refused("card", says=says, missing=(Missing("reads:personal", says, row.article, pack=pack.id),))


def _changed() -> Refused:
    return _refused("version", Text(zh="别人已改过，请重新打开", en="Somebody changed it meanwhile: open it again"))


def _of(part: str, *, zh: str, en: str) -> Text:
    return Text(zh=f"“{TITLES[part].zh}”{zh}", en=f"“{TITLES[part].en}” {en}")


def _refused(what: str, says: Text) -> Refused:
    return Refused("card", says=says, missing=(Missing(what, says),))


def _known(reading: Reading) -> Iterator[str]:
    """Yield the names and numbers of both sides, staff and personal fields that the viewer may read, and its number."""
    case, people = reading.case, reading.viewer.directory.people
    yield case.number
    if _reads(reading, "complainant"):
        parties = Party.objects.filter(case=case).values_list("complainant_id", flat=True)
        for one in Complainant.objects.filter(pk__in=[*(key for key in parties if key), case.complainant_id]):
            yield from (value for value in (one.name, one.phone, one.email, one.address, one.customer_number) if value)
    accused = case.accused if _reads(reading, "accused") else ()
    for key in {*case.people, *accused, *(entry.by_id for entry in reading.entries if entry.by_id)}:
        if known := people.get(key):
            yield from (one for one in (known.zh, known.name("en")) if one)
    rows = [row.id for pack in reading.rules.packs for row in pack.field if row.personal and reading.sees(row)]
    personal = [one for one in rows if one not in SAID_OF_THE_CASE]
    for value in EntryValue.objects.filter(case=case, name__in=personal).values_list("value", flat=True):
        if value:
            yield value
    yield from (str(reading.state.facts[name]) for name in personal if isinstance(reading.state.facts.get(name), str))


def _reads(reading: Reading, name: str) -> bool:
    """Whether the viewer may read who is named in a field."""
    return reading.sees(reading.rules.pack_of_field(name).fields.get(name))


def _drafted(reading: Reading, known: tuple[str, ...]) -> dict[str, str]:
    case = reading.case
    said = dict(_told(reading))
    draft = {
        "title": case.title, "situation": case.description,
        "cause": said.get("cause", ""), "handling": said.get("handling", ""), "lesson": said.get("lesson", ""),
    }  # fmt: skip
    return {part: nameless(text, known)[:LONGEST] for part, text in draft.items()}


def _told(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield what the case itself says of each part: its fields by their key ``card``, else the words of its steps."""
    steps = {row.id for row in reading.rules.lead.step if row.kind in TOLD}
    words = EntryValue.objects.filter(case=reading.case).order_by("entry__seq")
    found: dict[str, list[str]] = {"cause": [], "handling": [], "lesson": []}
    for begins, title in _chosen(reading):
        found[begins].append(title)
    for name, value, step in words.values_list("name", "value", "entry__step"):
        row = reading.rules.pack_of_field(name).fields.get(name)
        if not value or not reading.shows_whole(name, row) or (row and (row.personal or row.seen_by)):
            continue
        part = (row.card if row else "") or ("handling" if step in steps else "")
        if part and (row is None or row.type in (None, Type.TEXT, Type.LONG_TEXT)):
            label = field_title(reading.rules.pack_of_field(name), name).in_(reading.viewer.language)
            found[part].append(f"{label}：{value}" if part == "handling" else value)
    yield from ((part, "\n".join(dict.fromkeys(texts))) for part, texts in found.items())


def _chosen(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield part and words of every choice that a card begins with, such as the class of the cause."""
    for row in (row for pack in reading.rules.packs for row in pack.field if row.card and row.choices):
        value = reading.state.facts.get(row.id)
        named = {str(one) for one in (value if isinstance(value, tuple | list | frozenset | set) else (value,))}
        if not row.seen_by and not row.personal:
            yield from ((row.card, one.text.in_(reading.viewer.language)) for one in row.choices if one.id in named)
