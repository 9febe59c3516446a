"""A case under two packs at once: a credit cooperative's own guideline (R-29) and the regulator's rules beside it.

Both clocks run, both must be met, and the closing gates of both stand before the one step that closes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from amends.cases.models import Letter
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.jobs import tick as job
from amends.jobs.tick import tick
from amends.people.tenancy import organisation
from tests.api.conftest import Caller, caller
from tests.makers import Town, govern, person, stand_beside, town, viewer
from tests.stories.clock import Clock, climbed, moment, owed
from tests.web.desk.test_regulation import signed_in

OWN, OUTSIDE = "rural-credit", "cn-bank-insurance"
PARTS = {
    "part/decision": "退还手续费 20 元",
    "part/review": "可向省联社申请核查",
    "part/other_ways": "亦可调解、仲裁、诉讼",
}
FACTS = {
    "channel": "phone", "matter": "complaint", "complainant": "梁先生", "phone": "13800000029", "site": "城南分社",
    "description": "柜台多收手续费", "wish": "退还手续费", "category": "service", "complainants": 1,
}  # fmt: skip


@pytest.fixture(autouse=True)
def new_worker() -> None:
    """Forget what this process has seen, as a worker that has just started."""
    job._hour_seen.clear()


@pytest.fixture
def river(db: None) -> Iterator[Town]:
    """A cooperative with ten days to answer, the regulator's fifteen beside them; 高行长 may approve more time."""
    made = town("river")
    with organisation(made.org.id):
        made.people["gao"] = person(
            made, "gao@river", "高行长", "Gao", unit=made.office, roles=("senior_manager", "inspector")
        )
        govern(made, OWN, reply_within="10 d")
        stand_beside(made, OUTSIDE)
        yield made


class Desk(Clock):
    """The clock of the town, with words of a reply and refusals that name article and pack."""

    def told_of(self, **facts: Any) -> None:
        intake = Intake({**FACTS, **facts}, unit="CS")
        self.number = register(viewer(self.town, "lan", at=self.now), intake, at=self.now).number

    def replies(self, **words: str) -> None:
        take_step(
            viewer(self.town, "lan", at=self.now), self.number, "reply", at=self.now, words={"text": "您好", **words}
        )

    def refused(self, who: str, step: str, **detail: Any) -> set[tuple[str, str, str]]:
        with pytest.raises(Refused) as no:
            self.does(who, step, **detail)
        return {(one.pack, one.article, one.what) for one in no.value.missing}


def day(text: str) -> datetime:
    return moment(f"03-{text}")


def clocks() -> set[tuple[str, str, str]]:
    """Return the duties of the case: state, and when it is due."""
    return {(duty, state, due) for duty, _subject, _nth, state, due, _late in owed()}


def test_both_clocks_run_and_each_is_met_only_by_what_its_own_rules_accept(river: Town) -> None:
    """Settled at the outlet is enough for R-29; the regulator waits for the decision in writing."""
    desk = Desk(river, at=day("01 10:00:00"))
    desk.told_of()
    started = clocks()
    desk.until(day("04 09:00:00"))
    desk.does("lan", "settle", result="已退还手续费")
    settled = clocks()
    desk.replies(**PARTS)

    assert started == {("reply", "open", "03-11 23:59:59"), ("decide", "open", "03-16 23:59:59")}
    assert settled == {("reply", "met", "03-11 23:59:59"), ("decide", "open", "03-16 23:59:59")}
    assert {state for _duty, state, _due in clocks()} == {"met"}


def test_a_case_closes_when_the_gates_of_both_are_open(river: Town) -> None:
    desk = Desk(river, at=day("01 10:00:00"))
    desk.told_of(channel="superior_body", body_above="province")
    desk.does("lan", "settle", result="已退还手续费")

    first = desk.refused("lan", "close")
    desk.replies(**PARTS)
    desk.does("lan", "cn_confirm_record", record_complete=True)
    second = desk.refused("lan", "close")
    desk.does("lan", "report_to_body_above", result="已退还手续费")
    desk.does("lan", "close")

    assert first == {
        (OWN, "8", "done:reported/body_above"),
        (OUTSIDE, "D.1", "met:decide"), (OUTSIDE, "K.1", "is:record_complete"),
    }  # fmt: skip
    assert second == {(OWN, "8", "done:reported/body_above")}
    assert {(duty, state) for duty, state, _due in clocks()} == {
        ("reply", "met"), ("report_back", "met"), ("decide", "met"),
    }  # fmt: skip


