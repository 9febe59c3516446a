"""The page of an investigation: its sections, the forms in them, refusals, and who sees what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.cases.evidence import Upload, add_evidence
from amends.cases.models import Case, Entry, ObligationRow
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.makers import Town, govern, registered, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
NEEDED_NOW = timedelta(hours=2)
PNG_BYTES = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def inn() -> Iterator[Town]:
    """A company whose rules hold statements, plan, custody, interests and sanctions."""
    made = town("inn")
    with organisation(made.org.id):
        govern(made, "complaint-mechanism")
        yield made


def case_in(inn: Town) -> str:
    return registered(inn, category="service", at=timezone.now() - NEEDED_NOW)


def page(client: Client, number: str) -> str:
    answer = client.get(reverse("desk:investigation", args=[number]))
    assert answer.status_code == 200
    return answer.content.decode()


def step(number: str, section: str, step_id: str) -> str:
    return reverse("desk:investigation_step", args=[number, section, step_id])


def version(number: str) -> str:
    return str(Case.objects.get(number=number).version)


def in_an_hour() -> str:
    return f"{timezone.localtime() + timedelta(hours=1):%Y-%m-%dT%H:%M}"


def test_the_case_leads_to_its_investigation_where_a_regulation_has_one(inn: Town) -> None:
    """FR-090."""
    number = case_in(inn)
    client = signed_in(inn.mo)

    assert (
        reverse("desk:investigation", args=[number]) in client.get(reverse("desk:case", args=[number])).content.decode()
    )
    shown = page(client, number)
    assert [name in shown for name in ("调查计划", "双方陈述", "物证与保管", "利害关系")] == [True] * 4


def test_a_point_is_put_into_the_plan_and_ticked_off_with_its_result(inn: Town) -> None:
    """FR-090: the person named owes it; done, it stands with what came of it."""
    number, client = case_in(inn), signed_in(inn.mo)
    sent = {
        "version": version(number), "on": "plan-1", "kind": "test", "plan_text": "通电测试",
        "plan_person": str(inn.wu.id), "plan_due": in_an_hour(),
    }  # fmt: skip

    answer = client.post(step(number, "plan", "plan_point"), sent)
    shown = page(client, number)
    wu = signed_in(inn.wu)
    ticked = wu.post(
        step(number, "plan", "plan_point_done"), {"version": version(number), "on": "plan-1", "plan_result": "绝缘不良"}
    )

    assert (answer.status_code, ticked.status_code) == (302, 302)
    assert ObligationRow.objects.get(duty="planned").owner_person_id == inn.wu.id
    assert ("通电测试" in shown, "0/1" in shown, "吴工" in shown) == (True, True, True)
    assert ("绝缘不良" in page(client, number), "1/1" in page(client, number)) == (True, True)
    assert ObligationRow.objects.get(duty="planned").state == "met"


def test_a_refused_point_comes_back_filled_with_the_message_at_its_field(inn: Town) -> None:
    number, client = case_in(inn), signed_in(inn.mo)

    answer = client.post(
        step(number, "plan", "plan_point"),
        {"version": version(number), "on": "plan-1", "kind": "test", "plan_text": "通电测试"},
    )
    text = answer.content.decode()

    assert answer.status_code == 409
    assert ("通电测试" in text, 'id="wrong-plan_due"' in text, "I.1" in text) == (True, True, True)
    assert not Entry.objects.filter(case__number=number, step="plan_point").exists()


def test_two_points_at_the_same_time_do_not_become_one(inn: Town) -> None:
    number, client = case_in(inn), signed_in(inn.mo)
    sent = {
        "version": version(number), "on": "plan-1", "kind": "test", "plan_text": "甲", "plan_person": str(inn.wu.id),
        "plan_due": in_an_hour(),
    }  # fmt: skip
    first = client.post(step(number, "plan", "plan_point"), sent)
    second = client.post(step(number, "plan", "plan_point"), {**sent, "plan_text": "乙"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert ObligationRow.objects.filter(duty="planned").count() == 1


def test_the_side_that_is_silent_is_named(inn: Town) -> None:
    """FR-093."""
    number, client = case_in(inn), signed_in(inn.lan)
    client.post(
        step(number, "statements", "take_statement"), {"version": version(number), "statement_customer": "多算一道菜"}
    )

    shown = page(client, number)

    assert "员工陈述：尚无，而另一方已有陈述" in shown
    assert "多算一道菜" in shown


def test_a_form_of_a_step_that_asks_anew_comes_empty(inn: Town) -> None:
    """FR-093, FR-237: the second statement does not show the first one's words."""
    number, client = case_in(inn), signed_in(inn.lan)
    address = step(number, "statements", "take_statement")
    client.post(address, {"version": version(number), "statement_customer": "多算一道菜"})

    assert "多算一道菜" not in client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_a_file_stands_in_custody_with_its_fingerprint_and_is_handed_over(inn: Town) -> None:
    """FR-012: who added it had it first; the hand-over names who has it now."""
    number, client = case_in(inn), signed_in(inn.mo)
    at = timezone.now()
    add_evidence(
        viewer(inn, "lan", at=at), number, "evidence", [Upload("账单.png", len(PNG_BYTES), BytesIO(PNG_BYTES))], at=at
    )
    shown = page(client, number)
    item = shown.split("hand_over/?item=")[1].split('"')[0]
    form = client.get(f"{step(number, 'custody', 'hand_over')}?item={item}").content.decode()
    answer = client.post(
        step(number, "custody", "hand_over"),
        {"version": version(number), "custody_item": unquote(item), "custody_to": str(inn.wu.id)},
    )

    assert "SHA-256" in shown
    assert "账单.png · " in form
    assert answer.status_code == 302
    assert page(client, number).count("账单.png") == 2  # its one chain: the name, and for readers the button


