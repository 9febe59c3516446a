"""settings.md and commands.md: what an operator sets and types."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from collections.abc import Iterator

from amends.cli import COMMANDS, Command
from amends.environment import SETTINGS
from tools.reference.page import page, table


def settings() -> str:
    """Return the page of the environment variables."""
    rows = ((f"`{one.name}`", f"`{one.default}`" if one.default else "", one.sentence) for one in SETTINGS)
    return page(
        "Settings",
        "Environment variables; nothing else is read from outside. An empty one has its default.",
        table(["variable", "default", "meaning"], rows),
    )


def commands() -> str:
    """Return the page of the commands."""
    return page(
        "Commands",
        "`amends COMMAND`, or `python -m amends COMMAND`. `amends COMMAND --help` says the same. Exit code 0: done;"
        " 1: something was found or failed; 2: not understood.",
        *(_command(name, command) for name, command in COMMANDS.items()),
    )


def _command(name: str, command: Command) -> str:
    parser = argparse.ArgumentParser(prog=f"amends {name}", add_help=False)
    if importlib.util.find_spec(command.module):
        importlib.import_module(command.module).arguments(parser)
    usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    rows = table(["argument", "default", "meaning"], _arguments(parser))
    return "\n\n".join(part for part in (f"## `{name}`", command.sentence, f"    {usage}", rows) if part)


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, str]]:
    for action in parser._actions:  # argparse has no public list of them
        name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        default = "" if action.default in (None, False, argparse.SUPPRESS, []) else f"`{action.default}`"
        yield f"`{name}`", default, (action.help or "").replace("%(default)s", str(action.default))
