"""What was promised on the telephone: found in the note, kept by one click on the case or as a call back (FR-140)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from amends.calls.models import Call
from amends.calls.promised import promises_in
from amends.calls.tasks import promise_call_back, tasks_of_call
from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.cases.steps.promise import PROMISED
from amends.core.promises import Promise
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.people.viewer import Viewer
from amends.web.desk.calls_words import moment
from amends.web.desk.promises_found import KIND_TITLES, bare, settled_words, step_causing
from amends.web.fields import shown


@dataclass(frozen=True, slots=True)
class CallPromise:
    """A promise in the note of a call, not kept yet. ``on_case``: its case takes it; else a call back is offered."""

    found: Promise
    kind: Text
    due: str
    on_case: bool


def call_promises(viewer: Viewer, call: Call, *, at: datetime) -> tuple[CallPromise, ...]:
    """Return what was promised in a call and is not owed yet, the same words only once."""
    page, left = _open(viewer, call, at=at)
    on_case = page is not None and step_causing(page, PROMISED) is not None
    return tuple(CallPromise(one, KIND_TITLES[one.kind], shown(Type.INSTANT, one.due), on_case) for one in left)


def keep_call_promise(viewer: Viewer, call: Call, sent: QueryDict, *, at: datetime) -> bool:
    """Keep the promise whose button was pressed; return whether the case took it, else it is a call back.

    Raises Refused for words that the note does not hold or that are kept already, for a time that is
    missing, and for what the regulation of the case refuses.
    """
    nth = sent.get("promise", "")
    page, left = _open(viewer, call, at=at)
    found = next((one for one in left if bare(one.quote) == bare(sent.get(f"words-{nth}", ""))), None)
    if found is None:
        says = Text(
            zh="这处原话已不在记录中，或已处理", en="These words are not in the note any more, or are kept already"
        )
        raise Refused("not_now", says=says)
    due = moment(sent.get(f"due-{nth}", ""))
    step = step_causing(page, PROMISED) if page else None
    if page is None or step is None:
        promise_call_back(viewer, call.pk, due_at=_needed(due), note=found.quote, at=at)
        return False
    detail = {"kind": found.kind, "promise_words": found.quote, **({"promised_for": due} if due else {})}
    take_step(viewer, page.case.number, step.id, at=at, detail=detail, version=page.case.version)
    return True


def _open(viewer: Viewer, call: Call, *, at: datetime) -> tuple[CasePage | None, list[Promise]]:
    """Return the page of the call's case, where the viewer may see it, and the promises that nothing was made of."""
    found = {bare(one.quote): one for one in reversed(promises_in(viewer, call))}
    for task in tasks_of_call(call.pk) if found else ():
        found.pop(bare(task.note), None)
    page = _page(viewer, call, at=at) if found else None
    settled = settled_words(page) if page else set()
    left = (one for words, one in found.items() if words not in settled)
    return page, sorted(left, key=lambda one: one.start)


def _page(viewer: Viewer, call: Call, *, at: datetime) -> CasePage | None:
    try:
        return case_page(viewer, call.case.number, at) if call.case else None
    except NotFound:
        return None


def _needed(due: datetime | None) -> datetime:
    if due is None:
        raise Refused("missing", says=Text(zh="请填写回电时间", en="When is the call back?"))
    return due