def test_a_reply_lacks_what_the_outside_body_wants_in_it(river: Town) -> None:
    desk = Desk(river, at=day("01 10:00:00"))
    desk.told_of()
    desk.does("lan", "settle", result="已退还手续费")

    with pytest.raises(Refused) as no:
        desk.replies()

    assert {(one.pack, one.article, one.field) for one in no.value.missing} == {
        (OUTSIDE, "D.4", "part/decision"), (OUTSIDE, "D.4", "part/other_ways"),
        (OUTSIDE, "D.5", "part/review"),  # the right's own article
    }  # fmt: skip


def test_more_time_from_the_outside_body_moves_its_clock_alone(river: Town) -> None:
    """15, 30, 60 days: the second extension waits for approval and for the letter; the own ten days are late."""
    desk = Desk(river, at=day("01 10:00:00"))
    desk.told_of()
    desk.until(day("04 09:00:00"))
    desk.does("lan", "cn_judge_complexity", cn_complexity="complex", reason="涉及三家机构")
    desk.does("lan", "cn_extend", duty="decide")
    thirty = clocks()
    desk.until(day("12 09:00:00"))
    late = {(duty, was_late) for duty, *_rest, was_late in owed()}
    told = climbed()
    desk.does("lan", "cn_judge_complexity", cn_complexity="specially_complex", reason="需司法鉴定")
    wanted = desk.refused("lan", "cn_extend", duty="decide")
    desk.does("gao", "cn_approve_longer")
    desk.does("lan", "cn_tell_of_delay", reason="需司法鉴定")
    desk.does("lan", "cn_extend", duty="decide")

    assert thirty == {("reply", "open", "03-11 23:59:59"), ("decide", "open", "03-31 23:59:59")}
    assert late == {("reply", True), ("decide", False)}
    assert told == {("reply", "due", "03-12 09:00:00", ("mo",))}
    assert {what for _pack, _article, what in wanted} == {"approved:senior_manager", "notice:delay_notice"}
    assert ("decide", "open", "04-30 23:59:59") in clocks()
    letter = Letter.objects.get(letter="delay_notice")
    assert "需司法鉴定" in letter.body


def test_who_has_an_interest_is_kept_out_by_the_outside_body_s_rules(river: Town) -> None:
    desk = Desk(river, at=day("01 10:00:00"))
    desk.told_of()
    desk.does("mo", "cn_name_interested", interested=[str(river.lan.pk)])
    desk.does("lan", "settle", result="已退还手续费")

    with pytest.raises(Refused) as no:
        desk.replies(**PARTS)

    assert {(one.pack, one.what) for one in no.value.missing} == {(OUTSIDE, "person:interested")}


def test_who_has_an_interest_is_given_no_part_either(river: Town) -> None:
    desk = Desk(river, at=day("01 10:00:00"))
    desk.told_of()
    transfer = {"to_person": str(river.chen.pk), "customer_note": "已说明"}
    desk.does("mo", "cn_name_interested", interested=[str(river.chen.pk)])

    assert desk.refused("lan", "transfer", **transfer) == {
        (OWN, "I.8", "person:interested")
    }  # the lead's own rule first
    desk.does("lan", "transfer", **{**transfer, "to_person": str(river.wu.pk)})


def registered_by_api(lan: Caller) -> str:
    answer = lan.post("cases", {"facts": {**FACTS, "face_to_face": True, "complainants": 20}, "unit": "CS"})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["number"])


