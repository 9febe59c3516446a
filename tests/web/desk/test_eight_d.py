"""8D at the desk: begun from its case, objections beside the sentence, review and approval by others, actions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.cases.models import Case, Entry, Order
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from amends.quality.handing_in import hand_in
from amends.quality.models import Action, ActionPromise, DisciplineVersion, EightD, LaterCheck, NotMeasured, Spread
from amends.quality.opening import open_eight_d
from tests.api.conftest import caller
from tests.makers import Town, govern, registered, town, viewer
from tests.quality.eight_ds import FAULT, GOOD, grievance_works
from tests.web.desk.test_prints import words
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def works() -> Iterator[Town]:
    """A works under the instruction for grievances, with somebody in each role."""
    made = grievance_works()
    with organisation(made.org.id):
        yield made


def case(works: Town) -> str:
    """Register a grievance about a product of its own and bring it to quality; return its number."""
    at = timezone.now() - timedelta(hours=3)
    number = register(viewer(works, "front_desk", at=at), _fault(), at=at).number
    take_step(viewer(works, "front_desk", at=at), number, "dispatch", at=at, detail={"to": "HQ"})
    name = Order.objects.get(case__number=number).name
    take_step(viewer(works, "quality", at=at), number, "accept", at=at, on=name)
    take_step(viewer(works, "quality", at=at), number, "investigate", at=at)
    return number


def _fault() -> Intake:
    return Intake(FAULT | {"product": f"{FAULT['product']} {Case.objects.count()}"}, unit="HQ")


def begun(works: Town, *upto: str) -> str:
    """Begin an 8D with some disciplines handed in; return its number."""
    at = timezone.now() - timedelta(hours=2)
    number = open_eight_d(viewer(works, "quality", at=at), case(works), at=at).number
    for discipline in upto:
        assert not hand_in(viewer(works, "quality", at=at), number, discipline, GOOD[discipline], at=at).refused
    return number


def sent(discipline: str, do: str = "hand_in", **texts: str) -> dict[str, str]:
    return {"do": do, **{f"part-{part}": text for part, text in {**GOOD[discipline], **texts}.items()}}


def test_it_is_begun_on_the_page_of_its_case_by_whom_the_regulation_names(works: Town) -> None:
    """FR-108."""
    number = case(works)
    page = f"/cases/{number}/"

    offered = signed_in(works.people["quality"]).get(page).content.decode()
    stranger = signed_in(works.people["front_desk"])
    refused = stranger.post(reverse("desk:eight_d_open", args=[number]))
    answer = signed_in(works.people["quality"]).post(reverse("desk:eight_d_open", args=[number]))

    assert "开启 8D" in offered
    assert "开启 8D" not in stranger.get(page).content.decode()
    assert refused.headers["Location"] == page
    assert answer.headers["Location"] == f"/eight-d/8D-{number}/"
    assert EightD.objects.count() == 1
    assert f"8D-{number}" in stranger.get(page).content.decode()


def test_what_the_referee_objects_to_stands_beside_its_sentence_and_the_text_stays(works: Town) -> None:
    """FR-109: with the rule's words, its article and what would pass; nothing happens in the case."""
    number = begun(works, "D1", "D2", "D3")
    before = Entry.objects.count()
    client = signed_in(works.people["department"])

    answer = client.post(
        reverse("desk:eight_d_write", args=[number, "D4"]), sent("D4", cause_occurrence="操作员质量意识差。")
    )
    text = answer.content.decode()

    assert answer.status_code == 409
    assert "操作员质量意识差。</textarea>" in text
    assert re.search(r'data-into="in-cause_occurrence" data-start="\d" data-end="\d+"[^>]*>“操作员质量意识差。”', text)
    assert "这样写可以通过" in text
    assert "5.3(b)" in text
    assert (DisciplineVersion.objects.get(discipline="D4").verdict, Entry.objects.count()) == ("refused", before)


