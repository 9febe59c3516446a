"""Large groups, news, confirmations: the figures of the regulations at the doors, with people and the worker's clock."""

from __future__ import annotations

import pytest

from amends.cases.models import Case, Entry, Letter
from tests.makers import Town, govern, person
from tests.stories.clock import Clock, moment
from tests.stories.doors import LANGUAGES, at_desk, case, does, due, owed_by, passes, refused_in_both, told

pytestmark = pytest.mark.django_db


# ---- FR-106


LARGE = {
    "complainant": "梁先生", "description": "柜台排队两小时", "site": "城北分社", "category": "service", "wish": "道歉",
}  # fmt: skip
SUGGESTED = {"zh": "查明责任单位和责任人", "en": "find the unit and the persons liable"}


def shown(place: Town, clock: Clock, at: str) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with at_desk(place, "mo", at, language) as desk:
            found[language] = desk.get(f"/cases/{clock.number}/").content.decode()
    return found


def union(place: Town) -> None:
    govern(place, "rural-credit", large_size=30, reply_within="10 d")
    place.people["auditor"] = person(place, "auditor@place", "检查员", "Auditor", unit=place.desk, roles=("inspector",))


def test_a_large_group_case_with_a_late_clock_lists_the_unit_and_the_person(place: Town) -> None:
    """FR-106: large group case with overdue clock lists both, on the case, in the form, in the inquiry, before closing."""
    union(place)
    clock = told(place, "03-01 10:00:00", complainants=30, **LARGE)
    before = shown(place, clock, "03-11 23:59:59")
    passes(clock, "03-12 00:00:00")
    after = shown(place, clock, "03-12 08:00:00")
    does(clock, "03-12 09:00:00", "auditor", "judge_handling", poor_handling=True)
    does(clock, "03-12 09:10:00", "lan", "settle", result="逐户上门说明")
    missing = refused_in_both(place, clock, "03-12 09:20:00", "lan", "close")
    named = {"poor_handling": "yes", "liable_unit": "城北分社", "liable_person": str(place.chen.id)}
    with at_desk(place, "auditor", "03-12 09:30:00") as desk:
        asked = desk.get(f"/cases/{clock.number}/steps/judge_handling/").content.decode()
        assert desk.post(f"/cases/{clock.number}/steps/judge_handling/", named).status_code == 302
        inquiry = desk.get(f"/cases/{clock.number}/investigation/").content.decode()

    for language, words in SUGGESTED.items():
        assert words not in before[language]
        assert words in after[language]
    assert "责任单位" in missing["zh"]
    assert "责任人" in missing["zh"]
    assert "Unit liable" in missing["en"]
    assert "Person liable" in missing["en"]
    assert 'name="liable_unit"' in asked
    assert 'name="liable_person"' in asked
    assert "城北分社" in inquiry
    assert "Chen" in inquiry
    does(clock, "03-12 09:40:00", "lan", "close")
    assert case(clock).stage == "closed"


@pytest.mark.parametrize(("people", "day"), [(29, "03-12"), (30, "03-11")])
def test_a_smaller_group_or_one_in_time_lists_nobody(place: Town, people: int, day: str) -> None:
    """FR-106: both have to be true, large and overdue."""
    union(place)
    clock = told(place, "03-01 10:00:00", complainants=people, **LARGE)

    passes(clock, f"{day} 00:00:00")

    pages = shown(place, clock, f"{day} 08:00:00")
    assert not any(words in pages[language] for language, words in SUGGESTED.items())


# ---- FR-138


LEAK = {"complainant": "吴女士", "building_no": "5 栋", "description": "主卧外墙渗水", "wish": "维修"}
NEWS = [("capital-land", "K04", "engineering"), ("five-chapter", "F02", "business")]


