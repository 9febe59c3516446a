"""Ask of packs whether their examples notice every change: `python -m tools.mutants [PACK …]` (all: some minutes).

Each pack is changed in one place (core.mutants): a row less, a figure shifted, a comparison turned, a name taken out of
a list. What no example notices is printed; exit code 1 when there is any. The tests try a sample.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from amends.core import mutants
from amends.core.loading import load
from amends.regulations import folders


def unnoticed(folder: Path) -> tuple[str, ...]:
    """Return the changes of a pack that none of its examples notices."""
    return tuple(mutant.says for mutant in mutants.unnoticed(load(folders.read(folder))))


def main(names: Sequence[str]) -> int:
    """Print what goes unnoticed, pack by pack, and return the exit code."""
    chosen = [folders.find(name) for name in names] or [*folders.shipped(), *folders.libraries()]
    total = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for folder, found in zip(chosen, pool.map(unnoticed, chosen), strict=True):
            print(f"{folder.name}: {len(found)} unnoticed", *found, sep="\n    ", flush=True)
            total += len(found)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
