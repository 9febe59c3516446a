"""Two packs of one case name approvers for the same discipline: it leaves when both have approved, at every door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from amends.cases.models import Case
from amends.core.loading import load
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality.closing import missing_to_close
from amends.quality.models import DisciplineVersion, EightD, PlanApproval
from amends.quality.queries.page import eight_d_page
from amends.quality.queries.shown import shown_to_customer
from amends.quality.queries.waiting import words_wanted
from amends.quality.records import record_of
from amends.quality.reviewing import approve, send
from amends.regulations import folders
from amends.regulations.models import PublishedPack
from amends.regulations.shelf import pack
from amends.web.desk.prints_eight_d import eight_d_sheet
from tests.makers import Town, person, stand_beside
from tests.quality.eight_ds import GOOD, at, complained, grievance_works, handed, opened, who, with_causes
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
DEMANDED: dict[str, Any] = {
    "category": "grievance", "part_no": None, "defect_code": "T-17", "eight_d_demanded": True,
    "customer_8d_no": "Q-5512", "portal_stamp": "2024-03-02T22:10:00+08:00",
}  # fmt: skip
LEAD, CUSTOMER = "grievance-instruction", "iatf-8d-customer"


@pytest.fixture
def works() -> Iterator[Town]:
    made = grievance_works()
    with organisation(made.org.id):
        stand_beside(made, CUSTOMER)
        for name, roles in (("both", ("quality", "department")), ("heads", ("unit_head", "quality_head"))):
            made.people[name] = person(made, f"{name}@works", name, name, unit=made.office, roles=roles)
        yield made


@pytest.fixture
def planned(works: Town) -> tuple[str, str]:
    """A case whose plan is accepted; the lead has the head of the unit approve it, the customer the head of quality."""
    case = complained(works, **DEMANDED)
    number = with_causes(works, case, by="both", found=("D4", "D5"))
    return case, number


def approved(works: Town, number: str, by: str, moment: str, *read: str) -> None:
    approve(who(works, by, moment), number, is_approved=True, at=at(moment), read=read)


def shown(case: str) -> list[str]:
    return [one.id for one in shown_to_customer(case)]


@pytest.mark.parametrize(("first", "second", "early"), [
    ("unit_head", "quality_head", []), ("quality_head", "unit_head", ["D3"]),
])  # fmt: skip
def test_a_plan_leaves_when_the_approver_of_each_regulation_has_approved(
    works: Town, planned: tuple[str, str], first: str, second: str, early: list[str]
) -> None:
    """FR-115: in either order; D3 is the customer's alone."""
    case, number = planned

    approved(works, number, first, "03-05 12:00")
    once = (shown(case), PlanApproval.objects.count())
    approved(works, number, second, "03-05 12:10")

    assert once == (early, 1)
    assert (shown(case), PlanApproval.objects.count()) == (["D3", "D4", "D5"], 2)
    assert [set(one.roles) for one in PlanApproval.objects.order_by("at")] == [{first}, {second}]


@pytest.mark.parametrize(("by", "article", "zh", "en"), [
    ("quality_head", "5.7", "D5 未经管理者代表或总经理批准，不得发给客户", "D5 is not approved by"),
    ("unit_head", "D5", "D5 未经品质部负责人批准，不得发给客户", "D5 is not approved by"),
])  # fmt: skip
def test_what_is_sent_too_early_is_refused_and_says_whose_word_is_missing_by_which_article(
    works: Town, planned: tuple[str, str], by: str, article: str, zh: str, en: str
) -> None:
    case, number = planned
    approved(works, number, by, "03-05 12:00")
    stood = Case.objects.get(number=case).head_hash

    with pytest.raises(Refused) as refused:
        send(who(works, "front_desk", "03-05 13:00"), number, "D5", at=at("03-05 13:00"), words={"text": "请见所附。"})

    told = [one for one in refused.value.missing if one.what == "approved:D5"]
    assert ([(one.article, one.says.zh) for one in told], told[0].says.en.startswith(en)) == ([(article, zh)], True)
    assert Case.objects.get(number=case).head_hash == stood
    missing = [one.says.zh for one in missing_to_close(record_of(who(works, by, "03-05 13:00"), number))]
    assert zh.split("，")[0] in missing


def test_whoever_approved_is_not_asked_again_and_the_next_is(works: Town, planned: tuple[str, str]) -> None:
    """FR-115: Today, the page and a second word of the same person."""
    _, number = planned

    def asked(name: str) -> list[str]:
        return [one.text[:2] for one in words_wanted(who(works, name, "03-05 12:00"))]

    before = {name: asked(name) for name in ("unit_head", "quality_head")}
    approved(works, number, "unit_head", "03-05 12:00")

    assert before == {"unit_head": ["D4", "D5"], "quality_head": ["D3", "D4", "D5"]}
    assert [asked("unit_head"), asked("quality_head")] == [[], ["D3", "D4", "D5"]]
    with pytest.raises(Refused) as refused:
        approved(works, number, "unit_head", "03-05 12:05")
    assert (refused.value.code, PlanApproval.objects.count()) == ("role", 1)
    assert "品质部负责人" in refused.value.says.zh


