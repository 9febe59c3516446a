"""A blind second look: somebody who had no part decides a case again and sees the first result only afterwards.

While it is open the case is hidden from that person in every read (cases.blinding); what is needed for deciding
comes from ``blind``. The verdict is written once, together with the first result as it was at that moment.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from amends.cases.blinding import blind, give_sight
from amends.cases.journal.unit_chain import note_of_unit
from amends.cases.models import Case, CaseRule, MoneyLine
from amends.cases.queries.reading import read_case
from amends.cases.queries.visible import NotFound, readable
from amends.core.lots import draw
from amends.core.money import REMEDY as PAID
from amends.core.pack import Pack, SampleRow
from amends.core.refusal import Missing, Refused
from amends.core.second_look import GRADE, NATURE, NOTHING, REMEDY, check_verdict, questions
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.drawn_from import barred_from, may_read, people_for
from amends.quality.models import HAS_A_PART, MAY_NOT_READ, CaseDraw, SecondLook
from amends.quality.sample_rows import Drawable, drawables, due_of, in_force, of_unit, refused
from amends.regulations.shelf import pack

MOST_WORDS = 2_000


def ask_second_look(viewer: Viewer, number: str, *, request: str, at: datetime) -> SecondLook:
    """Begin the second look that a complainant asked for; who takes it is drawn by lot.

    One whose judge got a part in the case since, or may not read it since it became confidential, is stopped, and
    kept with that reason; the next judge is then drawn among those who may read the case. Raises NotFound for a hidden
    case, Refused where the regulation knows none on request, the viewer may not begin it, the case is not closed,
    one is running, or nobody is there who had no part.
    """
    with organisation(viewer.org):
        case = read_case(viewer, number).case
        of = _asked_by(viewer, case, at)
        _check_ready(case, of.row, request)
        among = people_for(viewer.directory, of.row.among, unit=of.unit, day=viewer.day)
        people = [str(one) for one in may_read(viewer.directory, case, among, day=viewer.day)]
        had_part = barred_from([case])[case.pk]
        stopped = _stop(viewer, case, of.row, had_part, at)
        barred = [str(one) for one in had_part]
        seed = secrets.token_hex(16)
        drawn = draw(seed, {str(case.pk): barred}, people, many=1).pairs
        if not drawn:
            zh, en = "没有未参与本案的人员可供抽取", "Nobody is there who had no part in the case"
            raise refused(of.row, "nobody", zh=zh, en=en)
        made = begin(
            viewer, case.pk, UUID(drawn[0].person), of=of, at=at, due_at=due_of(of, at=at), request=request.strip()
        )  # fmt: skip
        body = {
            "look": str(made.pk), "case": str(case.pk), "seed": seed, "people": people, "barred": barred,
            "person": drawn[0].person, **({"instead_of": str(stopped.pk)} if stopped else {}),
        }  # fmt: skip
        note_of_unit(of.unit, org=viewer.org, step="second_look_asked", body=body, at=at, by=viewer.person)
        return made


def begin(
    viewer: Viewer, case: UUID, person: UUID, *, of: Drawable, due_at: datetime, at: datetime,
    draw: CaseDraw | None = None, request: str = "",
) -> SecondLook:  # fmt: skip
    """Give a case to somebody for a second look and hide it from them; return the look.

    Raises Refused where somebody else began one in the same moment.
    """
    blind(case, to=person)
    try:
        with transaction.atomic():
            return SecondLook.objects.create(
                org_id=viewer.org, draw=draw, case_id=case, unit_id=of.unit, pack=of.pack.id, sample=of.row.id,
                person_id=person, request=request, asked_at=at, asked_by_id=viewer.person, due_at=due_at,
            )  # fmt: skip
    except IntegrityError as before:
        raise _runs_already(of.row) from before


def decide_again(viewer: Viewer, key: UUID, verdict: Mapping[str, list[str]], *, why: str, at: datetime) -> SecondLook:
    """Keep a verdict beside the first result, and let the person see the case again.

    Raises NotFound for another's look or one that is done, Refused naming each question that is left open.
    """
    with organisation(viewer.org):
        row = own_look(viewer, key, to_write=True)
        case = Case.objects.get(pk=row.case_id)
        of = in_force(viewer, row.unit_id, row.sample, at=at)
        row.verdict = check_verdict(lead_of(case), verdict, why, article=of.row.article if of else "")
        row.why, row.first, row.done_at = why.strip(), first_result(case), at
        row.save(update_fields=["verdict", "why", "first", "done_at"])
        give_sight(case.pk, to=viewer.person)
        return row


def own_look(viewer: Viewer, key: UUID, *, to_write: bool = False) -> SecondLook:
    """Return an open second look of the viewer's own. Raises NotFound alike for every other."""
    rows = own_looks(viewer).filter(pk=key)
    row = (rows.select_for_update() if to_write else rows).first()
    if row is None:
        raise NotFound(str(key))
    return row


def own_looks(viewer: Viewer, *, done: bool = False) -> QuerySet[SecondLook]:
    """Return the open second looks of the viewer's own, or those that are done.

    Not those of cases in which the viewer is complained of by now, or that have become confidential to others.
    """
    if not viewer.memberships:
        return SecondLook.objects.none()
    known = Case.objects.filter(readable(viewer)).exclude(accused__contains=[viewer.person])
    return SecondLook.objects.filter(person=viewer.person, done_at__isnull=not done, case__in=known)


