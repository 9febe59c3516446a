"""A branch adds its own rules to the group's: one that is weaker is refused with both articles, then mended and in force."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.demo.organisations import FOLDER
from amends.people.models import Membership
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.drafts import RULE_OWNER, begin
from amends.regulations.models import Binding, PackDraft
from tests.browser.conftest import NewPage
from tests.browser.test_desk import sign_in
from tests.makers import START, Town, govern, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIGNERS = ("cs_supervisor", "centre_leader")


@pytest.fixture
def lake() -> Town:
    """A property group under its instruction; Lan writes a branch's own rules, Mo signs for both roles."""
    made = town("lake")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        for name, role in (("lan", RULE_OWNER), *(("mo", role) for role in SIGNERS)):
            Membership.objects.create(
                org=made.org, person=made.people[name], unit=made.office, role=role, from_date=START
            )
    return made


def begun(made: Town) -> PackDraft:
    """The branch's rules as they come with the demonstration: eight hours where the group gives twelve."""
    now = timezone.now()
    with organisation(made.org.id):
        return begin(viewer(made, "lan", at=now), folders.read(FOLDER / "packs" / "lakeside"), at=now)


def give(page: Page, within: str) -> None:
    """Write the time of the order into its row."""
    page.locator("[name='within']").first.fill(within)


def publish(page: Page) -> None:
    """Ask that the draft leads the office from tomorrow on."""
    page.locator("#in-unit").select_option(index=1)
    page.locator("#in-from_date").fill((timezone.localdate() + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="发布", exact=True).click()


def test_a_weaker_row_of_a_branch_is_refused_with_both_articles_and_the_mended_one_comes_into_force(
    new_page: NewPage, lake: Town, accessible: Callable[[Page], None]
) -> None:
    """FR-251, in the browser: draft, refused, taken back, signed, published."""
    draft = begun(lake)
    page, address = new_page(), f"/regulation/drafts/{draft.pk}/"
    sign_in(page, "lan@lake")

    page.goto(f"{address}rows/duty/row/?file=pack.toml&nth=1")
    give(page, "24 h")
    expect(page.locator("#row-beside")).to_contain_text("HT.1")
    expect(page.locator("#row-beside")).to_contain_text("4.2")
    accessible(page)
    page.locator(".form-foot .btn-primary").click()
    page.goto(address)
    expect(page.locator(".chip.heavy").first).to_be_visible()
    publish(page)
    expect(page.locator("#toasts")).to_contain_text("4.2")

    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator(".chip.heavy")).to_have_count(0)
    expect(page.get_by_role("button", name="重做", exact=True)).to_be_enabled()
    accessible(page)

    head = new_page()
    sign_in(head, "mo@lake")
    head.goto(address)
    for _ in SIGNERS:
        head.locator("#signatures button").first.click()
        head.wait_for_load_state()
    expect(head.locator("#signatures button")).to_have_count(0)

    page.reload()
    publish(page)
    page.wait_for_url(re.compile(r"/regulation/[0-9a-f-]{36}/$"))
    with organisation(lake.org.id):
        assert Binding.objects.filter(published__pack="lakeside").exists()
