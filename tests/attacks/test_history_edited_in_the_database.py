"""ANCHORS 46: somebody with the app's login edits or removes history in the database. No anchor notices it."""

from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from amends.cases.models import Case, Entry
from tests.makers import Town, registered

JOURNALS = ("cases_entry", "cases_unitentry", "people_accesslog", "regulations_publishedpack")
KEPT = (*JOURNALS, "cases_entryvalue")


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def test_the_person_behind_an_entry_cannot_be_changed(river: Town) -> None:
    """FR-240."""
    registered(river)

    with pytest.raises(ProgrammingError, match="permission denied"):
        run("UPDATE cases_entry SET by_id = %s", river.mo.id)


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"])
def test_the_app_role_holds_no_right_to_change_what_was_written(river: Town, table: str, verb: str) -> None:
    """FR-240."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, verb])
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("table", KEPT)
def test_an_upsert_cannot_overwrite_what_was_written(river: Town, table: str) -> None:
    """FR-240: INSERT is allowed; ON CONFLICT DO UPDATE would be an edit by the back door."""
    registered(river)

    with pytest.raises(ProgrammingError):
        run(
            f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1 ON CONFLICT (id) DO UPDATE SET org_id = excluded.org_id"
        )


@pytest.mark.parametrize(
    "attack",
    [
        "SET session_replication_role = replica", "SET ROLE amends_owner", "RESET ROLE; SET ROLE postgres",
        "ALTER TABLE cases_entry OWNER TO amends_app", "CREATE RULE gone AS ON INSERT TO cases_entry DO INSTEAD NOTHING",
        "CREATE OR REPLACE FUNCTION amends_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DROP POLICY one_organisation ON cases_entry", "ALTER ROLE amends_app BYPASSRLS",
        "COPY cases_entry TO PROGRAM 'cat'", "SELECT pg_read_file('/etc/passwd')",
        "CREATE TRIGGER mine BEFORE INSERT ON cases_entry FOR EACH ROW EXECUTE FUNCTION amends_refuse()",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '0007_the_next_one', now())",
        "DELETE FROM django_migrations", "LOCK TABLE cases_entry IN ACCESS EXCLUSIVE MODE",
    ],
)  # fmt: skip
def test_the_app_role_cannot_switch_the_protection_off(river: Town, attack: str) -> None:
    """FR-240."""
    with pytest.raises((ProgrammingError, psycopg.Error)):
        run(attack)


def test_an_entry_cannot_be_slipped_in_beneath_another(river: Town) -> None:
    """A number of the chain exists once, and none comes before the first."""
    registered(river)
    entry = Entry.objects.get()
    case = Case.objects.get()
    for seq in (entry.seq, 0):
        copy = Entry(
            org_id=case.org_id, case=case, seq=seq, happened_at=entry.happened_at, recorded_at=entry.recorded_at,
            step="note", body={}, hash="0" * 64,
        )  # fmt: skip
        with pytest.raises(Exception, match="entry_seq"), transaction.atomic():
            copy.save(force_insert=True)
