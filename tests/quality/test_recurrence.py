"""The recurrence gate: the same defect again opens no second 8D before it is said what became of the earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from django.db import connection

from amends.cases.models import Case, Entry
from amends.cases.queries.reading import read_case
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality.models import CasePrint, Declaration, EightD
from amends.quality.queries.radar import likes
from amends.quality.recurrence import declare, earlier_eight_ds
from tests.makers import Town
from tests.quality.defects import cracked, eight_d, kept, makers, who
from tests.quality.eight_ds import at


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    made = makers()
    with organisation(made.org.id):
        yield made


def refused(maker: Town, number: str, moment: str, *, by: str = "quality") -> Refused:
    with pytest.raises(Refused) as found:
        eight_d(maker, number, moment, by=by)
    return found.value


def twice(maker: Town) -> tuple[str, str]:
    """The first crack with its 8D, and the same crack in another works two months later."""
    first = eight_d(maker, cracked(maker, "03-04 09:00", unit="ENG"), "03-04 10:00")
    return first, cracked(maker, "05-06 09:00", unit="CS", description="P-20 泵体开裂，法兰裂缝", product="泵体p20")


def test_the_same_defect_in_another_works_opens_no_second_8d(maker: Town) -> None:
    """FR-117."""
    first, again = twice(maker)

    said = refused(maker, again, "05-06 10:00")

    assert (said.code, said.article) == ("earlier_8d", "S.7")
    assert said.missing[0].says.zh.startswith(f"同一缺陷已有 {first}（对象相同，症状相同，")
    assert said.missing[0].says.en.startswith(f"there is {first} on the same defect (same object, same symptom, ")
    assert EightD.objects.count() == 1


def test_another_product_or_symptom_opens_its_own_8d(maker: Town) -> None:
    twice(maker)
    other_product = cracked(maker, "05-06 09:00", product="泵体 P-21")
    other_symptom = cracked(maker, "05-06 09:00", category="quantity")

    assert eight_d(maker, other_product, "05-06 10:00")
    assert eight_d(maker, other_symptom, "05-06 10:00")


def test_an_older_8d_of_the_same_symptom_is_found_however_many_others_came_since(
    maker: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-117: neither other symptoms nor prints without one push it out."""
    monkeypatch.setattr("amends.quality.recurrence.LOOKED_AT", 1)
    first, again = twice(maker)
    for nth, category in enumerate(("quantity", "quantity", None)):
        number = cracked(maker, f"04-0{nth + 1} 09:00", category=category, description=f"第 {nth} 号事", unit="ENG")
        EightD.objects.create(
            org=maker.org, number=f"8D-{nth}", case=Case.objects.get(number=number), unit=maker.engineering,
            opened_at=at(f"04-0{nth + 1} 10:00"),
        )  # fmt: skip

    assert refused(maker, again, "05-06 10:00").missing[0].what == f"earlier_8d:{first}"


def test_declared_failed_the_earlier_one_starts_again_and_the_second_opens(maker: Town) -> None:
    """FR-117: back to the cause, two loops."""
    first, again = twice(maker)
    EightD.objects.filter(number=first).update(state="closed", closed_at=at("04-01 09:00"))

    declare(
        who(maker, "quality", at("05-06 11:00")), again, first, word="failed", reason="同一砂型", at=at("05-06 11:00")
    )

    earlier = EightD.objects.get(number=first)
    assert (earlier.state, earlier.loops, earlier.closed_at) == ("failed", 2, None)
    assert eight_d(maker, again, "05-06 12:00")


def test_declared_another_cause_the_second_opens_and_the_earlier_one_stays(maker: Town) -> None:
    first, again = twice(maker)

    declare(
        who(maker, "quality", at("05-06 11:00")), again, first, word="other_cause", reason="运输碰撞",
        at=at("05-06 11:00"),
    )  # fmt: skip

    earlier = EightD.objects.get(number=first)
    assert (earlier.state, earlier.loops) == ("open", 1)
    assert eight_d(maker, again, "05-06 12:00")


