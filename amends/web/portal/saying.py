"""Say it: the form, and the page with number and secret that follows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from amends.cases.evidence import add_evidence, evidence_step
from amends.cases.mirror import mirror
from amends.cases.once import OtherRequest, once, secret_of
from amends.cases.steps import Intake, register
from amends.cases.ways_in import open_kinds
from amends.core.pack import Pack
from amends.core.refusal import Refused
from amends.people.directory import UnitInfo
from amends.regulations.shelf import NoRegulation, rules_for
from amends.web.fields import FormField
from amends.web.portal import form as forms
from amends.web.portal.door import Visit, portal, remember_case, show
from amends.web.rates import spent
from amends.web.visitor import address_of

SAID_MOST, SAID_WITHIN = 20, 60 * 60
LETTERS_MOST, LETTERS_WITHIN = 3, 24 * 60 * 60
"""One address of an e-mail may be named so often a day: the form must not become a way to flood somebody's box."""


@dataclass(frozen=True, slots=True)
class Said:
    """A complaint that is registered, and what became of its files."""

    number: str
    secret: str
    files: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The form of a unit with what was told so far; it comes back filled whatever is wrong."""

    visit: Visit
    unit: UnitInfo
    pack: Pack
    told: forms.Answers

    def shown(self, fields: tuple[FormField, ...], *, wrong: str = "", status: int = 200) -> HttpResponse:
        """Return the form with these fields."""
        mark = self.visit.request.POST.get(forms.ONCE, "")
        opened = [one.name for one in fields if one.name in self.told.shown]
        parts = {part: [one for one in fields if forms.part_of(one) == part] for part in forms.PARTS}
        context = {
            **parts, "opened": opened, "seen": " ".join(opened), "sometimes": forms.conditional(self.pack),
            "unit": self.unit, "wrong": wrong, "once": mark if forms.is_once(mark) else forms.new_once(),
            "place": dict(_places(self.visit)).get(self.unit.code, ""), "files_again": bool(self.visit.request.FILES),
            "several": len(self.visit.units) > 1,
        }  # fmt: skip
        return show(self.visit, "portal/say.html", context, status=status)


@require_safe
@portal
def home(visit: Visit) -> HttpResponse:
    """Show the two ways in: say it, or see how it stands."""
    return show(visit, "portal/home.html", {"known": bool(visit.opened[0]), "receives": _receives(visit)})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@portal
def say(visit: Visit) -> HttpResponse:
    """Show the form, or register what was said. A refused form comes back filled."""
    unit = _unit(visit)
    if not _receives(visit):
        text = _("Complaints are not received on this page.")
        return show(visit, "portal/message.html", {"title": visit.name, "text": text}, status=404)
    if unit is None:
        return show(visit, "portal/where.html", {"places": _places(visit)})
    try:
        rules = rules_for(unit.id, visit.at, known=visit.viewer.directory).rules
    except NoRegulation:
        text = _("Complaints are not received here yet.")
        return show(visit, "portal/message.html", {"title": visit.name, "text": text}, status=404)
    fields, sent = forms.fields(rules.lead, language=visit.language), visit.request.POST
    told = forms.answers(fields, sent, rules, at=visit.at)
    page = Page(visit, unit, rules.lead, told)
    if visit.request.method != "POST":
        return page.shown(fields)
    if sent.get("do") == forms.AGAIN:
        return page.shown(forms.unblamed(told.fields))
    if any(one.errors for one in told.fields):
        return page.shown(told.fields, wrong=_("Some answers cannot be read; see below."), status=422)
    if told.unseen(sent):
        wrong = _("Your answers open one more question; see below. What you wrote is still here.")
        return page.shown(told.fields, wrong=wrong, status=422)
    if spent("portal-say", address_of(visit.request), most=SAID_MOST, seconds=SAID_WITHIN):
        wrong = _("Too many complaints from here in one hour. What you wrote is still here; please wait, or call us.")
        return page.shown(told.fields, wrong=wrong, status=429)
    return _said(visit, page)


def _receives(visit: Visit) -> bool:
    return bool(visit.units) and "portal" in open_kinds()


def _said(visit: Visit, page: Page) -> HttpResponse:
    fields, pack = page.told.fields, page.pack
    email = str(page.told.facts.get("email", "")).lower()
    if email and spent("portal-letters", email, most=LETTERS_MOST, seconds=LETTERS_WITHIN):
        fields = tuple(f.wrong(_("Named too often today; leave it empty.")) if f.name == "email" else f for f in fields)
        return page.shown(fields, status=422)
    try:
        done = _registered(visit, page.unit, pack, page.told.facts)
    except Refused as no:
        fields = forms.with_missing(fields, no.missing, visit.language)
        beside = {one.name for one in fields}
        says = [m.says.in_(visit.language) for m in no.missing if m.field not in beside]
        return page.shown(fields, wrong=" ".join(says) or _("Something is missing; see below."), status=422)
    case = mirror(visit.viewer, done.number, done.secret, at=visit.at)
    context = {
        "said": done, "case": case, "steps": pack.title.in_(visit.language),
        "after": [one for one in case.ahead if case.next is None or one != case.next.what],
        "told": page.told.facts.get("description", ""),
        "follow_at": visit.request.build_absolute_uri(reverse("portal:follow", args=[visit.code])),
    }  # fmt: skip
    answer = show(visit, "portal/said.html", context)
    remember_case(visit, answer, number=done.number, secret=done.secret)
    return answer


def _registered(visit: Visit, unit: UnitInfo, pack: Pack, facts: Mapping[str, Any]) -> Said:
    """Register once, however often the form is sent: the second time shows the same number and secret."""
    mark = visit.request.POST.get(forms.ONCE, "")
    mark = mark if forms.is_once(mark) else forms.new_once()
    uploads = forms.uploads(visit.request)
    request = _hash(unit.code, facts, [(one.name, one.size) for one in uploads])
    try:
        first = once(visit.viewer.org, key=f"portal:{mark}", person=None, request_hash=request, at=visit.at)
    except OtherRequest:  # the same page sent again with other words is another complaint
        mark = forms.new_once()
        first = once(visit.viewer.org, key=f"portal:{mark}", person=None, request_hash=request, at=visit.at)
    secret = secret_of(f"{visit.viewer.org} {mark} {request}")
    if first.answer is not None:
        return Said(str(first.answer["number"]), secret, str(first.answer["files"]))
    intake = Intake({**facts, "channel": "portal"}, unit=unit.code, secret=secret, language=visit.language)
    try:
        number = register(visit.viewer, intake, at=visit.at).number
    except Refused:
        first.forget()
        raise
    files = _kept(visit, pack, number, secret, uploads)
    first.keep(200, {"number": number, "files": files})
    return Said(number, secret, files)


def _kept(visit: Visit, pack: Pack, number: str, secret: str, uploads: list[Any]) -> str:
    """Keep the files of a new complaint and return what to say of them. A bad file never costs the complaint."""
    step = evidence_step(pack.step)
    if not uploads:
        return ""
    if step is None:
        return _("Files cannot be added here; please bring them along.")
    try:
        add_evidence(
            visit.viewer, number, step.id, uploads, at=visit.at, source="complainant", secret=secret, shown=True
        )
    except Refused as no:
        says = " ".join(one.says.in_(visit.language) for one in no.missing)
        return _("Your complaint is registered, but the files were not kept: %(why)s") % {"why": says}
    return ""


def _hash(unit: str, facts: Mapping[str, Any], files: list[tuple[str, int]]) -> str:
    return sha256(json.dumps([unit, dict(facts), files], sort_keys=True, default=str).encode()).hexdigest()


def _unit(visit: Visit) -> UnitInfo | None:
    """Return the unit that receives: the only one, or the one that was chosen."""
    chosen = visit.request.POST.get("unit") or visit.request.GET.get("unit", "")
    if len(visit.units) == 1:
        return visit.units[0]
    return next((one for one in visit.units if one.code == chosen), None)


def _places(visit: Visit) -> list[tuple[str, str]]:
    """Return the units to choose from, each by the name of what it belongs to."""
    known = visit.viewer.directory
    found = []
    for one in visit.units:
        above = known.units[one.path[-2]] if len(one.path) > 1 else one
        found.append((one.code, f"{above.name(visit.language)} · {one.name(visit.language)}"))
    return found
