"""The recurrence gate: no second 8D on the same defect before it is said what became of the earlier one (FR-117)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from amends.cases.models import EntryValue
from amends.cases.queries.reading import Reading, read_case
from amends.cases.queries.visible import NotFound, visible
from amends.cases.steps import take_step
from amends.core.check_fingerprints import DECLARED, EARLIER, REASON, WORD
from amends.core.fingerprints import Fingerprint, Likeness, compare
from amends.core.looking_back import still_counts
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.models import CasePrint, Declaration, EightD
from amends.quality.prints import Printed, fingerprint_of, keep_print, printed
from amends.quality.reopening import start_again

LOOKED_AT = 1_000
"""So many prints on one object are compared by their words alone, the newest first; a symptom has no such limit."""


AGAIN = Text(zh="：同一缺陷再发，措施认定无效", en=": the same defect came again; its action is declared failed")
"""What the earlier case is told; which case it was, its readers may not be allowed to know."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier 8D on the same defect. ``row`` is None for one whose case the viewer may not see."""

    row: EightD | None
    likeness: Likeness
    declaration: Declaration | None
    stands: bool  # it keeps a second 8D from opening


def earlier_eight_ds(reading: Reading, *, at: datetime) -> tuple[Earlier, ...]:
    """Return the earlier 8Ds on the defect of a case, within the time that its regulation looks back; newest first."""
    own = printed(reading.case, reading.rules.packs)
    if own is None:
        return ()
    found = [(row, likeness) for row, likeness in _alike(reading, own) if _counts(reading, own, row, at)]
    cases = [row.case_id for row, _ in found]
    seen = frozenset(visible(reading.viewer).filter(pk__in=cases).values_list("pk", flat=True))
    said = {one.earlier_id: one for one in Declaration.objects.filter(case=reading.case)}
    return tuple(
        Earlier(
            row if row.case_id in seen else None, likeness, said.get(row.pk),
            stands=bool(own.row.declared_by) and row.pk not in said and row.state != "failed",
        )
        for row, likeness in found
    )  # fmt: skip


def check_first(reading: Reading, *, at: datetime) -> str:
    """Keep the fingerprint of a case for whose 8D it is about to begin; return the key of its defect.

    Raises Refused naming each earlier 8D that stands in the way; of two that begin at once one waits for the other.
    """
    own = printed(reading.case, reading.rules.packs)
    if own is None:
        return ""
    _one_at_a_time(reading, own)
    kept = keep_print(reading.case, reading.rules.packs)
    _take_up(reading, own, at=at)
    standing = [one for one in earlier_eight_ds(reading, at=at) if one.stands]
    if standing:
        missing = tuple(_standing(own, one) for one in standing)
        raise Refused("earlier_8d", says=missing[0].says, missing=missing)
    return (kept.defect or kept.object) if kept else ""


def declare(viewer: Viewer, number: str, earlier: str, *, word: str, reason: str, at: datetime) -> Declaration:
    """Say of an earlier 8D that its action failed, or that a case has another cause; return the declaration.

    The step that the regulation names is taken on the case, so the journal says who it was. Failed: the earlier
    8D starts again at its cause (FR-117). Raises NotFound for what the viewer may not see, and Refused.
    """
    with organisation(viewer.org):
        reading = read_case(viewer, number)
        own = printed(reading.case, reading.rules.packs)
        known = earlier_eight_ds(reading, at=at)
        found = next((one for one in known if one.row is not None and one.row.number == earlier), None)
        if own is None or found is None or found.row is None:
            raise NotFound(earlier)
        _check_said(own, found, word=word, reason=reason)
        detail = {EARLIER: earlier, WORD: word, REASON: reason}
        take_step(viewer, number, own.row.declared_by, at=at, detail=detail)
        return _declared(reading, found.row, word=word, reason=reason, by=viewer.person, at=at)


def may_declare(reading: Reading) -> bool:
    """Return whether the viewer's roles let them declare on a case what became of an earlier 8D."""
    own = printed(reading.case, reading.rules.packs)
    step = reading.rules.steps.get(own.row.declared_by) if own else None
    return step is not None and (not step.by or bool(set(step.by) & reading.actor.roles))


