"""The register of limit samples: what one must say, where its copies are, until when it holds (FR-111)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from amends.cases.queries.visible import NotFound
from amends.core.limit_samples import numbers_in, quoted, standing
from amends.core.referee import referee
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality.limit_samples import Agreed, add_sample, issue_copy, renew_sample, retire_sample, take_copy_back
from amends.quality.models import LimitSample, LimitSampleCopy, LimitSampleTerm
from amends.quality.queries.limit_samples import Filters, ending, keeping_discipline, named_in, registered, sample_of
from tests.makers import Town, govern, person, two_towns, viewer
from tests.quality.eight_ds import at, who

NOON = at("03-04 12:00")
SAID = {
    "product": "轴承座 ZC-201", "aspect": "A 面缩痕", "defect": "深度", "shows": "good",
    "criteria": "深 0.1 mm 为接收极限，超过即拒收。", "kept_at": "品质部样品柜 3 格",
}  # fmt: skip
AGREED = Agreed("远航汽车 李工", date(2024, 3, 1), date(2024, 8, 31))


@pytest.fixture
def maker(works: Town) -> Town:
    """The works, whose regulation has disciplines with a standard."""
    govern(works, "grievance-instruction")
    return works


def added(maker: Town, moment: str = "03-04 10:00", *, agreed: Agreed = AGREED, **words: str) -> LimitSample:
    return add_sample(who(maker, "quality", moment), maker.office.pk, {**SAID, **words}, agreed, at=at(moment))


def test_a_sample_without_criteria_is_refused_by_the_article_of_samples_without_words(maker: Town) -> None:
    """FR-111: sample without criteria refused."""
    with pytest.raises(Refused) as refused:
        added(maker, criteria=" \n")

    assert [(one.what, one.article, one.field) for one in refused.value.missing] == [
        ("known:criteria", "8D.HE5", "criteria")
    ]
    assert "判定尺度" in refused.value.says.zh
    assert "Criteria" in refused.value.says.en
    assert not LimitSample.objects.exists()


@pytest.mark.parametrize(
    ("words", "agreed", "what", "article"),
    [
        ({"aspect": ""}, AGREED, "known:aspect", "8D.HE5"),
        ({"defect": ""}, AGREED, "known:defect", "8D.HE5"),
        ({"shows": ""}, AGREED, "known:shows", "8D.HE5"),
        ({"shows": "both"}, AGREED, "known:shows", "8D.HE5"),
        ({"kept_at": ""}, AGREED, "known:kept_at", "8D.HE8"),
        ({"product": "x" * 201}, AGREED, "long:product", ""),
        ({}, Agreed("", date(2024, 3, 1), date(2024, 8, 31)), "known:agreed_with", "8D.HE6"),
        ({}, Agreed("李工", None, date(2024, 8, 31)), "known:agreed_on", "8D.HE6"),
        ({}, Agreed("李工", date(2024, 3, 5), date(2024, 8, 31)), "past:agreed_on", "8D.HE6"),
        ({}, Agreed("李工", date(2024, 3, 1), None), "known:valid_until", "8D.HE5"),
        ({}, Agreed("李工", date(2024, 3, 1), date(2024, 3, 3)), "ahead:valid_until", "8D.HE5"),
    ],
)  # fmt: skip
def test_what_a_sample_does_not_say_is_refused_and_leaves_nothing(
    maker: Town, words: dict[str, str], agreed: Agreed, what: str, article: str
) -> None:
    """FR-111."""
    with pytest.raises(Refused) as refused:
        added(maker, agreed=agreed, **words)

    assert [(one.what, one.article) for one in refused.value.missing] == [(what, article)]
    assert not LimitSample.objects.exists()
    assert not LimitSampleTerm.objects.exists()


def test_everything_that_is_missing_is_named_at_once(maker: Town) -> None:
    with pytest.raises(Refused) as refused:
        add_sample(who(maker, "quality", "03-04 10:00"), maker.office.pk, {}, Agreed("", None, None), at=NOON)

    assert {one.field for one in refused.value.missing} == {*SAID, "agreed_with", "agreed_on", "valid_until"}


def test_samples_are_numbered_by_year_and_the_last_day_of_validity_counts(maker: Town) -> None:
    first, second = added(maker), added(maker, defect="毛刺")

    assert (first.number, second.number) == ("LS-2024-0001", "LS-2024-0002")
    for day, stands in (("08-31 23:59", "in_force"), ("09-01 00:00", "expired")):
        mine = who(maker, "quality", day)
        assert sample_of(mine, first.number, at=at(day)).standing == stands
        assert [one.row.number for one in registered(mine, Filters("in_force", "毛刺"), at=at(day))] == (
            ["LS-2024-0002"] if stands == "in_force" else []
        )
    assert standing(valid_until=date(2024, 8, 31), is_retired=True, day=date(2024, 3, 4)) == "retired"


def test_an_expired_sample_is_copied_again_once_it_is_renewed(maker: Town) -> None:
    number, september = added(maker).number, who(maker, "quality", "09-02 09:00")

    with pytest.raises(Refused) as refused:
        issue_copy(september, number, place="二号线检验台", told="夜班 6 人", at=at("09-02 09:00"))
    again = Agreed("远航汽车 李工", date(2024, 9, 2), date(2025, 2, 28))
    renew_sample(september, number, again, at=at("09-02 10:00"))
    issue_copy(september, number, place="二号线检验台", told="夜班 6 人", at=at("09-02 11:00"))

    assert (refused.value.missing[0].what, refused.value.missing[0].article) == ("standing:expired", "8D.HE5")
    shown = sample_of(september, number, at=at("09-02 12:00"))
    assert shown.standing == "in_force"
    assert [one.valid_until for one in shown.terms] == [date(2025, 2, 28), date(2024, 8, 31)]
    assert [(one.place, one.told) for one in shown.copies] == [("二号线检验台", "夜班 6 人")]


def test_a_copy_goes_to_a_place_where_somebody_was_told_and_comes_back_once(maker: Town) -> None:
    number, mine = added(maker).number, who(maker, "quality", "03-04 12:00")

    with pytest.raises(Refused) as refused:
        issue_copy(mine, number, place="二号线", told="", at=NOON)
    copy = issue_copy(mine, number, place="二号线", told="王强、李敏", at=NOON)
    assert [one.out for one in registered(mine, Filters(), at=NOON)] == [1]
    for minutes in (1, 2):
        take_copy_back(mine, number, copy.pk, at=NOON + timedelta(minutes=minutes))

    assert [(one.field, one.article) for one in refused.value.missing] == [("told", "8D.HE8")]
    assert LimitSampleCopy.objects.get().taken_back_at == NOON + timedelta(minutes=1)
    with pytest.raises(NotFound):
        take_copy_back(mine, number, UUID(int=1), at=NOON)


def test_a_retired_sample_says_why_and_is_neither_renewed_nor_copied_nor_retired_again(maker: Town) -> None:
    number, mine = added(maker).number, who(maker, "quality", "03-04 12:00")

    with pytest.raises(Refused, match="is not said"):
        retire_sample(mine, number, reason=" ", at=NOON)
    retire_sample(mine, number, reason="图纸改版", at=NOON)

    for do in (
        lambda: renew_sample(mine, number, AGREED, at=NOON),
        lambda: issue_copy(mine, number, place="二号线", told="王强", at=NOON),
        lambda: retire_sample(mine, number, reason="again", at=NOON),
    ):
        with pytest.raises(Refused) as refused:
            do()
        assert refused.value.missing[0].what == "standing:retired"
    assert LimitSampleTerm.objects.count() == 1
    assert sample_of(mine, number, at=NOON).row.reason == "图纸改版"


def test_what_a_sample_says_cannot_be_changed_in_the_database(maker: Town) -> None:
    row = added(maker)

    with pytest.raises(DatabaseError, match="kept as they were written"), transaction.atomic():
        LimitSample.objects.filter(pk=row.pk).update(criteria="随意")
    with pytest.raises(DatabaseError), transaction.atomic():
        LimitSampleTerm.objects.update(valid_until=date(2030, 1, 1))


def test_samples_are_kept_by_whoever_writes_the_standard_and_read_by_whom_they_concern(maker: Town) -> None:
    number = added(maker).number
    below = viewer(maker, "zhou", at=NOON)  # of a unit below, without a role of quality
    maker.people["apart"] = person(maker, "apart@works", "路人", "Apart", unit=maker.office)  # no role at all

    with pytest.raises(Refused) as refused:
        retire_sample(below, number, reason="不要了", at=NOON)

    assert (refused.value.code, refused.value.missing[0].article) == ("role", "5.3(c)")
    assert not sample_of(below, number, at=NOON).may_keep
    with pytest.raises(NotFound):
        sample_of(viewer(maker, "apart", at=NOON), number, at=NOON)
    with pytest.raises(NotFound):
        add_sample(below, maker.office.pk, SAID, AGREED, at=NOON)


def test_a_sample_of_a_unit_beside_ones_own_looks_like_one_that_is_not_there(maker: Town) -> None:
    maker.people["eng"] = person(
        maker, "eng@works", "工艺", "Eng", unit=maker.engineering, roles=("quality",)
    )  # fmt: skip
    row = add_sample(viewer(maker, "eng", at=NOON), maker.engineering.pk, SAID, AGREED, at=NOON)
    guard = viewer(maker, "zhou", at=NOON)

    assert named_in(guard, [f"见 {row.number}"], at=NOON)[0].row is None
    assert registered(guard, Filters(), at=NOON) == ()
    with pytest.raises(NotFound):
        sample_of(guard, row.number, at=NOON)
    assert sample_of(who(maker, "quality", "03-04 12:00"), row.number, at=NOON).may_keep


def test_another_organisation_has_a_register_of_its_own(db: None) -> None:
    a, b = two_towns()
    for made in (a, b):
        with organisation(made.org.id):
            govern(made, "grievance-instruction")
            made.people["q"] = person(made, f"q@{made.org.code}", "品质", unit=made.office, roles=("quality",))
    with organisation(a.org.id):
        add_sample(viewer(a, "q", at=NOON), a.office.pk, SAID, AGREED, at=NOON)
    with organisation(b.org.id):
        theirs = viewer(b, "q", at=NOON)
        assert registered(theirs, Filters(), at=NOON) == ()
        assert named_in(theirs, ["LS-2024-0001"], at=NOON)[0].row is None
        assert add_sample(theirs, b.office.pk, SAID, AGREED, at=NOON).number == "LS-2024-0001"


def test_the_words_by_which_a_sample_is_cited_pass_the_referee_and_its_bare_number_does_not(maker: Town) -> None:
    """FR-109, FR-111: 'see limit sample' is HE5; a sample that says what it is about is not."""
    row = added(maker)
    of = keeping_discipline(who(maker, "quality", "03-04 12:00"), maker.office.pk, at=NOON)
    assert of is not None

    def codes(text: str) -> set[str]:
        return {one.code for one in referee(of.pack.referee, {"standard": text}, words=of.pack.referee_words)}

    for language in ("zh-hans", "en"):
        cited = quoted(
            number=row.number, aspect=row.aspect, defect=row.defect, shows=row.shows, criteria=row.criteria,
            agreed_with="李工", agreed_on=date(2024, 3, 1), language=language,
        )  # fmt: skip
        assert "HE5" not in codes(cited), cited
        assert numbers_in([cited]) == (row.number,)
        assert "。；" not in cited
        assert "。;" not in cited
    assert "HE5" in codes(f"见限度样品 {row.number}。")


def test_numbers_are_found_in_texts_whatever_stands_around_them() -> None:
    texts = ["见LS-2024-0001，及 ls-2024-0002；LS-2024-0001", "XLS-2024-0003 LS-24-1 LS-2024-00010"]

    assert numbers_in(texts) == ("LS-2024-0001", "LS-2024-0002", "LS-2024-00010")


@pytest.mark.parametrize(
    ("day", "left", "soon"),
    [("07-31", None, False), ("08-01", 30, True), ("08-30", 1, True), ("08-31", 0, True), ("09-01", -1, False)],
)
def test_an_end_is_named_thirty_days_before_and_on_the_last_day_which_still_counts(
    maker: Town, day: str, left: int | None, soon: bool
) -> None:
    """FR-111: whoever agreed on it hears of it until it is renewed or retired."""
    row = added(maker)
    mine, then = who(maker, "quality", f"{day} 12:00"), at(f"{day} 12:00")

    assert [one.left for one in registered(mine, Filters(), at=then)] == [left]
    assert [(one.row.number, one.left) for one in ending(mine, at=then)] == (
        [] if left is None else [(row.number, left)]
    )
    assert bool(registered(mine, Filters("ending"), at=then)) is soon


def test_a_renewed_and_a_retired_sample_are_not_named_any_more(maker: Town) -> None:
    then = at("08-20 12:00")
    mine = who(maker, "quality", "08-20 12:00")
    renewed, retired = added(maker).number, added(maker, defect="毛刺").number
    assert len(ending(mine, at=then)) == 2

    renew_sample(mine, renewed, Agreed("李工", date(2024, 8, 19), date(2025, 8, 18)), at=then)
    retire_sample(mine, retired, reason="停产", at=then)

    assert ending(mine, at=then) == ()


def test_whoever_renewed_it_hears_of_the_end_and_the_first_one_no_more(maker: Town) -> None:
    """FR-111: it is the last agreement that ends; others who keep the register are not told while that one is there."""
    maker.people["second"] = person(maker, "second@works", "续", "Second", unit=maker.office, roles=("quality",))
    row = added(maker)
    then, later = at("08-20 12:00"), "09-25 12:00"
    second = viewer(maker, "second", at=then)
    assert [len(ending(one, at=then)) for one in (who(maker, "quality", "08-20 12:00"), second)] == [1, 0]

    renew_sample(second, row.number, Agreed("李工", date(2024, 8, 19), date(2024, 9, 30)), at=then)

    told = [ending(viewer(maker, name, at=at(later)), at=at(later)) for name in ("quality", "second")]
    assert [len(one) for one in told] == [0, 1]


def test_where_whoever_agreed_left_all_who_keep_the_register_hear_of_the_end(maker: Town) -> None:
    maker.people["second"] = person(maker, "second@works", "续", "Second", unit=maker.office, roles=("quality",))
    added(maker)
    then = at("08-20 12:00")
    gone = maker.people["quality"]
    gone.is_active = False
    gone.save()

    assert len(ending(viewer(maker, "second", at=then), at=then)) == 1
    assert ending(viewer(maker, "zhou", at=then), at=then) == ()
