"""Who may take which step, and what a refusal names."""

from __future__ import annotations

import pytest

from amends.core.engine import take
from amends.core.ledger import Actor, CaseState, StepCall
from amends.core.lifecycle import offered
from amends.core.pack import Pack
from amends.core.refusal import Refused
from tests.core.telling import at, duty, pack_of, rules

STEPS = """
[[stage]]
id = "registered"
$T
kind = "new"
[[stage]]
id = "dispatched"
$T
[[stage]]
id = "closed"
$T
kind = "closed"
[[step]]
id = "register"
kind = "register"
$A
$T
to = "registered"
[[step]]
id = "read_back"
kind = "record"
$A
$T
from = ["*"]
causes = ["read_back"]
[[step]]
id = "dispatch"
kind = "dispatch"
$A
$T
from = ["registered"]
to = "dispatched"
by = ["front_desk"]
needs = [{ known = "wish" }, { known = "category" }, { done = "read_back" }]
override = { role = "cs_supervisor", reason = true }
[[step]]
id = "handle"
kind = "handle"
$A
$T
from = ["dispatched"]
[[step]]
id = "follow_up"
kind = "follow_up"
$A
$T
from = ["*"]
not_by = ["handler", "accused"]
[[step]]
id = "sign"
kind = "sign"
$A
$T
from = ["*"]
[[step]]
id = "close"
kind = "close"
$A
$T
from = ["dispatched"]
to = "closed"
main = true
[[step]]
id = "reopen"
kind = "reopen"
$A
$T
from = ["closed"]
to = "dispatched"
[[step]]
id = "pause"
kind = "pause"
$A
$T
from = ["*"]
[[step]]
id = "agree_time"
kind = "agree_time"
$A
$T
from = ["*"]
[[step]]
id = "extend"
kind = "extend"
$A
$T
from = ["*"]
[[gate]]
id = "before_closing"
step = "close"
article = "4.6"
needs = [{ done = "followed_up" }, { signed = "department_head" }]
[[article]]
no = "4.6"
zh = "条"
en = "Article"
"""


def _take(
    pack: Pack,
    state: CaseState,
    step: str,
    *,
    by: str = "li",
    roles: str = "",
    moment: str = "2024-03-07 10:00",
    reason: str = "",
    **detail: object,
) -> CaseState:
    actor = Actor(by, frozenset(roles.split()))
    return take(state, StepCall(step, at(moment), actor, detail=detail, override_reason=reason), rules(pack), {})[0]


