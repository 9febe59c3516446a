"""One process's test database, as fresh as its template again after every test that commits.

Most of these tests write rows and nothing else, and to take them out costs a tenth of
another copy. What migrations made is compared as well: where a test changed anything of
that, or somebody holds a table, the database is copied anew.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from amends import postgres
from tests import databases

_Server = psycopg.Connection[Any]
_FILLED = ["django_migrations", "django_content_type", "auth_permission"]
"""The tables in which migrations leave rows."""
_CATALOGUE = ("class", "attrdef", "constraint", "proc", "trigger", "policy", "type", "namespace", "default_acl")
_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_WRITTEN = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'm', 'p') AND relname <> ALL(%s) AND pg_relation_size(oid) > 0
"""
_NUMBERED = "SELECT sequencename FROM pg_sequences WHERE starts_with(sequencename, 'cases_number_')"
"""Each organisation's case numbers come from a sequence that is made with its first case."""
_MADE = [
    *(f"SELECT md5(string_agg(one::text, '' ORDER BY one::text)) FROM {name} one" for name in _FILLED),
    *(f"SELECT md5(string_agg(oid || '-' || xmin, ' ' ORDER BY oid)) FROM pg_{name}" for name in _CATALOGUE),
    "SELECT md5(string_agg(attrelid || '-' || attnum || '-' || xmin, ' ' ORDER BY attrelid, attnum)) FROM pg_attribute",
    "SELECT string_agg(sequencename || coalesce(last_value, 0), ' ' ORDER BY sequencename) FROM pg_sequences",
    "SELECT count(*) FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase WHERE datname = current_database()",
    "SELECT count(*) FROM pg_largeobject_metadata",
]
"""What a row of a test changes nothing of: the catalogue by the transactions that wrote it."""


@dataclass
class Copy:
    """The database `name`, a copy of the template `source`."""

    engine: postgres.Engine
    source: str
    name: str
    _server: _Server | None = field(default=None, init=False)
    _made: list[object] = field(default_factory=list, init=False)

    def anew(self) -> None:
        """Copy the template, whoever is still connected to what was there."""
        self.leave()
        databases.clone(self.engine, self.source, self.name)

    def refresh(self) -> bool:
        """Make it as the template again; return whether taking rows out was enough."""
        try:
            if self._emptied():
                return True
        except psycopg.Error:  # no superuser, or a lock
            pass
        self.anew()
        return False

    def leave(self) -> None:
        """Close the connection that is kept for emptying."""
        if self._server:
            self._server.close()
        self._server = None

    def _emptied(self) -> bool:
        server = self._connected()
        while server.execute(_OTHERS).rowcount:
            time.sleep(0.004)
        with server.transaction():
            # Journals refuse to lose rows by triggers, as tables refuse to lose what others point to.
            server.execute("SET LOCAL session_replication_role = replica")
            server.execute("SET LOCAL lock_timeout = '5s'")
            for (table,) in server.execute(_WRITTEN, [_FILLED]).fetchall():
                server.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            for (numbers,) in server.execute(_NUMBERED).fetchall():
                server.execute(sql.SQL("DROP SEQUENCE {}").format(sql.Identifier(numbers)))
        return self._as_made(server) == self._made

    def _connected(self) -> _Server:
        if self._server is None or self._server.closed:
            address = postgres.with_parts(self.engine.admin_url, dbname=self.name)
            self._server = psycopg.connect(address, autocommit=True)
        if not self._made:
            with psycopg.connect(postgres.with_parts(self.engine.admin_url, dbname=self.source)) as template:
                self._made = self._as_made(template)
        return self._server

    def _as_made(self, server: _Server) -> list[object]:
        return [server.execute(one.encode()).fetchone() for one in _MADE]
