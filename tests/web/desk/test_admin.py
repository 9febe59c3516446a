"""Administration: people, units, calendars, channels; for administrators only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.cases.models import Channel, ObligationRow
from amends.cases.ways_in import open_kinds
from amends.people.directory import directory
from amends.people.models import AccessLog, CalendarDay, Membership, Person, Substitute, Unit
from amends.people.tenancy import organisation
from amends.regulations.calendars import calendar_for
from tests.makers import Town, complaint, govern, registered, town, two_towns
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    """The town; 何经理 (he) administers it."""
    return town("river")


def test_who_does_not_administer_finds_no_administration(river: Town) -> None:
    client = signed_in(river.lan)

    paths = ("/admin/", "/admin/units/", "/admin/calendars/", "/admin/channels/", f"/admin/people/{river.mo.pk}/")

    assert {client.get(path).status_code for path in paths} == {404}
    assert client.post(f"/admin/people/{river.mo.pk}/disable/").status_code == 404


def test_every_page_of_the_administration_opens(river: Town) -> None:
    client = signed_in(river.he)

    paths = (
        "/admin/", "/admin/people/new/", f"/admin/people/{river.lan.pk}/", "/admin/units/", "/admin/units/new/",
        f"/admin/units/{river.desk.pk}/", "/admin/calendars/", "/admin/calendars/new/",
        f"/admin/calendars/{river.calendar.pk}/", "/admin/channels/", "/password/",
    )  # fmt: skip

    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_a_new_person_gets_a_temporary_password_that_works(river: Town) -> None:
    answer = signed_in(river.he, "en").post(
        "/admin/people/new/", {"login": "new@river", "name": "新人", "language": "zh-hans"}, follow=True
    )

    password = answer.content.decode().split("shown only now: ")[1][:16]
    assert Client().post("/sign-in/", {"login": "new@river", "password": password}).status_code == 302


def test_a_temporary_password_opens_nothing_but_the_page_where_it_is_changed(river: Town) -> None:
    """What an administrator has seen is no secret of the person's; sessions by it lead to one page."""
    answer = signed_in(river.he, "en").post(f"/admin/people/{river.lan.pk}/password/", follow=True)
    password = answer.content.decode().split("shown only now: ")[1][:16]
    client = Client()
    client.post("/sign-in/", {"login": "lan@river", "password": password})

    paths = ("/", "/queues/", "/register/", "/find/?q=1", "/approvals/", "/regulation/")
    assert {client.get(path).get("Location") for path in paths} == {"/password/"}
    assert client.get("/find/?q=1", headers={"HX-Request": "true"})["HX-Redirect"] == "/password/"
    first = client.get("/password/")
    assert first.status_code == 200
    assert "<nav" not in first.content.decode(), "no way is shown that does not open"
    same = {"old": password, "new": password, "again": password}
    assert client.post("/password/", same).status_code == 422, "the temporary one again is no change"
    client.post("/password/", {"old": password, "new": "mine-and-only-mine", "again": "mine-and-only-mine"})
    assert client.get("/queues/").status_code == 200


