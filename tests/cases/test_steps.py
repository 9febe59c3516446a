"""From intake to archive and back: each step through the one door, each refusal without a trace."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.cases.export import export_case
from amends.cases.fold import rebuild
from amends.cases.journal import StepResult, pass_time, reassign
from amends.cases.models import Approval, Case, Entry, Letter, Link, ObligationRow, Order, RungClimbed
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.cases.verifier import problems
from amends.core.refusal import Refused
from amends.people.models import AccessLog, Substitute
from tests.makers import MONDAY, Town, registered, viewer


def minutes(n: float) -> datetime:
    return MONDAY + timedelta(minutes=n)


def do(town: Town, who: str, number: str, step: str, at: datetime, **more: Any) -> StepResult:
    return take_step(viewer(town, who, at=at), number, step, at=at, **more)


def dispatched(town: Town, **facts: Any) -> str:
    number = registered(town, **facts)
    do(town, "lan", number, "read_back", minutes(1))
    do(town, "lan", number, "dispatch", minutes(3), words={"content": "请查电梯"})
    return number


def accepted(town: Town, **facts: Any) -> str:
    number = dispatched(town, **facts)
    do(town, "chen", number, "accept", minutes(4))
    return number


def handled(town: Town) -> str:
    number = accepted(town)
    do(town, "chen", number, "handle", minutes(60), detail={"result": "已更换门机"})
    return number


def closed(town: Town) -> str:
    number = handled(town)
    do(town, "mo", number, "follow_up", minutes(70), detail={"satisfaction": "satisfied"})
    do(town, "he", number, "sign", minutes(80))
    do(town, "lan", number, "close", minutes(90))
    return number


def test_an_order_goes_where_the_regulation_routes_it_and_shows_its_due(river: Town) -> None:
    """FR-051, FR-052: a lift goes to engineering; received 10:04, due 22:04."""
    number = accepted(river)

    order = Order.objects.get()
    assert (order.unit, order.state, order.handler, order.content) == (
        river.engineering,
        "received",
        river.chen,
        "请查电梯",
    )
    due = ObligationRow.objects.get(duty="C02")
    assert (due.due_at, due.owner_person) == (minutes(4) + timedelta(hours=12), river.chen)
    assert Case.objects.get(number=number).holder == river.chen


def test_dispatch_without_read_back_is_refused_and_leaves_nothing(river: Town) -> None:
    """FR-008."""
    number = registered(river)

    with pytest.raises(Refused) as no:
        do(river, "lan", number, "dispatch", minutes(1))

    assert "done:read_back" in {m.what for m in no.value.missing}
    assert (Entry.objects.count(), Order.objects.count()) == (1, 0)


def test_the_first_asked_person_holds_the_case_until_somebody_accepts(river: Town) -> None:
    """FR-064."""
    number = dispatched(river)

    assert Case.objects.get(number=number).holder == river.lan


def test_a_case_runs_to_the_archive_and_back(river: Town) -> None:
    number = closed(river)
    do(river, "mo", number, "sign", minutes(95))
    archived = do(river, "mo", number, "archive", minutes(100))
    reopened = do(river, "lan", number, "reopen", minutes(200), detail={"reason": "又停了"})

    case = Case.objects.get(number=number)
    assert (archived.stage, reopened.stage) == ("archived", "registered")
    assert (case.archive_number, case.closed_at, case.facts["second_time"]) == (f"A-{number}", None, True)


def test_the_person_who_handled_may_not_follow_up(river: Town) -> None:
    """FR-059, FR-149."""
    number = handled(river)

    with pytest.raises(Refused):
        do(river, "chen", number, "follow_up", minutes(70), detail={"satisfaction": "satisfied"})


def test_the_person_complained_of_is_told_nothing_and_the_attempt_is_logged(river: Town) -> None:
    """FR-239."""
    number = registered(river, accused=[str(river.lan.id)], by="mo")

    with pytest.raises(NotFound):
        do(river, "lan", number, "read_back", minutes(1))

    assert AccessLog.objects.get().kind == "accused_refused"


def test_nobody_elses_department_sees_the_case(river: Town) -> None:
    """FR-235."""
    number = registered(river)

    with pytest.raises(NotFound):
        do(river, "zhou", number, "contact", minutes(1))


def test_time_opens_climbs_and_tells_once(river: Town) -> None:
    """FR-076, FR-085: dispatched late at 10:05:01."""
    number = registered(river)
    case = Case.objects.get(number=number)

    first = pass_time([case.pk], org=river.org.id, at=minutes(5) + timedelta(seconds=1))
    again = pass_time([case.pk], org=river.org.id, at=minutes(5) + timedelta(seconds=2))

    assert (first, again) == (1, 0)
    assert RungClimbed.objects.get().rung == "due"
    assert Letter.objects.get(letter__startswith="told/").person == river.mo


def test_a_disabled_or_absent_owner_gives_way_to_deputy_or_head(river: Town) -> None:
    number = accepted(river)
    Substitute.objects.create(
        org=river.org, person=river.chen, deputy=river.wu, from_date=MONDAY.date(), to_date=MONDAY.date()
    )

    reassign(org=river.org.id, at=minutes(10))
    assert ObligationRow.objects.get(duty="C02").owner_person == river.wu

    river.wu.is_active = False
    river.wu.save()
    reassign(org=river.org.id, at=minutes(11))
    assert ObligationRow.objects.get(duty="C02").owner_person == river.he
    assert Case.objects.get(number=number).holder == river.he


def test_merged_cases_keep_their_journals_and_clocks_and_part_again(river: Town) -> None:
    first, second = registered(river), registered(river, at=minutes(2), complainant="李女士", phone="13900001111")
    clocks = set(ObligationRow.objects.values_list("case__number", "duty"))
    for number in (first, second):
        do(river, "lan", number, "read_back", minutes(3))

    do(river, "lan", first, "merge", minutes(4), detail={"other": second, "reason": "同一部电梯"})
    lead, merged = Case.objects.get(number=second), Case.objects.get(number=first)
    assert (merged.merged_into, merged.stage, lead.complainants, lead.received_at) == (lead, "merged", 2, MONDAY)
    assert set(ObligationRow.objects.values_list("case__number", "duty")) == clocks
    said = Entry.objects.filter(case=lead).last()
    assert said is not None
    assert said.body["links"]["merged"]["number"] == first

    do(river, "mo", first, "unmerge", minutes(6), detail={"reason": "不是同一部"})
    lead, merged = Case.objects.get(number=second), Case.objects.get(number=first)
    assert (merged.merged_into, merged.stage, lead.complainants, lead.received_at) == (
        None,
        "registered",
        1,
        minutes(2),
    )
    assert Link.objects.get().ended_at == minutes(6)


def test_a_fifth_complainant_joins(river: Town) -> None:
    """FR-013."""
    number = registered(river, complainants=4)

    do(river, "lan", number, "join", minutes(1), words={"name": "赵女士", "phone": "13700001111"})

    assert Case.objects.get(number=number).complainants == 5


def test_a_remedy_is_asked_of_the_roles_that_may_grant_it_and_never_of_its_proposer(river: Town) -> None:
    number = accepted(river)
    do(
        river,
        "chen",
        number,
        "find",
        minutes(10),
        detail={"cause": "equipment_fault", "nature": "valid", "liable": "ours"},
    )
    remedy = {"kind": "compensation", "amount": 300, "reason": "停运两天"}
    do(river, "lan", number, "propose", minutes(11), detail=remedy)

    asked = Approval.objects.get()
    assert (asked.role, asked.chain) == ("cs_supervisor", ["cs_supervisor", "centre_leader"])
    with pytest.raises(Refused):
        do(river, "lan", number, "approve", minutes(12))
    do(river, "mo", number, "approve", minutes(13))
    assert Approval.objects.get().state == "approved"


def test_a_reply_that_shifts_the_blame_is_refused_with_the_article(river: Town) -> None:
    number = accepted(river)

    with pytest.raises(Refused) as no:
        do(river, "lan", number, "reply", minutes(30), words={"text": "那是工程部的事"})

    assert {"forbidden:blame_colleague", "missing_part:result"} <= {m.what for m in no.value.missing}


def test_entries_alone_rebuild_stage_parties_and_open_obligations(river: Town) -> None:
    """FR-240."""
    number = closed(river)
    case = Case.objects.get(number=number)

    told = rebuild(Entry.objects.filter(case=case).order_by("seq"))

    assert told.state.stage == case.stage
    assert told.parties["holder"] == str(case.holder_id)
    assert told.parties["complainants"] == [str(case.complainant_id)]
    rows = {(r.duty, r.subject, r.nth): (r.state, r.due_at) for r in ObligationRow.objects.filter(case=case)}
    assert {(o.duty, o.subject, o.nth): (o.state, o.due_at) for o in told.state.obligations} == rows


def test_a_changed_line_a_cut_and_a_foreign_word_are_detected(river: Town) -> None:
    """FR-240."""
    number = closed(river)
    file = export_case(viewer(river, "lan", at=minutes(95)), number, at=minutes(95))
    assert problems(file) == []

    changed = export_case(viewer(river, "lan", at=minutes(95)), number, at=minutes(95))
    changed["entries"][1]["step"] = "other"
    cut = {**file, "entries": file["entries"][:-1]}
    foreign = export_case(viewer(river, "lan", at=minutes(95)), number, at=minutes(95))
    foreign["entries"][0]["words"]["description"]["value"] = "没有的事"

    assert problems(changed) == ["entry 2 was changed after it was written"]
    assert problems(cut)
    assert problems(foreign) == ["entry 1, description: the word is not the one that was written"]
