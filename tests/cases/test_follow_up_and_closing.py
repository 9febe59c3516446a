"""After a complaint was handled: follow-up by another, dissatisfaction, archive, reopening, parking (R-23 through steps)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amends.cases.journal import pass_time
from amends.cases.models import Case, ObligationRow
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, registered, town, viewer

MINUTE = timedelta(minutes=1)
ANSWER = {"part/result": "已更换门机", "part/next_contact": "李工，电话 0755-88881234"}

TO_THE_ARCHIVE: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("lan", "follow_up", {"satisfaction": "satisfied"}), ("he", "sign", {}), ("lan", "close", {"closing_reason": "solved"}),
    ("mo", "sign", {}), ("mo", "archive", {}),
)  # fmt: skip


@pytest.fixture
def centre(db: None) -> Iterator[Town]:
    """A property centre under R-23."""
    made = town()
    with organisation(made.org.id):
        govern(made, "property-instruction")
        yield made


def take(centre: Town, who: str, number: str, step: str, minutes: int, *, on: str = "", **detail: object) -> None:
    """Take a step so many minutes after Monday's ten o'clock."""
    at = MONDAY + minutes * MINUTE
    take_step(viewer(centre, who, at=at), number, step, at=at, on=on, detail=detail)


def handled(centre: Town, *, by: str = "wu") -> str:
    """Return the number of a complaint that engineering has put right within the hour."""
    number = registered(centre)
    take(centre, "lan", number, "read_back", 1)
    take(centre, "lan", number, "dispatch", 2, on="order-1", to="ENG")
    take(centre, by, number, "accept", 3, on="order-1")
    take(centre, by, number, "handle", 60, on="order-1", result="已更换门机")
    return number


def run(number: str, duty: str) -> ObligationRow:
    """Return the open run of a duty."""
    return ObligationRow.objects.get(case__number=number, duty=duty, state="open")


def test_the_follow_up_is_due_the_same_day_and_not_by_the_handler(centre: Town) -> None:
    """FR-147, FR-149: R-23 same day; the handler as caller is refused."""
    number = handled(centre)

    with pytest.raises(Refused) as handler:
        take(centre, "wu", number, "follow_up", 61, satisfaction="satisfied")
    due = run(number, "C06").due_at
    take(centre, "lan", number, "follow_up", 62, satisfaction="satisfied")

    assert due == datetime(2024, 3, 4, 15, 59, 59, tzinfo=UTC)
    assert {one.article for one in handler.value.missing} == {"4.6"}
    assert not ObligationRow.objects.filter(case__number=number, duty="C06", state="open").exists()


def test_a_dissatisfied_rating_is_the_supervisors_to_deal_with(centre: Town) -> None:
    """FR-151: 'Dissatisfied' → task for the supervisor within the organisation's limit."""
    number = handled(centre)

    take(centre, "lan", number, "follow_up", 62, satisfaction="dissatisfied")

    task = run(number, "D01")
    assert (task.owner, task.owner_person_id) == ("cs_supervisor", centre.mo.pk)
    assert task.due_at is not None


def test_the_desk_closing_leaves_the_supervisors_task_open(centre: Town) -> None:
    """FR-151, S.8: neither the desk's answer nor its closing is the supervisor's act; his own answer is."""
    for number, who, left in ((handled(centre), "lan", 1), (handled(centre), "mo", 0)):
        take(centre, "lan", number, "follow_up", 62, satisfaction="dissatisfied")
        take(centre, "he", number, "sign", 63)
        at = MONDAY + 64 * MINUTE
        take_step(viewer(centre, who, at=at), number, "reply", at=at, words=ANSWER)
        take(centre, "lan", number, "close", 65, closing_reason="final_answer")

        assert Case.objects.get(number=number).stage_kind == "closed"
        assert ObligationRow.objects.filter(case__number=number, duty="D01", state="open").count() == left