def test_a_sign_in_name_that_is_taken_is_refused_beside_its_field_and_the_form_stays_filled(river: Town) -> None:
    answer = signed_in(river.he, "en").post(
        "/admin/people/new/", {"login": "lan@river", "name": "另一位", "language": "en"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This sign-in name is taken" in page
    assert "另一位" in page


def test_a_disabled_person_is_out_at_once_and_what_they_owed_moves(river: Town) -> None:
    with organisation(river.org.id):
        govern(river, "property-instruction")
        number = registered(river, at=timezone.now(), **complaint())
        assert ObligationRow.objects.filter(case__number=number, owner_person=river.lan).exists()
    lan = signed_in(river.lan)

    signed_in(river.he).post(f"/admin/people/{river.lan.pk}/disable/")

    assert lan.get("/").status_code == 302
    with organisation(river.org.id):
        assert not ObligationRow.objects.filter(state="open", owner_person=river.lan).exists()
        assert AccessLog.objects.filter(kind="administration", about=f"person:{river.lan.pk}").exists()


def test_the_last_administrator_and_oneself_stay(river: Town) -> None:
    signed_in(river.he).post(f"/admin/people/{river.he.pk}/disable/")

    with organisation(river.org.id):
        assert Person.objects.get(pk=river.he.pk).is_active
        row = Membership.objects.get(person=river.he, role="admin")
    signed_in(river.he).post(f"/admin/people/{river.he.pk}/end-role/", {"row": str(row.pk)})
    with organisation(river.org.id):
        assert Membership.objects.get(pk=row.pk).to_date is None


def test_a_role_is_given_with_dates_and_ended(river: Town) -> None:
    client, today = signed_in(river.he), timezone.localdate()

    client.post(
        f"/admin/people/{river.zhou.pk}/role/",
        {"unit": str(river.desk.pk), "role": "front_desk", "from_date": str(today - timedelta(days=9)), "to_date": ""},
    )
    with organisation(river.org.id):
        row = Membership.objects.get(person=river.zhou, role="front_desk")
    client.post(f"/admin/people/{river.zhou.pk}/end-role/", {"row": str(row.pk)})

    with organisation(river.org.id):
        assert Membership.objects.get(pk=row.pk).to_date == today - timedelta(days=1)


def test_an_absence_needs_another_active_person(river: Town) -> None:
    client, today = signed_in(river.he, "en"), str(timezone.localdate())
    path = f"/admin/people/{river.lan.pk}/away/"

    itself = client.post(path, {"deputy": str(river.lan.pk), "away_from": today, "away_to": today})
    other = client.post(path, {"deputy": str(river.mo.pk), "away_from": today, "away_to": today})

    assert (itself.status_code, other.status_code) == (422, 302)
    with organisation(river.org.id):
        assert Substitute.objects.get().deputy_id == river.mo.pk


def test_a_unit_is_added_below_another_with_its_path(river: Town) -> None:
    signed_in(river.he).post(
        "/admin/units/new/",
        {
            "code": "gate1",
            "parent": str(river.security.pk),
            "name_zh": "东门岗",
            "name_en": "East gate",
            "function": "security",
        },
    )

    with organisation(river.org.id):
        made = Unit.objects.get(code="GATE1")
        assert made.path == [river.office.pk, river.security.pk, made.pk]


def test_a_year_that_is_not_announced_raises_an_alarm_until_its_notice_is_loaded(river: Town) -> None:
    """FR-084."""
    client, year = signed_in(river.he, "en"), timezone.localdate().year + 1
    path = f"/admin/calendars/{river.calendar.pk}/"

    before = client.get(path).content.decode()
    client.post(
        f"{path}notice/",
        {
            "year": str(year),
            "notice": f"{year}-02-14 09:00-12:00 13:00-18:00 make-up day\n{year}-02-17 closed Spring Festival",
        },
    )
    after = client.get(path).content.decode()

    assert f"The make-up days of {year} are not announced" in before
    assert "are not announced" not in after
    with organisation(river.org.id):
        assert CalendarDay.objects.count() == 2
        counted = calendar_for(directory(river.org.id), river.desk.pk, named="cn-office")
        assert counted.announced_through == date(year, 12, 31)
        assert counted.days[date(year, 2, 17)] == ()


def test_a_notice_with_a_bad_line_sets_no_day_and_names_the_line(river: Town) -> None:
    year = timezone.localdate().year + 1

    answer = signed_in(river.he, "en").post(
        f"/admin/calendars/{river.calendar.pk}/notice/",
        {"year": str(year), "notice": f"{year}-02-17 closed\n{year}-02-30 closed"},
    )

    assert answer.status_code == 422
    assert "Line 2 cannot be read" in answer.content.decode()
    with organisation(river.org.id):
        assert not CalendarDay.objects.exists()


def test_a_closed_channel_is_closed_and_the_others_stay_open(river: Town) -> None:
    """FR-001."""
    signed_in(river.he).post("/admin/channels/", {"kind": "fax", "enabled": "no"})

    with organisation(river.org.id):
        assert not Channel.objects.get(kind="fax").enabled
        assert "fax" not in open_kinds()
        assert "phone" in open_kinds()


def test_nobody_reaches_people_of_another_organisation() -> None:
    mine, stranger = two_towns()

    assert signed_in(mine.he).get(f"/admin/people/{stranger.lan.pk}/").status_code == 404


def test_ones_own_password_is_changed_with_the_present_one(river: Town) -> None:
    client = signed_in(river.lan, "en")
    new = "quite another word 7"

    wrong = client.post("/password/", {"old": "nope", "new": new, "again": new})
    right = client.post("/password/", {"old": "a-long-password", "new": new, "again": new})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert client.get("/").status_code == 200
