#!/usr/bin/env python3
"""Django's own commands, with the embedded database started for them."""

import os
import sys

from django.core.management import execute_from_command_line

from amends import postgres

# These run before there are any tables, or need none.
_WITHOUT_DATABASE = {"makemessages", "compilemessages", "collectstatic", "findstatic", "help"}
_AS_OWNER = {"migrate", "makemigrations", "createcachetable", "showmigrations", "sqlmigrate"}


def main() -> None:
    """Run one of Django's commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in _AS_OWNER:
        os.environ["AMENDS_ROLE"] = "owner"
    if command in _WITHOUT_DATABASE:
        execute_from_command_line(sys.argv)
        return
    with postgres.running():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
