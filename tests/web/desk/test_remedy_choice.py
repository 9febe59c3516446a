"""The form of a proposal: what the decision table says of each remedy for this case, before anybody is refused.

FR-122: the rows as a table; FR-123: the proof that a row demands; FR-127: who grants it, and up to which amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone

from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from tests.makers import Town, complaint, govern, person, registered, staffed, town, viewer
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Iterator[Town]:
    """The town under the rules of the optical shop, whose shift leader may grant CNY 500."""
    made = town("shop")
    with organisation(made.org.id):
        govern(made, "optical", shift_leader_limit=500)
        made.people["qin"] = person(made, "qin@shop", "秦验光", "Qin", unit=made.desk, roles=("optometrist",))
        yield made


def lens(shop: Town, **facts: object) -> str:
    told = {
        "channel": "visit", "matter": "complaint", "complainant": "林女士", "description": "镜片有瑕疵",
        "product_kind": "lens", "category": "quality/flaw", "wish": "更换", **facts,
    }  # fmt: skip
    at = timezone.now()
    return register(viewer(shop, "lan", at=at), Intake(told, unit="CS"), at=at).number


def form(town: Town, who: str, number: str, language: str = "en") -> str:
    return signed_in(town.people[who], language).get(f"/cases/{number}/steps/propose/").content.decode()


def remedies(page: str) -> dict[str, str]:
    """Return what stands at each remedy, in the order of the page, as a person reads it."""
    rows = re.findall(r'<input type="radio" name="kind" value="(\w+)"(.*?)</li>(?=\s*(?:<li|</ul>))', page, re.S)
    return {kind: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for kind, words in rows}


def test_each_remedy_says_which_row_and_article_allows_it_and_which_proof_it_wants(shop: Town) -> None:
    page = remedies(form(shop, "qin", lens(shop, fault="flaw", customer_cannot=["overcome"])))

    assert "Allowed by row L3" in page["exchange"]
    assert "6.1" in page["exchange"]
    assert "proof demanded: " in page["exchange"]
    assert "proof still missing" in page["exchange"]


def test_what_no_row_allows_stands_last_with_the_reason_and_the_rows_that_would_allow_it(shop: Town) -> None:
    page = remedies(form(shop, "qin", lens(shop, fault="flaw", customer_cannot=["overcome"])))

    assert list(page)[-1] != "exchange"
    assert "would be refused" not in page["exchange"]
    assert "would be refused" in page["adapt"]
    assert "No article offers “Wear them longer” here" in page["adapt"]
    assert "1 row would allow it" in page["adapt"]
    assert list(page).index("exchange") < list(page).index("adapt")


def test_a_remedy_that_hangs_on_what_nobody_asked_yet_says_what_to_ask(shop: Town) -> None:
    """The clerk is not told that it would be refused while a question is open."""
    page = remedies(form(shop, "qin", lens(shop, fault="flaw")))

    assert "depends on what is not known yet" in page["exchange"]
    assert "L3" in page["exchange"]
    assert "not known yet: " in page["exchange"]


def test_a_discount_names_who_grants_up_to_which_amount_and_whose_row_it_is(shop: Town) -> None:
    number = lens(shop, product_kind="frame", fault="flaw", customer_accepts=True)

    page, chinese = remedies(form(shop, "qin", number)), remedies(form(shop, "qin", number, "zh-hans"))

    assert "Allowed by row F7" in page["discount"]
    assert "by decision, not as of right" in page["discount"]
    assert "up to CNY 500 → " in page["discount"]
    assert "without limit" in page["discount"]
    assert "依据第 F7 行" in chinese["discount"]
    assert "至多 500 元" in chinese["discount"]
    assert "不限额" in chinese["discount"]


def test_a_limit_that_the_organisation_has_not_set_is_said_so() -> None:
    made = town("shop")
    with organisation(made.org.id):
        govern(made, "optical")
        made.people["qin"] = person(made, "qin@shop", "秦验光", "Qin", unit=made.desk, roles=("optometrist",))
        page = remedies(form(made, "qin", lens(made, product_kind="frame", fault="flaw", customer_accepts=True)))

    assert "up to a limit that is not known yet" in page["discount"]


def test_the_row_that_goes_before_another_is_named(shop: Town) -> None:
    """A flaw of the frame at pick-up allows an exchange; that the customer accepts it puts F7 in its place."""
    number = lens(
        shop, product_kind="frame", fault="flaw", found_at="pick_up", customer_cannot=["accept"], customer_accepts=True
    )

    page = remedies(form(shop, "qin", number))

    assert "gives way to: A flaw that the customer accepts" in page["exchange"]
    assert "would be refused" in page["exchange"]


def test_what_the_form_says_is_what_the_step_does(shop: Town) -> None:
    number = lens(shop, fault="flaw", customer_cannot=["overcome"])
    qin, address = signed_in(shop.qin, "en"), f"/cases/{number}/steps/propose/"

    assert qin.post(address, {"kind": "adapt"}).status_code == 409
    assert qin.post(address, {"kind": "exchange"}).status_code == 409  # proof demanded
    assert qin.post(address, {"kind": "exchange", "shown_by": "当面看过"}).status_code == 302


def test_a_regulation_without_a_decision_table_shows_the_list_as_it_is(
    river: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.web.desk.remedy_choice.remedies_now", lambda *asked: ())
    number = registered(river, at=timezone.now())
    take_step(viewer(river, "lan", at=timezone.now()), number, "read_back", at=timezone.now(), detail={})

    page = form(river, "lan", number)

    assert 'name="kind" value="compensation"' in page
    assert 'class="remedies"' not in page


def test_an_amount_is_marked_as_needed_where_nothing_but_money_is_proposed(db: None) -> None:
    """No row of this regulation says so: money without an amount is refused under every one (FR-127)."""
    with staffed("changan-suzuki", "centre_agent", "dealer_service") as maker:
        at = timezone.now()
        agent, dealer = (viewer(maker, role, at=at) for role in ("centre_agent", "dealer_service"))
        facts = complaint(category="engine/A145", car_model="青麓R5", in_warranty=False)
        number = register(agent, Intake(facts, unit="HQ"), at=at).number
        take_step(agent, number, "dispatch", at=at, detail={"to": "HQ"})
        take_step(dealer, number, "receive", at=at, detail={})
        page = (
            signed_in(maker.people["dealer_service"], "en")
            .get(f"/cases/{number}/steps/propose_special_case/")
            .content.decode()
        )

    assert re.search(r'name="amount"[^>]* required', page)
