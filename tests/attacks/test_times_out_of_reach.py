"""Years before calendars, zones of a day's length, names where a key is expected: answered, never a broken page."""

from datetime import timedelta

import pytest
from django.test import Client

from amends.cases.models import Case
from amends.cases.preview import preview
from amends.core.loading import load
from amends.people.tokens import make_token
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from tests.attacks.conftest import Browser
from tests.makers import MONDAY, START, Town, complaint, viewer

FORM = {
    "unit": "CS", "channel": "phone", "complainant": "王", "phone": "13800001111", "complainants": "1",
    "description": "电梯困人", "house_no": "8-1201", "backdate_reason": "补录", "do": "register",
}  # fmt: skip


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00", "0020-11-22T09:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00"]
)
def test_a_year_that_is_still_being_typed_breaks_no_page(river: Town, browser: Browser, moment: str) -> None:
    """A browser sends 0002, 0020, 0202 while somebody types 2026."""
    page, sent = browser(river.people["lan"]), {**FORM, "happened_at": moment, "told_at": moment}

    assert page.post("/register/live/", sent).status_code == 200
    assert page.post("/register/", sent).status_code == 422


def test_a_day_without_a_regulation_and_a_figure_beyond_reason_break_no_page(river: Town, browser: Browser) -> None:
    page = browser(river.people["lan"])

    assert page.post("/register/live/", {**FORM, "happened_at": "1990-01-01T08:00"}).status_code == 204
    assert page.post("/register/live/", {**FORM, "complainants": "99999999"}).status_code == 204


@pytest.mark.parametrize("zone", ["+23:59", "-23:59", "+15:59", "Z"])
def test_a_moment_is_kept_whatever_its_zone(river: Town, zone: str) -> None:
    """PostgreSQL knows no zone beyond sixteen hours; a moment told in one is a moment all the same."""
    lan, at = river.people["lan"], MONDAY.replace(tzinfo=None).isoformat() + zone
    token = make_token(lan, name="x", at=MONDAY)

    answer = Client().post(
        "/api/v1/cases",
        {"facts": complaint(), "unit": "CS", "happened_at": at, "backdate_reason": "补录"},
        content_type="application/json", headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip

    assert answer.status_code in (201, 409), answer.content
    assert answer.status_code == 409 or Case.objects.get().received_at - MONDAY < timedelta(days=1)


def test_a_name_is_nobodys_key_while_it_is_typed(river: Town) -> None:
    """A pack may count complaints of one complainant; at the form there is only a name."""
    files = dict(folders.read(folders.find("developer-four-grades")))
    before = 'same = ["category/2"], different = "complainant"'
    name = next(name for name, text in files.items() if before in text)
    files[name] = files[name].replace(before, 'same = ["complainant"]')
    signed = [{"role": role, "person": str(river.he.id)} for role in load(files).signatures]
    row = publish(river.org.id, files, at=MONDAY, signatures=tuple(signed))
    bind(river.org.id, unit=river.desk.id, published=row.id, position="lead", from_date=START, at=MONDAY)

    seen = preview(viewer(river, "lan"), river.desk.id, {"complainant": "张三", "description": "漏水"}, MONDAY)

    assert seen.rules.lead.id == "developer-four-grades"
