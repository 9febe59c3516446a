"""What was promised on the telephone: found in the note, kept by one click on the case or as a call back (FR-140)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.calls.models import Call, CallTask
from amends.calls.promised import promises_in
from amends.calls.tasks import give_to_case, open_call_backs, promise_call_back, tasks_of_call
from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.cases.steps.promise import PROMISED
from amends.core.promises import Promise
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.web.desk.calls_words import moment
from amends.web.desk.promises_found import KIND_TITLES, bare, settled_words, step_causing
from amends.web.fields import shown

CALL = "call"
"""The kind of a promise that is kept by calling."""


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


def agree_call_back(viewer: Viewer, call: Call, *, due_at: datetime, note: str, at: datetime) -> bool:
    """Agree a call back by hand; return whether the case of the call owes it, with its owner and clock (FR-140).

    Raises Refused as the call and the regulation of the case do; nothing is left behind then.
    """
    page = _page(viewer, call, at=at)
    owes = page is not None and _owes_calls(page)
    with organisation(viewer.org):  # a refusal of the case takes the call back along
        case = page.case.pk if page and owes else None
        task = promise_call_back(viewer, call.pk, due_at=due_at, note=note, at=at, case=case)
        if page and owes:
            _promise_on(viewer, page, task, at=at)
    return owes


def call_backs_to_case(viewer: Viewer, call: Call, number: str, *, at: datetime) -> int:
    """Give the call-backs that were agreed before there was a case to the case; return how many it took.

    What the regulation of the case refuses stays a call back.
    """
    taken = 0
    for task in open_call_backs(viewer, call.pk):
        page = case_page(viewer, number, at)
        if not _owes_calls(page):
            return taken
        try:
            _promise_on(viewer, page, task, at=at)
        except Refused:
            continue
        give_to_case(task, page.case.pk)
        taken += 1
    return taken


def _owes_calls(page: CasePage) -> bool:
    step = step_causing(page, PROMISED)
    return step is not None and (not step.kinds or CALL in step.kinds)


def _promise_on(viewer: Viewer, page: CasePage, task: CallTask, *, at: datetime) -> None:
    step = step_causing(page, PROMISED)
    assert step is not None
    words = task.note or _("Call back, promised on the telephone")
    detail = {"kind": CALL, "promise_words": words, "promised_for": task.due_at}
    take_step(viewer, page.case.number, step.id, at=at, detail=detail)


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
