"""The administration, the regulation and the pages around them: accessible, and as wide as the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from amends.people.models import Calendar
from amends.people.tenancy import organisation
from amends.regulations.models import PublishedPack
from tests.browser.conftest import NewPage
from tests.browser.test_desk import sign_in
from tests.makers import Town, govern, registered, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = (
    "/", "/?of=followed", "/?of=below", "/admin/", "/admin/units/", "/admin/calendars/", "/admin/calendars/{calendar}/",
    "/admin/channels/", "/admin/tokens/", "/admin/audit/", "/regulation/", "/regulation/{regulation}/", "/password/",
    "/find/?q=a", "/shortcuts/", "/nothing/",
)  # fmt: skip


@pytest.fixture
def keys() -> dict[str, str]:
    """A governed town with a case; what the addresses name."""
    made: Town = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        registered(made)
        return {"calendar": str(Calendar.objects.get().pk), "regulation": str(PublishedPack.objects.get().pk)}


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_around_the_cases_is_accessible_and_fits_the_window(
    new_page: NewPage, keys: dict[str, str], accessible: Callable[[Page], None], phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, "he@river")

    for path in PATHS:
        page.goto(path.format(**keys))
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_sign_in_page_is_accessible(page: Page, accessible: Callable[[Page], None]) -> None:
    page.goto("/sign-in/")

    accessible(page)
