"""Learn how much signs weigh when something is promised, and write `core/weights/*.txt` (decision 0027).

make learn                                # both tools, with scikit-learn, which nothing else needs
python -m tools.weigh_promises            # learn from all of development, write the weights
python -m tools.weigh_promises hold-out   # learn from four fifths of its parts, measure the fifth

It takes some minutes; the same texts give the same weights.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from amends.core import promise_weights
from amends.core.official_years import cn_office
from amends.core.promise_days import Said
from amends.core.promise_hearing import Heard, heard, is_chinese
from amends.core.promise_weighing import SO_FAR, Signs, joining_signs, signs
from amends.core.wording import simplified
from benchmarks.promises import SETS, Tally, tally_of
from tools.learned_from import with_line
from tools.learning import learned

DEVELOPMENT = SETS / "development"
WRITTEN = Path(promise_weights.__file__)
KEPT, GROUPS = (3_000, 400), 5
"""So many signs of a language stay, for clauses and for pairs of them; the parts are held out in so many groups."""
PLAINLY = 6
"""So often count the short texts in which one structure of speech stands alone: there are few of each."""


@dataclass(frozen=True)
class Labelled:
    """What is weighed of a clause, or of two: of which part it is, whether in Chinese, and the answer to be learned."""

    part: str
    chinese: bool
    signs: Signs
    answer: bool


def main() -> None:
    """Write the weights, or print the rates of each part when it was held out."""
    if sys.argv[1:] == ["hold-out"]:
        held_out()
        return
    for name, tables in zip(("promises", "joins"), _learned(every()), strict=True):
        for chinese, weights in tables.items():
            path = WRITTEN.with_name("weights") / f"{name}_{'zh' if chinese else 'en'}.txt"
            path.write_text("".join(f"{sign} {weight:g}\n" for sign, weight in sorted(weights.items())), "utf-8")
    WRITTEN.write_text(with_line(WRITTEN.read_text("utf-8"), DEVELOPMENT), "utf-8")


def every() -> tuple[list[Labelled], list[Labelled]]:
    """Return all clauses, and all pairs of clauses that promise one after the other."""
    often = ((part, entry, PLAINLY if part == "plain" else 1) for part, entry in _entries())
    read = [one for part, entry, times in often for one in [(part, entry, _read(entry))] * times]
    return [one for each in read for one in _clauses(*each)], [one for each in read for one in _pairs(*each)]


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(DEVELOPMENT.rglob("*.toml")):
        part = path.parent.name if path.parent != DEVELOPMENT else path.stem
        for entry in tomllib.loads(path.read_text("utf-8"))["sentence"]:
            yield part, entry


def _read(entry: dict[str, Any]) -> list[Heard]:
    return heard(simplified(entry["text"]).replace("’", "'"), Said(entry["said_at"], cn_office()))


def _clauses(part: str, entry: dict[str, Any], clauses: list[Heard]) -> Iterator[Labelled]:
    """Yield the clauses of a labelled text, and whether each promises."""
    chinese = is_chinese(clauses)
    for one, found in zip(clauses, signs(clauses), strict=True):
        yield Labelled(part, chinese, found, _promise_of(entry, one) is not None)


def _pairs(part: str, entry: dict[str, Any], clauses: list[Heard]) -> Iterator[Labelled]:
    """Yield the clauses that promise with the one before that does, and whether both are of one promise."""
    of = {nth: found for nth, one in enumerate(clauses) if (found := _promise_of(entry, one)) is not None}
    for before, nth in pairwise(of):
        if clauses[nth].sentence - clauses[before].sentence <= SO_FAR:
            yield Labelled(part, is_chinese(clauses), joining_signs(clauses, before, nth), of[before] == of[nth])


def _promise_of(entry: dict[str, Any], one: Heard) -> int | None:
    """Return of which labelled promise of a text most stands in a clause; None: of none."""
    starts = [entry["text"].index(promise["quote"]) for promise in entry["promises"]]
    ends = [start + len(promise["quote"]) for start, promise in zip(starts, entry["promises"], strict=True)]
    shared = [min(one.clause.end, end) - max(one.clause.start, start) for start, end in zip(starts, ends, strict=True)]
    return shared.index(max(shared)) if shared and max(shared) > 0 else None


def _learned(from_: tuple[list[Labelled], list[Labelled]]) -> tuple[dict[bool, Signs], dict[bool, Signs]]:
    """Return for clauses and for pairs what each sign weighs, in Chinese texts and in others."""
    clauses, pairs = (
        {chinese: _of_language(found, kept, chinese=chinese) for chinese in (True, False)}
        for found, kept in zip(from_, KEPT, strict=True)
    )
    return clauses, pairs


def _of_language(found: Iterable[Labelled], most: int, *, chinese: bool) -> Signs:
    mine = [one for one in found if one.chinese == chinese]
    return learned([one.signs for one in mine], [one.answer for one in mine], most)


def held_out() -> None:
    """Print what is found in each part with weights learned without it and its group; the rules knew some of them."""
    clauses, pairs = every()
    whole, parts = Tally(), sorted({one.part for one in clauses})
    for group in (set(parts[nth::GROUPS]) for nth in range(GROUPS)):
        without = tuple([one for one in found if one.part not in group] for found in (clauses, pairs))
        words, joins = _learned((without[0], without[1]))
        promise_weights.WORDS.update(words)
        promise_weights.JOINS.update(joins)
        tallies = {part: Tally() for part in sorted(group)}
        for part, entry in _entries():
            if part in group:
                tallies[part].add(tally_of(entry))
        for part, tally in tallies.items():
            whole.add(tally)
            print(part, *_rates(tally), flush=True)
    print("all", *_rates(whole))


def _rates(tally: Tally) -> tuple[str, str, str]:
    precision, recall = (tally.right / max(tally.right + one, 1) for one in (tally.wrong, tally.missed))
    return f"precision {precision:.3f}", f"recall {recall:.3f}", f"due {tally.due_right / max(tally.right, 1):.3f}"


if __name__ == "__main__":
    main()
