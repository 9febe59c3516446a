"""`amends checkpoint [FILE]`: the heads of all journals of an organisation, to be kept elsewhere.

Against it `amends verify FILE --checkpoint …` finds a journal that was cut short or rewritten as a whole.
"""

from __future__ import annotations

import argparse
import json
import sys

from django.utils import timezone

from amends.cases.export import checkpoint
from amends.people.tenancy import organisation, organisation_called


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--org", required=True, help="the organisation's code")
    parser.add_argument("--out", default="", help="write to this file instead of the terminal")


def run(options: argparse.Namespace) -> int:
    """Write the checkpoint; return 0, or 2 where there is no such organisation or the file cannot be written."""
    org = organisation_called(options.org)
    if org is None:
        print(f"amends checkpoint: there is no organisation “{options.org}”", file=sys.stderr)
        return 2
    with organisation(org):
        said = json.dumps(checkpoint(at=timezone.now()), indent=1)
    return _write(said, options.out)


def _write(said: str, out: str) -> int:
    if not out:
        print(said)
        return 0
    try:
        with open(out, "x", encoding="utf-8") as stream:  # noqa: PTH123 - never over an older checkpoint
            stream.write(said)
    except OSError as error:
        print(f"amends checkpoint: {error}", file=sys.stderr)
        return 2
    return 0
