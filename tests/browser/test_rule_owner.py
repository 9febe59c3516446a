"""The rule owner's minute: an article is changed, tried, signed and published; a case of yesterday keeps its rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.cases.models import Case
from amends.jobs.replay import work_off
from amends.people.models import Membership
from amends.people.tenancy import organisation
from amends.regulations.copies import issue, sign_for
from amends.regulations.drafts import RULE_OWNER, begin_from, change
from amends.regulations.models import PackDraft, PublishedPack
from tests.browser.conftest import NewPage
from tests.browser.test_desk import sign_in
from tests.makers import START, Town, govern, registered, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {
    "zh": {
        "change": "起草修订", "grading": "定级", "save": "保存", "publish": "发布", "sign": "我签署此内容",
        "not_signed": "缺少总部客服签字（莫主任）", "major": "重大投诉", "hot": "热点投诉", "differences": "差异",
        "try": "试算", "people": "投诉人数", "unsigned": "未签字", "replay": "往期推演", "play": "开始推演", "lighter": "减轻", "signed": "已签字",
    },
    "en": {
        "change": "Change in a draft", "grading": "Grading", "save": "Save", "publish": "Publish",
        "sign": "I sign this content", "not_signed": "not signed by", "major": "Major", "hot": "Hot",
        "differences": "Differences", "try": "Try", "people": "Number of complainants", "unsigned": "not signed",
        "signed": "signed", "replay": "Replay", "play": "Play", "lighter": "lighter",
    },
}  # fmt: skip


@pytest.fixture
def river() -> Town:
    """A developer; Lan writes regulations, Mo signs for headquarters; five people complained yesterday."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        for name, role in (("lan", RULE_OWNER), ("mo", "hq_cs"), ("lan", "project_cs")):
            Membership.objects.create(
                org=made.org, person=made.people[name], unit=made.office, role=role, from_date=START
            )
    return made


def grade_of(made: Town, number: str) -> str:
    with organisation(made.org.id):
        return Case.objects.get(number=number).grade


def five_complain(made: Town, at: datetime, nth: int) -> str:
    with organisation(made.org.id):
        return registered(
            made, at=at, complainants=5, complainant=f"王{nth}", phone=f"1391234000{nth}", category="engineering"
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_threshold_is_raised_signed_and_published_and_yesterday_keeps_its_rule(
    new_page: NewPage, river: Town, accessible: Callable[[Page], None], language: str
) -> None:
    words = WORDS[language]
    yesterday = five_complain(river, timezone.now() - timedelta(days=1), 1)
    page = new_page()
    sign_in(page, "lan@river")
    if language == "en":
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])

    page.goto("/regulation/")
    page.locator(".bindings a.go").click()
    page.get_by_role("button", name=words["change"]).click()
    page.get_by_role("link", name=words["grading"], exact=True).click()
    page.locator(".machine.edit li", has_text="M3").get_by_role("link").click()
    page.wait_for_load_state()
    page.locator("[name='when.0:right']").fill("8")
    expect(page.locator("#row-beside")).to_contain_text(f"{words['people']} ≥ 8 → {words['major']}")
    accessible(page)
    page.locator(".form-foot .btn-primary").click()
    page.locator(".machine.edit").wait_for()

    page.get_by_role("link", name=words["differences"], exact=True).click()
    expect(page.locator(".change del").last).to_contain_text("≥ 5")
    expect(page.locator(".change ins").last).to_contain_text("≥ 8")
    accessible(page)

    page.get_by_role("link", name=words["try"], exact=True).click()
    page.locator("[name=complainants]").fill("5")
    expect(page.locator("#tried")).to_contain_text(words["hot"])
    accessible(page)

    draft_address = re.sub(r"try/.*", "", page.url)
    page.get_by_role("link", name=words["replay"]).click()
    page.get_by_role("button", name=words["play"], exact=True).click()
    page.wait_for_url(re.compile(r"/regulation/replay/[0-9a-f-]{36}/"))
    work_off(timezone.now(), processes=1)
    expect(page.get_by_text(words["lighter"])).to_be_visible(timeout=15_000)
    expect(page.locator(".figures").first).to_contain_text(f"{words['major']} → {words['hot']}")
    accessible(page)

    page.goto(draft_address)
    page.locator("#in-from_date").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name=words["publish"], exact=True).click()
    expect(page.locator("#toasts")).to_contain_text(words["not_signed"])
    expect(page.locator("#signatures")).to_contain_text(words["unsigned"])
    assert grade_of(river, five_complain(river, timezone.now(), 2)) == "major"

    head = new_page()
    sign_in(head, "mo@river")
    if language == "en":
        head.context.add_cookies([{"name": "django_language", "value": "en", "url": head.url}])
    head.goto(draft_address)
    head.get_by_role("button", name=words["sign"]).click()
    expect(head.locator("#signatures")).to_contain_text(words["signed"])
    accessible(head)

    page.reload()
    page.locator("#in-from_date").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name=words["publish"], exact=True).click()
    page.wait_for_url(re.compile(r"/regulation/[0-9a-f-]{36}/$"))

    with organisation(river.org.id):
        assert PackDraft.objects.get().state == PackDraft.PUBLISHED
    assert grade_of(river, five_complain(river, timezone.now(), 3)) == "hot"
    assert grade_of(river, yesterday) == "major"


PAGES = (
    "", "differences/", "try/?complainants=5&matter=complaint", "examples/", "settings/", "files/", "file/?name=grading.toml",
    "rows/row/", "rows/letter/", "rows/pack/row/", "rows/counting/row/", "rows/gate/row/", "rows/field/row/",
    "rows/row/row/?file=grading.toml&nth=6", "rows/duty/row/?file=duties.toml&nth=4", "rows/step/row/?file=lifecycle.toml&nth=7",
)  # fmt: skip


@pytest.mark.parametrize(("phone", "broken"), [(False, False), (True, True)])
def test_every_page_of_a_draft_is_accessible_and_fits_the_window(
    new_page: NewPage, river: Town, accessible: Callable[[Page], None], phone: bool, broken: bool
) -> None:
    with organisation(river.org.id):
        lan, at, base = viewer(river, "lan", at=timezone.now()), timezone.now(), PublishedPack.objects.get()
        draft = begin_from(lan, base, at=at)
        if broken:
            text = (
                draft.files["grading.toml"].replace('grade = "major"', 'grade = "huge"').replace("says =", "sais =", 1)
            )
            change(lan, draft.pk, version=draft.version, at=at, files={"grading.toml": text, "roles.toml": "[[role]"})
        sign_for(lan, issue(lan, base, river.lan.pk, at=at).pk, at=at)
    page = new_page(phone=phone)
    sign_in(page, "lan@river")
    read = [f"/regulation/{base.pk}/{one}" for one in ("", "?copy", "spoken/", "try/", "copies/")]

    for path in ["/regulation/", "/regulation/drafts/new/", "/regulation/copies/", *([] if broken else read)]:
        fits(page, path, accessible)
    for path in PAGES:
        fits(page, f"/regulation/drafts/{draft.pk}/{path}", accessible)


def fits(page: Page, path: str, accessible: Callable[[Page], None]) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