def _refused(pack: Pack, state: CaseState, step: str, **call: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        _take(pack, state, step, **call)  # type: ignore[arg-type]
    return [one.what for one in refused.value.missing]


def _dispatched(pack: Pack) -> CaseState:
    state = _take(pack, CaseState(), "register", wish="repair", category="lift")
    state = _take(pack, state, "read_back")
    return _take(pack, state, "dispatch", roles="front_desk")


def test_a_refusal_names_everything_that_is_missing_at_once() -> None:
    """FR-056: no transfer before facts and demand are recorded."""
    pack = pack_of(STEPS)
    state = _take(pack, CaseState(), "register")

    assert _refused(pack, state, "dispatch") == ["role", "known:wish", "known:category", "done:read_back"]
    assert _refused(pack, CaseState(), "close")[0] == "stage"


def test_an_override_with_role_and_reason_passes_and_is_kept() -> None:
    """FR-056: the emergency override leaves a reason."""
    pack = pack_of(STEPS)
    state = _take(pack, CaseState(), "register")

    assert "done:read_back" in _refused(pack, state, "dispatch", roles="cs_supervisor")
    done = _take(pack, state, "dispatch", roles="cs_supervisor", reason="fire")

    assert done.stage == "dispatched"
    assert done.done[-1].detail["override_reason"] == "fire"


def test_the_gate_before_closing_wants_follow_up_and_signature() -> None:
    """FR-157, FR-158: no follow-up, no signature: refused, citing 4.6."""
    pack = pack_of(STEPS)
    state = _dispatched(pack)

    with pytest.raises(Refused) as refused:
        _take(pack, state, "close")
    assert refused.value.article == "4.6"
    assert [one.what for one in refused.value.missing] == ["done:followed_up", "signed:department_head"]

    state = _take(pack, state, "follow_up", moment="2024-03-07 11:00")
    state = _take(pack, state, "sign", roles="department_head", moment="2024-03-07 11:00")
    assert _take(pack, state, "close", moment="2024-03-07 12:00").stage == "closed"


def test_a_reopened_case_is_followed_up_and_signed_again() -> None:
    """A gate counts what was done since its step was last taken."""
    pack = pack_of(STEPS)
    state = _take(pack, _dispatched(pack), "follow_up", moment="2024-03-07 11:00")
    state = _take(pack, state, "sign", roles="department_head", moment="2024-03-07 11:00")
    state = _take(pack, state, "close", moment="2024-03-07 12:00")
    state = _take(pack, state, "reopen", moment="2024-03-08 12:00")

    assert _refused(pack, state, "close", moment="2024-03-08 13:00") == ["done:followed_up", "signed:department_head"]


def test_handler_and_accused_do_not_make_the_call() -> None:
    """FR-149, FR-059: the handler as caller is refused, and so is the person complained of."""
    pack = pack_of(STEPS)
    state = _take(pack, _dispatched(pack), "handle", by="zhang")
    accused = _take(pack, CaseState(), "register", accused=("wang",))

    assert _refused(pack, state, "follow_up", by="zhang") == ["person:handler"]
    assert _refused(pack, accused, "follow_up", by="wang") == ["person:accused"]


def test_a_pause_is_refused_where_the_regulation_has_none() -> None:
    """FR-086: pause in R-23 refused; where a duty allows it, taken."""
    told = 'opens = "told"\nmet_by = "closed"\nwithin = "12 h"\n'
    never, allowed = pack_of(STEPS + duty("D", told)), pack_of(STEPS + duty("D", told + "pause = { allowed = true }"))

    assert _refused(never, _dispatched(never), "pause") == ["pause"]
    assert _take(allowed, _dispatched(allowed), "pause").obligations[0].paused_at is not None


def test_an_agreement_needs_a_time_and_proof_and_keeps_to_the_cap() -> None:
    """FR-078: recorded with proof; a cap on postponing is the organisation's."""
    pack = pack_of(
        STEPS
        + duty(
            "D",
            'opens = "told"\nmet_by = "closed"\nwithin = "12 h"\nyields_to = "agreed_time"\npostpone_at_most = "1 d"',
        )
    )
    state = _dispatched(pack)

    assert _refused(pack, state, "agree_time") == ["known:agreed_time", "known:proof"]
    late = {"agreed_time": at("2024-03-20 10:00"), "proof": "mail"}
    assert _refused(pack, state, "agree_time", **late) == ["at_most:D"]


def test_an_extension_needs_its_approver() -> None:
    """CNB-decide: extended by the head of the unit, before the due time."""
    body = 'opens = "told"\nmet_by = "closed"\nwithin = "15 d"\n[[duty.extension]]\nto = "30 d"\napprover = "unit_head"'
    pack = pack_of(STEPS + duty("D", body))
    state = _dispatched(pack)

    assert _refused(pack, state, "extend") == ["approved:unit_head"]
    assert _refused(pack, state, "extend", roles="unit_head", moment="2024-04-07 10:00") == ["before_due:D"]
    assert _take(pack, state, "extend", roles="unit_head").obligations[0].due_at == at("2024-04-06 10:00")


def test_the_screen_is_offered_what_fits_with_what_is_missing() -> None:
    """The main step comes first; what a step lacks stands beside it."""
    pack = pack_of(STEPS)

    found = offered(_dispatched(pack), rules(pack), Actor("li"), at("2024-03-07 11:00"))

    assert found[0].step.id == "close"
    assert [one.what for one in found[0].missing] == ["done:followed_up", "signed:department_head"]
    assert "dispatch" not in [one.step.id for one in found]


def test_a_step_that_the_regulation_does_not_have_is_refused_by_name() -> None:
    """Total: an unknown step is a refusal, not a crash."""
    with pytest.raises(Refused) as refused:
        _take(pack_of(STEPS), CaseState(), "dance")

    assert refused.value.code == "unknown_step"