def test_who_declared_it_stands_in_the_journal_of_the_case(maker: Town) -> None:
    first, again = twice(maker)

    made = declare(
        who(maker, "quality", at("05-06 11:00")), again, first, word="failed", reason="同一砂型", at=at("05-06 11:00")
    )

    entry = Entry.objects.filter(case__number=again).latest("seq")
    assert (entry.step, entry.by_id) == ("earlier_8d_said", maker.people["quality"].id)
    assert Case.objects.get(number=again).facts["earlier_action"] == "failed"
    assert (made.reason, made.by_id) == ("同一砂型", maker.people["quality"].id)


def test_what_is_declared_by_the_step_itself_through_any_door_counts_too(maker: Town) -> None:
    first, again = twice(maker)
    detail = {"earlier_8d": first, "earlier_action": "failed", "reason": "同一砂型"}
    take_step(who(maker, "quality", at("05-06 11:00")), again, "earlier_8d_said", at=at("05-06 11:00"), detail=detail)

    assert eight_d(maker, again, "05-06 12:00")

    made = Declaration.objects.get()
    assert (made.word, made.reason, made.by_id) == ("failed", "同一砂型", maker.people["quality"].id)
    assert EightD.objects.get(number=first).loops == 2


def test_a_step_that_names_another_8d_declares_nothing(maker: Town) -> None:
    _, again = twice(maker)
    detail = {"earlier_8d": "8D-elsewhere", "earlier_action": "failed", "reason": "x"}
    take_step(who(maker, "quality", at("05-06 11:00")), again, "earlier_8d_said", at=at("05-06 11:00"), detail=detail)

    assert refused(maker, again, "05-06 12:00").code == "earlier_8d"
    assert Declaration.objects.count() == 0


@pytest.mark.parametrize(("word", "reason", "field"), [("failed", " ", "reason"), ("lucky", "x", "earlier_action")])
def test_without_a_word_and_a_reason_nothing_is_declared(maker: Town, word: str, reason: str, field: str) -> None:
    first, again = twice(maker)
    before = Entry.objects.filter(case__number=again).count()

    with pytest.raises(Refused) as found:
        declare(who(maker, "quality", at("05-06 11:00")), again, first, word=word, reason=reason, at=at("05-06 11:00"))

    assert ([one.field for one in found.value.missing], found.value.article) == ([field], "S.7")
    assert Declaration.objects.count() == 0
    assert Entry.objects.filter(case__number=again).count() == before
    assert EightD.objects.get(number=first).loops == 1


def test_it_is_declared_once_and_by_the_roles_of_the_step(maker: Town) -> None:
    first, again = twice(maker)
    with pytest.raises(Refused) as found:
        declare(who(maker, "head", at("05-06 11:00")), again, first, word="failed", reason="x", at=at("05-06 11:00"))
    assert found.value.missing[0].what == "role"

    declare(who(maker, "quality", at("05-06 11:00")), again, first, word="failed", reason="x", at=at("05-06 11:00"))
    with pytest.raises(Refused):
        declare(who(maker, "quality", at("05-06 11:05")), again, first, word="failed", reason="y", at=at("05-06 11:05"))

    assert Declaration.objects.count() == 1
    assert EightD.objects.get(number=first).loops == 2


def test_an_earlier_8d_that_one_may_not_see_bars_without_being_named(maker: Town) -> None:
    first = eight_d(maker, cracked(maker, "03-04 09:00", by="clerk_there", unit="ENG"), "03-04 10:00", by="there")
    again = cracked(maker, "05-06 09:00", by="clerk_here", unit="CS")

    said = refused(maker, again, "05-06 10:00", by="here")

    told = said.missing[0].says
    assert first not in told.zh + told.en + said.missing[0].what
    assert "同" not in told.zh.replace("同一缺陷", "").replace("不同", "")  # what is alike is not told either
    with pytest.raises(NotFound):
        declare(who(maker, "here", at("05-06 11:00")), again, first, word="failed", reason="x", at=at("05-06 11:00"))