def test_sanctions_are_not_shown_to_the_desk_nor_their_form(inn: Town) -> None:
    """FR-105, FR-242."""
    number = case_in(inn)
    at = timezone.now()
    for who, taken, detail in (
        ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {}), ("he", "investigate", {"investigator": str(inn.zhou.id)}),
        ("he", "find", {"cause": "service"}), ("he", "sanction", {"sanction_note": "罚 300"}),
    ):  # fmt: skip
        take_step(viewer(inn, who, at=at), number, taken, at=at, detail=detail)
    of_desk, of_head = page(signed_in(inn.lan), number), page(signed_in(inn.he), number)

    assert ("罚 300" in of_desk, "处分" in of_desk) == (False, False)
    assert "罚 300" in of_head
    assert signed_in(inn.lan).get(step(number, "sanctions", "sanction")).status_code == 404


def test_somebody_with_an_interest_is_refused_by_article(inn: Town) -> None:
    """FR-059: declared on the page, refused at the case."""
    number, client = case_in(inn), signed_in(inn.mo)
    declared = client.post(
        step(number, "interests", "declare_interest"),
        {"version": version(number), "interested_units": ["ENG"], "interest_reason": "施工单位"},
    )
    at = timezone.now()
    take_step(viewer(inn, "lan", at=at), number, "dispatch", at=at, detail={"to": "ENG"})
    refused = signed_in(inn.chen).post(
        reverse("desk:step", args=[number, "accept"]), {"version": version(number), "on": "order-1"}
    )

    assert declared.status_code == 302
    assert "工程部" in page(client, number)
    assert refused.status_code == 409
    assert ("利害关系" in refused.content.decode(), "I.8" in refused.content.decode()) == (True, True)


def test_a_stranger_and_the_accused_find_no_investigation(inn: Town) -> None:
    """FR-235, FR-239."""
    number = case_in(inn)
    at = timezone.now()
    take_step(
        viewer(inn, "mo", at=at), number, "classify", at=at, detail={"accused": [str(inn.chen.id)], "category": "staff"}
    )
    address = reverse("desk:investigation", args=[number])

    assert signed_in(inn.chen).get(address).status_code == 404
    assert signed_in(inn.mo).get(reverse("desk:investigation", args=["no-such-case"])).status_code == 404
    assert signed_in(inn.mo).get(step(number, "plan", "close")).status_code == 404
    assert signed_in(inn.mo).get(step(number, "nothing", "plan_point")).status_code == 404


def test_what_is_typed_is_shown_as_text(inn: Town) -> None:
    number, client = case_in(inn), signed_in(inn.lan)
    client.post(
        step(number, "statements", "take_statement"),
        {"version": version(number), "statement_customer": "<script>alert(1)</script>"},
    )

    assert "<script>alert(1)" not in page(client, number)


@pytest.mark.parametrize(
    ("language", "offered", "not_offered"),
    [
        ("zh", "《证券法》2019 年修订，2020-03-01 起有效", "2014 年修正"),
        ("en", "Securities Law, as revised in 2019, valid from 2020-03-01", "as amended in 2014"),
    ],
)
def test_a_finding_is_offered_the_editions_that_are_valid_and_refused_any_other(
    language: str, offered: str, not_offered: str
) -> None:
    """FR-096."""
    made = town("broker")
    with organisation(made.org.id):
        govern(made, "guangzhou-securities")
        today = timezone.now() - NEEDED_NOW
        number = registered(made, channel="visit", site="营业部", happened_on=today, category="trade", at=today)
        client, address = signed_in(made.mo, language), step(number, "findings", "find")
        form = client.get(address).content.decode()
        told = {"cause": "product", "nature": "valid", "rule_cited": "第八十八条", "version": version(number)}

        wrong = client.post(address, told | {"editions_cited": ["securities_law/2014"]})
        before = Entry.objects.filter(case__number=number, step="find").count()
        client.post(address, told | {"editions_cited": ["securities_law/2019"]})
        found = Entry.objects.get(case__number=number, step="find")
        shown = page(client, number)

    assert (offered in form, not_offered in form) == (True, False)
    assert (wrong.status_code, before) == (422, 0)
    assert found.body["detail"]["editions_cited"] == ["securities_law/2019"]
    assert offered in shown
