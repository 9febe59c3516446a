"""What happens to a limit sample: registered, renewed, copied to where somebody judges by it, retired (FR-111).

Whoever writes the standard of an 8D for a unit keeps its samples. What is refused leaves nothing behind and names
the article of the regulation that asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection

from amends.cases.queries.visible import NotFound
from amends.core.eight_d import Discipline
from amends.core.given import check_texts
from amends.core.limit_samples import SHOWS, TITLES, article_for
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.models import LimitSample, LimitSampleCopy, LimitSampleTerm
from amends.quality.queries.limit_samples import keeping_discipline, may_keep, stands, visible_samples

LONGEST = {"criteria": 2000, "told": 400, "reason": 2000}
LINE = 200
"""Letters of any other text."""
ALREADY = {
    "expired": Text(zh="样品已过有效期，续期后才能发副本", en="Its validity is over; renew it before a copy goes out"),
    "retired": Text(zh="样品已停用", en="It is retired"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreed:
    """With whom and when a sample was agreed, and until which day it may be judged by."""

    agreed_with: str
    agreed_on: date | None
    valid_until: date | None


def add_sample(viewer: Viewer, unit: UUID, words: Mapping[str, str], agreed: Agreed, *, at: datetime) -> LimitSample:
    """Put a sample into the register of a unit; return it.

    ``words``: product, aspect, defect, shows, criteria, kept_at. Raises NotFound for a unit whose samples the viewer
    does not keep, and Refused naming everything that is missing or wrong: a sample without criteria is none.
    """
    said = {name: words.get(name, "") for name in ("product", "aspect", "defect", "shows", "criteria", "kept_at")}
    with organisation(viewer.org):
        of = _keeping(viewer, unit, at)
        texts = _cleaned(said | {"agreed_with": agreed.agreed_with})
        day = viewer.directory.day(at, unit)
        against = [*_empty(of, texts), *_unknown(of, texts["shows"])]
        term = _term(of, agreed, day, against)
        agreed_with = texts.pop("agreed_with")
        row = LimitSample.objects.create(
            org_id=viewer.org, unit_id=unit, number=_next_number(viewer, day.year), valid_until=term[1],
            made_by_id=viewer.person, made_at=at, **texts,
        )  # fmt: skip
        _note_term(viewer, row, agreed_with, term, at)
        return row


def renew_sample(viewer: Viewer, number: str, agreed: Agreed, *, at: datetime) -> LimitSampleTerm:
    """Let a sample hold longer, as it was agreed again; return the term.

    Raises NotFound as `sample_of`, Refused for whoever does not keep it, a retired sample and a term that is none.
    """
    with organisation(viewer.org):
        row, of = _own(viewer, number, at)
        _check_not(of, row, viewer, at, "retired")
        texts = _cleaned({"agreed_with": agreed.agreed_with})
        day = viewer.directory.day(at, row.unit_id)
        term = _term(of, agreed, day, list(_empty(of, texts)))
        row.valid_until = term[1]
        row.save(update_fields=["valid_until"])
        return _note_term(viewer, row, texts["agreed_with"], term, at)


def issue_copy(viewer: Viewer, number: str, *, place: str, told: str, at: datetime) -> LimitSampleCopy:
    """Note that a copy of a sample went to where somebody judges by it, and who was told there; return it.

    Raises NotFound as `sample_of`, Refused without a place or anybody told, and for a sample that is not in force.
    """
    with organisation(viewer.org):
        row, of = _own(viewer, number, at)
        _check_not(of, row, viewer, at, "retired", "expired")
        texts = _cleaned({"place": place, "told": told})
        _refuse_any(list(_empty(of, texts)))
        return LimitSampleCopy.objects.create(
            org_id=viewer.org, sample=row, issued_by_id=viewer.person, issued_at=at, **texts
        )


def take_copy_back(viewer: Viewer, number: str, key: UUID, *, at: datetime) -> None:
    """Note that a copy came back; nothing where it is back already. Raises NotFound, and Refused as `issue_copy`."""
    with organisation(viewer.org):
        row, _of = _own(viewer, number, at)
        copies = LimitSampleCopy.objects.filter(sample=row, pk=key)
        if not copies.exists():
            raise NotFound(str(key))
        copies.filter(taken_back_at__isnull=True).update(taken_back_at=at, taken_back_by_id=viewer.person)


def retire_sample(viewer: Viewer, number: str, *, reason: str, at: datetime) -> LimitSample:
    """Retire a sample; return it. Raises NotFound, and Refused without a reason or a second time."""
    with organisation(viewer.org):
        row, of = _own(viewer, number, at)
        _check_not(of, row, viewer, at, "retired")
        texts = _cleaned({"reason": reason})
        _refuse_any(list(_empty(of, texts)))
        row.retired_at, row.retired_by_id, row.reason = at, viewer.person, texts["reason"]
        row.save(update_fields=["retired_at", "retired_by", "reason"])
        return row


def _keeping(viewer: Viewer, unit: UUID, at: datetime) -> Discipline:
    of = keeping_discipline(viewer, unit, at=at) if unit in viewer.units else None
    if of is None:
        raise NotFound(str(unit))
    _check_keeper(viewer, unit, of)
    return of


def _own(viewer: Viewer, number: str, at: datetime) -> tuple[LimitSample, Discipline]:
    row = visible_samples(viewer).select_for_update(of=("self",)).filter(number=number).first()
    of = keeping_discipline(viewer, row.unit_id, at=at) if row else None
    if row is None or of is None:
        raise NotFound(number)
    _check_keeper(viewer, row.unit_id, of)
    return row, of


def _check_keeper(viewer: Viewer, unit: UUID, of: Discipline) -> None:
    if may_keep(viewer, unit, of):
        return
    titles = [row.title for role in of.row.by for row in of.pack.role if row.id == role]
    who_zh, who_en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
    says = Text(zh=f"限度样品由{who_zh}管理", en=f"Limit samples are kept by {who_en}")
    raise Refused("role", says=says, missing=(Missing("role", says, of.row.article, pack=of.pack.id),))


def _check_not(of: Discipline, row: LimitSample, viewer: Viewer, at: datetime, *states: str) -> None:
    now = stands(viewer, row, at=at)
    if now in states:
        _refuse_any([_missing(of, f"standing:{now}", ALREADY[now])])


def _cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts without blanks around them. Raises Refused for what cannot be kept, such as too long ones."""
    own = {name: text.replace("\r\n", "\n").strip() for name, text in texts.items()}
    check_texts(own)
    long = [(name, LONGEST.get(name, LINE)) for name, text in own.items() if len(text) > LONGEST.get(name, LINE)]
    says = [
        Text(zh=f"“{TITLES[name].zh}”最多 {most} 字", en=f"“{TITLES[name].en}” has {most} letters at most")
        for name, most in long
    ]
    _refuse_any([Missing(f"long:{name}", one, field=name) for (name, _most), one in zip(long, says, strict=True)])
    return own


