"""The ledger at the desk: forms, verdicts, chart, causes, review, and the panel of the same defect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from amends.quality.ledger import look_now
from amends.quality.models import Action, ActionPromise, Declaration, Delivered, EightD, Look, NotMeasured
from tests.cases.small_regulation import govern_by
from tests.makers import Town, registered, town, viewer
from tests.quality.defects import acted, cracked, eight_d, kept, makers, promised
from tests.quality.eight_ds import at
from tests.web.screens import signed_in

APRIL = date(2024, 4, 1)


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    made = makers()
    with organisation(made.org.id):
        yield made


@pytest.fixture
def engineer(maker: Town) -> Client:
    return signed_in(maker.people["quality"], "en")


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def action(maker: Town, **facts: str) -> UUID:
    number = eight_d(maker, cracked(maker, "03-04 09:00", **facts), "03-04 10:00")
    return acted(maker, number, "04-01 08:00")


def test_an_action_promises_on_a_form_and_stands_in_the_ledger(maker: Town, engineer: Client) -> None:
    key, today = action(maker), timezone.localdate().isoformat()
    assert "no repeat within so many days" in page(engineer, "action_promise", key)

    sent = {"criterion": "none", "days": "30", "from_day": today, "reduction": "", "looks": ""}
    answer = engineer.post(reverse("desk:action_promise", args=[key]), sent, follow=True)

    row = ActionPromise.objects.get()
    assert (row.criterion, row.days, row.reduction) == ("none", 30, 100)
    assert "no repeat within 30 days" in answer.content.decode()
    assert "Too early" in page(engineer, "ledger")


def test_why_nothing_can_be_measured_is_said_on_the_form_and_stands_in_the_ledger(
    maker: Town, engineer: Client
) -> None:
    """FR-116: in the place of a promise; without a reason it is refused."""
    key, form = action(maker), {"criterion": "unmeasured", "unmeasured": "One order, never made again"}

    bare = engineer.post(reverse("desk:action_promise", args=[key]), form | {"unmeasured": ""})
    engineer.post(reverse("desk:action_promise", args=[key]), form)

    assert bare.status_code == 409
    assert NotMeasured.objects.get().reason in page(engineer, "ledger")
    assert NotMeasured.objects.get().reason in page(engineer, "ledger", show="unmeasured")
    assert NotMeasured.objects.get().reason not in page(engineer, "ledger", show="works")
    assert NotMeasured.objects.get().reason in page(engineer, "action_promise", key)


def test_a_promise_that_cannot_be_comes_back_filled_with_its_article(maker: Town, engineer: Client) -> None:
    key = action(maker)

    answer = engineer.post(
        reverse("desk:action_promise", args=[key]), {"criterion": "fewer", "days": "77", "reduction": "500"}
    )

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "A reduction from 1 to 100 per cent" in said
    assert 'value="77"' in said
    assert "It counts from no day before the action was listed" in said
    assert ActionPromise.objects.count() == 0


def test_one_line_of_the_ledger_shows_its_chart_with_a_text_for_who_does_not_see_it(
    maker: Town, engineer: Client
) -> None:
    cracked(maker, "01-05 09:00", product="别的")
    key = promised(maker, action(maker), APRIL, moment="04-01 08:30", criterion="fewer", reduction=50, looks=6)
    cracked(maker, "02-20 09:00")
    cracked(maker, "04-20 09:00")

    said = page(engineer, "ledger_entry", key)

    assert "<svg" in said
    assert "Complaints per period before: " in said
    assert "The figures as a table" in said
    assert "style=" not in said.split("<main")[1]


def test_what_does_not_work_stands_on_today_and_in_its_group(maker: Town, engineer: Client) -> None:
    promised(maker, action(maker), APRIL, moment="04-01 08:30")
    cracked(maker, "04-20 09:00")
    look_now(org=maker.org.id, at=at("04-20 09:01"))
    number = EightD.objects.get().number

    assert "Does not work" in page(engineer, "ledger", show="fails")
    assert number not in page(engineer, "ledger", show="works")
    today = page(engineer, "today")
    assert "8Ds that start again" in today
    assert number in today
    assert "8Ds that start again" not in page(signed_in(maker.people["there"], "en"), "today")


def test_deliveries_are_noted_line_by_line_and_a_line_that_is_none_is_named(maker: Town, engineer: Client) -> None:
    key = promised(
        maker, action(maker), APRIL, moment="04-01 08:30", criterion="fewer", reduction=50, looks=6, exposed_by="pieces"
    )
    address = reverse("desk:ledger_deliver", args=[key])

    wrong = engineer.post(address, {"pieces": "2024-03 1200\nMarch: many"})
    assert wrong.status_code == 409
    assert "This line cannot be read: March: many" in wrong.content.decode()
    assert Delivered.objects.count() == 0

    engineer.post(address, {"pieces": "2024-03 1,200\r\n2024-4：900\r\n"})
    assert dict(Delivered.objects.values_list("month", "pieces")) == {date(2024, 3, 1): 1200, date(2024, 4, 1): 900}


@pytest.mark.parametrize("text", ["", "0000-01 5", "2024-13 5", "2024-03 -5", "2024-03 5.5", "x" * 4000])
def test_months_that_cannot_be_are_refused(maker: Town, engineer: Client, text: str) -> None:
    key = promised(
        maker, action(maker), APRIL, moment="04-01 08:30", criterion="fewer", reduction=50, looks=6, exposed_by="pieces"
    )

    assert engineer.post(reverse("desk:ledger_deliver", args=[key]), {"pieces": text}).status_code == 409
    assert Delivered.objects.count() == 0


def test_the_panel_of_a_case_shows_the_earlier_8d_and_takes_the_word_on_it(maker: Town, engineer: Client) -> None:
    """FR-117."""
    today = timezone.now() - timedelta(hours=1)
    first = eight_d(maker, cracked(maker, today), f"{today:%m-%d} 09:00".replace("02-29", "02-28"))
    EightD.objects.update(opened_at=today)
    again = cracked(maker, today)
    refused = engineer.post(reverse("desk:eight_d_open", args=[again]))
    assert first in page(engineer, "same_defect", again)
    assert refused.status_code == 409

    answer = engineer.post(
        reverse("desk:declare_earlier", args=[again]), {"earlier": first, "word": "failed", "reason": "同一砂型"}
    )

    assert answer.status_code == 302
    assert Declaration.objects.get().reason == "同一砂型"
    assert EightD.objects.get(number=first).loops == 2
    assert "its action failed" in page(engineer, "same_defect", again)


def test_a_word_without_reason_is_refused_with_the_article_and_keeps_what_was_chosen(
    maker: Town, engineer: Client
) -> None:
    today = timezone.now() - timedelta(hours=1)
    first = eight_d(maker, cracked(maker, today), f"{today:%m-%d} 09:00".replace("02-29", "02-28"))
    EightD.objects.update(opened_at=today)
    again = cracked(maker, today)

    answer = engineer.post(
        reverse("desk:declare_earlier", args=[again]), {"earlier": first, "word": "failed", "reason": " "}
    )

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "A reason is needed" in said
    assert "S.7" in said
    assert 'value="failed" checked' in said
    assert Declaration.objects.count() == 0


def test_causes_and_review_answer_for_any_days_that_are_asked(maker: Town, engineer: Client) -> None:
    cracked(maker, "03-04 09:00")

    for by in ("class", "product", "department", "nothing"):
        assert "1 complaint received" in page(
            engineer, "cause_ranking", by=by, **{"from": "2024-01-01", "to": "2024-12-31"}
        )
    assert "Complaints received" in page(engineer, "management_review", **{"from": "2024-01-01", "to": "2024-12-31"})
    for odd in ({"from": "9999-99-99"}, {"from": "0001-01-01", "to": "9999-12-31"}, {"from": "x", "to": "'"}):
        page(engineer, "cause_ranking", **odd)
        page(engineer, "management_review", **odd)


def test_whoever_may_not_see_the_case_finds_no_page_of_its_promise(maker: Town) -> None:
    number = eight_d(maker, cracked(maker, "03-04 09:00", by="clerk_there", unit="ENG"), "03-04 10:00", by="there")
    key = promised(maker, acted(maker, number, "04-01 08:00"), APRIL, moment="04-01 08:30")
    stranger = signed_in(maker.people["here"], "en")

    for name, of in (("ledger_entry", key), ("action_promise", Action.objects.get().pk), ("ledger_entry", UUID(int=7))):
        assert stranger.get(reverse(f"desk:{name}", args=[of])).status_code == 404
    assert stranger.post(reverse("desk:ledger_deliver", args=[key]), {"pieces": "2024-01 1"}).status_code == 404
    assert number not in page(stranger, "ledger")


CLOSING = """
[[fingerprint]]
id = "defect"
$A
$T
object = ["product"]
symptom = ["category"]
words = ["description"]
[[category]]
id = "pump"
$T
[[field]]
id = "product"
form = "complaint"
$A
[[stage]]
id = "withdrawn"
kind = "closed"
$A
$T
[[step]]
id = "withdraw"
kind = "withdraw"
from = ["new"]
to = "withdrawn"
$A
$T
"""


def test_the_page_of_the_review_counts_what_was_closed_and_nothing_withdrawn(db: None) -> None:
    """FR-121: 12 complaints, 9 closed, 1 recurring; a thirteenth was withdrawn and is in none of the figures."""
    made = town("works")
    with organisation(made.org.id):
        govern_by(made, CLOSING)
        products = [*(f"件 {nth}" for nth in range(11)), "件 0", "件 99"]
        start = timezone.now() - timedelta(hours=3)
        numbers = [
            registered(
                made, at=start + timedelta(minutes=nth), category="pump", product=one, phone=f"138000000{nth:02}"
            )
            for nth, one in enumerate(products)
        ]
        for number in numbers:
            kept(number)
        later = start + timedelta(hours=1)
        for number, step in [*((one, "close") for one in numbers[:9]), (numbers[12], "withdraw")]:
            take_step(viewer(made, "mo", at=later), number, step, at=later)
        kept(numbers[12])
        first, last = (timezone.localdate(one).isoformat() for one in (start, timezone.now()))

        shown = page(signed_in(made.mo, "en"), "management_review", **{"from": first, "to": last})

    figures = re.findall(r"<dd[^>]*>(?:<a[^>]*>)?(\d+)", shown.split('class="review-sums"')[1])
    assert figures[:3] == ["12", "9", "1"]


def test_a_longer_ledger_asks_no_more_queries(maker: Town, engineer: Client) -> None:
    def asked() -> int:
        page(engineer, "ledger")
        with CaptureQueriesContext(connection) as found:
            page(engineer, "ledger")
        return len(found)

    promised(maker, action(maker), APRIL, moment="04-01 08:30")
    few = asked()
    for nth in range(6):
        promised(maker, action(maker, product=f"件 {nth}"), APRIL, moment="04-01 08:30")

    assert asked() == few
    assert Look.objects.count() == 0


def test_both_languages_have_every_word(maker: Town) -> None:
    promised(maker, action(maker), APRIL, moment="04-01 08:30")

    said = page(signed_in(maker.people["quality"], "zh-hans"), "ledger")

    assert "措施台账" in said
    assert "自 2024-04-01 起 30 天内无再发" in said
