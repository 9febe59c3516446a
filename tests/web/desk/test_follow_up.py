"""A follow-up at the desk: its form says what to say, and what revives the problem is not taken (FR-152)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from amends.cases.models import Entry
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from tests.api.conftest import caller
from tests.makers import Town, complaint, govern, person, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
REVIVES = "您上次投訴的音响好了吗？"
"""The phrase of the source in the letters of Taiwan: it is the same phrase."""
NEUTRAL = {"zh": "您对我们的服务感觉如何", "en": "How do you find our service"}


@pytest.fixture
def dealer() -> Iterator[Town]:
    """A car sales company under R-51, with somebody in customer service who handled nothing."""
    made = town("dealer")
    with organisation(made.org.id):
        govern(made, "car-sales")
        made.people["bai"] = person(made, "bai@dealer", "白洁", "Bai", unit=made.desk, roles=("front_desk",))
        yield made


def handled(made: Town, **facts: Any) -> str:
    """Return the number of a complaint that somebody of engineering has handled."""
    start = timezone.now() - timedelta(hours=2)
    told = complaint(description="音响有杂音", wish="修好音响", **facts)
    number = register(viewer(made, "lan", at=start), Intake(told, unit="CS"), at=start).number
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {}), ("chen", "handle", {"result": "上次那个问题已修好"}),
    )  # fmt: skip
    for nth, (who, step, detail) in enumerate(steps, start=1):
        at = start + nth * timedelta(minutes=5)
        take_step(viewer(made, who, at=at), number, step, at=at, detail=detail, on="order-1")
    return number


def entries(number: str) -> int:
    return Entry.objects.filter(case__number=number).count()


@pytest.mark.parametrize(
    ("language", "says", "passes"),
    [
        ("zh", "第 1 字起“您上次投诉”：重提旧事", "车子开得还顺手吗"),
        ("en", "“您上次投诉” at letter 1: It revives the problem", "Is the car running well?"),
    ],
)
def test_a_note_that_revives_the_problem_is_refused_with_article_and_what_would_pass(
    dealer: Town, language: str, says: str, passes: str
) -> None:
    number = handled(dealer, category="product")
    before, client = entries(number), signed_in(dealer.bai, language)

    no = client.post(f"/cases/{number}/steps/follow_up/", {"satisfaction": "satisfied", "note": REVIVES})
    said = no.content.decode()

    assert no.status_code == 409
    refusal = said[said.index('id="refusal"') :]
    assert says in refusal
    assert passes in refusal
    assert "2.7" in refusal[: refusal.index("<form")]
    assert entries(number) == before
    yes = client.post(f"/cases/{number}/steps/follow_up/", {"satisfaction": "satisfied", "note": "车子开得顺手。"})
    assert (yes.status_code, entries(number)) == (302, before + 1)


def test_the_interface_and_every_text_of_the_step_meet_the_same_phrases(dealer: Town) -> None:
    number = handled(dealer, category="product")
    before = entries(number)

    for sent, field in (
        ({"words": {"note": REVIVES}}, "note"), ({"detail": {"result": f"问了：{REVIVES}"}}, "result"),
    ):  # fmt: skip
        no = caller(dealer, "bai").post(f"cases/{number}/steps/follow_up", sent)
        assert no.status_code == 409
        (one,) = no.json()["errors"]
        assert (one["article"], one["field"]) == ("2.7", field)
    assert entries(number) == before


def test_what_stood_in_the_case_before_is_not_said_again(dealer: Town) -> None:
    """The form brings along what the handler had written."""
    number = handled(dealer, category="product")

    answer = signed_in(dealer.bai).post(
        f"/cases/{number}/steps/follow_up/", {"satisfaction": "satisfied", "result": "上次那个问题已修好"}
    )

    assert answer.status_code == 302


def test_the_phrases_of_a_follow_up_hold_in_no_other_step(dealer: Town) -> None:
    number = handled(dealer, category="product")
    before = entries(number)

    take_step(
        viewer(dealer, "bai", at=timezone.now()), number, "contact", at=timezone.now(), words={"note": REVIVES}
    )  # fmt: skip

    assert entries(number) == before + 1


@pytest.mark.parametrize(
    ("language", "asks", "line"),
    [
        ("zh", "不要重提原来的问题", "车子开得还顺手吗？我们随时为您服务。"),
        ("en", "Do not go through the problem again", "Is the car running well? We are at your service any time."),
    ],
)
def test_the_form_shows_what_the_pack_would_have_said(dealer: Town, language: str, asks: str, line: str) -> None:
    number = handled(dealer, category="product")

    form = signed_in(dealer.bai, language).get(f"/cases/{number}/steps/follow_up/").content.decode()
    other = signed_in(dealer.bai, language).get(f"/cases/{number}/steps/contact/").content.decode()

    script = form[form.index(asks) : form.index("</form>", form.index(asks))]
    assert f"<q>{line}</q>" in script
    assert "2.7" in script
    assert NEUTRAL[language] not in form
    assert "音响有杂音" not in script
    assert asks not in other


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_script_of_the_pack_the_form_asks_about_the_service(river: Town, language: str) -> None:
    start = timezone.now() - timedelta(hours=2)
    number = register(viewer(river, "lan", at=start), Intake(complaint(), unit="CS"), at=start).number
    for nth, (who, step, on, detail) in enumerate((
        ("lan", "read_back", "", {}), ("lan", "dispatch", "order-1", {"to": "ENG"}), ("wu", "accept", "order-1", {}),
        ("wu", "handle", "order-1", {"result": "已更换门机"}),
    ), start=1):  # fmt: skip
        at = start + nth * timedelta(minutes=1)
        take_step(viewer(river, who, at=at), number, step, at=at, on=on, detail=detail)

    form = signed_in(river.lan, language).get(f"/cases/{number}/steps/follow_up/").content.decode()

    assert NEUTRAL[language] in form