def _empty(of: Discipline, texts: Mapping[str, str]) -> Iterator[Missing]:
    for name, text in texts.items():
        if not text:
            title = TITLES[name]
            says = Text(zh=f"没有写明“{title.zh}”", en=f"“{title.en}” is not said")
            yield _missing(of, f"known:{name}", says, field=name)


def _unknown(of: Discipline, shows: str) -> Iterator[Missing]:
    if shows and shows not in SHOWS:
        says = Text(zh="样品不是良品就是不良品", en="A sample is either good or defective")
        yield _missing(of, "known:shows", says, field="shows")


def _term(of: Discipline, agreed: Agreed, day: date, against: list[Missing]) -> tuple[date, date]:
    """Return the days of a term. Raises Refused with everything that stands against it and the words beside it."""
    found = [*against, *_wrong_term(of, agreed, day)]
    if found or agreed.agreed_on is None or agreed.valid_until is None:
        raise _refusal(found)
    return agreed.agreed_on, agreed.valid_until


def _wrong_term(of: Discipline, agreed: Agreed, day: date) -> Iterator[Missing]:
    if agreed.agreed_on is None:
        says = Text(zh="没有写明商定日期", en="The day on which it was agreed is not said")
        yield _missing(of, "known:agreed_on", says, field="agreed_on")
    elif agreed.agreed_on > day:
        says = Text(zh="商定日期在将来", en="The day on which it was agreed lies ahead")
        yield _missing(of, "past:agreed_on", says, field="agreed_on")
    if agreed.valid_until is None:
        says = Text(zh="没有写明有效期", en="It is not said until when it holds")
        yield _missing(of, "known:valid_until", says, field="valid_until")
    elif agreed.valid_until < day:
        says = Text(zh="有效期已过", en="The last day of its validity is over")
        yield _missing(of, "ahead:valid_until", says, field="valid_until")


def _missing(of: Discipline, what: str, says: Text, *, field: str = "") -> Missing:
    return Missing(what, says, article_for(of, field), field=field, pack=of.pack.id)


def _refuse_any(missing: list[Missing]) -> None:
    if missing:
        raise _refusal(missing)


def _refusal(missing: list[Missing]) -> Refused:
    says = Text(zh="；".join(one.says.zh for one in missing), en="; ".join(one.says.en for one in missing))
    return Refused("limit_sample", says=says, missing=tuple(missing))


def _note_term(
    viewer: Viewer, row: LimitSample, agreed_with: str, term: tuple[date, date], at: datetime
) -> LimitSampleTerm:  # fmt: skip
    return LimitSampleTerm.objects.create(
        org_id=viewer.org, sample=row, agreed_with=agreed_with, agreed_on=term[0], valid_until=term[1],
        by_id=viewer.person, at=at,
    )  # fmt: skip


def _next_number(viewer: Viewer, year: int) -> str:
    """Return the next number of a year; who asks at the same moment waits, so that none is given twice."""
    key = int.from_bytes(sha256(f"limit-samples/{viewer.org}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
    start = f"LS-{year}-"
    return f"{start}{LimitSample.objects.filter(number__startswith=start).count() + 1:04}"
