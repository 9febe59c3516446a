"""Somebody on whom a blind second look fell tries every door to see what was decided first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.cases.models import Case
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.knowledge.models import CaseCard
from amends.people.models import Membership
from amends.people.tenancy import organisation
from amends.quality.models import SecondLook
from amends.quality.second_look import ask_second_look
from tests.api.conftest import caller
from tests.attacks.conftest import Browser
from tests.makers import Town, complaint, person, viewer

SECRET = "经核实属误报不予补偿"
DESK = (
    "/cases/{number}/", "/cases/{number}/file/", "/cases/{number}/card/", "/cases/{number}/second-look/",
    "/cases/{number}/print/register/pdf", "/cases/{number}/print/register/docx", "/cases/{number}/steps/reopen/",
)  # fmt: skip
LISTS = ("/", "/?of=unit", "/queues/?closed=1", "/queues/?q={number}", "/find/?q={number}", "/find/?q=误报", "/draws/",
         "/remedies/", "/queues/cases.csv", "/library/")  # fmt: skip
API = ("cases/{number}", "cases/{number}/journal", "cases/{number}/obligations", "cases/{number}/explain")


@pytest.fixture
def look(river: Town) -> SecondLook:
    """A closed case whose second look fell on somebody who supervises the whole desk."""
    now = timezone.now() - timedelta(hours=3)
    with organisation(river.org.id):
        river.people["su"] = person(river, "su@river", "苏主管", "Su", unit=river.office, roles=("cs_supervisor",))
        number = register(viewer(river, "lan", at=now), Intake(complaint()), at=now).number
        steps: tuple[tuple[str, str, dict[str, object]], ...] = (
            ("lan", "settle", {"result": SECRET, "satisfaction": "satisfied", "waiver": True}),
            ("he", "sign", {}), ("lan", "close", {"closing_reason": "solved"}),
        )  # fmt: skip
        for nth, (who, step, detail) in enumerate(steps, start=1):
            at = now + nth * timedelta(minutes=1)
            take_step(viewer(river, who, at=at), number, step, at=at, detail=detail)
        at = timezone.now()
        found = ask_second_look(viewer(river, "mo", at=at), number, request="请换人重审", at=at)
        # Whoever it fell on, the attack is the same.
        river.people["su"] = next(one for one in river.people.values() if one.pk == found.person_id)
        return found


@pytest.fixture
def attacker(river: Town, look: SecondLook, browser: Browser) -> Client:
    """The browser of the one on whom the look fell."""
    return browser(river.su)


def number_of(river: Town, look: SecondLook) -> str:
    """Return the number of the case."""
    with organisation(river.org.id):
        return str(Case.objects.get(pk=look.case_id).number)


@pytest.mark.parametrize("path", DESK)
def test_no_page_of_the_case_opens(river: Town, look: SecondLook, attacker: Client, path: str) -> None:
    answer = attacker.get(path.format(number=number_of(river, look)))

    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("path", LISTS)
def test_no_list_search_count_or_export_shows_it(river: Town, look: SecondLook, attacker: Client, path: str) -> None:
    number = number_of(river, look)

    answer = attacker.get(path.format(number=number))

    text = (answer.getvalue() if answer.streaming else answer.content).decode()
    assert answer.status_code == 200
    assert SECRET not in text
    assert f"/cases/{number}/" not in text
    assert "三号楼电梯停运" not in text


@pytest.mark.parametrize("path", API)
def test_the_interface_answers_as_if_there_were_no_such_case(river: Town, look: SecondLook, path: str) -> None:
    name = next(key for key, one in river.people.items() if one.pk == look.person_id)

    answer = caller(river, name).get(path.format(number=number_of(river, look)))

    assert answer.status_code == 404
    assert caller(river, name).get("cases", q=number_of(river, look)).json()["cases"] == []


def test_for_everybody_else_the_same_doors_show_it(river: Town, look: SecondLook, browser: Browser) -> None:
    """Without this the tests above could pass because the doors show nothing to anybody."""
    number, he = number_of(river, look), browser(river.he)

    assert SECRET in he.get(f"/cases/{number}/").content.decode()
    for path in ("/queues/?closed=1", f"/find/?q={number}"):
        assert f"/cases/{number}/" in he.get(path).content.decode()
    assert {path: he.get(path.format(number=number)).status_code for path in DESK} == dict.fromkeys(DESK, 200)
    told = {path: caller(river, "he").get(path.format(number=number)).status_code for path in API}
    assert told == dict.fromkeys(API, 200)


def test_the_card_that_the_case_taught_is_hidden_too(river: Town, look: SecondLook, attacker: Client) -> None:
    now = timezone.now()
    with organisation(river.org.id):
        card = CaseCard.objects.create(
            org=river.org, case_id=look.case_id, title="电梯", situation="停运", handling=SECRET, lesson="先查",
            folded="电梯", state="published", written_at=now, published_at=now,
        )  # fmt: skip

    assert attacker.get(f"/library/{card.pk}/").status_code == 404
    assert str(card.pk) not in attacker.get("/library/").content.decode()


def test_no_step_reaches_the_case(river: Town, look: SecondLook, attacker: Client) -> None:
    number, at = number_of(river, look), timezone.now()

    bulk = attacker.post("/queues/bulk/", {"case": [number], "step": "reopen", "reason": "看一眼"})
    with pytest.raises((LookupError, Refused)):
        take_step(viewer(river, "su", at=at), number, "reopen", at=at, detail={"reason": "看一眼"})

    assert SECRET not in bulk.content.decode()
    with organisation(river.org.id):
        assert Case.objects.get(number=number).stage_kind == "closed"


def test_the_page_of_the_look_itself_holds_nothing_of_the_first_result(
    river: Town, look: SecondLook, attacker: Client
) -> None:
    answer = attacker.get(f"/second-looks/{look.pk}/")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "三号楼电梯停运两天" in text
    assert SECRET not in text
    assert "林岚" not in text.partition("<main")[2]  # who handled it is no part of the matter


def test_a_new_role_or_administration_does_not_open_it(river: Town, look: SecondLook, browser: Browser) -> None:
    with organisation(river.org.id):
        for role in ("unit_head", "department_head", "admin", "centre_leader"):
            Membership.objects.get_or_create(
                org=river.org, person_id=look.person_id, unit=river.office, role=role, from_date="2024-01-01"
            )

    answer = browser(river.su).get(f"/cases/{number_of(river, look)}/")

    assert answer.status_code == 404


def test_nobody_else_takes_the_look_and_afterwards_it_is_closed_and_open(
    river: Town, look: SecondLook, browser: Browser
) -> None:
    others = [one for one in river.people.values() if one.pk != look.person_id]
    assert {browser(one).get(f"/second-looks/{look.pk}/").status_code for one in others} == {404}
    mine, page = browser(river.su), f"/second-looks/{look.pk}/"

    early = mine.get(f"{page}result/")
    open_ = mine.post(page, {"why": ""})
    done = mine.post(page, {"nature": "valid", "remedy": "nothing", "why": "停运两天属实"})

    assert (early.status_code, open_.status_code) == (404, 409)
    assert done.status_code == 302
    assert mine.get(page).status_code == 404
    both = mine.get(f"/second-looks/{look.pk}/result/")
    assert both.status_code == 200
    sees = 404 if look.person_id == river.chen.pk else 200  # Chen's unit has nothing to do with the case
    assert mine.get(f"/cases/{number_of(river, look)}/").status_code == sees
