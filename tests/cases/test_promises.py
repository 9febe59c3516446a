"""Promises of a case: kept by one step, owed by whoever promised, met with proof or by the deed itself (FR-140)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.cases.fold import rebuild
from amends.cases.journal import StepResult, pass_time
from amends.cases.models import Case, Entry, EntryValue, ObligationRow, RungClimbed
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from tests.makers import MONDAY, Town, registered, viewer

DUE, TWO = MONDAY + timedelta(hours=5), MONDAY + timedelta(minutes=2)


def minutes(n: float) -> datetime:
    return MONDAY + timedelta(minutes=n)


def do(town: Town, who: str, number: str, step: str, at: datetime, **more: Any) -> StepResult:
    return take_step(viewer(town, who, at=at), number, step, at=at, **more)


def promised(town: Town, number: str, *, at: datetime = TWO, on: str = "", **more: Any) -> StepResult:
    detail = {"kind": "deed", "promise_words": "下午三点前修好电梯", "promised_for": DUE, **more}
    return do(town, "lan", number, "promise", at, detail=detail, on=on)


def refused(town: Town, number: str, step: str, who: str = "lan", **more: Any) -> set[tuple[str, str]]:
    before = Entry.objects.count()
    with pytest.raises(Refused) as no:
        do(town, who, number, step, minutes(30), **more)
    assert Entry.objects.count() == before
    assert all(one.says.zh and one.says.en for one in no.value.missing)
    return {(one.what, one.article) for one in no.value.missing}


def test_a_promise_is_owed_by_whoever_made_it_until_its_time(river: Town) -> None:
    """FR-140: each promise is a dated task."""
    number = registered(river)

    result = promised(river, number)

    assert result.opened == ("promised_deed",)
    row = ObligationRow.objects.get(duty="promised_deed")
    assert (row.due_at, row.owner_person_id, row.subject) == (DUE, river.lan.id, "promise-1")
    assert EntryValue.objects.get(name="promise_words").value == "下午三点前修好电梯"


def test_a_promise_may_be_somebody_elses_to_keep(river: Town) -> None:
    number = registered(river)

    promised(river, number, promised_by=str(river.chen.id))

    assert ObligationRow.objects.get(duty="promised_deed").owner_person_id == river.chen.id


def test_nobody_unknown_and_nobody_complained_of_gets_a_promise(river: Town) -> None:
    number = registered(river, accused=[str(river.chen.id)])
    detail = {"kind": "deed", "promise_words": "修好", "promised_for": DUE}

    gone = {**detail, "promised_by": "0190aaaa-0000-7000-8000-000000000000"}
    accused = {**detail, "promised_by": str(river.chen.id)}

    assert refused(river, number, "promise", detail=gone) == {("known:promised_by", "P.1")}
    assert refused(river, number, "promise", detail=accused) == {("person:accused", "5.1")}


def test_the_same_words_are_kept_or_set_aside_once(river: Town) -> None:
    number = registered(river)
    detail = {"kind": "deed", "promise_words": "修好", "promised_for": DUE}
    promised(river, number, on="said-2-0")
    do(river, "lan", number, "no_promise", minutes(3), detail={"reason": "转述"}, on="said-2-9")

    assert refused(river, number, "promise", detail=detail, on="said-2-0") == {("known:on", "P.1")}
    assert refused(river, number, "promise", detail=detail, on="said-2-9") == {("known:on", "P.1")}
    assert refused(river, number, "promise", detail=detail, on="order-1") == {("known:on", "P.1")}
    assert refused(river, number, "no_promise", detail={"reason": "转述"}, on="") == {("known:on", "P.1")}
    assert refused(river, number, "no_promise", detail={"reason": "转述"}, on="said-2-0") == {("known:on", "P.1")}


def test_a_promise_is_met_with_proof_and_each_one_by_itself(river: Town) -> None:
    number = registered(river)
    promised(river, number)
    promised(river, number, at=minutes(3), promise_words="明天送来钥匙", promised_for=DUE + timedelta(days=1))
    proof = {"promise_proof": "业主签字"}

    assert refused(river, number, "keep_promise", on="promise-1") == {("known:promise_proof", "P.1")}
    assert refused(river, number, "keep_promise", detail=proof) == {("known:on", "P.1")}
    assert do(river, "lan", number, "keep_promise", minutes(40), detail=proof, on="promise-1").met == ("promised_deed",)
    assert refused(river, number, "keep_promise", detail=proof, on="promise-1") == {("known:on", "P.1")}
    assert do(river, "lan", number, "keep_promise", minutes(41), detail=proof).met == ("promised_deed",)
    assert set(ObligationRow.objects.filter(duty="promised_deed").values_list("state", flat=True)) == {"met"}


def test_proof_of_one_promise_is_not_the_proof_of_the_next(river: Town) -> None:
    number = registered(river)
    promised(river, number)
    do(river, "lan", number, "keep_promise", minutes(3), detail={"promise_proof": "签字"})
    promised(river, number, at=minutes(4))

    assert refused(river, number, "keep_promise") == {("known:promise_proof", "P.1")}


def test_a_promised_call_is_kept_by_calling(river: Town) -> None:
    number = registered(river)
    promised(river, number, kind="call")

    assert "promised_call" in do(river, "lan", number, "contact", minutes(20), words={"note": "已回电"}).met


def test_a_late_promise_climbs_its_rungs(river: Town) -> None:
    number = registered(river)
    promised(river, number)

    pass_time([Case.objects.get(number=number).id], org=river.org.id, at=DUE + timedelta(seconds=1))

    climbed = {one.rung: one.told for one in RungClimbed.objects.filter(obligation__duty="promised_deed")}
    assert set(climbed) == {"75 %", "due"}
    assert str(river.mo.id) in str(climbed["due"])
    assert str(river.mo.id) not in str(climbed["75 %"])


def test_a_case_is_rebuilt_from_its_journal_with_its_promises(river: Town) -> None:
    number = registered(river)
    promised(river, number)
    case = Case.objects.get(number=number)

    found = rebuild(list(Entry.objects.filter(case=case).order_by("seq"))).state.obligations

    assert [(one.duty, one.due_at) for one in found if one.duty == "promised_deed"] == [("promised_deed", DUE)]