def lacks_to_close(centre: Town, number: str, minutes: int, **detail: Any) -> list[tuple[str, str]]:
    """Return what the front desk still lacks to close, with the articles that want it."""
    with pytest.raises(Refused) as said:
        take(centre, "lan", number, "close", minutes, **detail)
    return [(one.what, one.article) for one in said.value.missing]


def test_without_satisfaction_only_an_answer_that_was_given_closes(centre: Town) -> None:
    """S.8: neither 'solved' nor 'final answer' closes while nothing was answered; after the answer 'solved' still does not."""
    number = handled(centre)
    take(centre, "lan", number, "follow_up", 62, satisfaction="dissatisfied")
    take(centre, "he", number, "sign", 63)
    reason, answer = ("is:closing_reason", "S.8"), ("done:replied", "S.8")

    assert lacks_to_close(centre, number, 64) == [reason, answer]
    assert lacks_to_close(centre, number, 65, closing_reason="solved") == [reason, answer]
    assert lacks_to_close(centre, number, 66, closing_reason="final_answer") == [answer]
    at = MONDAY + 67 * MINUTE
    take_step(viewer(centre, "mo", at=at), number, "reply", at=at, words=ANSWER)
    assert lacks_to_close(centre, number, 68, closing_reason="solved") == [reason]
    take(centre, "lan", number, "close", 69, closing_reason="final_answer")

    closed = Case.objects.get(number=number)
    assert (closed.stage_kind, closed.facts["closing_reason"]) == ("closed", "final_answer")


def test_the_archive_number_comes_with_the_supervisors_review_and_stays_after_reopening(centre: Town) -> None:
    """FR-159, FR-161: archived after review under a number of its own; the same problem again counts as second-time."""
    number = handled(centre)
    take(centre, "lan", number, "follow_up", 62, satisfaction="satisfied")
    take(centre, "he", number, "sign", 63)
    take(centre, "lan", number, "close", 64, closing_reason="solved")

    with pytest.raises(Refused) as unreviewed:
        take(centre, "mo", number, "archive", 65)
    take(centre, "mo", number, "sign", 66)
    take(centre, "mo", number, "archive", 67)
    kept = Case.objects.get(number=number).archive_number
    take(centre, "lan", number, "reopen", 68, reason="电梯又停了")

    again = Case.objects.get(number=number)
    assert {one.article for one in unreviewed.value.missing} == {"4.6"}
    assert kept == f"A-{number}" == again.archive_number
    assert (again.facts["second_time"], again.stage_kind) == (True, "new")


def test_a_second_case_of_the_year_cannot_take_the_archive_number_of_the_first(centre: Town) -> None:
    """FR-159: the archive number is unique in the year: two cases have two, and the database holds no number twice."""
    first, second = archived(centre), archived(centre)

    taken = Case.objects.get(number=first).archive_number
    assert taken.startswith("A-CS-2024-")
    assert Case.objects.get(number=second).archive_number not in {"", taken}
    with pytest.raises(IntegrityError, match="archive_number_once"), transaction.atomic():
        Case.objects.filter(number=second).update(archive_number=taken)


def archived(centre: Town) -> str:
    """Bring a case to the archive; return its number."""
    number = handled(centre)
    for minutes, (who, step, detail) in enumerate(TO_THE_ARCHIVE, start=62):
        take(centre, who, number, step, minutes, **detail)
    return number


def test_what_cannot_be_solved_now_comes_back_on_its_date(centre: Town) -> None:
    """FR-162: the case returns on its date."""
    number = registered(centre)
    back = datetime(2024, 3, 20, 1, 0, tzinfo=UTC)

    take(centre, "mo", number, "park", 5, solvability="not_at_present", explanation="等电梯厂家", return_date=back)

    assert Case.objects.get(number=number).stage_kind == "parked"
    task = run(number, "D02")
    assert task.due_at == back
    pass_time([Case.objects.get(number=number).pk], org=centre.org.id, at=back + MINUTE)
    task.refresh_from_db()
    assert (task.state, Case.objects.get(number=number).stage) == ("met", "registered")  # by itself