def first_result(case: Case) -> dict[str, list[str]]:
    """Return what a case came to, under the keys of a verdict: finding, grades, remedies."""
    lead = lead_of(case)
    graded = {key: str(grading.get("grade") or "") for key, grading in case.gradings.items()}
    lines = MoneyLine.objects.filter(case=case, flow=PAID).values_list("kind", flat=True)
    remedies = sorted({*lines} & {one.id for one in lead.remedy})
    known = {
        NATURE: [str(case.facts[NATURE])] if case.facts.get(NATURE) else [],
        REMEDY: remedies or [NOTHING],
        **{f"{GRADE}{of.id}": [one] if (one := graded.get(f"{lead.id}/{of.id}", "")) else [] for of in lead.list},
    }
    return {one.key: known.get(one.key, []) for one in questions(lead)}


def lead_of(case: Case) -> Pack:
    """Return the lead pack under which a case came in."""
    hashed = CaseRule.objects.filter(case=case, position="lead").values_list("published__content_hash", flat=True)
    return pack(hashed.get())


def may_ask(viewer: Viewer, case: Case, *, at: datetime) -> bool:
    """Return whether the viewer may begin a second look at a closed case on the complainant's request."""
    return case.stage_kind == "closed" and _may_be_judged(case) and any(_on_request(viewer, case, at))


def _may_be_judged(case: Case) -> bool:
    """Whether a case may be looked at again: a confidential one only to go on with what was begun before."""
    return not case.confidential or SecondLook.objects.filter(case=case, done_at__isnull=True).exists()


def _on_request(viewer: Viewer, case: Case, at: datetime) -> Iterator[Drawable]:
    known = viewer.directory.units
    paths = {one for unit in {case.unit_id, *case.units} if unit in known for one in known[unit].path}
    for one in drawables(viewer, at=at):
        if one.unit in paths and one.row.kind == "second_look" and one.row.on_request:
            yield one


def _asked_by(viewer: Viewer, case: Case, at: datetime) -> Drawable:
    """Return for which unit, and by which row, the viewer may begin a second look."""
    found = next(_on_request(viewer, case, at), None)
    if found is not None:
        return found
    rows = [one for one in of_unit(viewer, case.unit_id, at) if one.row.kind == "second_look"]
    rows.sort(key=lambda one: not one.row.on_request)
    if not rows or not rows[0].row.on_request:
        raise _not_on_request(rows[0] if rows else None)
    titles = [one.title for one in rows[0].pack.role if one.id in rows[0].row.by]
    zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
    raise refused(rows[0].row, "role", zh=f"须由{zh}办理", en=f"for {en} only")


def _not_on_request(drawn: Drawable | None) -> Refused:
    """Return the refusal where the regulation knows no second look on request: with the article of the one by lot."""
    if drawn is not None:
        zh, en = (
            "本制度的复核只由抽签产生，不应请求办理",
            "The regulation knows second looks by lot only, none on request",
        )
        return refused(drawn.row, "sample", zh=zh, en=en)
    zh, en = (
        "制度中没有复核；写入制度后方可应请求办理",
        "The regulation knows no second look: it has to be written in first",
    )
    says = Text(zh=zh, en=en)
    return Refused("second_look", says=says, missing=(Missing("sample", says),))


def _check_ready(case: Case, row: SampleRow, request: str) -> None:
    if case.stage_kind != "closed" or not _may_be_judged(case):
        zh, en = (
            "结案后才能复核，保密案件不复核",
            "Only closed cases that are not confidential are looked at again",
        )
        raise refused(row, "closed", zh=zh, en=en)
    if not request.strip() or len(request) > MOST_WORDS:
        zh, en = (
            f"请写明投诉人的请求（至多 {MOST_WORDS} 字）",
            f"Say what is asked for ({MOST_WORDS} characters at most)",
        )
        raise refused(row, "known:request", zh=zh, en=en, field="request")


def is_hindered(viewer: Viewer, row: SecondLook | None) -> bool:
    """Return whether a second look is open and its judge cannot take it: by a part in the case, or not to read it."""
    if row is None or row.done_at is not None:
        return False
    case = Case.objects.get(pk=row.case_id)
    return bool(_hindrance(viewer, case, row, barred_from([case])[case.pk]))


def _hindrance(viewer: Viewer, case: Case, row: SecondLook, had_part: set[UUID]) -> str:
    if row.person_id in had_part:
        return HAS_A_PART
    return "" if may_read(viewer.directory, case, [row.person_id], day=viewer.day) else MAY_NOT_READ


def _stop(viewer: Viewer, case: Case, row: SampleRow, had_part: set[UUID], at: datetime) -> SecondLook | None:
    """End the open second look whose judge cannot take it by now, and return it; one that runs stands."""
    running = SecondLook.objects.select_for_update().filter(case=case, done_at__isnull=True).first()
    if running is None:
        return None
    why = _hindrance(viewer, case, running, had_part)
    if not why:
        raise _runs_already(row)
    running.why, running.done_at = why, at
    running.save(update_fields=["why", "done_at"])
    give_sight(case.pk, to=running.person_id)
    return running


def _runs_already(row: SampleRow) -> Refused:
    return refused(row, "once", zh="本案正在复核", en="The case is being looked at again already")