def test_while_typing_the_draft_is_kept_and_objections_come(works: Town) -> None:
    number = begun(works, "D1", "D2", "D3")
    client = signed_in(works.people["department"])

    answer = client.post(
        reverse("desk:eight_d_check", args=[number, "D4"]),
        {"part-cause_occurrence": "操作员质量意识差。"}, headers={"HX-Request": "true"},
    ).content.decode()  # fmt: skip
    page = client.get(f"/eight-d/{number}/").content.decode()
    of_a_reader = signed_in(works.people["front_desk"]).get(f"/eight-d/{number}/?d=D4").content.decode()

    assert 'id="against-cause_occurrence"' in answer
    assert "8D.HE1" in answer
    assert "8D.HE1" in page, "who comes back to a draft sees what stands against it without typing"
    assert "8D.HE1" not in of_a_reader
    assert "操作员质量意识差" in answer
    assert "没有写" not in answer  # what is still empty is not objected to while somebody types
    assert "操作员质量意识差。</textarea>" in page


def test_two_who_type_the_same_discipline_see_each_others_words_and_lose_none(works: Town) -> None:
    number = begun(works)
    page, check = reverse("desk:eight_d_write", args=[number, "D1"]), reverse("desk:eight_d_check", args=[number, "D1"])
    quality, department = signed_in(works.people["quality"]), signed_in(works.people["department"])

    def read_in(text: str) -> str:
        found = re.search(r'id="draft-read" value="([^"]*)"', text)
        assert found
        return found[1]

    read = read_in(department.get(f"/eight-d/{number}/?d=D1").content.decode())
    kept = quality.post(check, {"part-team": "王强领头", "read": read}).content.decode()
    again = quality.post(check, {"part-team": "王强领头，李敏", "read": read_in(kept)}).content.decode()
    typing = department.post(check, {"part-team": "赵刚领头", "read": read}).content.decode()
    refused = department.post(page, {"do": "keep", "part-team": "赵刚领头", "read": read})
    text = refused.content.decode()
    taken = department.post(page, {"do": "keep", "part-team": "王强、李敏、赵刚", "read": read_in(text)})

    assert "他人在此期间写过本步" in typing
    assert "draft-read" not in typing
    assert "他人在此期间写过本步" not in again
    assert refused.status_code == 409
    assert "赵刚领头</textarea>" in text
    assert "王强领头，李敏</dd>" in text
    assert taken.status_code == 302
    assert DisciplineVersion.objects.get().content == {"team": "王强、李敏、赵刚"}


def test_what_is_handed_in_opens_the_next_and_shows_who_has_to_act(works: Town) -> None:
    number = begun(works)
    client = signed_in(works.people["quality"])

    answer = client.post(reverse("desk:eight_d_write", args=[number, "D1"]), sent("D1"), follow=True).content.decode()
    locked = client.get(f"/eight-d/{number}/?d=D4").content.decode()

    assert "已提交并通过。" in answer
    assert "D2 描述问题" in answer
    assert "D2 提交之后开放。" in locked
    assert "part-cause_occurrence" not in locked


def test_the_list_is_narrowed_by_state_unit_and_words(works: Town) -> None:
    first, second = begun(works), begun(works)
    EightD.objects.filter(number=second).update(state="failed", loops=2)
    client = signed_in(works.people["quality"])

    def shown(query: str) -> list[bool]:
        text = client.get(f"/eight-d/{query}").content.decode()
        return [f">{number}</a>" in text for number in (first, second)]

    assert shown("") == [True, True]
    assert shown("?state=failed") == [False, True]
    assert shown("?unit=HQ&state=open") == [True, False]
    assert shown(f"?q={first}") == [True, False]
    assert shown("?q=%00") == shown("?q=nothing-like-it") == [False, False]


def test_who_may_not_see_the_case_gets_the_same_page_as_for_one_that_does_not_exist(works: Town) -> None:
    number = begun(works, "D1")
    client = signed_in(works.people["zhou"])
    addresses = [f"/eight-d/{one}/" for one in (number, "8D-nothing")]

    assert [client.get(one).status_code for one in addresses] == [404, 404]
    assert number not in client.get("/eight-d/").content.decode()
    posts = [("eight_d_write", ["D1"]), ("eight_d_check", ["D1"]), ("eight_d_decide", []), ("eight_d_action", [])]
    assert {client.post(reverse(f"desk:{name}", args=[number, *more])).status_code for name, more in posts} == {404}


