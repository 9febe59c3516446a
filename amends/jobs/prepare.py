"""`amends migrate`: make the database and the static files fit this version."""

import argparse
import importlib
import json
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from amends import ownership


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "--fill",
        action="store_true",
        help="also publish the packs, and the demonstration when there is no organisation",
    )


def run(options: argparse.Namespace) -> int:
    """Migrate when there is something to migrate, collect static files when they changed."""
    if _behind():
        ownership.migrate()
    _collect_static()
    if options.fill:
        demo = importlib.import_module("amends.jobs.demo")
        for line in demo.fill_if_empty():
            print(line, flush=True)
    return 0


def _behind() -> bool:
    with ownership.as_owner():
        executor = MigrationExecutor(connection)
        cache = settings.CACHES["default"]["LOCATION"]
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes())) or (
            cache not in connection.introspection.table_names()
        )


def prepare_if_empty() -> bool:
    """Migrate a database that has no tables yet; return whether its tables are those of this version."""
    with ownership.as_owner():
        empty = not connection.introspection.table_names()
    if empty:
        ownership.migrate()
    return not _behind()


def _collect_static() -> None:
    """Compressing takes seconds, so it is done only for a changed set of files."""
    stamp = Path(settings.STATIC_ROOT) / "collected.json"
    now = _fingerprint()
    if stamp.exists() and json.loads(stamp.read_text()) == now:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(json.dumps(now))


def _fingerprint() -> str:
    digest = sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            # Modification times differ between two installations of the same file; sizes
            # and times together change whenever this installation's file does.
            real = Path(storage.path(path)).stat()
            digest.update(f"{path} {real.st_size} {real.st_mtime_ns}\n".encode())
    return digest.hexdigest()
