"""Logs and notices of a unit at the desk: entered under a number, printed, nobody else's (FR-019, FR-020)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from amends.cases.models import Case, Entry, UnitEntry
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.models import Membership
from amends.people.tenancy import organisation
from tests.makers import MONDAY, START, Town, govern, registered, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank() -> Iterator[Town]:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "rural-credit")
        yield made


@pytest.fixture
def hotel() -> Iterator[Town]:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "complaint-mechanism", box_reward="建议被采用的，赠早餐券两张")
        yield made


SHOWN = {"outlet": "城南分社", "hotline_shown": "yes", "mailbox_shown": "yes", "department_shown": "yes"}


def test_an_outlet_without_hotline_fails_the_check_and_no_case_is_made(bank: Town) -> None:
    """FR-020: outlet without hotline on its notice fails the check list."""
    client, address = signed_in(bank.mo, "zh"), f"/logs/{bank.desk.code}/outlet_notice/"

    answer = client.post(address, SHOWN | {"hotline_shown": "no"}, follow=True)

    page = answer.content.decode()
    assert "不合格" in page
    assert "公布内容不全" in page
    entry = UnitEntry.objects.get(step="logged")
    assert entry.body["told"]["outlet"] == "城南分社"
    assert (entry.body["fails"], entry.by_id) == (True, bank.mo.pk)
    assert not Case.objects.exists()
    assert "late-text" in client.get("/logs/").content.decode()

    client.post(address, SHOWN)

    assert "late-text" not in client.get("/logs/").content.decode(), "the later entry counts"


def test_what_is_not_answered_is_refused_with_the_article_and_nothing_is_kept(bank: Town) -> None:
    client = signed_in(bank.mo, "zh")

    answer = client.post(f"/logs/{bank.desk.code}/outlet_notice/", {"outlet": "城南分社", "hotline_shown": "yes"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "第 5 条" in page
    assert "已公布信箱" in page
    assert "城南分社" in page
    assert not UnitEntry.objects.filter(step="logged").exists()


def test_who_holds_no_role_for_it_reads_the_log_and_does_not_enter(bank: Town) -> None:
    client, address = signed_in(bank.lan, "zh"), f"/logs/{bank.desk.code}/outlet_notice/"

    assert 'id="enter"' not in client.get(address).content.decode()
    assert client.post(address, SHOWN).status_code == 409
    assert not UnitEntry.objects.filter(step="logged").exists()


@pytest.mark.parametrize("path", ["/logs/nowhere/outlet_notice/", "/logs/{desk}/other/", "/notices/{desk}/none/pdf"])
def test_a_log_or_notice_that_is_not_there_is_not_found(bank: Town, path: str) -> None:
    assert signed_in(bank.mo, "zh").get(path.format(desk=bank.desk.code)).status_code == 404


def test_logs_of_a_unit_that_one_does_not_belong_to_are_not_there(bank: Town) -> None:
    for path in (f"/logs/{bank.desk.code}/outlet_notice/", f"/notices/{bank.desk.code}/box_notice/pdf"):
        assert signed_in(bank.chen, "zh").get(path).status_code == 404


def test_one_opening_has_one_number_and_the_next_the_next(hotel: Town) -> None:
    """FR-019: opening with 3 slips makes 3 records with one opening id; the opening itself is logged."""
    client, address = signed_in(hotel.lan, "zh"), f"/logs/{hotel.desk.code}/box_openings/"

    for slips in ("3", "1"):
        assert client.post(address, {"box": "大堂", "box_slips": slips}).status_code == 302

    told = UnitEntry.objects.filter(step="logged").order_by("seq").values_list("body__number", "body__told__box_slips")
    at = UnitEntry.objects.latest("seq").happened_at
    year = f"{viewer(hotel, 'lan').directory.day(at, hotel.desk.id):%Y}"
    assert list(told) == [(f"{year}-001", 3), (f"{year}-002", 1)]


@pytest.mark.parametrize(("language", "words"), [("zh", "意见箱告示"), ("en", "Noticeatthesuggestionbox")])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_reward_is_printed_on_the_box_notice(hotel: Town, form: str, language: str, words: str) -> None:
    """FR-019: reward text is printed on the box notice."""
    answer = signed_in(hotel.lan, language).get(f"/notices/{hotel.desk.code}/box_notice/{form}")

    text = _words(answer)
    assert words in text
    assert "建议被采用的，赠早餐券两张" in text
    assert "{box_reward}" not in text
    assert answer["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(("language", "words"), [("zh", "赠早餐券两张"), ("en", "Twobreakfasttickets")])
def test_the_notice_says_its_reward_in_the_language_of_the_print(language: str, words: str) -> None:
    made = town("lake")
    with organisation(made.org.id):
        govern(made, "complaint-mechanism", box_reward={"zh": "赠早餐券两张", "en": "Two breakfast tickets"})

        text = _words(signed_in(made.lan, language).get(f"/notices/{made.desk.code}/box_notice/pdf"))

    assert [one for one in ("赠早餐券两张", "Twobreakfasttickets") if one in text] == [words]


def test_a_notice_without_its_reward_is_refused_with_the_article() -> None:
    made = town("lake")
    with organisation(made.org.id):
        govern(made, "complaint-mechanism")

        answer = signed_in(made.lan, "zh").get(f"/notices/{made.desk.code}/box_notice/pdf")

    assert answer.status_code == 409
    assert "第 3.2 条" in answer.content.decode()


def _words(answer: Any) -> str:
    if answer["Content-Type"] == "application/pdf":
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    else:
        text = "".join(one.text for one in docx.Document(BytesIO(answer.content)).paragraphs)
    return "".join(text.split())


@pytest.fixture
def developer() -> Iterator[Town]:
    """A developer whose project staff collects what the media say; a guard reads along in another unit."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        for who in (made.lan, made.mo):
            Membership.objects.create(org=made.org, person=who, unit=made.desk, role="project_cs", from_date=START)
        yield made


