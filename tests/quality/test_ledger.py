"""The did-it-work ledger: promises are made once, looked at in time, and a failed action leads its 8D back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from amends.cases.models import Case
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.jobs import ledger as job
from amends.people.tenancy import organisation
from amends.quality.keeping import catch_up, keep_prints
from amends.quality.ledger import judged, look_now, promise_row
from amends.quality.models import Action, ActionPromise, CasePrint, EightD, Look, PrintMark
from amends.quality.promising import Pledge, deliver, promise
from amends.quality.recurrence import declare
from amends.quality.tallies import Tally, tallies
from tests.makers import Town
from tests.quality.defects import acted, cracked, eight_d, makers, promised, who
from tests.quality.eight_ds import at

APRIL = date(2024, 4, 1)


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    made = makers()
    with organisation(made.org.id):
        yield made


def acting(maker: Town, **pledge: Any) -> tuple[str, UUID]:
    """A crack with its 8D and an action that is there on 1 April; return the numbers of 8D and promise."""
    number = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    action = acted(maker, number, "04-01 08:00")
    return number, promised(maker, action, APRIL, moment="04-01 08:30", **pledge)


def looked(maker: Town, moment: datetime) -> int:
    return look_now(org=maker.org.id, at=moment)


def verdicts(key: UUID) -> list[str]:
    return list(Look.objects.filter(promise=key).order_by("nth").values_list("verdict", flat=True))


def test_the_same_complaint_on_day_twenty_makes_the_action_not_effective(maker: Town) -> None:
    """FR-116, FR-117: 'no repeat in 30 days', back on day 20: not effective, back to the cause, two loops."""
    number, key = acting(maker)
    cracked(maker, "04-20 09:00", unit="CS")

    assert looked(maker, at("04-20 09:01")) == 1

    row = EightD.objects.get(number=number)
    assert verdicts(key) == ["fails"]
    assert (row.state, row.loops) == ("failed", 2)
    assert Action.objects.get().verdict == "fails"


def test_looking_again_decides_nothing_again(maker: Town) -> None:
    number, key = acting(maker)
    cracked(maker, "04-20 09:00")

    assert [looked(maker, at("04-20 09:01")), looked(maker, at("04-21 09:01")), looked(maker, at("06-20 09:01"))] == [
        1, 0, 0,
    ]  # fmt: skip

    assert verdicts(key) == ["fails"]
    assert EightD.objects.get(number=number).loops == 2


def test_thirty_days_without_a_repeat_are_effective_and_not_a_day_earlier(maker: Town) -> None:
    """FR-116."""
    number, key = acting(maker)

    assert looked(maker, at("04-30 23:00")) == 0
    assert looked(maker, at("05-01 00:01")) == 1

    assert verdicts(key) == ["works"]
    assert EightD.objects.get(number=number).state == "open"


@pytest.mark.parametrize(
    "facts", [{"product": "泵体 P-21"}, {"category": "quantity"}, {"description": "泵体法兰开裂", "product": "阀 V-1"}]
)
def test_another_defect_does_not_speak_against_an_action(maker: Town, facts: dict[str, str]) -> None:
    _, key = acting(maker)
    cracked(maker, "04-20 09:00", **facts)

    looked(maker, at("05-02 09:00"))

    assert verdicts(key) == ["works"]


def test_where_no_symptom_is_known_the_words_say_what_speaks_against_an_action(maker: Town) -> None:
    said: dict[str, Any] = {"category": None, "description": "泵体法兰根部开裂 夜班铸件"}
    number = eight_d(maker, cracked(maker, "03-04 09:00", **said), "03-04 10:00")
    key = promised(maker, acted(maker, number, "04-01 08:00"), APRIL, moment="04-01 08:30")

    cracked(maker, "04-10 09:00", category=None, description="包装箱受潮 标签脱色看不清")
    assert looked(maker, at("04-11 09:00")) == 0
    cracked(maker, "04-12 09:00", category=None, description="夜班铸件 泵体法兰根部裂纹")
    assert looked(maker, at("04-12 09:01")) == 1

    assert verdicts(key) == ["fails"]


def test_what_came_before_the_action_or_leaves_the_counts_does_not_speak_against_it(maker: Town) -> None:
    _, key = acting(maker)
    cracked(maker, "03-31 09:00")
    withdrawn = cracked(maker, "04-20 09:00")
    CasePrint.objects.filter(case__number=withdrawn).update(is_counted=False)

    looked(maker, at("05-02 09:00"))

    assert verdicts(key) == ["works"]


def test_a_case_declared_to_have_another_cause_does_not_speak_against_the_action(maker: Town) -> None:
    number, key = acting(maker)
    again = cracked(maker, "04-20 09:00")
    moment = at("04-20 09:00")
    declare(who(maker, "quality", moment), again, number, word="other_cause", reason="运输碰撞", at=moment)

    looked(maker, at("05-02 09:00"))

    assert verdicts(key) == ["works"]


def test_an_action_that_is_carried_out_later_is_counted_from_then_on(maker: Town) -> None:
    number = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    action = acted(maker, number, "04-01 08:00")
    Action.objects.filter(pk=action).update(verdict="")
    key = promised(maker, action, date(2024, 4, 15), moment="04-01 08:30")
    cracked(maker, "04-10 09:00")

    looked(maker, at("05-15 00:01"))

    assert verdicts(key) == ["works"]


def test_a_failure_of_an_earlier_round_does_not_lead_the_next_one_back(maker: Town) -> None:
    number, key = acting(maker)
    EightD.objects.filter(number=number).update(loops=2)
    cracked(maker, "04-20 09:00")

    looked(maker, at("04-20 09:01"))

    assert verdicts(key) == ["fails"]
    assert (EightD.objects.get(number=number).state, EightD.objects.get(number=number).loops) == ("open", 2)


def monthly(maker: Town, *, before: int, after: int) -> tuple[str, UUID]:
    """So many cracks a month in 2023 and after the action of 1 April; half as many are promised."""
    for month in range(6, 13):
        for nth in range(before):
            crack_as_of(maker, datetime(2023, month, 3 + nth, 9, tzinfo=at("01-01 00:00").tzinfo))
    number, key = acting(maker, criterion="fewer", reduction=50, looks=6)
    for month in range(4, 10):
        for nth in range(after):
            crack_as_of(maker, datetime(2024, month, 3 + nth, 9, tzinfo=at("01-01 00:00").tzinfo))
    return number, key


def crack_as_of(maker: Town, moment: datetime) -> None:
    """A crack of another year: the regulation is bound since 2024, so the case is made now and dated back."""
    number = cracked(maker, "03-01 09:00")
    Case.objects.filter(number=number).update(received_at=moment)
    CasePrint.objects.filter(case__number=number).update(received_at=moment)


def test_a_useless_action_is_found_out_by_its_looks_and_its_8d_starts_again(maker: Town) -> None:
    number, key = monthly(maker, before=6, after=6)

    looked(maker, at("10-15 09:00"))

    assert verdicts(key)[-1] == "fails"
    assert EightD.objects.get(number=number).state == "failed"


def test_an_effective_action_is_found_to_work(maker: Town) -> None:
    number, key = monthly(maker, before=6, after=1)

    looked(maker, at("10-15 09:00"))

    assert verdicts(key)[-1] == "works"
    assert EightD.objects.get(number=number).state == "open"


def test_complaints_are_counted_against_what_was_delivered_where_that_is_promised(maker: Town) -> None:
    _, key = acting(maker, criterion="fewer", reduction=50, looks=2, exposed_by="pieces")
    today = date(2024, 6, 15)
    assert judged(tally(key), today=today).verdict == "no_data"

    months = {date(2024, month, 1): 100 * month for month in range(1, 7)}
    deliver(who(maker, "quality", at("06-15 09:00")), key, pieces=months, at=at("06-15 09:00"))

    assert tally(key).exposure(date(2024, 4, 1), date(2024, 5, 1)) == 400
    assert tally(key).exposure(date(2024, 4, 16), date(2024, 5, 1)) == pytest.approx(200)
    assert tally(key).exposure(date(2024, 6, 1), date(2024, 7, 2)) == 0  # July is not known


def tally(key: UUID) -> Tally:
    rows = list(ActionPromise.objects.filter(pk=key).select_related("action__eight_d"))
    return tallies(rows, CasePrint.objects.all())[key]


def test_the_complaint_that_began_the_8d_is_no_evidence_for_its_action(maker: Town) -> None:
    _, key = acting(maker)

    assert tally(key).before.count == 0


@pytest.mark.parametrize(
    ("pledge", "field"),
    [
        ({"criterion": "luck"}, "criterion"),
        ({"days": 0}, "days"),
        ({"days": 4000}, "days"),
        ({"criterion": "fewer", "looks": 99}, "looks"),
        ({"criterion": "fewer", "reduction": 101}, "reduction"),
        ({"criterion": "fewer", "exposed_by": "moons"}, "exposed_by"),
        ({"from_day": None}, "from_day"),
        ({"from_day": date(2024, 1, 1)}, "from_day"),
    ],
)
def test_figures_that_cannot_be_are_named_and_nothing_is_promised(
    maker: Town, pledge: dict[str, Any], field: str
) -> None:
    number = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    action = acted(maker, number, "04-01 08:00")
    given = Pledge(**{"criterion": "none", "from_day": APRIL, "days": 30, **pledge})

    with pytest.raises(Refused) as found:
        promise(who(maker, "quality", at("04-01 09:00")), action, given, at=at("04-01 09:00"))

    assert [one.field for one in found.value.missing] == [field]
    assert found.value.article
    assert ActionPromise.objects.count() == 0


def test_a_promise_is_made_once_and_the_database_lets_nobody_lower_it(maker: Town) -> None:
    _, key = acting(maker)
    row = ActionPromise.objects.get(pk=key)

    with pytest.raises(Refused):
        promised(maker, row.action_id, APRIL, moment="04-02 09:00", days=5)
    with pytest.raises(ProgrammingError), transaction.atomic():
        ActionPromise.objects.filter(pk=key).update(days=1)

    assert ActionPromise.objects.get(pk=key).days == 30


def test_who_may_not_see_the_case_finds_neither_promise_nor_action(maker: Town) -> None:
    number = eight_d(maker, cracked(maker, "03-04 09:00", by="clerk_there", unit="ENG"), "03-04 10:00", by="there")
    action = acted(maker, number, "04-01 08:00")
    key = promised(maker, action, APRIL, moment="04-01 08:30")
    stranger = who(maker, "here", at("04-02 09:00"))

    with pytest.raises(NotFound):
        promise_row(stranger, key)
    with pytest.raises(NotFound):
        promise(stranger, action, Pledge("none", APRIL, 30), at=at("04-02 09:00"))
    with pytest.raises(NotFound):
        deliver(stranger, key, pieces={APRIL: 1}, at=at("04-02 09:00"))


def test_somebody_without_a_part_in_the_8d_promises_nothing(maker: Town) -> None:
    number = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    action = acted(maker, number, "04-01 08:00")

    with pytest.raises(Refused) as found:
        promise(who(maker, "clerk", at("04-01 09:00")), action, Pledge("none", APRIL, 30), at=at("04-01 09:00"))

    assert [one.field for one in found.value.missing] == ["role"]


# --- fingerprints follow the cases -------------------------------------------------------------


def test_the_job_reads_every_case_once_and_then_what_has_an_entry_since(maker: Town) -> None:
    numbers = [cracked(maker, "03-04 09:00") for _ in range(3)]
    CasePrint.objects.all().delete()

    assert keep_prints(org=maker.org.id, at=timezone.now())[0] == 3
    assert CasePrint.objects.filter(case__number__in=numbers).count() == 3
    assert PrintMark.objects.get().is_filled

    fresh = cracked(maker, "03-05 09:00")
    CasePrint.objects.filter(case__number=fresh).delete()
    read, touched = keep_prints(org=maker.org.id, at=timezone.now() + timedelta(minutes=1))

    row = CasePrint.objects.get(case__number=fresh)
    assert touched == {row.object}
    assert read >= 1
    assert keep_prints(org=maker.org.id, at=timezone.now() + timedelta(minutes=2)) == (0, frozenset())


def test_a_case_that_slipped_through_is_caught_up_with_daily(maker: Town) -> None:
    number = cracked(maker, "03-04 09:00")
    CasePrint.objects.all().delete()

    catch_up(org=maker.org.id, at=at("03-05 09:00"))

    assert CasePrint.objects.get().case.number == number


def test_the_worker_finds_the_failure_by_itself(maker: Town) -> None:
    """FR-116."""
    number, _ = acting(maker)
    cracked(maker, "04-20 09:00")
    CasePrint.objects.all().delete()
    PrintMark.objects.all().delete()

    job.follow(timezone.now() + timedelta(minutes=1))

    assert EightD.objects.get(number=number).state == "failed"
