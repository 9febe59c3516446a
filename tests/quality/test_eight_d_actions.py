"""What an 8D does: actions with owner, proof and promise, similar processes, later checks, what closing asks of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from amends.cases.models import ObligationRow
from amends.core.refusal import Refused
from amends.quality.actions import finish_action
from amends.quality.closing import close_eight_d
from amends.quality.models import (
    Action,
    ActionPromise,
    LaterCheck,
    NotMeasured,
)
from amends.quality.promising import Pledge, list_judged, not_measured, promise
from amends.quality.queries.ledger import unmeasured
from amends.quality.queries.waiting import waiting
from amends.quality.records import record_of
from amends.quality.reviewing import approve
from amends.quality.spreading import add_spread, do_check, plan_check, settle_spread
from tests.makers import Town
from tests.quality.eight_ds import (
    at,
    handed,
    handled,
    in_planning,
    listed,
    missing,
    opened,
    step,
    who,
)


def brought_to_the_end(works: Town, *kinds: str) -> tuple[str, str]:
    """Hand in D1 to D8, with the plan approved and actions of these kinds done; return case and 8D."""
    case, number = handled(works)
    for kind in kinds:
        made = listed(works, number, kind, "03-05 10:30", due_at=at("03-20 18:00"))
        finish_action(who(works, "department", "03-05 10:40"), made.pk, proof="验收单", at=at("03-05 10:40"))
    handed(works, number, "D5", "03-05 11:00")
    approve(who(works, "unit_head", "03-05 12:00"), number, is_approved=True, at=at("03-05 12:00"))
    for discipline, moment in (("D6", "03-08 10:00"), ("D7", "03-08 11:00")):
        assert not handed(works, number, discipline, moment).refused
    assert not handed(works, number, "D8", "04-09 10:00", "quality", detail={"similar_processes": False}).refused
    return case, number


def test_without_a_preventive_action_neither_the_8d_nor_its_case_closes(works: Town) -> None:
    """FR-114: refused in the room, and by the gate of the regulation at every door of the case."""
    case, number = brought_to_the_end(works)

    with pytest.raises(Refused) as eight_d:
        close_eight_d(who(works, "quality", "04-10 10:00"), number, at=at("04-10 10:00"))
    with pytest.raises(Refused) as closing:
        step(works, case, "05-20 10:00", "close", "quality")

    assert missing(eight_d) == {"action:corrective", "action:preventive"}
    assert eight_d.value.article == "5.10.3"
    assert any("preventive" in one.says.en for one in closing.value.missing)


def test_each_kind_of_action_is_a_task_of_the_case_until_its_proof_is_there(works: Town) -> None:
    """FR-114: interim, corrective and preventive, each with owner, date and evidence."""
    case, number = handled(works)
    made = [listed(works, number, kind, "03-05 10:30") for kind in ("interim", "corrective", "preventive")]

    owed = ObligationRow.objects.filter(case__number=case, duty="action")
    assert sorted(owed.values_list("subject", "state")) == [(f"action-{n}", "open") for n in (1, 2, 3)]
    with pytest.raises(Refused) as bare:
        finish_action(who(works, "department", "03-06 10:00"), made[1].pk, at=at("03-06 10:00"))
    finish_action(who(works, "department", "03-06 10:00"), made[1].pk, proof="照片与试浇记录", at=at("03-06 10:00"))

    assert missing(bare) == {"known:proof"}
    assert owed.get(subject="action-2").state == "met"
    assert Action.objects.get(pk=made[1].pk).done_at == at("03-06 10:00")


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"text": " "}, "known:text"), ({"owner": None}, "known:owner"), ({"due_at": None}, "known:due_at"),
        ({"due_at": at("03-01 10:00")}, "known:due_at"),
    ],
)  # fmt: skip
def test_an_action_without_owner_date_or_words_is_refused(works: Town, given: dict[str, Any], what: str) -> None:
    """FR-114."""
    number = opened(works, in_planning(works))

    with pytest.raises(Refused) as found:
        listed(works, number, "interim", "03-04 12:00", **given)

    assert missing(found) == {what}
    assert Action.objects.count() == 0


def test_three_similar_lines_are_each_done_or_excused_before_it_closes(works: Town) -> None:
    """FR-118."""
    _, number = brought_to_the_end(works, "corrective", "preventive")
    promise_none(works)
    actions = list(Action.objects.order_by("made_at"))
    quality, moment = who(works, "quality", "04-10 10:00"), at("04-10 10:00")
    lines = [add_spread(quality, actions[0].pk, process=f"{n} 号线", at=moment) for n in (1, 2, 3)]
    for one in lines[:2]:
        settle_spread(quality, one.pk, is_done=True, at=moment)

    with pytest.raises(Refused) as third:
        close_eight_d(quality, number, at=moment)
    with pytest.raises(Refused) as silent:
        settle_spread(quality, lines[2].pk, is_done=False, at=moment)
    settle_spread(quality, lines[2].pk, is_done=False, reason="3 号线不铸法兰", at=moment)

    assert missing(third) == {"spread"}
    assert missing(silent) == {"known:reason"}
    assert close_eight_d(quality, number, at=moment).state == "closed"


def test_a_corrective_action_without_a_promise_keeps_the_8d_open_until_it_promises(works: Town) -> None:
    """FR-116: what nobody will look at does not close; the refusal names the action with its article."""
    _, number = brought_to_the_end(works, "corrective", "preventive")
    quality, moment = who(works, "quality", "04-10 10:00"), at("04-10 10:00")

    with pytest.raises(Refused) as silent:
        close_eight_d(quality, number, at=moment)
    promise_none(works)

    assert missing(silent) == {"action:promise"}
    assert silent.value.article == "5.10.3"
    assert "炉前测温联锁" in silent.value.missing[0].says.zh
    assert "炉前测温联锁" in silent.value.missing[0].says.en
    assert close_eight_d(quality, number, at=moment).state == "closed"


def test_it_closes_where_somebody_said_why_no_reduction_can_be_measured(works: Town) -> None:
    """FR-116: the reason is kept once, shown in the ledger, and changed by nobody."""
    _, number = brought_to_the_end(works, "corrective", "preventive")
    quality, moment = who(works, "quality", "04-10 10:00"), at("04-10 10:00")
    action = Action.objects.get(kind="corrective").pk
    for reason in (" ", "x" * 301):
        with pytest.raises(Refused) as empty:
            not_measured(quality, action, reason, at=moment)
        assert missing(empty) == {"known:unmeasured"}
    with pytest.raises(Refused):
        not_measured(who(works, "finance", "04-10 10:00"), action, "一次性订单", at=moment)

    made = not_measured(quality, action, " 一次性订单，不再生产 ", at=moment)
    with pytest.raises(Refused) as again:
        not_measured(quality, action, "另一个理由", at=moment)

    assert missing(again) == {"known:action"}
    assert [(one.reason, one.by_id) for one in unmeasured(quality)] == [("一次性订单，不再生产", quality.person)]
    assert unmeasured(who(works, "zhou", "04-10 10:00")) == ()
    with pytest.raises(ProgrammingError), transaction.atomic():
        NotMeasured.objects.filter(pk=made.pk).update(reason="x")
    assert close_eight_d(quality, number, at=moment).state == "closed"


def test_a_promise_made_later_takes_the_place_of_the_reason(works: Town) -> None:
    _, number = handled(works)
    action = listed(works, number, "corrective", "03-05 10:30").pk
    quality = who(works, "quality", "03-05 11:00")
    not_measured(quality, action, "还没有数据", at=at("03-05 11:00"))

    promise_none(works)

    assert unmeasured(quality) == ()
    assert ActionPromise.objects.filter(action=action).exists()


@pytest.mark.parametrize(("days", "what"), [(30, set()), (0, {"known:days"})])
def test_an_action_is_listed_with_what_it_promises_or_not_at_all(works: Town, days: int, what: set[str]) -> None:
    """FR-116: what cannot be promised lists nothing."""
    _, number = handled(works)
    moment, found = at("03-05 10:30"), None
    try:
        list_judged(
            who(works, "department", "03-05 10:30"), number, kind="corrective", text="炉前测温联锁",
            owner=works.people["department"].id, due_at=at("03-20 18:00"), at=moment,
            pledge=Pledge("fewer", date(2024, 3, 5), days, reduction=80, looks=3),
        )  # fmt: skip
    except Refused as refused:
        found = refused

    assert {one.what for one in (found.missing if found else ())} == what
    assert Action.objects.count() == ActionPromise.objects.count() == (0 if what else 1)
    assert what or Action.objects.get().promised_reduction == 80


def promise_none(works: Town) -> None:
    """Let the corrective action promise no repeat within 30 days."""
    moment = at("04-10 09:00")
    pledge = Pledge("none", date(2024, 4, 10), 30)
    promise(who(works, "quality", "04-10 09:00"), Action.objects.get(kind="corrective").pk, pledge, at=moment)


def test_two_later_checks_are_kept_and_a_missed_one_alarms(works: Town) -> None:
    """FR-119."""
    _, number = handled(works)
    action = listed(works, number, "corrective", "03-05 10:30")
    quality = who(works, "quality", "03-05 11:00")
    owner = works.people["quality"].id
    for day in (date(2024, 3, 15), date(2024, 4, 9)):
        plan_check(quality, action.pk, day=day, owner=owner, at=at("03-05 11:00"))

    def alarms(moment: str) -> list[tuple[str, bool]]:
        found = waiting(who(works, "quality", moment), now=at(moment))
        return [(f"{one.day:%m-%d}", one.is_missed) for one in found if one.kind == "check"]

    assert alarms("03-14 10:00") == []
    assert alarms("03-15 10:00") == [("03-15", False)]
    assert alarms("03-16 00:01") == [("03-15", True)]
    do_check(
        who(works, "quality", "03-16 09:00"), LaterCheck.objects.get(day=date(2024, 3, 15)).pk, result="384 件无裂纹",
        still_works=True, at=at("03-16 09:00"),
    )  # fmt: skip
    assert alarms("03-16 09:01") == []
    assert alarms("04-10 09:00") == [("04-09", True)]


def test_a_check_that_finds_the_action_failed_leads_back_to_the_cause(works: Town) -> None:
    """FR-117: state goes back, count of loops = 2; containment stays, the cause is asked anew."""
    _, number = handled(works)
    action = listed(works, number, "corrective", "03-05 10:30")
    quality = who(works, "quality", "03-20 10:00")
    check = plan_check(quality, action.pk, day=date(2024, 3, 20), owner=quality.person, at=at("03-20 10:00"))
    do_check(quality, check.pk, result="又见裂纹 2 件", still_works=False, at=at("03-20 10:30"))

    record = record_of(quality, number)

    assert (record.row.state, record.row.loops) == ("failed", 2)
    assert [one.standing for one in record.places][:5] == ["accepted", "accepted", "accepted", "open", "locked"]
