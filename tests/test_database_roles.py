"""Which role does what, on the server the tests run on."""

import psycopg
import pytest
from django.core.cache import cache
from django.db import ProgrammingError, connection

from amends import ownership


def role() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        return dict(zip(("name", "super", "bypass"), cursor.fetchone() or (), strict=True))


@pytest.mark.django_db
def test_queries_run_as_a_role_that_row_level_security_binds() -> None:
    assert role() == {"name": "amends_app", "super": False, "bypass": False}


@pytest.mark.django_db
def test_the_app_role_owns_nothing_and_may_not_create_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = 'amends_app'::regrole")
        assert cursor.fetchone() == (0,)
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("CREATE TABLE sneaked_in (id int)")


@pytest.mark.django_db(transaction=True)
def test_the_owner_migrates_and_the_app_role_is_back_afterwards() -> None:
    with ownership.as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE made_by_owner (id int)")

    assert role()["name"] == "amends_app"
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO made_by_owner VALUES (1)")
        with pytest.raises(ProgrammingError, match="must be owner"):
            cursor.execute("DROP TABLE made_by_owner")


@pytest.mark.django_db(transaction=True)
def test_what_a_committing_test_wrote_is_gone_in_the_next() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('made_by_owner')")
        assert cursor.fetchone() == (None,)


@pytest.mark.django_db
def test_the_cache_lives_in_the_database() -> None:
    cache.set("tries", 3, 60)

    assert cache.get("tries") == 3


@pytest.mark.django_db(transaction=True)
def test_another_process_reaches_the_same_database(process_environment: dict[str, str]) -> None:
    with psycopg.connect(process_environment["AMENDS_APP_DATABASE_URL"]) as other:
        found = other.execute("SELECT current_database(), current_user").fetchone()

    assert found == (connection.settings_dict["NAME"], "amends_app")
