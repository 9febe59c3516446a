"""Digits of other scripts, endless figures and names of fields as long as books: answered, never a broken page."""

import pytest

from amends.cases.models import Draft
from tests.attacks.conftest import Browser
from tests.makers import Town, registered

ODD = ["²", "９", "٣", "9" * 5_000, "-1", "1e5", "", " 1"]


@pytest.mark.parametrize("version", ODD)
def test_a_version_that_is_no_figure_is_no_version(river: Town, browser: Browser, version: str) -> None:
    """A superscript two counts as a digit, and is none that a number is read from."""
    number, page = registered(river), browser(river.people["lan"])

    assert page.get(f"/cases/{number}/here/", {"version": version}).status_code == 200
    assert page.post(f"/cases/{number}/steps/close/", {"version": version}).status_code == 409


def test_a_draft_counts_the_names_of_its_fields(river: Town, browser: Browser) -> None:
    """Three million letters in the name of a field are kept no more than in its value."""
    number = registered(river)

    browser(river.people["lan"]).post(f"/cases/{number}/steps/note/draft/", {"x" * 3_000_000: "y"})

    assert not Draft.objects.exists()
