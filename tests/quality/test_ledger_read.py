"""What the ledger, the ranking of causes and the review show a viewer, and what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from amends.cases.models import Case
from amends.cases.queries.visible import NotFound
from amends.people.tenancy import organisation
from amends.quality.causing import save_analysis
from amends.quality.ledger import look_now
from amends.quality.models import CasePrint
from amends.quality.queries.causes import By, Ranked, causes, review
from amends.quality.queries.ledger import chart, entries, entry
from amends.quality.reopening import started_again
from tests.makers import Town
from tests.quality.defects import acted, cracked, eight_d, makers, promised, who
from tests.quality.eight_ds import at, handled
from tests.quality.grievances import bilingual, under_bilingual

APRIL = date(2024, 4, 1)


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    made = makers()
    with organisation(made.org.id):
        yield made


def test_a_line_says_what_was_promised_and_what_the_figures_say_in_both_languages(maker: Town) -> None:
    number = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    promised(maker, acted(maker, number, "04-01 08:00"), APRIL, moment="04-01 08:30")
    cracked(maker, "04-20 09:00")
    look_now(org=maker.org.id, at=at("04-20 09:01"))

    (line,) = entries(who(maker, "quality", at("04-21 09:00")), at=at("04-21 09:00"))

    assert line.verdict == "fails"
    assert line.promised.en == "no repeat within 30 days from 2024-04-01 on"
    assert line.found.zh.endswith("措施后 20 天 1 起（每 30 天 1.5 起）。期内又发生了。")
    assert line.found.en.endswith("after: 1 in 20 days (1.5 per 30 days). It came back within that time.")


def test_whoever_does_not_see_a_repeat_does_not_count_it(maker: Town) -> None:
    number = eight_d(maker, cracked(maker, "03-04 09:00", unit="CS", by="clerk_here"), "03-04 10:00", by="here")
    key = promised(maker, acted(maker, number, "04-01 08:00"), APRIL, moment="04-01 08:30")
    cracked(maker, "04-20 09:00", unit="ENG", by="clerk_there")

    here = entry(who(maker, "here", at("04-21 09:00")), key, at=at("04-21 09:00"))
    all_ = entry(who(maker, "quality", at("04-21 09:00")), key, at=at("04-21 09:00"))

    assert (here.judgement.after.count, all_.judgement.after.count) == (0, 1)
    with pytest.raises(NotFound):
        entry(who(maker, "there", at("04-21 09:00")), key, at=at("04-21 09:00"))


def test_the_groups_of_the_ledger_are_what_works_what_does_not_and_what_is_open(maker: Town) -> None:
    failing = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    promised(maker, acted(maker, failing, "04-01 08:00"), APRIL, moment="04-01 08:30")
    waiting = eight_d(maker, cracked(maker, "03-04 09:00", product="阀 V-1"), "03-04 10:00")
    promised(maker, acted(maker, waiting, "04-01 08:00"), APRIL, moment="04-01 08:31")
    cracked(maker, "04-20 09:00")
    look_now(org=maker.org.id, at=at("04-20 09:01"))
    viewer = who(maker, "quality", at("04-21 09:00"))

    found = {
        group: [one.row.action.eight_d.number for one in entries(viewer, group=group, at=at("04-21 09:00"))]
        for group in ("", "works", "fails", "open")
    }

    assert found == {"": [waiting, failing], "works": [], "fails": [failing], "open": [waiting]}


def test_the_chart_has_whole_periods_on_both_sides(maker: Town) -> None:
    CasePrint.objects.filter(case__number=cracked(maker, "03-01 09:00", product="别的")).update(
        received_at=at("03-01 09:00").replace(year=2023)
    )
    number = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    action = acted(maker, number, "04-01 08:00")
    key = promised(maker, action, APRIL, moment="04-01 08:30", criterion="fewer", reduction=50, looks=6)
    cracked(maker, "04-20 09:00")

    line = entry(who(maker, "quality", at("06-15 09:00")), key, at=at("06-15 09:00"))
    points = chart(line, today=date(2024, 6, 15))

    assert [one.is_after for one in points] == [False] * 12 + [True] * 2
    assert [one.period.count for one in points[-2:]] == [1, 0]
    assert points[-2].period.first == APRIL


def test_an_8d_that_starts_again_waits_for_those_whom_it_concerns(maker: Town) -> None:
    number = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    promised(maker, acted(maker, number, "04-01 08:00"), APRIL, moment="04-01 08:30")
    cracked(maker, "04-20 09:00")
    look_now(org=maker.org.id, at=at("04-20 09:01"))

    assert [one.number for one in started_again(who(maker, "quality", at("04-21 09:00")))] == [number]
    assert list(started_again(who(maker, "there", at("04-21 09:00")))) == []


# --- causes and review -------------------------------------------------------------------------

TWELVE = [
    # product, cause, department found responsible
    ("P-20", "process", "production"), ("P-20", "process", "production"), ("P-20", "process", "production"),
    ("P-20", "material", "purchasing"), ("P-20", "material", "purchasing"), ("V-1", "process", "production"),
    ("V-1", "design", "technical"), ("V-1", "design", "technical"), ("V-1", "material", "purchasing"),
    ("V-1", "inspection", "quality"), ("V-1", "", ""), ("P-20", "", ""),
]  # fmt: skip


def twelve(maker: Town) -> None:
    for product, cause, department in TWELVE:
        number = cracked(maker, "03-04 09:00", product=product)
        facts = {"product": product, "cause": cause, "responsible_department": department}
        Case.objects.filter(number=number).update(facts={name: value for name, value in facts.items() if value})


def counted(rows: tuple[Ranked, ...]) -> list[tuple[str, str, int]]:
    return [(one.cause, one.of, one.count) for one in rows]


def ranked(maker: Town, by: By, *, viewer: str = "quality") -> tuple[Ranked, ...]:
    return causes(who(maker, viewer, at("04-01 09:00")), at("03-01 00:00"), at("04-01 00:00"), by=by)


def test_the_ranking_of_causes_equals_a_hand_count_of_twelve_cases(maker: Town) -> None:
    """FR-113."""
    twelve(maker)

    rows = ranked(maker, "class")

    assert counted(rows) == [
        ("process", "", 4), ("material", "", 3), ("design", "", 2), ("inspection", "", 1), ("", "", 2)
    ]  # fmt: skip
    assert sum(one.count for one in rows) == 12
    assert (rows[0].title.zh, rows[0].title.en) == ("制程", "Process")


def test_causes_are_ranked_by_product_and_by_department_too(maker: Town) -> None:
    """FR-113."""
    twelve(maker)

    assert counted(ranked(maker, "product")) == [
        ("process", "P-20", 3), ("design", "V-1", 2), ("material", "P-20", 2), ("inspection", "V-1", 1),
        ("material", "V-1", 1), ("process", "V-1", 1), ("", "P-20", 1), ("", "V-1", 1),
    ]  # fmt: skip
    by_department = ranked(maker, "department")
    assert counted(by_department)[:2] == [("process", "production", 4), ("material", "purchasing", 3)]
    assert by_department[0].of_title.en == "Production"
    assert counted(by_department)[-1] == ("", "HQ", 2)


def test_causes_of_cases_that_one_may_not_see_are_not_counted(maker: Town) -> None:
    twelve(maker)

    assert ranked(maker, "class", viewer="there") == ()


def test_the_review_is_told_of_twelve_complaints_nine_closed_and_one_recurring(maker: Town) -> None:
    """FR-121."""
    numbers = [cracked(maker, f"03-{nth + 4:02} 09:00", product=f"件 {nth}") for nth in range(11)]
    numbers.append(cracked(maker, "03-20 09:00", product="件 0"))
    cracked(maker, "04-02 09:00", product="件 1")
    Case.objects.filter(number__in=numbers[:9]).update(stage_kind="closed")

    found = review(who(maker, "quality", at("04-03 09:00")), at("03-01 00:00"), at("04-01 00:00"))

    assert (found.received, found.closed, found.recurring) == (12, 9, 1)
    Case.objects.filter(number=numbers[0]).update(is_counted=False)  # as a withdrawal leaves it
    found = review(who(maker, "quality", at("04-03 09:00")), at("03-01 00:00"), at("04-01 00:00"))
    assert (found.received, found.closed) == (11, 8)


def test_the_review_counts_nothing_that_its_reader_may_not_see(maker: Town) -> None:
    cracked(maker, "02-04 09:00", unit="ENG", by="clerk_there")
    cracked(maker, "03-04 09:00", unit="CS", by="clerk_here")

    here = review(who(maker, "here", at("04-03 09:00")), at("03-01 00:00"), at("04-01 00:00"))
    all_ = review(who(maker, "quality", at("04-03 09:00")), at("03-01 00:00"), at("04-01 00:00"))

    assert (here.received, here.recurring) == (1, 0)
    assert (all_.received, all_.recurring) == (1, 1)


BONES = {
    "effect": "轴承座开裂",
    "causes": [
        {"id": "a", "text": "工艺卡没有浇注温度下限", "under": "method", "main": True, "control": "测温联锁"},
        {"id": "b", "text": "砂型含水偏高", "under": "material"},
    ],
}


def test_a_finished_fishbone_is_the_cause_of_a_case_that_asks_for_none(works: Town) -> None:
    """FR-113: R-06 asks for no class of cause; the main cause of its fishbone stands in one, a draft does not count."""
    _case, number = handled(works)
    save = partial(save_analysis, who(works, "department", at("03-05 10:00")), number, "fishbone", BONES)
    save(base=0, at=at("03-05 10:00"))
    draft = causes(who(works, "quality", at("03-06 09:00")), at("03-01 00:00"), at("04-01 00:00"), by="class")
    save(base=1, at=at("03-05 10:01"), finish=True)

    rows = causes(who(works, "quality", at("03-06 09:00")), at("03-01 00:00"), at("04-01 00:00"), by="class")

    assert counted(draft) == [("", "", 1)]
    assert counted(rows) == [("method", "", 1)]
    assert rows[0].title.zh == "法"


def test_the_fishbone_of_r_11_is_the_cause_of_its_case(works: Town) -> None:
    """FR-113: R-11 asks for no class of cause either; a draft does not count."""
    number = under_bilingual(works, bilingual(works))
    save = partial(save_analysis, who(works, "department", at("03-05 10:00")), number, "fishbone", BONES)
    save(base=0, at=at("03-05 10:00"))
    draft = causes(who(works, "quality_assurance", at("03-06 09:00")), at("03-01 00:00"), at("04-01 00:00"))
    save(base=1, at=at("03-05 10:01"), finish=True)

    viewer = who(works, "quality_assurance", at("03-06 09:00"))
    rows = {
        by: counted(causes(viewer, at("03-01 00:00"), at("04-01 00:00"), by=by))
        for by in ("class", "product", "department")
    }

    assert counted(draft) == [("", "", 1)]
    assert rows == {
        "class": [("method", "", 1)], "product": [("method", "轴承座", 1)], "department": [("method", "production", 1)],
    }  # fmt: skip
