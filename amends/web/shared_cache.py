"""What server processes share for a while: counters of tries, who has a case open. A table of JSON.

Django's own table of this kind holds pickles: whoever may write a row of it runs code in the
process that reads it, past every right that the app role lacks. And when it is full it drops
rows that still count, so that a stranger who fills it empties the counters that hold strangers
back. Here only what has run out goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connection
from django.utils import timezone

SWEPT = 20
"""So many rows that have run out go with each that comes: the table does not grow by itself."""
FOREVER = timedelta(days=3650)


class SharedCache(BaseDatabaseCache):
    """A cache over the table that `createcachetable` makes. Values are what JSON knows."""

    _table: str

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return the value of a key, or the default."""
        return self.get_many([key], version).get(key, default)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Return the values of those keys that are there and have not run out."""
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value FROM {self._quoted} WHERE cache_key = ANY(%s) AND expires > %s",  # nosec B608
                [list(names), timezone.now()],
            )
            read = {names[name]: _read(value) for name, value in cursor.fetchall()}
        return {key: value for key, value in read.items() if value is not None}

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value, in place of the one before."""
        self._write(key, value, timeout, version, "")

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value where the key has none; return whether it was kept. Of two at once one is."""
        return self._write(key, value, timeout, version, f"WHERE {self._quoted}.expires <= now()")

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a key; return whether it was there."""
        with connection.cursor() as cursor:
            name = self.make_and_validate_key(key, version=version)
            cursor.execute(f"DELETE FROM {self._quoted} WHERE cache_key = %s", [name])  # nosec B608
            return bool(cursor.rowcount)

    def clear(self) -> None:
        """Forget everything."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self._quoted}")  # nosec B608

    @property
    def _quoted(self) -> str:
        return connection.ops.quote_name(self._table)

    def _write(self, key: Any, value: Any, timeout: Any, version: int | None, only: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {self._quoted} WHERE cache_key IN (SELECT cache_key FROM {self._quoted}"  # nosec B608
                " WHERE expires <= %s ORDER BY expires LIMIT %s FOR UPDATE SKIP LOCKED)",
                [timezone.now(), SWEPT],
            )
            cursor.execute(
                f"INSERT INTO {self._quoted} (cache_key, value, expires) VALUES (%s, %s, %s) ON CONFLICT (cache_key)"  # nosec B608
                f" DO UPDATE SET value = excluded.value, expires = excluded.expires {only}",
                [self.make_and_validate_key(key, version=version), json.dumps(value), self._end(timeout)],
            )
            return bool(cursor.rowcount)

    def _end(self, timeout: Any) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        return datetime.fromtimestamp(seconds, UTC) if seconds is not None else timezone.now() + FOREVER


def _read(text: str) -> Any:
    """Return a value; one that is no JSON, as an earlier release wrote it, is not there."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
