"""Try: what would this case get? Facts typed on the left, grade, route, clocks, remedies and reply parts on the right.

The facts stand in the address, so a finding's example and a colleague's question are links. Nothing is stored.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.visible import NotFound
from amends.core.check_names import check_names
from amends.core.checker import errors_of
from amends.core.conditions import facts_of
from amends.core.dues import proof
from amends.core.fact_types import conditions_in, fact_types, rows_of
from amends.core.finding import Finding
from amends.core.first_telling import is_computed
from amends.core.ledger import Rules
from amends.core.pack import GradeRow, GradingRow, Pack
from amends.core.plain_language import read_aloud
from amends.core.plain_words import Words
from amends.core.told_moment import said_of
from amends.core.trying import Tried, TriedClock, TriedGrade, try_facts
from amends.core.vocabulary import Type
from amends.people.viewer import Viewer
from amends.regulations import shelf
from amends.regulations.drafted import rules_with
from amends.regulations.models import PackDraft
from amends.regulations.validity import published_pack
from amends.web.answers import read
from amends.web.clocks import clock
from amends.web.desk.admin_people import units
from amends.web.desk.door import desk
from amends.web.desk.regulation_desk import draft_at, draft_page, names_of
from amends.web.fields import COMPLAINT, FormField, pack_fields, shown
from amends.web.shell import show

ASKED_FIRST = {"matter": "complaint"}
"""What a case is taken to be until somebody says otherwise: only a complaint starts clocks (FR-005)."""
AT = "at"
"""When the case is told; left empty: now."""
NOT_ASKED = ("unit", AT)


@require_GET
@desk
def draft_try(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Try facts on a draft, as far as its rows can be read."""
    found = draft_at(viewer, key)
    names = names_of(found)
    context: dict[str, Any] = _tried(request, viewer, names.pack) if names else {}
    context["action"] = reverse("desk:draft_try", args=[key])
    if request.headers.get("HX-Request"):
        return show(request, viewer, "desk/regulation/tried.html", context)
    return draft_page(request, viewer, found, "try", "try", context)


