"""The case library: a card after closing, without the people in it; one writes, another publishes (FR-164)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.cases.models import Case
from amends.cases.queries.visible import NotFound
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.knowledge.cards import card_desk, keep_card, publish_card
from amends.knowledge.models import PARTS, CaseCard
from amends.knowledge.queries import card_of, cards
from amends.people.models import Membership
from amends.people.tenancy import organisation
from tests.makers import MONDAY, START, Town, complaint, govern, registered, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=3)
WORDS = {
    "title": "电梯停运两天", "situation": "业主反映电梯停运。", "cause": "备件未储备",
    "handling": "更换变频器并致歉", "lesson": "易损备件按季度盘点",
}  # fmt: skip


@pytest.fixture
def river() -> Town:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


def closed(made: Town, **facts: Any) -> str:
    told = {
        "complainant": "王建国",
        "phone": "13812341234",
        "description": "王建国先生说3号楼电梯停运，打13812341234没人接",
        **facts,
    }
    number = registered(made, **told)
    Case.objects.filter(number=number).update(stage_kind="closed")
    return number


def test_the_regulation_says_with_which_fields_a_card_begins() -> None:
    """FR-164: the cause that was chosen and the suggestion that was written, of fields with the key ``card``."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "five-chapter")
        number = register(viewer(made, "lan"), Intake({**complaint(), "category": None}, unit="CS"), at=MONDAY).number
        for who, step, detail in (
            ("lan", "dispatch", {"to": "ENG"}), ("he", "accept", {}), ("he", "find", {"cause": "person", "nature": "valid"}),
            ("he", "handle", {"result": "已补办"}), ("he", "suggest", {"suggestion": "增开窗口"}),
        ):  # fmt: skip
            take_step(viewer(made, who, at=MONDAY), number, step, at=MONDAY, detail=detail, on="order-1")
        Case.objects.filter(number=number).update(stage_kind="closed")
        draft = card_desk(lan(made), number).draft

    assert (draft["cause"], draft["lesson"]) == ("人员", "增开窗口")


def lan(made: Town, name: str = "lan", at: datetime = LATER) -> Any:
    return viewer(made, name, at=at)


def test_a_draft_exists_after_closing_and_names_nobody(river: Town) -> None:
    """FR-164: the card is drafted from the case, without personal data."""
    with organisation(river.org.id):
        desk = card_desk(lan(river), closed(river))

    said = " ".join(desk.draft.values())
    assert "电梯停运" in desk.draft["situation"]
    assert [one for one in ("王建国", "13812341234", "3号楼", "林岚") if one in said] == []
    assert set(desk.words) == set(PARTS)


def test_an_open_case_has_no_card(river: Town) -> None:
    with organisation(river.org.id):
        number = registered(river)

        with pytest.raises(Refused, match="card"):
            card_desk(lan(river), number)


def test_a_hidden_case_is_not_there_and_a_confidential_one_is_refused(river: Town) -> None:
    with organisation(river.org.id):
        number = closed(river)
        with pytest.raises(NotFound):
            card_desk(lan(river, "zhou"), number)
        Case.objects.filter(number=number).update(confidential="leak", seen_by=["clerk"])
        with pytest.raises((Refused, NotFound)):
            card_desk(lan(river), number)


@pytest.mark.parametrize(
    "personal", ["王建国来电", "打 138 1234 1234", "李女士同意", "110101199003071234", "3号楼502室"]
)
@pytest.mark.parametrize("part", ["title", "lesson"])
def test_what_names_somebody_is_refused_naming_the_part_and_nothing_is_kept(
    river: Town, personal: str, part: str
) -> None:
    with organisation(river.org.id):
        number = closed(river)

        with pytest.raises(Refused) as no:
            keep_card(lan(river), number, {**WORDS, part: personal}, version=0, at=LATER)

        assert {one.field for one in no.value.missing} == {part}
        assert not CaseCard.objects.exists()


