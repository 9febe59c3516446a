"""The command `amends`.

A command is a module with `arguments(parser)` and `run(options) -> int`. Modules are
imported only when their command is called, so that one that is broken, or that needs
an extra, does not take the others with it.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from amends import environment, postgres
from amends.embedded import EngineError


@dataclass(frozen=True)
class Command:
    """Where a command lives, and whether it needs Django with its database."""

    module: str
    sentence: str
    database: bool


COMMANDS: dict[str, Command] = {
    "run": Command("amends.jobs.serve", "Serve the site, with the worker beside it.", False),
    "migrate": Command("amends.jobs.prepare", "Bring the database up to date.", True),
    "check": Command("amends.jobs.check", "Check packs and run their examples.", False),
    "diff": Command("amends.jobs.diff", "Say what differs between two versions of a regulation.", False),
    "explain": Command("amends.jobs.explain", "Read a regulation aloud, try a case, or say what a word means.", False),
    "verify": Command("amends.jobs.verify", "Verify an exported case file, offline.", False),
    "checkpoint": Command("amends.jobs.checkpoint", "Write down the heads of all journals, to keep elsewhere.", True),
    "import": Command("amends.jobs.importing", "Take cases from a CSV or Excel file.", True),
    "demo": Command("amends.jobs.demo", "Fill an empty database with a demonstration.", True),
    "worker": Command("amends.jobs.worker", "Do what runs by itself, until stopped.", True),
    "tick": Command("amends.jobs.tick", "Work off the obligations that are due, once.", True),
    "upkeep": Command("amends.jobs.upkeep", "Do what every organisation needs once a day, where it is due.", True),
    "recount": Command("amends.jobs.recount", "Count open dues again under a calendar that changed, once.", True),
    "ledger": Command("amends.jobs.ledger", "Look at what actions promised, where it is time, once.", True),
    "replay": Command("amends.jobs.replay_command", "Play past cases under other rules and say what differs.", True),
    "deliver": Command("amends.jobs.deliver", "Send the letters that wait, once.", True),
    "receive-mail": Command("amends.jobs.receive_mail", "Take in mails from files, a maildir or a pipe.", True),
    "backup": Command("amends.jobs.backup", "Write database and files into one archive.", False),
    "restore": Command("amends.jobs.restore", "Read an archive into an empty database.", False),
}


PIPE_CLOSED = 141
"""The exit code of a command whose reader went away, as shells count it: 128 and the signal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = next((word for word in words if word in COMMANDS), None)
    if name is None:
        _parser(None, None).parse_args(words)
        _parser(None, None).print_help()
        return 2
    try:
        module = _load(COMMANDS[name])
        code = _run(COMMANDS[name], module, _parser(name, module).parse_args(words))
        sys.stdout.flush()
        return code
    except EngineError as error:
        print(f"amends {name}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever reads has read enough, such as `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more as it ends
        return PIPE_CLOSED


def _load(command: Command) -> ModuleType:
    if command.database:
        environment.setup_django()  # such a module imports tables; settings name the database without asking it
    return importlib.import_module(command.module)


def _run(command: Command, module: ModuleType, options: argparse.Namespace) -> int:
    if not command.database:
        return int(module.run(options))
    with postgres.running():
        return int(module.run(options))


def _parser(name: str | None, module: ModuleType | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="amends", description="Complaint handling that runs a written regulation.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for each, command in COMMANDS.items():
        sub = commands.add_parser(each, help=command.sentence, description=command.sentence)
        if each == name and module is not None:
            module.arguments(sub)
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"amends {version('amends')}"
    except PackageNotFoundError:
        return "amends, from a folder that is not installed"