def test_an_action_is_listed_done_carried_over_and_checked_at_the_desk(works: Town) -> None:
    """FR-114, FR-118, FR-119."""
    number = begun(works, "D1", "D2", "D3")
    client, owner = signed_in(works.people["quality"]), works.people["department"]
    due = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    told = {"kind": "interim", "text": "全检在库", "owner": str(owner.pk), "due_at": due}

    bare = client.post(reverse("desk:eight_d_action", args=[number]), {**told, "owner": "", "due_at": "soon"})
    client.post(reverse("desk:eight_d_action", args=[number]), told)
    action = Action.objects.get()
    after(client, number, "spread", action.pk, process="2 号线")
    after(client, number, "settle", Spread.objects.get().pk, word="not", reason="不铸法兰")
    after(client, number, "check", action.pk, day=f"{timezone.localdate():%Y-%m-%d}", owner=str(owner.pk))
    today = signed_in(owner).get("/").content.decode()
    after(signed_in(owner), number, "found", LaterCheck.objects.get().pk, word="works", result="无裂纹")
    after(signed_in(owner), number, "done", action.pk, proof="检验单")

    assert bare.status_code == 409
    assert "全检在库</textarea>" in bare.content.decode()
    assert (Spread.objects.get().reason, LaterCheck.objects.get().still_works) == ("不铸法兰", True)
    assert Action.objects.get().done_at is not None
    assert number in today
    assert number not in signed_in(owner).get("/").content.decode().partition('id="improving"')[2]


@pytest.mark.parametrize(
    ("kind", "given", "promises", "reasons"),
    [
        ("corrective", {"criterion": "fewer", "reduction": "80", "looks": "3"}, [80], []),
        ("preventive", {"criterion": "none"}, [100], []),
        ("corrective", {"criterion": "unmeasured", "unmeasured": "一次性订单"}, [], ["一次性订单"]),
        ("corrective", {"criterion": ""}, [], []),
        ("interim", {"criterion": "none"}, [], []),
    ],
)
def test_the_form_that_lists_an_action_makes_its_promise(
    works: Town, kind: str, given: dict[str, str], promises: list[int], reasons: list[str]
) -> None:
    """FR-116: left open it is said later; an interim action is not asked."""
    number = to_be_mended(works)
    owner, today = works.people["department"], timezone.localdate()
    client = signed_in(owner)
    due = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    told = {"kind": kind, "text": "炉前测温联锁", "owner": str(owner.pk), "due_at": due, "days": "30"}

    answer = client.post(
        reverse("desk:eight_d_action", args=[number]), {**told, "from_day": today.isoformat(), **given}
    )  # fmt: skip

    assert answer.status_code == 302, answer.content.decode()
    assert list(ActionPromise.objects.values_list("reduction", flat=True)) == promises
    assert list(NotMeasured.objects.values_list("reason", flat=True)) == reasons
    shown = client.get(reverse("desk:eight_d", args=[number])).content.decode()
    assert ("尚无承诺" in shown) is (kind != "interim" and not promises and not reasons)


def test_a_promise_that_cannot_be_comes_back_filled_and_lists_nothing(works: Town) -> None:
    """FR-116."""
    number = to_be_mended(works)
    due = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    told = {
        "kind": "corrective", "text": "炉前测温联锁", "owner": str(works.people["department"].pk), "due_at": due,
        "criterion": "fewer", "reduction": "500", "days": "77", "looks": "3",
        "from_day": timezone.localdate().isoformat(),
    }  # fmt: skip

    answer = signed_in(works.people["department"]).post(reverse("desk:eight_d_action", args=[number]), told)

    assert answer.status_code == 409
    assert "减少的百分比须为 1 至 100" in answer.content.decode()
    assert 'value="77"' in answer.content.decode()
    assert Action.objects.count() == 0


def to_be_mended(works: Town) -> str:
    """Begin an 8D up to its cause, with the finding that names who answers for it; return its number."""
    number, at = begun(works, "D1", "D2", "D3"), timezone.now() - timedelta(hours=2)
    detail = {"responsible_department": "production", "liable": "ours", "nature": "valid", "share/production": 100}
    take_step(viewer(works, "quality", at=at), number.removeprefix("8D-"), "find", at=at, detail=detail)
    assert not hand_in(viewer(works, "quality", at=at), number, "D4", GOOD["D4"], at=at).refused
    return number


