"""A day that cannot be read passes for "no end": a role, a token, an absence would never run out."""

import pytest

from amends.people.models import ApiToken, CalendarDay, Membership, Person, Substitute
from tests.attacks.conftest import Browser
from tests.makers import MONDAY, Town, person

NO_DAYS = ["soon", "31.12.2026", "2026-13-01", "0001-01-01", "9999-12-31", "2026-12-31T00:00", "x" * 400]


@pytest.fixture
def admin(river: Town) -> Person:
    return person(river, "root@river", "管", unit=river.office, roles=("admin",))


@pytest.mark.parametrize("day", NO_DAYS)
def test_a_token_until_no_day_is_not_given(river: Town, admin: Person, browser: Browser, day: str) -> None:
    sent = {"name": "ERP", "person": str(river.people["lan"].pk), "until": day}

    assert browser(admin).post("/admin/tokens/", sent).status_code == 422
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("day", NO_DAYS)
def test_a_role_and_an_absence_until_no_day_are_not_noted(
    river: Town, admin: Person, browser: Browser, day: str
) -> None:
    lan, page = river.people["lan"], browser(admin)
    held = Membership.objects.filter(person=lan).count()
    role = {"unit": str(river.office.pk), "role": "handler", "from_date": f"{MONDAY:%Y-%m-%d}", "to_date": day}
    away = {"deputy": str(river.people["mo"].pk), "away_from": f"{MONDAY:%Y-%m-%d}", "away_to": day}

    assert page.post(f"/admin/people/{lan.pk}/role/", role).status_code == 422
    assert page.post(f"/admin/people/{lan.pk}/away/", away).status_code == 422

    assert Membership.objects.filter(person=lan).count() == held
    assert not Substitute.objects.exists()


@pytest.mark.parametrize("day", NO_DAYS)
def test_a_calendar_is_not_changed_today_for_a_day_that_is_none(
    river: Town, admin: Person, browser: Browser, day: str
) -> None:
    page = browser(admin)

    page.post(f"/admin/calendars/{river.calendar.pk}/day/", {"day": day, "slots": "", "why_zh": "停", "why_en": "shut"})

    assert not CalendarDay.objects.exists()
