"""A test database is as fresh as its template after every test, whatever the test did to it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from amends import postgres
from tests import databases
from tests.fresh import Copy

SESSION = "INSERT INTO django_session VALUES ('key', 'data', now())"
WRITTEN_BY_MIGRATIONS = "UPDATE django_content_type SET model = model || 's' WHERE id = 1"


@pytest.fixture
def copy(engine: postgres.Engine, django_db_setup: None) -> Iterator[Copy]:
    """A database beside the one of this process."""
    made = Copy(engine, databases.template(engine), databases.name_for("fresh"))
    made.anew()
    yield made
    made.leave()
    databases.drop(engine, made.name)


def asked(copy: Copy, *queries: str) -> list[object]:
    """Ask as the owner and return the last answer."""
    with psycopg.connect(postgres.with_parts(copy.engine.owner_url, dbname=copy.name)) as owner:
        for query in queries:
            found = owner.execute(query.encode())
        return list(found.fetchall()) if found.description else []


def test_rows_are_taken_out_also_while_somebody_is_connected(copy: Copy) -> None:
    left_behind = psycopg.connect(postgres.with_parts(copy.engine.owner_url, dbname=copy.name))
    left_behind.execute(SESSION.encode())
    left_behind.commit()
    left_behind.execute(b"SELECT * FROM django_session")

    copy.refresh()

    assert asked(copy, "SELECT * FROM django_session") == []


@pytest.mark.parametrize("change", [WRITTEN_BY_MIGRATIONS, "CREATE TABLE more (id int)", "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY"])  # fmt: skip
def test_what_migrations_made_is_there_again_by_another_copy(copy: Copy, change: str) -> None:
    asks = "SELECT model, to_regclass('more') FROM django_content_type WHERE id = 1"
    before = asked(copy, asks)
    asked(copy, change)

    assert not copy.refresh()

    assert asked(copy, asks) == before