REPORT = {"media_where": "晚报三版", "media_on": "2024-03-04T08:00", "media_kind": "report", "media_published": "yes"}


def _leak(town: Town) -> str:
    return registered(town, at=MONDAY, category="engineering/leak")


def test_a_report_is_collected_without_a_case_and_makes_every_case_major_to_which_it_is_linked(
    developer: Town,
) -> None:
    """FR-098: one article, two cases; row M2 fires in both, and the log leads to them."""
    client, address = signed_in(developer.lan, "zh"), f"/logs/{developer.desk.code}/media/"
    client.post(address, REPORT)
    number = UnitEntry.objects.get(step="logged").body["number"]
    assert not Case.objects.exists()
    first, second, other = (_leak(developer) for _ in range(3))

    pages = [client.post(f"{address}{number}/link/", {"case": one}, follow=True) for one in (first, second)]

    grades = dict(Case.objects.values_list("number", "grade"))
    assert grades == {first: "major", second: "major", other: "ordinary"}
    assert f"{number} 已关联到 {second}。" in pages[1].content.decode()
    shown = client.get(address).content.decode()
    assert "2024-03-04T08:00" not in shown, "a moment is told as the page tells moments"
    assert [f'/cases/{one}/">{one}' in shown for one in (first, second, other)] == [True, True, False]
    assert "晚报三版" in client.get(f"/cases/{first}/investigation/").content.decode()


@pytest.mark.parametrize(("language", "says"), [("zh", "已关联到"), ("en", "is linked to")])
def test_a_report_is_linked_to_a_case_once(developer: Town, language: str, says: str) -> None:
    """FR-098: a second time is refused in words, and nothing is added to the case."""
    client, address = signed_in(developer.lan, language), f"/logs/{developer.desk.code}/media/"
    client.post(address, REPORT)
    number, case = UnitEntry.objects.get(step="logged").body["number"], _leak(developer)
    client.post(f"{address}{number}/link/", {"case": case})
    before = Entry.objects.count()

    answer = client.post(f"{address}{number}/link/", {"case": case})

    assert (answer.status_code, Entry.objects.count()) == (409, before)
    assert says in answer.content.decode()


def test_a_case_that_is_not_there_an_entry_that_is_not_there_and_a_role_that_may_not_link(developer: Town) -> None:
    """FR-098: each is refused; the case has not grown."""
    client, address = signed_in(developer.lan, "zh"), f"/logs/{developer.desk.code}/media/"
    client.post(address, REPORT)
    number, case = UnitEntry.objects.get(step="logged").body["number"], _leak(developer)
    before = Entry.objects.count()
    Membership.objects.filter(person=developer.mo, role="project_cs").delete()

    unknown = client.post(f"{address}{number}/link/", {"case": "T-0"})
    missing = client.post(f"{address}2024-999/link/", {"case": case})
    barred = signed_in(developer.mo, "zh").post(f"{address}{number}/link/", {"case": case})

    assert [one.status_code for one in (unknown, missing, barred)] == [409, 404, 409]
    assert "没有您能看到的这个编号的案件" in unknown.content.decode()
    assert "3.2" in barred.content.decode()
    assert Entry.objects.count() == before


def test_a_post_does_not_unsay_that_the_media_published(developer: Town) -> None:
    """FR-098, row M2: what is not published is linked after what is; the case stays major, at both doors."""
    client, address = signed_in(developer.lan, "zh"), f"/logs/{developer.desk.code}/media/"
    client.post(address, REPORT)
    client.post(address, REPORT | {"media_where": "业主论坛", "media_kind": "post", "media_published": "no"})
    first, second = UnitEntry.objects.filter(step="logged").order_by("seq").values_list("body__number", flat=True)
    case = _leak(developer)

    for number in (first, second):
        client.post(f"{address}{number}/link/", {"case": case})
    viewed, at = viewer(developer, "lan", at=MONDAY), MONDAY
    told = {"media_where": "另一论坛", "media_on": MONDAY, "media_published": False}
    take_step(viewed, case, "link_media", at=at, detail=told)

    found = Case.objects.get(number=case)
    assert (found.grade, found.facts["media_published"]) == ("major", True)
    assert Entry.objects.filter(case=found, step="link_media").count() == 3


def test_an_entry_is_linked_once_through_the_step_too(developer: Town) -> None:
    """FR-098: the same entry by its name through the step; what waits on the lock finds the first."""
    client, address = signed_in(developer.lan, "zh"), f"/logs/{developer.desk.code}/media/"
    client.post(address, REPORT)
    number, case = UnitEntry.objects.get(step="logged").body["number"], _leak(developer)
    client.post(f"{address}{number}/link/", {"case": case})
    on = Entry.objects.get(step="link_media").body["on"]

    with pytest.raises(Refused) as refused:
        take_step(
            viewer(developer, "lan", at=MONDAY), case, "link_media", at=MONDAY, on=on,
            detail={"media_where": "晚报三版", "media_on": MONDAY, "media_published": True},
        )  # fmt: skip

    assert refused.value.code == "linked"
    assert Entry.objects.filter(step="link_media").count() == 1