def test_after_the_time_that_the_regulation_looks_back_an_8d_bars_nothing(maker: Town) -> None:
    first = eight_d(maker, cracked(maker, "03-04 09:00"), "03-04 10:00")
    EightD.objects.filter(number=first).update(opened_at=at("03-04 10:00").replace(year=2022))
    again = cracked(maker, "03-05 09:00")

    assert eight_d(maker, again, "03-05 10:00")


def test_words_alone_make_it_the_same_where_the_symptom_is_not_known(maker: Town) -> None:
    eight_d(maker, cracked(maker, "03-04 09:00", category=None, description="泵体法兰根部开裂 夜班铸件"), "03-04 10:00")
    alike = cracked(maker, "05-06 09:00", category=None, description="夜班铸件 泵体法兰根部裂纹")
    other = cracked(maker, "05-06 09:00", category=None, description="包装箱受潮 标签脱色看不清")

    assert refused(maker, alike, "05-06 10:00").code == "earlier_8d"
    assert eight_d(maker, other, "05-06 10:00")


def test_what_is_written_anew_in_a_case_is_its_new_fingerprint(maker: Town) -> None:
    number = cracked(maker, "03-04 09:00")
    before = CasePrint.objects.get(case__number=number).defect
    Case.objects.filter(number=number).update(facts={"product": "泵盖 G-1"}, head_seq=9)

    kept(number)

    row = CasePrint.objects.get(case__number=number)
    assert row.defect != before
    assert row.seq == 9


def test_the_radar_shows_like_cases_with_the_reason_and_only_visible_ones(maker: Town) -> None:
    mine = cracked(maker, "03-04 09:00", by="clerk_here", unit="CS")
    near = cracked(maker, "03-05 09:00", by="clerk_here", unit="CS", description="法兰开裂 泵体")
    hidden = cracked(maker, "03-06 09:00", by="clerk_there", unit="ENG")
    cracked(
        maker, "03-06 09:00", by="clerk_here", unit="CS", product="阀 V-1", category="quantity", description="少发十件"
    )

    here = likes(read_case(who(maker, "here", at("05-06 09:00")), mine))
    everywhere = likes(read_case(who(maker, "quality", at("05-06 09:00")), mine))

    assert [one.line.number for one in here] == [near]
    assert here[0].likeness.says.en.startswith("same object, same symptom, ")
    assert {one.line.number for one in everywhere} == {near, hidden}


def test_an_earlier_8d_is_listed_for_who_sees_it_and_masked_for_others(maker: Town) -> None:
    first = eight_d(maker, cracked(maker, "03-04 09:00", by="clerk_there", unit="ENG"), "03-04 10:00", by="there")
    again = cracked(maker, "05-06 09:00", by="clerk_here", unit="CS")
    moment = at("05-06 10:00")

    here = earlier_eight_ds(read_case(who(maker, "here", moment), again), at=moment)
    all_ = earlier_eight_ds(read_case(who(maker, "quality", moment), again), at=moment)

    assert [(one.row, one.stands) for one in here] == [(None, True)]
    assert [one.row.number for one in all_ if one.row] == [first]


@pytest.mark.django_db(transaction=True)
def test_of_two_8ds_on_the_same_defect_that_begin_at_once_one_waits_and_is_refused() -> None:
    made = makers()
    with organisation(made.org.id):
        numbers = [cracked(made, "03-04 09:00"), cracked(made, "03-04 09:01")]
    start, found = Barrier(2), []

    def begin(number: str) -> None:
        start.wait()
        try:
            with organisation(made.org.id):
                opened = eight_d(made, number, "03-04 10:00")
            found.append(opened)
        except Refused as refused:
            found.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=begin, args=[number]) for number in numbers]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)

    assert sorted(one == "earlier_8d" for one in found) == [False, True]