@require_GET
@desk
def regulation_try(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Try facts on a published version."""
    row = published_pack(key)
    if row is None:
        raise NotFound(str(key))
    pack = shelf.pack(row.content_hash)
    context = {**_tried(request, viewer, pack), "published": row, "pack": pack}
    context["action"] = reverse("desk:regulation_try", args=[key])
    template = "tried.html" if request.headers.get("HX-Request") else "try.html"
    return show(request, viewer, f"desk/regulation/{template}", context, here="regulation")


def _tried(request: HttpRequest, viewer: Viewer, pack: Pack) -> dict[str, Any]:
    """Return the fields, filled as the address says, and what the pack says of them."""
    sent = request.GET if any(key not in NOT_ASKED for key in request.GET) else _first()
    deciding = _deciding(pack)
    asked = _fields(pack, deciding)
    values, fields = read(asked, sent)
    said, (told,) = read((_told_field(),), request.GET)
    at = said.get(AT) or now()
    unit = _unit(viewer, request.GET.get("unit", ""))
    rules = rules_with(viewer.directory, unit, pack)
    readable = not any(one.errors for one in (*fields, told))
    tried = _asked(values, rules, at=at) if readable else None
    runs = tried is not None or not readable
    first = [one for one in fields if one.name in deciding or one.value or any(option.chosen for option in one.options)]
    return {
        "fields": (told, *first), "more": [one for one in fields if one not in first], "tried_pack": pack, "runs": runs,
        "units": units(viewer), "unit": str(unit), "tried": _shown(tried, at) if tried else None,
    }  # fmt: skip


def _asked(values: dict[str, Any], rules: Rules, *, at: datetime) -> Tried | None:
    """Return what the rules say; None for rules that cannot be run.

    A row that names what is not there, or a time that is none, cannot be run; a gap or a shadowed row can, and
    should be seen. What a case could never be told (no complainant at all) may be tried: a finding's own
    example is such a case.
    """
    if errors_of(tuple(check_names(rules.lead))):
        return None
    try:
        return try_facts(values, rules, at=at)
    except ValueError:
        return None


def _first() -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update(ASKED_FIRST)
    return sent


def _deciding(pack: Pack) -> tuple[str, ...]:
    """Return the facts that some condition of the pack reads and that somebody can tell."""
    read_by = {name for _table, row in rows_of(pack) for _key, one in conditions_in(row) for name in facts_of(one)}
    plain = {name.partition("/")[0] for name in read_by}
    return (
        "matter",
        *sorted(name for name in plain & set(fact_types(pack)) if not is_computed(name) and name != "matter"),
    )


def _fields(pack: Pack, deciding: tuple[str, ...]) -> tuple[FormField, ...]:
    more = (row.id for row in pack.field if row.form == COMPLAINT and not row.personal)
    fields = pack_fields(pack, [*deciding, *more], language=get_language() or "zh", given={})
    return tuple(replace(one, required=False) for one in fields)  # what is not told yet is what one tries


def _told_field() -> FormField:
    return FormField(AT, Type.INSTANT, _("Told to us"), "datetime-local", hint=_("Left empty: now."))


def _unit(viewer: Viewer, said: str) -> UUID:
    known = viewer.directory.units
    named = next((one for one in known if str(one) == said), None)
    mine = next((one.unit for one in viewer.memberships if one.unit in known), None)
    return named or mine or next(iter(known))


def _shown(tried: Tried, at: datetime) -> dict[str, Any]:
    language = get_language() or "zh"
    words = Words(tried.rules.lead, language, marks_settings=False)
    offered = {one.row for one in tried.offers}
    clocks = [_clock(one, tried.rules, at, words) for one in tried.clocks]
    return {
        "grades": [_grade(one) for one in tried.grades], "flags": tried.flags, "route": tried.route,
        "now": [one for one in clocks if not one["later"]], "later": [one for one in clocks if one["later"]],
        "told": _told(tried, words),
        "offers": [(read_aloud(words, row), row) for row in tried.rules.lead.offer if row.id in offered],
        "parts": tried.parts,
        "refusals": tried.refusals,
    }  # fmt: skip


def _told(tried: Tried, words: Words) -> str:
    """Return on what kind of day it is told: "Sunday, rest day, 09:30"."""
    calendar = tried.rules.calendars[tried.rules.lead.id]
    said = said_of(calendar.local(tried.at), calendar)
    return words.say("，", ", ").join(words.value(name, value) for name, value in said.items())


def _grade(one: TriedGrade) -> tuple[TriedGrade, list[GradeRow], list[GradingRow]]:
    held = {one.grading.grade} if one.grading.grade else set()
    grades = [row for row in one.pack.grade if row.list == one.list.id and row.id in held]
    return one, grades, [row for row in one.pack.row if row.list == one.list.id and row.id in one.grading.rows]


def _clock(one: TriedClock, rules: Rules, at: datetime, words: Words) -> dict[str, Any]:
    duty = one.pack.duties[one.obligation.duty]
    due = one.obligation.due_at
    return {
        "duty": duty, "later": one.after_dispatch, "owner": words.role(duty.owner), "due": due,
        "clock": clock(due, at, starts=one.obligation.starts_at, state="open" if due else "asleep"),
        "proof": proof(one.obligation, rules, language=words.language),
    }  # fmt: skip


def try_address(draft: PackDraft, finding: Finding) -> str:
    """Return the address that tries the case of a finding on its draft, when it is told; nothing without one."""
    asked: dict[str, Any] = finding.case.ask(now()) if finding.case else {"facts": finding.witness or {}}
    said = {name: _said(value) for name, value in asked["facts"].items() if ":" not in name}
    if finding.case and finding.case.told:
        said[AT] = shown(Type.INSTANT, datetime.fromisoformat(asked[AT]))
    if not said:
        return ""
    return f"{reverse('desk:draft_try', args=[draft.pk])}?{urlencode(said, doseq=True)}"


def _said(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return [str(one) for one in value] if isinstance(value, tuple | list | set | frozenset) else str(value)