def after(client: Client, number: str, what: str, key: Any, **fields: str) -> None:
    answer = client.post(reverse("desk:eight_d_after", args=[number, what, key]), fields)
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.parametrize("what", ["burn", "done", "spread", "settle", "check", "found"])
def test_an_address_that_names_nothing_is_not_found(works: Town, what: str) -> None:
    number = begun(works)
    address = reverse("desk:eight_d_after", args=[number, what, "0190c6f2-0000-7000-8000-000000000000"])

    assert signed_in(works.people["quality"]).post(address, {"owner": "x"}).status_code == 404


def test_texts_that_no_row_holds_are_refused_by_name(works: Town) -> None:
    number = begun(works)
    client = signed_in(works.people["quality"])

    for text in ("a\x00b", "x" * 20_001):
        answer = client.post(reverse("desk:eight_d_write", args=[number, "D1"]), sent("D1", team=text))
        assert answer.status_code in (400, 409)
    assert DisciplineVersion.objects.count() == 0


def test_no_screen_asks_more_queries_for_more_8ds_versions_or_actions(works: Town) -> None:
    client = signed_in(works.people["quality"])
    number = begun(works, "D1", "D2", "D3")

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    few = asked("/eight-d/"), asked(f"/eight-d/{number}/")
    for _ in range(4):
        begun(works)
    row, at = EightD.objects.get(number=number), timezone.now()
    for nth in range(12):
        action = Action.objects.create(
            org=works.org, eight_d=row, kind="interim", text=f"{nth}", owner=works.people["department"], due_at=at, made_at=at
        )  # fmt: skip
        Spread.objects.create(org=works.org, action=action, process="x", made_at=at)
    many = asked("/eight-d/"), asked(f"/eight-d/{number}/")

    assert many == few
    assert few[0] <= 18
    assert few[1] <= 24


def test_an_organisation_whose_regulations_have_no_8d_sees_nothing_of_it() -> None:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        client, number = signed_in(made.mo), registered(made, at=timezone.now())

        assert "/eight-d/" not in client.get("/").content.decode()
        assert "eight-d" not in client.get(f"/cases/{number}/").content.decode()
        assert client.post(reverse("desk:eight_d_open", args=[number])).headers["Location"] == f"/cases/{number}/"
        assert EightD.objects.count() == 0


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_it_is_printed_with_what_was_written_and_the_customer_s_copy_without_what_nobody_approved(
    works: Town, form: str
) -> None:
    """FR-115: the customer's copy holds only what was approved."""
    number = begun(works, "D1", "D2")
    client = signed_in(works.people["quality"])
    own = client.get(f"/eight-d/{number}/print/{form}")
    customers = client.get(f"/eight-d/{number}/print/{form}?for=customer")

    said = "".join(GOOD["D2"]["problem"].split())[:12]
    assert (own.status_code, customers.status_code) == (200, 200)
    assert own["Content-Disposition"].startswith("attachment;")
    assert said in words(own)
    assert said not in words(customers)
    assert client.get(f"/eight-d/{number}/print/html").status_code == 404


def test_who_may_not_see_the_case_gets_no_paper_of_its_8d(works: Town) -> None:
    number = begun(works, "D1")

    assert signed_in(works.people["zhou"]).get(f"/eight-d/{number}/print/pdf").status_code == 404


def test_while_the_8d_is_open_its_steps_lead_into_it_from_page_form_and_api(works: Town) -> None:
    """FR-108, FR-109: a link to the discipline in place of a dead button; the API says by which article it is kept."""
    number = begun(works, "D1", "D2")
    case_number = EightD.objects.get(number=number).case.number
    there = reverse("desk:eight_d", args=[number]) + "?d=D3"
    desk = signed_in(works.people["quality"], "en")

    page = desk.get(reverse("desk:case", args=[case_number])).content.decode()
    form = desk.get(reverse("desk:step", args=[case_number, "contain"]))
    sent = desk.post(reverse("desk:step", args=[case_number, "contain"]), {"containment": "全检"})
    answer = caller(works, "quality").post(f"cases/{case_number}/steps/contain", {"detail": {"containment": "全检"}})

    assert f'href="{there}"' in page
    assert reverse("desk:step", args=[case_number, "contain"]) not in page
    assert (form.status_code, form["Location"]) == (302, there)
    assert (sent.status_code, there in sent.content.decode()) == (409, True)
    assert (answer.status_code, answer.json()["errors"][0]["article"]) == (409, "5.3(a)")
    assert not Entry.objects.filter(case__number=case_number, step="contain").exists()