@pytest.mark.parametrize(
    ("language", "says"), [("zh", "已通过，待品质部负责人批准"), ("en", "accepted, to be approved by")]
)
def test_the_page_says_who_still_has_to_approve(
    works: Town, planned: tuple[str, str], language: str, says: str
) -> None:
    _, number = planned
    approved(works, number, "unit_head", "03-05 12:00")

    page = signed_in(works.people["quality"], language).get(f"/eight-d/{number}/?d=D5").content.decode()

    assert says in page


def test_one_person_with_the_roles_of_both_approves_for_both(works: Town, planned: tuple[str, str]) -> None:
    case, number = planned

    approved(works, number, "heads", "03-05 12:00")

    assert shown(case) == ["D3", "D4", "D5"]


def test_either_of_the_two_sends_it_back_and_a_correction_asks_both_anew(works: Town, planned: tuple[str, str]) -> None:
    case, number = planned
    approved(works, number, "unit_head", "03-05 12:00")

    back = who(works, "quality_head", "03-05 12:10")
    approve(back, number, is_approved=False, reason="没有验收方法", at=at("03-05 12:10"), read={"D5/1"})
    approved(works, number, "quality_head", "03-05 12:11")
    changed = GOOD["D5"]["corrective"].replace("32 件", "64 件")
    assert not handed(works, number, "D5", "03-05 14:00", "both", corrective=changed).refused
    seen = [shown(case)]
    for nth, name in enumerate(("quality_head", "unit_head")):
        approved(works, number, name, f"03-05 15:0{nth}")
        seen.append(shown(case))

    assert seen == [["D3", "D4"], ["D3", "D4"], ["D3", "D4", "D5"]]


def test_the_house_s_paper_has_a_place_for_each_that_still_signs(works: Town, planned: tuple[str, str]) -> None:
    _, number = planned
    approved(works, number, "unit_head", "03-05 12:00")

    with override("zh-hans"):
        sheet = eight_d_sheet(eight_d_page(who(works, "quality", "03-05 13:00"), number), for_customer=False)

    assert "Place(role='已批准 D3, D4, D5, D6, D7, D8', article='品质部负责人', name='', at='')" in str(sheet.blocks)


def test_a_word_of_before_counts_for_every_regulation(works: Town, planned: tuple[str, str]) -> None:
    """FR-115: what a customer was shown when one word released it stays to be read."""
    case, number = planned
    plan = DisciplineVersion.objects.filter(discipline__in=["D4", "D5"])
    PlanApproval.objects.create(
        org=works.org, eight_d=EightD.objects.get(number=number), versions=[str(one.pk) for one in plan],
        is_approved=True, role="unit_head", by=works.people["unit_head"], at=at("03-05 12:00"),
    )  # fmt: skip

    assert shown(case) == ["D4", "D5"]


@pytest.fixture
def unnamed(works: Town, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A case that came in under a customer's regulation of before, which shows D3 and names nobody who approves it."""
    case = complained(works, **DEMANDED)
    number = opened(works, case)
    for discipline in ("D1", "D2", "D3"):
        handed(works, number, discipline, "03-04 11:00", "both")
    files = folders.read(folders.find(CUSTOMER))
    files["disciplines.toml"] = files["disciplines.toml"].replace('approved_by = ["quality_head"]\n', "")
    old = load(files)
    kept = PublishedPack.objects.get(pack=CUSTOMER).content_hash
    monkeypatch.setattr("amends.quality.records.pack", lambda hash_: old if hash_ == kept else pack(hash_))
    return case, number


def _written(works: Town, number: str, version: int, moment: str, **more: object) -> None:
    DisciplineVersion.objects.create(
        org=works.org, eight_d=EightD.objects.get(number=number), discipline="D3", version=version,
        content={"containment": f"第 {version} 次"}, by=works.people["both"], at=at(moment), verdict="accepted", **more,
    )  # fmt: skip


def test_what_was_shown_under_an_older_regulation_stays_and_what_is_written_since_needs_an_approval(
    works: Town, unnamed: tuple[str, str]
) -> None:
    """FR-115, decision 0032: the customer goes on reading what he read on the day of the upgrade, and nothing newer."""
    case, number = unnamed
    assert shown(case) == []
    upgrade = at("03-06 00:00")
    _written(works, number, 2, "03-05 09:00", shown_freely_until=upgrade)
    late = {"reviewed_at": upgrade + timedelta(hours=1), "reviewed_by": works.people["quality_head"]}
    _written(works, number, 3, "03-05 10:00", shown_freely_until=upgrade, **late)
    _written(works, number, 4, "03-06 10:00")

    assert [one.parts for one in shown_to_customer(case)] == [{"containment": "第 2 次"}]
