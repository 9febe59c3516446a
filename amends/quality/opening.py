"""An 8D begins from a case whose regulation has disciplines; one case has one (FR-108)."""

from __future__ import annotations

from datetime import datetime

from amends.cases.queries.reading import Reading, read_case
from amends.core.eight_d import disciplines
from amends.core.pack import Pack
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.models import EightD
from amends.quality.recurrence import check_first


def eight_d_of(viewer: Viewer, number: str) -> EightD | None:
    """Return the 8D of a case that the viewer sees, or None. Raises NotFound for a hidden case."""
    return EightD.objects.filter(case=read_case(viewer, number).case).first()


def may_open(reading: Reading) -> bool:
    """Return whether the viewer may begin an 8D on a case: its regulation has disciplines, one of them theirs."""
    found = disciplines(reading.rules.packs)
    if not found or not any(not one.row.by or set(one.row.by) & reading.actor.roles for one in found):
        return False
    return reading.case.stage_kind not in ("closed", "parked")


def open_eight_d(viewer: Viewer, number: str, *, at: datetime) -> EightD:
    """Begin the 8D of a case and return it; the one there is, where somebody was faster.

    Raises NotFound for a hidden case, Refused where its regulation has no 8D, the viewer no part in one, or
    nobody has said yet what became of an earlier 8D on the same defect (FR-117).
    """
    with organisation(viewer.org):
        reading = read_case(viewer, number)
        if (known := EightD.objects.filter(case=reading.case).first()) is not None:
            return known
        _check(reading)
        defect = check_first(reading, at=at)
        made, _ = EightD.objects.get_or_create(
            org_id=viewer.org, case=reading.case,
            defaults={
                "number": f"8D-{number}", "unit_id": reading.case.unit_id,
                "opened_by_id": viewer.person, "opened_at": at, "fingerprint": defect,
            },
        )  # fmt: skip
        return made


def _check(reading: Reading) -> None:
    found = disciplines(reading.rules.packs)
    if not found:
        raise _without_eight_d(reading.rules.lead)
    if may_open(reading):
        return
    of = found[0]
    if reading.case.stage_kind in ("closed", "parked"):
        says = Text(
            zh="8D 在未结案件上开启，请先重开或恢复办理", en="An 8D is begun on an open case: take it up again first"
        )
        raise Refused("closed", says=says, missing=(Missing("open", says, of.row.article, pack=of.pack.id),))
    wanted = {role for one in found for role in one.row.by}
    titles = list({one.id: one.title for pack in reading.rules.packs for one in pack.role if one.id in wanted}.values())
    zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
    says = Text(zh=f"8D 须由{zh}开启", en=f"An 8D is begun by one of: {en}")
    raise Refused("role", says=says, missing=(Missing("role", says, of.row.article, pack=of.pack.id),))


def _without_eight_d(lead: Pack) -> Refused:
    """Return the refusal where no article speaks of an 8D: it names the regulation instead (decision 0029)."""
    says = Text(
        zh=f"《{lead.title.zh}》没有 8D 步骤；须先写入制度",
        en=f"“{lead.title.en}” has no 8D: it has to be written in first",
    )
    return Refused("no_eight_d", says=says, missing=(Missing("discipline", says, pack=lead.id),))