def test_the_api_tells_both_clocks_both_grades_and_the_steps_of_both(river: Town) -> None:
    lan = caller(river, "lan")

    number = registered_by_api(lan)
    duties = {one["duty"]: one["article"] for one in lan.get(f"cases/{number}/obligations").json()["obligations"]}
    refused = lan.post(f"cases/{number}/steps/close", {})
    taken = lan.post(
        f"cases/{number}/steps/cn_judge_complexity", {"detail": {"cn_complexity": "complex", "reason": "三家机构"}}
    )

    assert duties == {"reply": "S.1", "decide": "D.1", "contingency": "M.2"}
    assert refused.status_code == 409
    assert {"D.1", "K.1", "M.2"} <= {one["article"] for one in refused.json()["errors"]}
    assert taken.status_code == 200
    assert taken.json()["stage"] == "registered"


def test_the_desk_shows_fields_and_steps_of_the_outside_body_with_its_articles(river: Town) -> None:
    client, number = signed_in(river.lan, "en"), registered_by_api(caller(river, "lan"))

    form = client.get(reverse("desk:register")).content.decode()
    page = client.get(reverse("desk:case", args=[number])).content.decode()
    step = client.get(reverse("desk:step", args=[number, "cn_judge_complexity"])).content.decode()

    assert "Brought in person" in form
    assert "Decide and tell the complainant" in page
    assert "Answer the customer" in page
    assert "Judge how complex it is" in page
    assert "Specially complex" in step


def test_time_passes_for_both_in_one_tick(river: Town) -> None:
    desk = Desk(river, at=day("01 10:00:00"))
    desk.told_of()
    tick(moment("03-18 09:00:00"))

    assert {(duty, was_late) for duty, *_rest, was_late in owed()} == {("reply", True), ("decide", True)}
    assert {(duty, told) for duty, _rung, _at, told in climbed()} == {("reply", ("mo",)), ("decide", ("lan", "he"))}


OMBUDSMAN = {
    "part/fca_leaflet": "附手册",
    "part/fca_web": "ombudsman.example",
    "part/fca_refer": "六个月内",
    "part/fca_limits": "不放弃",
}


def test_a_letter_of_the_outside_body_needs_its_own_parts_and_answers_for_both(river: Town) -> None:
    """A final response that rejects needs its reasons; one that accepts needs the redress instead."""
    stand_beside(river, "uk-fca-disp")
    desk = Desk(river, at=day("01 10:00:00"))
    desk.told_of(fca_product="other", email="liang@example.org")
    desk.does("mo", "fca_acknowledge", fca_answer_by="2024-03-20T09:00:00+08:00")

    def lacks(outcome: str, **words: str) -> set[str]:
        with pytest.raises(Refused) as no:
            answers(outcome, **words)
        return {one.field for one in no.value.missing if one.pack == "uk-fca-disp"}

    def answers(outcome: str, **words: str) -> None:
        take_step(
            viewer(river, "lan", at=desk.now), desk.number, "fca_final_response", at=desk.now,
            detail={"fca_outcome": outcome}, words={"text": "您好", **PARTS, **words},
        )  # fmt: skip

    assert lacks("rejects") == {"part/fca_reasons", *OMBUDSMAN}
    assert lacks("accepts", **OMBUDSMAN) == {"part/fca_redress"}
    answers("accepts", **OMBUDSMAN, **{"part/fca_redress": "退还 20 元"})
    assert {(duty, state) for duty, state, _due in clocks()} == {
        ("reply", "met"), ("decide", "met"), ("fca_ack", "met"), ("fca_final", "met"),
    }  # fmt: skip
    assert "03-20" in Letter.objects.get(letter="acknowledgement").body


def test_the_form_of_an_outside_letter_asks_for_its_parts(river: Town) -> None:
    stand_beside(river, "uk-fca-disp")
    client, number = signed_in(river.lan, "en"), registered_by_api(caller(river, "lan"))

    final = client.get(reverse("desk:step", args=[number, "fca_final_response"])).content.decode()
    summary = client.get(reverse("desk:step", args=[number, "fca_summary"])).content.decode()

    assert "Whether time limits are waived" in final
    assert "Reasons for rejecting" in final
    assert "Reasons for rejecting" not in summary
    assert "That mediation, arbitration and litigation remain" in summary