def called(place: Town, pack: str, category: str) -> Clock:
    """Bring a case to the handler, who calls at noon of the seventh."""
    govern(place, pack)
    facts = LEAK if pack == "capital-land" else {**LEAK, "building_no": None}
    clock = told(place, "03-07 10:00:00", category=category, **facts)
    does(clock, "03-07 10:05:00", "lan", "dispatch", to="ENG")
    does(clock, "03-07 10:10:00", "chen", "accept")
    does(clock, "03-07 12:00:00", "chen", "contact")
    return clock


def reminders(place: Town) -> int:
    return Letter.objects.filter(person=place.lan, subject__contains="主动告知进展").count()


@pytest.mark.parametrize(("pack", "duty", "category"), NEWS)
def test_after_a_day_without_contact_the_worker_sets_the_handler_the_task(
    place: Town, pack: str, duty: str, category: str
) -> None:
    """FR-138: no contact for 24 h makes a task; a call begins the day anew."""
    clock = called(place, pack, category)

    passes(clock, "03-08 12:00:00")
    in_time = reminders(place)
    passes(clock, "03-08 12:00:01")
    with at_desk(place, "lan", "03-08 12:01:00", "zh") as desk:
        page = desk.get("/").content.decode()

    assert (in_time, reminders(place)) == (0, 1)
    assert duty in owed_by(place, "lan", "03-08 12:01:00")
    assert "主动告知进展" in page
    assert case(clock).stage_kind == "open"
    does(clock, "03-08 12:10:00", "chen", "progress_to_complainant")
    assert due(duty) == moment("03-09 12:10:00")
    passes(clock, "03-08 14:00:00")
    assert reminders(place) == 1


# ---- FR-144


CONFIRMED = {"description": "多次修不好", "car_model": "青麓R5", "wish": "书面确认"}


@pytest.fixture
def dealer(place: Town) -> Town:
    """A car maker's customer centre with a dealer below it."""
    govern(place, "changan-suzuki")
    for role in ("centre_agent", "centre_head", "dealer_service", "dealer_manager", "technical_support"):
        unit = place.engineering if role.startswith("dealer") else place.desk
        place.people[role] = person(place, f"{role}@place", role, role, unit=unit, roles=(role,))
    return place


def demanded(dealer: Town, *demands: str) -> Clock:
    clock = told(dealer, "03-07 09:00:00", "centre_agent", category="engine/A145", demands=demands, **CONFIRMED)
    does(clock, "03-07 09:10:00", "centre_agent", "dispatch", to="ENG")
    does(clock, "03-07 09:20:00", "dealer_service", "receive")
    return clock


def test_a_confirmation_that_is_asked_for_raises_the_grade_and_no_dealer_issues_it_alone(dealer: Town) -> None:
    """FR-144: request raises grade A; the dealer alone cannot issue it."""
    plain = demanded(dealer, "repair")
    clock = demanded(dealer, "written_confirmation")
    grade = {one.number: one.gradings["changan-suzuki/r27-2"]["grade"] for one in Case.objects.all()}

    page = refused_in_both(dealer, clock, "03-07 10:00:00", "dealer_service", "issue_confirmation")
    manager = refused_in_both(dealer, clock, "03-07 10:01:00", "dealer_manager", "approve_confirmation")
    does(clock, "03-07 10:10:00", "dealer_service", "ask_confirmation", kind="written_confirmation")
    again = refused_in_both(dealer, clock, "03-07 10:11:00", "dealer_service", "issue_confirmation")
    does(clock, "03-07 10:20:00", "technical_support", "approve_confirmation", kind="written_confirmation")
    does(clock, "03-07 10:30:00", "dealer_service", "issue_confirmation", kind="written_confirmation")

    assert (grade[plain.number] == "A", grade[clock.number]) == (False, "A")
    for said in (page, manager, again):
        assert "S.3" in said["zh"]
        assert "S.3" in said["en"]
    assert "经销商不得自行出具" in page["zh"]
    assert "a dealer does not issue one alone" in again["en"]
    assert Entry.objects.filter(case__number=clock.number, step="issue_confirmation").count() == 1
