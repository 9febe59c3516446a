"""ANCHORS 40, 48: a word given on one text counts for another; what one reader may not see is told by another's objection.

Whoever approves reads a page; what is written between that and the click was read by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from amends.cases.models import Case
from amends.core.refusal import Refused
from amends.knowledge.cards import keep_card, publish_card
from amends.people.tenancy import organisation
from amends.quality.handing_in import hand_in
from amends.quality.models import Action, DisciplineVersion, EightD, PlanApproval
from tests.attacks.conftest import Browser
from tests.knowledge.test_cards import LATER, WORDS, closed
from tests.makers import Town, person, viewer
from tests.quality.eight_ds import GOOD, grievance_works
from tests.web.desk.test_eight_d import begun

READ = re.compile(r'name="read" value="([^"]+)"')
UNREAD = "打开页面之后内容已改"


@pytest.fixture
def works(db: None) -> Iterator[Town]:
    """A works with somebody in each role that an 8D asks for, and somebody who left."""
    made = grievance_works()
    with organisation(made.org.id):
        made.people["gone"] = person(made, "gone@works", "离职者", "Gone", unit=made.office, active=False)
        yield made


def test_what_is_corrected_after_the_page_was_opened_is_not_approved(works: Town, browser: Browser) -> None:
    """FR-115: the customer sees what was approved, so nobody approves what stood on no page of theirs."""
    number = begun(works, "D1", "D2", "D3", "D4")
    corrected(works, number, 1, "D5")
    head, page, decide = browser(works.unit_head), f"/eight-d/{number}/?d=D5", f"/eight-d/{number}/decide/"
    shown = READ.findall(head.get(page).content.decode())
    corrected(works, number, 2, "D5")

    stale = head.post(decide, {"word": "approve", "d": "D5", "read": shown})

    assert "D5/1" in shown
    assert (stale.status_code, PlanApproval.objects.count()) == (409, 0)
    assert UNREAD in stale.content.decode()
    fresh = READ.findall(head.get(page).content.decode())
    assert UNREAD not in head.post(decide, {"word": "approve", "read": fresh}).content.decode()


def corrected(works: Town, number: str, version: int, discipline: str) -> None:
    """Hand a version in, as it stands once the case has taken its step."""
    DisciplineVersion.objects.create(
        org=works.org, eight_d=EightD.objects.get(number=number), discipline=discipline, version=version,
        content=GOOD[discipline], by=works.department, at=timezone.now(), verdict="accepted",
    )  # fmt: skip


def test_a_card_that_was_changed_after_it_was_read_is_not_published(river: Town, browser: Browser) -> None:
    """FR-164: written by one, read and published by another."""
    number = closed(river)
    card = keep_card(viewer(river, "lan", at=LATER), number, WORDS, version=0, at=LATER)
    keep_card(viewer(river, "lan", at=LATER), number, {**WORDS, "lesson": "另一条启示"}, version=1, at=LATER)
    Case.objects.filter(number=number).update(people=[river.lan.pk, river.mo.pk])

    with pytest.raises(Refused):
        publish_card(viewer(river, "mo", at=LATER), card.pk, at=LATER, version=1)
    page = browser(river.mo).get(f"/library/{card.pk}/").content.decode()

    assert 'name="version" value="2"' in page
    assert publish_card(viewer(river, "mo", at=LATER), card.pk, at=LATER, version=2).state == "published"


@pytest.mark.parametrize("who", ["gone", "zhou"])
def test_nobody_who_left_and_nobody_complained_of_gets_an_action(works: Town, browser: Browser, who: str) -> None:
    """The form offers neither; a request that names them is refused all the same."""
    number = begun(works, "D1", "D2")
    Case.objects.filter(number=number.removeprefix("8D-")).update(accused=[works.zhou.pk])
    until = f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    sent = {"kind": "containment", "text": "全检", "due_at": until}
    client = browser(works.quality)

    answer = client.post(f"/eight-d/{number}/action/", {**sent, "owner": str(works.people[who].pk)})
    good = client.post(f"/eight-d/{number}/action/", {**sent, "owner": str(works.quality.pk)})

    assert (answer.status_code, good.status_code) == (409, 302)
    assert Action.objects.get().owner_id == works.quality.pk
    check = {"day": f"{timezone.localdate() + timedelta(days=3)}", "owner": str(works.people[who].pk)}
    assert client.post(f"/eight-d/{number}/check/{Action.objects.get().pk}/", check).status_code == 409


def test_an_objection_names_no_8d_that_its_reader_may_not_see(works: Town, browser: Browser) -> None:
    """Who wrote it sees both 8Ds; the objection that is kept is read by everybody who sees this one."""
    earlier, number, at = begun(works, "D1", "D2"), begun(works), timezone.now()
    assert not hand_in(viewer(works, "quality", at=at), number, "D1", {"team": "组长周敏，刘洋"}, at=at).refused
    assert hand_in(viewer(works, "quality", at=at), number, "D2", GOOD["D2"], at=at).refused
    kept = [one for version in DisciplineVersion.objects.exclude(objections=[]) for one in version.objections]
    Case.objects.filter(number=earlier.removeprefix("8D-")).update(accused=[works.department.pk])
    page = f"/eight-d/{number}/?d=D2"

    assert any(earlier in one["says"]["zh"] for one in kept)
    assert earlier in browser(works.quality).get(page).content.decode()
    assert earlier not in browser(works.department).get(page).content.decode()
