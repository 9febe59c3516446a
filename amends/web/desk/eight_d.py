"""8D: the list, and one record with its disciplines as a path, the form of the open one, its versions and actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from amends.cases.queries.reading import Reading
from amends.core.eight_d import PART_TITLES, Place, disciplines, locked_action
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.quality.handing_in import read_of
from amends.quality.models import DisciplineVersion, EightD
from amends.quality.objecting import objections_to
from amends.quality.opening import may_open
from amends.quality.queries.limit_samples import named_in
from amends.quality.queries.listing import MOST, Filters, listed, units_of
from amends.quality.queries.page import EightDPage, eight_d_page
from amends.quality.queries.waiting import Waiting, waiting, words_wanted
from amends.regulations.having import has_rows
from amends.web.desk.door import desk
from amends.web.desk.eight_d_words import (
    KINDS,
    STANDINGS,
    STATES,
    TONES,
    other_objections,
    part_fields,
    path_rows,
    version_rows,
)  # fmt: skip
from amends.web.desk.limit_sample_words import STATES as SAMPLE_STATES
from amends.web.desk.limit_sample_words import TONES as SAMPLE_TONES
from amends.web.desk.limit_sample_words import left_words
from amends.web.desk.pledged import first_values
from amends.web.fields import FormField, fields_of
from amends.web.shell import show


@require_GET
@desk
def eight_ds(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the 8Ds of the cases that the viewer sees, by state and unit."""
    filters = Filters(
        request.GET.get("state", ""), request.GET.get("unit", ""), request.GET.get("q", "")[:60].strip()
    )  # fmt: skip
    rows = listed(viewer, filters)
    units = [viewer.directory.units[key] for key in units_of(viewer) if key in viewer.directory.units]
    context = {
        "rows": rows, "filters": filters, "states": STATES, "tones": TONES, "standings": STANDINGS,
        "cut": len(rows) >= MOST, "most": MOST,
        "units": [(one.code, one.name(get_language() or "zh")) for one in units],
    }  # fmt: skip
    return show(request, viewer, "desk/eight_d/list.html", context, here="eight_ds")