def _take_up(reading: Reading, own: Printed, *, at: datetime) -> None:
    """Declare what somebody said by the step itself, through whatever door: the journal knows who it was."""
    said = reading.case.facts
    entry = next((one for one in reversed(reading.entries) if one.step and one.step == own.row.declared_by), None)
    if entry is None or entry.by_id is None or said.get(WORD) not in DECLARED:
        return
    for one in earlier_eight_ds(reading, at=at):
        if one.row is not None and one.declaration is None and one.row.number == said.get(EARLIER):
            words = EntryValue.objects.filter(entry=entry, name__endswith=REASON).values_list("value", flat=True)
            reason = next(iter(words), "—")  # the words may have been erased since; that it was said stays
            _declared(reading, one.row, word=said[WORD], reason=reason, by=entry.by_id, at=entry.recorded_at)


def _declared(
    reading: Reading, earlier: EightD, *, word: str, reason: str, by: UUID, at: datetime
) -> Declaration:  # fmt: skip
    made = Declaration.objects.create(
        org_id=reading.case.org_id, case=reading.case, earlier=earlier, word=word, reason=reason, by_id=by, at=at
    )
    if word == "failed":
        start_again(earlier.pk, says=AGAIN, at=at, viewer=reading.viewer)
    return made


def _alike(reading: Reading, own: Printed) -> list[tuple[EightD, Likeness]]:
    """Return the 8Ds of other cases with the same defect, found by the object of their cases."""
    mine, least = own.fingerprint, own.row.words_at_least
    rows = CasePrint.objects.filter(object=mine.object, case__in=EightD.objects.values("case"))
    others = _worth_comparing(rows.exclude(case=reading.case), mine)
    found = {row.case_id: compare(mine, fingerprint_of(row), words_at_least=least) for row in others}
    same = {case: likeness for case, likeness in found.items() if likeness.is_same}
    eight_ds = EightD.objects.filter(case__in=same).select_related("case").order_by("-opened_at", "-id")
    return [(row, same[row.case_id]) for row in eight_ds]


def _worth_comparing(rows: QuerySet[CasePrint], mine: Fingerprint) -> Iterator[CasePrint]:
    """Yield what may be the same defect: all of the same symptom, however old; those that words alone tell, newest.

    Another symptom is another defect, so the prints that have one are not read at all and push none out.
    """
    if mine.symptom:
        yield from rows.filter(symptom=mine.symptom)
        rows = rows.filter(symptom="")
    told = rows.filter(words__overlap=sorted(mine.words))
    yield from told.order_by("-received_at", "-id")[:LOOKED_AT]


def _counts(reading: Reading, own: Printed, row: EightD, at: datetime) -> bool:
    calendar = reading.rules.calendars[own.pack.id]
    return still_counts(own.pack, own.row, row.opened_at, now=at, calendar=calendar)


def _one_at_a_time(reading: Reading, own: Printed) -> None:
    key = int.from_bytes(sha256(f"{reading.case.org_id}/{own.fingerprint.object}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _standing(own: Printed, one: Earlier) -> Missing:
    if one.row is None:
        zh, en = "同一缺陷已有一份您无权查看的 8D", "there is an 8D on the same defect that you may not see"
    else:
        why, number = one.likeness.says, one.row.number
        zh, en = f"同一缺陷已有 {number}（{why.zh}）", f"there is {number} on the same defect ({why.en})"
    zh += "；先认定其措施无效，或说明原因不同"
    en += "; first say that its action failed, or why the cause is another"
    number = one.row.number if one.row else ""
    return Missing(f"earlier_8d:{number}", Text(zh=zh, en=en), own.row.article, field=EARLIER, pack=own.pack.id)


def _check_said(own: Printed, found: Earlier, *, word: str, reason: str) -> None:
    faults = {
        WORD: ("请选择措施无效或原因不同", "Choose: the action failed, or the cause is another", word not in DECLARED),
        REASON: ("请写明理由", "A reason is needed", not reason.strip()),
        EARLIER: ("这份 8D 已经交代过", "It has been said already what became of this 8D", bool(found.declaration)),
        "declared_by": (
            "本案的制度没有这一步",
            "The regulation of this case has no such step",
            not own.row.declared_by,
        ),
    }
    missing = tuple(
        Missing(f"known:{name}", Text(zh=zh, en=en), own.row.article, field=name, pack=own.pack.id)
        for name, (zh, en, is_missing) in faults.items() if is_missing
    )  # fmt: skip
    if missing:
        raise Refused("missing", says=missing[0].says, missing=missing)