def test_another_than_the_writer_publishes_and_only_a_whole_card(river: Town) -> None:
    with organisation(river.org.id):
        number = closed(river)
        Case.objects.filter(number=number).update(people=[river.lan.id, river.mo.id])
        card = keep_card(lan(river), number, {**WORDS, "lesson": ""}, version=0, at=LATER)
        for who, missing in (("lan", "known:lesson"), ("mo", "known:lesson")):
            with pytest.raises(Refused) as no:
                publish_card(lan(river, who), card.pk, at=LATER)
            assert [one.what for one in no.value.missing] == [missing]
        card = keep_card(lan(river), number, WORDS, version=1, at=LATER)
        with pytest.raises(Refused) as no:
            publish_card(lan(river), card.pk, at=LATER)
        assert [one.what for one in no.value.missing] == ["writer"]

        assert publish_card(lan(river, "mo"), card.pk, at=LATER).state == "published"


def test_two_who_write_at_once_do_not_overwrite_each_other(river: Town) -> None:
    with organisation(river.org.id):
        number = closed(river)
        keep_card(lan(river), number, WORDS, version=0, at=LATER)

        with pytest.raises(Refused):
            keep_card(lan(river), number, {**WORDS, "lesson": "另一条"}, version=0, at=LATER)

        assert CaseCard.objects.get().lesson == WORDS["lesson"]


def published(made: Town) -> CaseCard:
    number = closed(made)
    card = keep_card(lan(made), number, WORDS, version=0, at=LATER)
    CaseCard.objects.filter(pk=card.pk).update(state="published", published_at=LATER)
    return CaseCard.objects.get()


def test_all_read_a_published_card_and_only_who_sees_the_case_learns_its_number(river: Town) -> None:
    with organisation(river.org.id):
        card = published(river)

        assert card_of(lan(river, "zhou"), card.pk).number == ""
        assert card_of(lan(river), card.pk).number
        assert [one.card.title for one in cards(lan(river, "zhou"))] == ["电梯停运两天"]


def test_drafts_of_hidden_cases_take_no_room_of_what_is_published(river: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amends.knowledge.queries.MOST", 1)
    with organisation(river.org.id):
        card = published(river)
        keep_card(lan(river), closed(river, phone="13900000000"), WORDS, version=0, at=LATER)

        assert [one.card.pk for one in cards(lan(river, "zhou"))] == [card.pk]


def test_a_draft_is_shown_only_to_who_sees_the_case(river: Town) -> None:
    with organisation(river.org.id):
        card = keep_card(lan(river), closed(river), WORDS, version=0, at=LATER)

        assert cards(lan(river, "zhou")) == ()
        with pytest.raises(NotFound):
            card_of(lan(river, "zhou"), card.pk)


@pytest.mark.parametrize(("words", "found"), [("电梯", 1), ("電梯 備件", 1), ("变频器", 1), ("空调", 0), ("", 1)])
def test_cards_are_found_by_their_words_in_either_script(river: Town, words: str, found: int) -> None:
    with organisation(river.org.id):
        published(river)

        assert len(cards(lan(river), words)) == found


def test_the_screens_write_keep_refuse_and_show(river: Town) -> None:
    with organisation(river.org.id):
        number = closed(river)
        Membership.objects.create(
            org=river.org, person=river.mo, unit=river.office, role="cs_supervisor", from_date=START
        )
        Case.objects.filter(number=number).update(people=[river.lan.id, river.mo.id])
        writer, reader = signed_in(river.people["lan"], "en"), signed_in(river.people["mo"], "en")
    form = writer.get(f"/cases/{number}/card/").content.decode()
    assert "王建国" not in form.split("<form", 2)[-1]

    refused = writer.post(f"/cases/{number}/card/", {**WORDS, "title": "王建国", "version": "0"})
    assert refused.status_code == 409
    assert "holds personal data" in refused.content.decode()
    kept = writer.post(f"/cases/{number}/card/", {**WORDS, "version": "0"})
    assert kept.status_code == 302
    assert "draft" in reader.get("/library/").content.decode()
    assert reader.post(f"{kept['Location']}publish/").status_code == 302
    shown = reader.get(kept["Location"]).content.decode()
    assert WORDS["lesson"] in shown
    assert "Published by" in shown
    assert "No card has all these words" in reader.get("/library/?q=空调").content.decode()
