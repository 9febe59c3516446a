"""Cause analyses in the browser: fishbone, 5-why and cause–effect matrix of an 8D, saved while one draws (FR-107)."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localtime, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.cases.queries.visible import NotFound
from amends.core.causes import LEGS, SCORES, WEIGHTS, Cause, outline
from amends.core.eight_d import PART_TITLES
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.quality.causing import (
    Drawn,
    Stale,
    analysis_of,
    causes_to_score,
    finished_kinds,
    save_analysis,
    take_cause,
    versions_of,
)
from amends.web.desk.causes_words import KINDS, words_of_the_editor
from amends.web.desk.door import desk
from amends.web.shell import show


@require_GET
@desk
def causes(request: HttpRequest, viewer: Viewer, number: str, kind: str) -> HttpResponse:
    """Show an analysis of an 8D, to be changed by those who write its cause; ``version`` shows an earlier one."""
    asked = request.GET.get("version", "")
    if asked and not (asked.isdecimal() and len(asked) < 9):
        raise NotFound(asked)
    drawn = analysis_of(viewer, number, kind, version=int(asked) if asked else None)
    return show(request, viewer, "desk/causes/page.html", _context(viewer, drawn), here="eight_ds")


@require_POST
@desk
def causes_save(request: HttpRequest, viewer: Viewer, number: str, kind: str) -> HttpResponse:
    """Save what was drawn; answer with the version, with that of somebody who was faster, or with what it lacks."""
    base, finish = request.POST.get("base", "0"), request.POST.get("finish") == "yes"
    try:
        content = json.loads(request.POST.get("content", ""))
    except (ValueError, RecursionError):
        content = {"causes": None}  # refused as unreadable, in the same words as anything else that is none
    try:
        row = save_analysis(
            viewer, number, kind, content, base=int(base) if base.isdecimal() and len(base) < 9 else 0, at=now(),
            finish=finish,
        )  # fmt: skip
    except Stale as stale:
        return JsonResponse({"stale": _theirs(viewer, stale)}, status=409)
    except Refused as refused:
        return JsonResponse({"refused": _refused(refused)}, status=409)
    return JsonResponse({"version": row.version, "finished": row.is_finished, "says": _saved(row.at)})


@require_POST
@desk
def causes_take(request: HttpRequest, viewer: Viewer, number: str, kind: str) -> HttpResponse:
    """Write a root cause into one of the causes of the 8D; answer with what stands there now."""
    cause, part = request.POST.get("cause", "")[:40], request.POST.get("part", "")[:40]
    try:
        take_cause(viewer, number, kind, cause=cause, part=part, at=now())
    except Refused as refused:
        return JsonResponse({"refused": _refused(refused)}, status=409)
    return JsonResponse({"written": analysis_of(viewer, number, kind).written})


def _context(viewer: Viewer, drawn: Drawn) -> dict[str, Any]:
    is_last = drawn.row == drawn.newest
    kinds = finished_kinds(drawn.record)
    return {
        "drawn": drawn, "row": drawn.record.row, "case": drawn.record.row.case, "place": drawn.place,
        "pack": drawn.place.discipline.pack, "kind": drawn.analysis.kind, "refused": None,
        "tabs": [(name, title, kinds.get(name)) for name, title in KINDS.items()], "title": KINDS[drawn.analysis.kind],
        "is_last": is_last, "versions": versions_of(drawn), "people": viewer.directory.people,
        "outline": [(depth, one, isinstance(one, Cause)) for depth, one in outline(drawn.analysis)],
        "editor": json.dumps(_editor(drawn, may_write=drawn.may_write and is_last), ensure_ascii=False),
    }  # fmt: skip


def _editor(drawn: Drawn, *, may_write: bool) -> dict[str, Any]:
    """Return all that the editor needs; it asks for nothing more until it saves."""
    language, analysis = get_language() or "zh", drawn.analysis
    parts = [one.id for one in LEGS if one.id in drawn.place.discipline.parts]
    return {
        "kind": analysis.kind, "content": analysis.content(), "version": drawn.newest.version if drawn.newest else 0,
        "mayWrite": may_write, "words": words_of_the_editor(), "scores": SCORES,
        "weights": [WEIGHTS.start, WEIGHTS.stop - 1],
        "classes": [{"id": one.id, "title": one.title.in_(language)} for one in analysis.classes],
        "parts": [{"id": one, "title": PART_TITLES[one].in_(language)} for one in parts],
        "written": {part: drawn.written.get(part, "") for part in parts},
        "known": causes_to_score(drawn), "name": f"{drawn.record.row.number}-{analysis.kind}",
    }  # fmt: skip


def _theirs(viewer: Viewer, stale: Stale) -> dict[str, Any]:
    person = viewer.directory.people.get(stale.row.by_id)
    name = person.name(get_language() or "zh") if person else ""
    says = _("%(name)s saved version %(n)s at %(time)s while you were drawing.") % {
        "name": name, "n": stale.row.version, "time": f"{localtime(stale.row.at):%H:%M:%S}",
    }  # fmt: skip
    return {"version": stale.row.version, "content": stale.row.content, "says": says}


def _refused(refused: Refused) -> dict[str, Any]:
    language = get_language() or "zh"
    missing = [{"says": one.says.in_(language), "article": one.article, "cause": one.field} for one in refused.missing]
    return {"says": refused.says.in_(language), "article": refused.article, "missing": missing}


def _saved(at: Any) -> str:
    return _("Saved %(time)s") % {"time": f"{localtime(at):%H:%M:%S}"}
