"""The check of a reply while it is typed, and a template put into its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.visible import NotFound
from amends.cases.reply_check import Judged, judge
from amends.core.pack import StepRow
from amends.core.refusal import Refused
from amends.core.reply_compiler import SECOND
from amends.core.reply_content import PART, TEXT
from amends.core.wording import Objection
from amends.people.viewer import Viewer
from amends.web.desk.case import case_answer
from amends.web.desk.door import desk
from amends.web.desk.drafts import with_draft
from amends.web.desk.reply_form import WRITES, filled_in, into
from amends.web.desk.rows import said
from amends.web.desk.step_form import answered, step_form
from amends.web.shell import show

AROUND = 12
"""So many letters of the text are shown on either side of what was found."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part that is demanded here, and whether it says something."""

    title: str
    article: str
    written: bool
    field: str


@dataclass(frozen=True, slots=True)
class AgainstLine:
    """One thing against the answer: where, what, by which article, and what would pass."""

    says: str
    article: str
    field: str
    where: str
    before: str
    found: str
    after: str
    instead: str


@require_POST
@desk
def reply_check(request: HttpRequest, viewer: Viewer, number: str, step_id: str) -> HttpResponse:
    """Show what stands against the answer as it is typed now. Nothing is stored."""
    page, row = _writing(viewer, number, step_id)
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        form = step_form(page, row, {})
        answers, _filled = answered(form, request.POST)
        try:
            judged = judge(
                page.reading, step=row.id, words=answers.words, detail=answers.detail, at=timezone.now(),
                is_draft=row.kind == "draft",
            )  # fmt: skip
        except Refused:
            return HttpResponse("")  # a field that cannot be read says so itself
    titles = {one.name: one.label for one in form.fields}
    context = {
        "parts": list(_parts(judged)), "against": list(_against(judged, titles)), "packs": form.packs,
        "started": bool(judged.answer.text),
    }  # fmt: skip
    return show(request, viewer, "parts/reply_check.html", context)


@require_POST
@desk
def reply_template(request: HttpRequest, viewer: Viewer, number: str, step_id: str) -> HttpResponse:
    """Show the form with the words of a template where nothing was typed; what was typed stays."""
    page, row = _writing(viewer, number, step_id)
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        form = step_form(page, row, {})
        _answers, filled = answered(form, request.POST)
        asked = request.GET.get("template", ""), request.GET.get("language", "")
        words = filled_in(page, row, timezone.now(), *asked)
        kept = with_draft(form, viewer, number, step_id)
        again = replace(filled, fields=into(filled.fields, words), draft_url=kept.draft_url)
        if request.headers.get("HX-Request"):
            return show(request, viewer, "parts/step_form.html", {"form": again, "case": page.case})
        return case_answer(request, viewer, page, form=again)


def _writing(viewer: Viewer, number: str, step_id: str) -> tuple[CasePage, StepRow]:
    """Return the case and the step by which an answer is written. Raises NotFound for any other step."""
    page = case_page(viewer, number, timezone.now())
    row = page.reading.rules.steps.get(step_id)
    if row is None or row.kind not in WRITES:
        raise NotFound(number)
    return page, row


def _parts(judged: Judged) -> Iterator[PartLine]:
    for _pack, row in judged.parts:
        field = PART + row.id
        written = bool(judged.answer.words.get(field))
        yield PartLine(said(row.title), row.article, written, field)


def _against(judged: Judged, titles: dict[str, str]) -> Iterator[AgainstLine]:
    """Yield what stands against the words that are there; a part that is not there is told in the list of parts."""
    for _pack, one in judged.objections:
        if one.kind == "missing_part" and not one.field.startswith(SECOND):
            continue
        text = judged.answer.words.get(one.field) or judged.answer.second.get(one.field.removeprefix(SECOND), "")
        start, end = one.start, one.end
        placed = 0 <= start < end <= len(text)
        yield AgainstLine(
            says=said(one.says), article=one.article or judged.step.article, field=one.field or TEXT,
            where=titles.get(one.field, ""), before=_before(text, start) if placed else "",
            found=text[start:end] if placed else "", after=_after(text, end) if placed else "",
            instead=_instead(one),
        )  # fmt: skip


def _before(text: str, start: int) -> str:
    return ("…" if start > AROUND else "") + text[max(0, start - AROUND) : start]


def _after(text: str, end: int) -> str:
    return text[end : end + AROUND] + ("…" if end + AROUND < len(text) else "")


def _instead(one: Objection) -> str:
    """Return what would pass, where that can be said."""
    if one.instead is not None:
        return said(one.instead)
    if one.kind in ("contradicts", "unstated") and one.expected:
        return one.expected
    if one.kind == "missing_phrase":
        return one.phrase
    if one.kind == "unreviewed":
        return _("Hand in a draft for a second person first")
    return ""
