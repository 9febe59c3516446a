"""`amends verify FILE [--checkpoint FILE]`: is an exported case file as it was written? No database, no network."""

from __future__ import annotations

import argparse

from amends.cases import verifier


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("file", help="a case file that was exported")
    parser.add_argument("--checkpoint", default="", help="an earlier checkpoint, kept elsewhere")


def run(options: argparse.Namespace) -> int:
    """Print every finding; return 0 when the file is sound, 1 when not, 2 when it cannot be read."""
    return verifier.main([options.file, *(["--checkpoint", options.checkpoint] if options.checkpoint else [])])
