"""The call pad: a running call, what the regulation asks for in it, what is noted of it (FR-224 to FR-230, FR-233)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from amends.calls.book import marks, seal_of
from amends.calls.cover import on_duty, plan_of
from amends.calls.identity import caller_of, methods, note_check
from amends.calls.lines import pack_of
from amends.calls.models import Call
from amends.calls.taking import NOTED, call_of, end_call, has_part, is_held, keep_fields, moments_of, note_moment
from amends.calls.tasks import hand_over, tasks_of_call
from amends.cases.queries.masking import masked_phone
from amends.core.call_moments import CALL_MOMENTS
from amends.core.call_prompts import HELD, prompts
from amends.core.pack import Pack
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.web.desk.calls_promises import agree_call_back, call_promises, keep_call_promise
from amends.web.desk.calls_words import KINDS, RESULTS, TASKS, count, length, moment, people, phrases
from amends.web.desk.door import desk
from amends.web.shell import show

MATERIAL = "material_promised"
_KEPT = {
    True: gettext_lazy("It is an obligation of the case now, with its time."),
    False: gettext_lazy("It stands on Today at its time."),
}
TO_END = tuple(name for name in RESULTS if name != "missed")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def call(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show a call, or keep what was typed and do what a button says."""
    at, refused = now(), None
    found = call_of(viewer, key)
    pack = pack_of(viewer, found.line, at=found.began_at)
    if request.method == "POST":
        try:
            target = _done(request, viewer, found, pack, at=at)
        except Refused as error:
            refused, found = error, call_of(viewer, key)
        else:
            return redirect(target)
    return show(request, viewer, "desk/calls/pad.html", _context(request, viewer, found, pack, at=at, refused=refused),
                here="calls", status=409 if refused else 200)  # fmt: skip


def _done(request: HttpRequest, viewer: Viewer, found: Call, pack: Pack | None, *, at: datetime) -> str:
    """Keep the fields, then do what was asked; return where to go. Raises Refused and NotFound."""
    sent, key, here = request.POST, found.pk, reverse("desk:call", args=[found.pk])
    _keep(viewer, found, sent)
    if "promise" in sent:
        on_case = keep_call_promise(viewer, call_of(viewer, key, to_write=True), sent, at=at)
        messages.success(request, _KEPT[on_case])
        return here
    do, note = sent.get("do", ""), sent.get("task_note", "").strip()
    if do in NOTED:
        note_moment(viewer, key, do, at=at)
    elif do == "check":
        note_check(viewer, key, method=sent.get("method", ""), allowed=methods(pack), at=at)
    elif do == "call_back":
        call = call_of(viewer, key, to_write=True)
        messages.success(request, _KEPT[agree_call_back(viewer, call, due_at=_when(sent), note=note, at=at)])
    elif do == "hand_over":
        hand_over(viewer, key, to=sent.get("to", ""), note=note, at=at)
        messages.success(request, _("It stands on their Today now."))
    elif do == "register":
        unit = viewer.directory.units[found.line.unit_id].code
        return f"{reverse('desk:register')}?{urlencode({'call': key, 'unit': unit})}"
    elif do == "end":
        end_call(viewer, key, result=sent.get("result", ""), at=at)
        return reverse("desk:calls")
    return here


def _keep(viewer: Viewer, found: Call, sent: QueryDict) -> None:
    keep_fields(
        viewer, found.pk, caller=sent.get("caller", found.caller).strip(), rings=count(sent.get("rings", "")),
        kind=sent.get("kind", ""), note=sent.get("note", "").strip(), number=sent.get("case", "").strip()[:60],
    )  # fmt: skip


def _when(sent: QueryDict) -> datetime:
    found = moment(sent.get("call_back_at", ""))
    if found is None:
        says = Text(zh="请填写回电时间", en="When is the call back?")
        raise Refused("missing", says=says)
    return found


def _context(
    request: HttpRequest, viewer: Viewer, found: Call, pack: Pack | None, *, at: datetime, refused: Refused | None
) -> dict[str, Any]:  # fmt: skip
    sealed = seal_of(found.line, found.month) is not None
    own, lasts = has_part(viewer, found), found.ended_at is None
    end = found.ended_at or at
    asked = prompts(pack, moments_of(found), now=at) if pack and lasts else ()
    by_hand = request.POST if refused else QueryDict()
    return {
        "call": found, "pack": pack, "refused": refused, "sealed": sealed, "closed": sealed or not own, "lasts": lasts,
        "number": found.caller if own else masked_phone(found.caller), "held": is_held(found),
        "since": found.answered_at or found.began_at, "hold_since": _hold_since(found), "now": at,
        "length": length(int((end - (found.answered_at or found.began_at)).total_seconds())),
        "prompts": [{"prompt": one, "does": CALL_MOMENTS.get(one.row.to), "in": _left(one.at, at)} for one in asked],
        "marks": marks(found, pack, now=at), "phrases": phrases(pack),
        "caller": caller_of(viewer, found) if own else None,
        "methods": methods(pack), "kinds": KINDS, "results": {name: RESULTS[name] for name in TO_END},
        "chosen_result": by_hand.get("result") or _likely(found), "sent": by_hand,
        "tasks": [{"task": one, "title": TASKS[one.kind], "person": viewer.directory.people.get(one.person_id)}
                  for one in tasks_of_call(found.pk)],
        "case": found.case, "material_step": _material(pack) if found.case_id else "",
        "promised": call_promises(viewer, found, at=at) if own and not sealed else (),
        **_takers(viewer, found, at=at),
    }  # fmt: skip


def _takers(viewer: Viewer, found: Call, *, at: datetime) -> dict[str, Any]:
    """Return who may take over: the manager on duty by the plan first (FR-233)."""
    local = localtime(at)
    plan = plan_of([found.line], first=local.date())
    on = [one for one in on_duty(plan, local=local, manager=True) if one != viewer.person]
    rows = [one for one in people(viewer, first=on) if one[0] != str(viewer.person)]
    return {"people": rows, "managers": [str(one) for one in on]}


def _hold_since(found: Call) -> datetime | None:
    times = [at for name, at in moments_of(found) if name == HELD]
    return times[-1] if times and is_held(found) else None


def _left(due: datetime, at: datetime) -> str:
    return length(max(0, int((due - at).total_seconds())))


def _likely(found: Call) -> str:
    kinds = {one.kind for one in tasks_of_call(found.pk)}
    return "call_back" if "call_back" in kinds else "passed" if "hand_over" in kinds else "answered"


def _material(pack: Pack | None) -> str:
    """Return the step by which the regulation promises material to the caller (FR-232); empty: it has none."""
    return next((step.id for step in (pack.step if pack else ()) if MATERIAL in step.kinds), "")
