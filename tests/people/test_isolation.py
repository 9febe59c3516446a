"""The database keeps organisations apart, over every table there is."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction

from amends import ownership
from amends.people.tenancy import current, organisation, organisation_called, organisations
from tests.makers import Town, one_row_of, two_towns

pytestmark = pytest.mark.django_db

APPEND_ONLY = (
    "calls_sealedmonth", "cases_entry", "cases_unitentry", "people_accesslog", "quality_actionpromise",
    "quality_declaration", "quality_limitsampleterm", "quality_look", "quality_planapproval",
    "regulations_draftsignature", "regulations_publishedpack",
)  # fmt: skip
NOT_FORCED = {"people_organisation", "people_person", "cases_casesearch"}
"""Read by SECURITY DEFINER functions of their owner; the app role is bound all the same."""


def tables_of_organisations() -> list[type[models.Model]]:
    rooms = ("people.", "regulations.", "cases.", "calls.", "mail.", "quality.", "knowledge.")
    ours = [m for m in apps.get_models() if m._meta.label.startswith(rooms)]
    return sorted(ours, key=lambda model: model._meta.db_table)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


@pytest.fixture
def towns() -> tuple[Town, Town]:
    return two_towns()


def test_every_table_has_a_policy_and_forces_it_on_its_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c JOIN pg_attribute a"
            " ON a.attrelid = c.oid AND a.attname = 'org_id' WHERE c.relkind = 'r'"
        )
        found = {name: (on, forced) for name, on, forced in cursor.fetchall()}

    assert {name for name, (on, _) in found.items() if not on} == set()
    assert {name for name, (_, forced) in found.items() if not forced} == NOT_FORCED - {"people_organisation"}
    assert {m._meta.db_table for m in tables_of_organisations()} - {"people_organisation"} == set(found)


def test_each_organisation_sees_its_own_rows_and_none_of_another(towns: tuple[Town, Town]) -> None:
    a, b = towns
    with organisation(b.org.id):
        for model in tables_of_organisations():
            one_row_of(model, b)
        assert all(count(m._meta.db_table) for m in tables_of_organisations())

    with organisation(a.org.id):
        column = {"people_organisation": "id"}
        for model in tables_of_organisations():
            table = model._meta.db_table
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {column.get(table, "org_id")} <> %s', [a.org.id])
                assert cursor.fetchone() == (0,), table

    assert {
        m._meta.db_table: count(m._meta.db_table) for m in tables_of_organisations() if count(m._meta.db_table)
    } == {}


def test_a_row_of_another_organisation_cannot_be_written(towns: tuple[Town, Town]) -> None:
    a, b = towns
    with organisation(a.org.id), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        type(b.desk).objects.create(org=b.org, code="SNEAK", name_zh="x", name_en="x")


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL", "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
        "DROP TRIGGER keep ON {}", "DROP TABLE {}", "SET session_replication_role = replica",
    ],
)  # fmt: skip
def test_the_app_role_cannot_change_what_was_written(table: str, attack: str, towns: tuple[Town, Town]) -> None:
    """FR-240."""
    with (
        organisation(towns[0].org.id),
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack.format(table))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("attack", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_even_the_owner_is_refused_while_the_trigger_stands(table: str, attack: str) -> None:
    with (
        ownership.as_owner(),
        pytest.raises(ProgrammingError, match="kept as they were written"),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack.format(table))


def test_organisations_nest_and_end(towns: tuple[Town, Town]) -> None:
    a, b = towns
    with organisation(a.org.id):
        with organisation(b.org.id):
            assert current() == b.org.id
            assert count("people_organisation") == 1
        assert current() == a.org.id
        assert count("people_organisation") == 1

    assert current() is None
    assert count("people_organisation") == 0
    assert {ref.id for ref in organisations()} >= {a.org.id, b.org.id}
    assert organisation_called(a.org.code) == a.org.id


def test_search_answers_for_the_organisation_of_the_transaction_only(towns: tuple[Town, Town]) -> None:
    a, b = towns
    with (
        organisation(a.org.id),
        pytest.raises(ProgrammingError, match="another organisation"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT amends_search(%s, 'x'::tsquery, NULL, NULL, 10)", [b.org.id])


def test_keys_are_made_in_the_app_and_each_unique_constraint_begins_with_the_organisation() -> None:
    global_on_purpose = {"people.Person.login", "people.Organisation.code"}
    for model in tables_of_organisations():
        assert isinstance(model._meta.pk, (models.UUIDField, models.OneToOneField)), model
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                assert constraint.fields[0] == "org", constraint
        for field in model._meta.local_fields:
            if field.unique and not field.primary_key:
                assert f"{model._meta.label}.{field.name}" in global_on_purpose
