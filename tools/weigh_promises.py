"""Learn how much words weigh when something is promised, and write `core/promise_weights.py` (decision 0025).

python -m tools.weigh_promises             # learn from all of development, write the weights
python -m tools.weigh_promises hold-out    # learn from all parts but one, measure that one

It takes some seconds; the same texts give the same weights.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from amends.core import promise_weights
from amends.core.official_years import cn_office
from amends.core.promise_clauses import Clause, sentences
from amends.core.promise_days import Said
from amends.core.promise_times import times_in
from amends.core.promise_weighing import BASE, Signs, signs
from amends.core.wording import simplified
from benchmarks.promises import SETS, Tally, tally_of
from tools.learned_from import with_line

DEVELOPMENT = SETS / "development"
WRITTEN = Path(promise_weights.__file__)
PENALTY, PASSES, SELDOM, LIGHTEST = 1.0, 60, 3, 0.05
"""What a weight costs; rounds at most; signs of fewer clauses are left out; a lighter weight is none."""
WIDTH, SEPARATOR = 112, " | "


@dataclass(frozen=True)
class Labelled:
    """One clause: whether its text is Chinese, what is weighed of it, and whether anything is promised in it."""

    part: str
    chinese: bool
    signs: Signs
    promised: bool


def main() -> None:
    """Write the weights, or print the rates of each part when it was held out."""
    every = [one for part, entry in _entries() for one in labelled(part, entry)]
    if sys.argv[1:] == ["hold-out"]:
        held_out(every)
    else:
        module = _module({chinese: learned(every, chinese=chinese) for chinese in (True, False)})
        WRITTEN.write_text(with_line(module, DEVELOPMENT), "utf-8")


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(DEVELOPMENT.rglob("*.toml")):
        part = path.parent.name if path.parent != DEVELOPMENT else path.stem
        for entry in tomllib.loads(path.read_text("utf-8"))["sentence"]:
            yield part, entry


def labelled(part: str, entry: dict[str, Any]) -> Iterator[Labelled]:
    """Yield the clauses of a labelled text."""
    text, at = entry["text"], entry["said_at"]
    read = simplified(text).replace("’", "'")
    clauses = [one for found in sentences(read) for one in found]
    spans = [(text.index(one["quote"]), text.index(one["quote"]) + len(one["quote"])) for one in entry["promises"]]
    chinese = any(one.is_chinese for one in clauses)
    found = signs(clauses, times_in(read, Said(at, cn_office())), at)
    for clause, said in zip(clauses, found, strict=True):
        yield Labelled(part, chinese, said, any(_meets(clause, span) for span in spans))


def _meets(clause: Clause, span: tuple[int, int]) -> bool:
    return clause.start < span[1] and span[0] < clause.end


def learned(every: Iterable[Labelled], *, chinese: bool) -> Signs:
    """Return what each sign weighs: a logistic regression that takes as few signs as it can (L1)."""
    mine = [one for one in every if one.chinese == chinese]
    often = Counter(sign for one in mine for sign in one.signs)
    columns: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for nth, one in enumerate(mine):
        for sign, much in one.signs.items():
            if much and often[sign] >= SELDOM:
                columns[sign].append((nth, much))
    found = _fitted(columns, [float(one.promised) for one in mine])
    return {sign: round(weight, 2) for sign, weight in found.items() if abs(weight) >= LIGHTEST}


def _fitted(columns: dict[str, list[tuple[int, float]]], promised: list[float]) -> Signs:
    """Return the weights after descending one sign after the other, those that moved more often than the rest."""
    weights: Signs = {}
    sums, likely = [0.0] * len(promised), [0.5] * len(promised)
    every = sorted(columns)
    steep = {sign: sum(much * much for _, much in columns[sign]) / 4 for sign in every}
    active = every
    for nth in range(PASSES):
        for sign in active:
            column, old = columns[sign], weights.get(sign, 0.0)
            slope = sum(much * (likely[at] - promised[at]) for at, much in column)
            new = _shrunk(old - slope / steep[sign], 0.0 if sign == BASE else PENALTY / steep[sign])
            if new != old:
                weights[sign] = new
                for at, much in column:
                    sums[at] += (new - old) * much
                    likely[at] = 1 / (1 + math.exp(-sums[at]))
        active = every if nth % 5 == 4 else [sign for sign in every if weights.get(sign)]
    return weights


def _shrunk(weight: float, by: float) -> float:
    return math.copysign(max(abs(weight) - by, 0.0), weight)


def _module(words: dict[bool, Signs]) -> str:
    """Return the module that holds the weights, a few on each line."""
    tables = [f'{name} = """\n{_lines(words[chinese])}"""\n' for name, chinese in (("_ZH", True), ("_EN", False))]
    text = WRITTEN.read_text("utf-8")
    return text[: text.index("_ZH = ")] + "".join(tables) + text[text.index("\nWORDS") :]


def _lines(weights: Signs) -> str:
    lines, line = list[str](), ""
    for said in (f"{sign} {weight:g}" for sign, weight in sorted(weights.items())):
        if line and _width(line + said) > WIDTH:
            lines, line = [*lines, line], ""
        line += f"{SEPARATOR}{said}" if line else said
    return "".join(f"{one}\n" for one in [*lines, line])


def _width(text: str) -> int:
    """Return how wide a text is where a Chinese character is as wide as two letters."""
    return sum(1 + (east_asian_width(one) in "WF") for one in text)


def held_out(every: list[Labelled]) -> None:
    """Print what is found in each part with weights learned without it; the rules knew it all the same."""
    whole, kept = Tally(), dict(promise_weights.WORDS)
    for part in sorted({one.part for one in every}):
        others = [one for one in every if one.part != part]
        promise_weights.WORDS.update({chinese: learned(others, chinese=chinese) for chinese in (True, False)})
        tally = Tally()
        for name, entry in _entries():
            if name == part:
                tally.add(tally_of(entry))
        whole.add(tally)
        print(part, *_rates(tally), flush=True)
    print("all", *_rates(whole))
    promise_weights.WORDS.update(kept)


def _rates(tally: Tally) -> tuple[str, str]:
    precision, recall = (tally.right / max(tally.right + one, 1) for one in (tally.wrong, tally.missed))
    return f"precision {precision:.3f}", f"recall {recall:.3f}"


if __name__ == "__main__":
    main()