@require_GET
@desk
def eight_d(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show an 8D; ``d`` names the discipline that is open."""
    page = eight_d_page(viewer, number)
    return answer(request, viewer, page, here=request.GET.get("d", ""), edit=bool(request.GET.get("edit")))


def answer(
    request: HttpRequest, viewer: Viewer, page: EightDPage, *, here: str = "", refused: Refused | None = None,
    sent: Mapping[str, str] | None = None, extra: tuple[FormField, ...] | None = None, edit: bool = False,
) -> HttpResponse:  # fmt: skip
    """Return the page of an 8D in the zone of its unit, with what was refused and typed."""
    with timezone.override(viewer.directory.zone(page.record.row.unit_id)):
        place = place_of(page, here)
        context = _context(page, place, at=now(), sent=sent or {}, extra=extra) | {"refused": refused}
        context["writing"] = edit or bool(sent) or not place.stands or context["against_it"]
        return show(
            request, viewer, "desk/eight_d/page.html", context, here="eight_ds", status=409 if refused else 200
        )  # fmt: skip


def place_of(page: EightDPage, here: str) -> Place:
    """Return the discipline that the page opens: the one asked for, else what waits for the reader's approval.

    Else the first to be written, else the last.
    """
    places = page.record.places
    asked = [one for one in places if one.discipline.id == here]
    waits = [one for one, _ in page.record.pending_mine()] if page.may_approve() else []
    ahead = [one for one in places if one.standing not in ("accepted", "locked")]
    return next(iter(asked or waits or ahead), places[-1])


def _context(
    page: EightDPage, place: Place, *, at: datetime, sent: Mapping[str, str], extra: tuple[FormField, ...] | None
) -> dict[str, Any]:
    record, latest = page.record, page.record.latest(place.discipline.id)
    against = latest.objections if latest and latest.verdict == "refused" else []
    content = {**(latest.content if latest else {}), **sent}
    in_force = record.in_force(place.discipline.id) or latest
    people = record.viewer.directory.people
    shown = [(PART_TITLES[part], text) for part, text in _words(place, in_force) if text]
    beside = against or _beside_draft(page, place, latest)
    named = named_in(record.viewer, [*content.values(), *(text for _, text in shown)], at=at)
    return {
        "page": page, "row": record.row, "case": record.row.case, "place": place, "of": place.discipline,
        "packs": {one.id: one for one in record.reading.rules.packs}, "pack": place.discipline.pack, "now": at,
        "state": STATES[record.row.state], "tone": TONES.get(record.row.state, ""),
        "path": list(path_rows(page, place.discipline.id)), "latest": latest, "read": read_of(latest),
        "theirs": [(PART_TITLES[part], text) for part, text in _words(place, latest) if text],
        "parts": part_fields(place, content, beside), "against": other_objections(place, against),
        "extra": extra if extra is not None else extra_fields(page, place), "versions": version_rows(page, place),
        "may_write": page.may_write(place), "may_review": page.may_review(place), "may_send": page.may_send(place),
        "may_approve": page.may_approve(), "pending": [one for one, _ in record.pending_mine()],
        "approvals": [(one, people.get(one.by_id)) for one in record.approvals], "kinds": KINDS,
        "promised": sent if "kind" in sent else first_values(record.viewer.directory.day(at), criterion=""),
        "sends_letter": bool(place.discipline.tells), "standing": STANDINGS[place.standing], "sent": sent,
        "people": _people(page), "today": record.viewer.directory.day(at, record.row.unit_id),
        "me": str(record.viewer.person), "against_it": bool(against), "near_end": record.places[-1].stands,
        "first_kind": "containment" if locked_action("corrective", record.places) else "corrective",
        "roles": _roles(place),
        "shown": shown,
        "samples": [(one, left_words(one.left)) for one in named],
        "sample_states": SAMPLE_STATES, "sample_tones": SAMPLE_TONES,
    }  # fmt: skip


def _beside_draft(page: EightDPage, place: Place, latest: DisciplineVersion | None) -> list[Any]:
    """Return what the referee has against a draft that the reader goes on writing, as if it had just been typed."""
    if latest is None or latest.verdict != "draft" or not page.may_write(place):
        return []
    return list(
        objections_to(page.record, place, {part: text for part, text in latest.content.items() if text.strip()})
    )


def _words(place: Place, version: DisciplineVersion | None) -> list[tuple[str, str]]:
    return [(part, version.content.get(part, "")) for part in place.discipline.parts] if version else []


def _roles(place: Place) -> list[Text]:
    of = place.discipline
    return [row.title for role in of.row.by for row in of.pack.role if row.id == role]


def extra_fields(page: EightDPage, place: Place, given: Mapping[str, Any] | None = None) -> tuple[FormField, ...]:
    """Return what the step of a discipline asks beside the text, as fields of the pack's forms."""
    rules, of = page.record.reading.rules, place.discipline
    if place.stands:
        return ()
    asked = [name for step in of.steps("handed_in") for name in rules.steps[step].asks if name not in of.brings]
    known = {**page.record.reading.state.facts, **(given or {})}
    return fields_of(rules, dict.fromkeys(asked), language=get_language() or "zh", given=known)


def _people(page: EightDPage) -> list[tuple[str, str]]:
    language, case = get_language() or "zh", page.record.row.case
    known = page.record.viewer.directory.people.items()
    found = ((str(key), one.name(language)) for key, one in known if one.is_active and key not in case.accused)
    return sorted(found, key=lambda pair: pair[1])


def improving(viewer: Viewer, *, at: datetime) -> tuple[Waiting, ...]:
    """Return what 8Ds leave the viewer to do today; asked only where a regulation has disciplines (FR-119)."""
    if not has_rows(viewer.directory, "discipline"):
        return ()
    return (*words_wanted(viewer), *waiting(viewer, now=at))


def side_of(reading: Reading) -> dict[str, Any] | None:
    """Return what the case page shows of its 8D: the record, or that one may be begun; None without disciplines."""
    if not disciplines(reading.rules.packs):
        return None
    row = EightD.objects.filter(case=reading.case).first()
    if row is None:
        return {"row": None} if may_open(reading) else None
    return {"row": row, "state": STATES[row.state], "tone": TONES.get(row.state, "")}
