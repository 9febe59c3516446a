"""Papers of a case: register sheet, order, letter, settlement, returned goods, 8D; PDF and Word, both languages."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from amends.cases.models import Case, Letter
from amends.cases.queries.case_page import case_page
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from amends.web.desk.prints import papers
from tests.makers import MONDAY, Town, complaint, govern, registered, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


@pytest.fixture
def number(river: Town) -> str:
    with organisation(river.org.id):
        found = registered(
            river, description="三号楼电梯停运两天 #eval(1)", wish="退物业费", complainant="王先生", phone="13812341234"
        )
        lan = viewer(river, "lan", at=MONDAY + timedelta(minutes=5))
    for minutes, step in ((1, "read_back"), (2, "dispatch")):
        take_step(lan, found, step, at=MONDAY + timedelta(minutes=minutes))
    return found


def got(made: Town, path: str, name: str = "lan", language: str = "zh") -> Any:
    with organisation(made.org.id):
        return signed_in(made.people[name], language).get(path)


def words(answer: Any) -> str:
    if answer["Content-Type"] == "application/pdf":
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    else:
        file = docx.Document(BytesIO(answer.content))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        text = "".join([*(one.text for one in file.paragraphs), *cells])
    return "".join(text.split())


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_register_sheet_says_who_what_the_clocks_and_who_signs(river: Town, number: str, form: str) -> None:
    answer = got(river, f"/cases/{number}/print/register/{form}")

    text = words(answer)
    assert answer["Content-Disposition"].startswith("attachment;")
    for said in ("投诉登记表", "王先生", "13812341234", "三号楼电梯停运两天#eval(1)", "退物业费", "第4.6条", "盖章"):
        assert said in text, said


def test_the_same_sheet_in_english(river: Town, number: str) -> None:
    text = words(got(river, f"/cases/{number}/print/register/pdf", language="en"))

    for said in ("Complaintregistersheet", "Signatures", "Clocks", "Page1of"):
        assert said in text, said
    assert "投诉登记表" not in text


def test_an_order_has_its_unit_and_room_for_the_result_and_signatures(river: Town, number: str) -> None:
    """FR-051."""
    text = words(got(river, f"/cases/{number}/print/order.order-1/pdf"))

    for said in ("派工单", "退物业费", "签收人", "办理人", "盖章"):
        assert said in text, said


def test_a_letter_is_printed_as_it_was_written(river: Town, number: str) -> None:
    with organisation(river.org.id):
        letter = Letter.objects.create(
            org_id=river.org.id, case=Case.objects.get(number=number), letter="reply", key="r", way="post",
            body="您好，电梯已修好。\n退费三百元。", promised_at=MONDAY, not_before=MONDAY,
        )  # fmt: skip

    for language in ("zh", "en"):  # whoever prints it, a Chinese letter has a Chinese head
        text = words(got(river, f"/cases/{number}/print/letter.{letter.pk}/docx", language=language))
        assert "".join(letter.body.split()) in text
        assert text.startswith("答复王先生")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_settlement_is_printed_in_the_words_of_the_regulation(language: str) -> None:
    """FR-132: terms, words and signatures of both sides."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "five-chapter")
        facts = {**complaint(complainant="陈女士", description="多扣手续费"), "category": None}
        number = register(viewer(made, "lan"), Intake(facts, unit="CS"), at=MONDAY).number
        for who, step, detail in (
            ("lan", "dispatch", {"to": "ENG"}), ("he", "accept", {}), ("he", "agree_terms", {"terms": "退回二十元"}),
        ):  # fmt: skip
            take_step(viewer(made, who, at=MONDAY), number, step, at=MONDAY, detail=detail, on="order-1")
    text = words(got(made, f"/cases/{number}/print/paper.settlement/pdf", "he", language))

    own = {"zh": ("和解协议", "陈女士", "退回二十元", "双方依法、自愿", "何经理"),
           "en": ("Settlementagreement", "陈女士", "退回二十元", "lawfullyandoftheirownwill", "He2024-03-0410:00")}  # fmt: skip
    for said in own[language]:
        assert said in text, said


def test_a_regulation_without_the_row_offers_no_settlement(river: Town, number: str) -> None:
    assert got(river, f"/cases/{number}/print/paper.settlement/pdf").status_code == 404


@pytest.mark.parametrize(
    ("language", "titles"),
    [("zh-hans", {"投诉登记表", "派工单"}), ("en", {"Complaint register sheet", "Dispatch order"})],
)
def test_the_case_page_offers_each_paper_that_there_is_and_each_opens(
    river: Town, number: str, language: str, titles: set[str]
) -> None:
    with organisation(river.org.id), translation.override(language):
        page = case_page(viewer(river, "lan", at=MONDAY), number, MONDAY)
        offered = list(papers(page))
    shown = got(river, f"/cases/{number}/").content.decode()

    assert {one.title.partition(" · ")[0] for one in offered} >= titles
    for one in offered:
        assert one.pdf in shown
        assert got(river, one.pdf).status_code == got(river, one.word).status_code == 200


@pytest.mark.parametrize(
    "what",
    ["nothing", "order.order-9", "letter.x", "lot.lot-1", "paper.settlement", "paper.", "register.x/../..", "order."],
)
def test_a_paper_that_the_case_does_not_have_is_not_there(river: Town, number: str, what: str) -> None:
    assert got(river, f"/cases/{number}/print/{what}/pdf").status_code == 404


def test_no_other_form_is_written(river: Town, number: str) -> None:
    assert got(river, f"/cases/{number}/print/register/html").status_code == 404


def test_who_may_not_see_the_case_gets_what_a_case_that_is_not_there_gives(river: Town, number: str) -> None:
    hidden = got(river, f"/cases/{number}/print/register/pdf", name="zhou")
    absent = got(river, "/cases/CS-2024-9/print/register/pdf", name="zhou")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert (hidden["Content-Type"], len(hidden.content)) == (absent["Content-Type"], len(absent.content))


def test_who_has_no_part_in_the_case_prints_it_masked(river: Town, number: str) -> None:
    """FR-237."""
    text = words(got(river, f"/cases/{number}/print/register/pdf", name="he"))

    assert "13812341234" not in text
    assert "138****1234" in text


@pytest.mark.parametrize(("language", "says"), [("zh", "本文书交给投诉人"), ("en", "It goes to the complainant")])
def test_a_letter_is_no_paper_for_who_may_not_read_the_name_on_it(
    river: Town, number: str, language: str, says: str
) -> None:
    """FR-237: no star on what the complainant gets; refused with the article to who would have to print one."""
    with organisation(river.org.id):
        letter = Letter.objects.create(
            org_id=river.org.id, case=Case.objects.get(number=number), letter="reply", key="r", way="post",
            body="您好，电梯已修好。", promised_at=MONDAY, not_before=MONDAY,
        )  # fmt: skip
    path = f"/cases/{number}/print/letter.{letter.pk}/pdf"
    refused = got(river, path, "he", language)
    beside = got(river, f"/cases/{number}/", "he", language).content.decode()

    assert refused.status_code == 403
    assert says in refused.content.decode()
    assert says in beside
    assert "4.1" in refused.content.decode()
    assert path not in beside
    assert path in got(river, f"/cases/{number}/").content.decode()
    assert "王先生" in words(got(river, path, language=language))


def test_a_paper_asks_no_more_of_the_database_than_the_page(river: Town, number: str) -> None:
    with organisation(river.org.id):
        client = signed_in(river.people["lan"], "zh")

        def asked(path: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            return len(queries)

        assert asked(f"/cases/{number}/print/register/pdf") <= asked(f"/cases/{number}/")
