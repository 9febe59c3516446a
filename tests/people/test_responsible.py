"""Roles reach people who are there; viewers hold what they hold that day; signing in."""

from datetime import date, timedelta

import pytest
from django.db import connection

from amends.people.directory import directory
from amends.people.models import Membership, Person, Substitute
from amends.people.responsible import unit_of_function, who
from amends.people.sign_in import SignInBackend
from amends.people.tenancy import organisation
from amends.people.tokens import Holder, holder_of_token, make_token
from amends.people.viewer import viewer_of
from tests.makers import MONDAY, Town, town

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()


@pytest.fixture
def river() -> Town:
    return town("river")


def test_a_role_is_looked_up_from_the_unit_upwards(river: Town) -> None:
    with organisation(river.org.id):
        known = directory(river.org.id)

        assert who(known, "department_head", unit=river.engineering.id, day=DAY).people == (river.chen.id,)
        assert who(known, "unit_head", unit=river.engineering.id, day=DAY).people == (river.he.id,)


def test_a_role_with_a_function_is_looked_up_in_the_nearest_unit_of_it(river: Town) -> None:
    with organisation(river.org.id):
        known = directory(river.org.id)
        found = who(known, "front_desk", unit=river.security.id, day=DAY, function="customer_service")

        assert (found.unit, found.people) == (river.desk.id, (river.lan.id,))
        assert unit_of_function(known, "engineering", unit=river.desk.id) == river.engineering.id


def test_an_absent_person_gives_way_to_the_deputy_for_those_days_only(river: Town) -> None:
    with organisation(river.org.id):
        Substitute.objects.create(org=river.org, person=river.lan, deputy=river.mo, from_date=DAY, to_date=DAY)
        known = directory(river.org.id)

        assert who(known, "front_desk", unit=river.desk.id, day=DAY).people == (river.mo.id,)
        assert who(known, "front_desk", unit=river.desk.id, day=DAY + timedelta(days=1)).people == (river.lan.id,)
        assert "front_desk" in viewer_of(river.mo, at=MONDAY).roles


def test_when_nobody_is_left_the_head_above_gets_it(river: Town) -> None:
    with organisation(river.org.id):
        river.lan.is_active = False
        river.lan.save()

        assert who(directory(river.org.id), "front_desk", unit=river.desk.id, day=DAY).people == (river.he.id,)


def test_a_membership_counts_from_its_first_to_its_last_day(river: Town) -> None:
    with organisation(river.org.id):
        Membership.objects.create(
            org=river.org, person=river.zhou, unit=river.desk, role="helper", from_date=DAY, to_date=DAY
        )

        assert "helper" in viewer_of(river.zhou, at=MONDAY).roles
        assert "helper" not in viewer_of(river.zhou, at=MONDAY + timedelta(days=1)).roles


def test_the_directory_is_read_once_until_something_changes(river: Town, django_assert_num_queries: object) -> None:
    with organisation(river.org.id):
        first = directory(river.org.id)
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert directory(river.org.id) is first
        Membership.objects.filter(person=river.lan).update(to_date=date(2024, 2, 1))

        assert directory(river.org.id) is not first


def test_signing_in_needs_name_and_password_of_an_active_person(river: Town) -> None:
    door = SignInBackend()

    assert door.authenticate(None, username="lan@river", password="a-long-password") == river.lan
    assert door.authenticate(None, username="lan@river", password="wrong") is None
    assert door.authenticate(None, username="nobody", password="a-long-password") is None
    assert door.get_user(str(river.lan.id)) == river.lan
    with organisation(river.org.id):
        Person.objects.filter(pk=river.lan.pk).update(is_active=False)
    assert door.authenticate(None, username="lan@river", password="a-long-password") is None
    assert door.get_user(river.lan.id) is None


def test_a_token_names_its_person_until_it_ends(river: Town) -> None:
    with organisation(river.org.id):
        token = make_token(river.lan, name="phone system", at=MONDAY, expires_at=MONDAY + timedelta(days=1))

    assert holder_of_token(token, at=MONDAY) == Holder(river.lan.pk, river.org.pk)
    assert holder_of_token(token, at=MONDAY + timedelta(days=2)) is None
    assert holder_of_token(token[:-1] + ("a" if token[-1] != "a" else "b"), at=MONDAY) is None
    assert holder_of_token("garbage", at=MONDAY) is None


def test_the_setting_of_the_database_does_not_outlive_the_block(river: Town) -> None:
    with organisation(river.org.id):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('amends.org', true), '')")
        assert cursor.fetchone() == ("",)
