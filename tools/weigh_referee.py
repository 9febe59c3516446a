"""Learn how much signs weigh against a field of an 8D, and write `core/weights/eight_d_*.txt` (decision 0028).

make learn                               # both tools, with scikit-learn, which nothing else needs
python -m tools.weigh_referee            # learn from all of development, write the weights
python -m tools.weigh_referee hold-out   # learn from four fifths of its parts, judge the fifth

It takes a minute, held out some five; the same texts give the same weights.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.core import referee_weights
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.referee_text import Written
from amends.core.referee_weighing import language, signs, weigh
from amends.regulations import folders
from benchmarks.referee import HALVES, LIBRARY, judge_report, judge_sentence
from tools.learned_from import with_line
from tools.learning import Signs, learned

DEVELOPMENT = HALVES / "development"
WRITTEN = Path(referee_weights.__file__)
KEPT, GROUPS = 8_000, 5
"""So many signs of a language stay; the parts are held out in so many groups."""
WEIGHED = (
    ("containment", "cause_occurrence", "cause_escape", "cause_system", "corrective", "carried_out", "preventive")
    + ("standard", "verification")
)  # fmt: skip

Judge = Callable[[Mapping[str, Any]], object]


@dataclass(frozen=True)
class Labelled:
    """A field of a labelled set: of which part it is, and whether it is to be sent back."""

    part: str
    field: Written
    is_bad: bool


def main() -> None:
    """Write the weights, or print the rates of each part when it was held out."""
    every = list(_fields())
    if sys.argv[1:] == ["hold-out"]:
        held_out(every)
        return
    for of, weights in _learned(every).items():
        path = WRITTEN.with_name("weights") / f"eight_d_{of}.txt"
        path.write_text("".join(f"{sign} {weight:g}\n" for sign, weight in sorted(weights.items())), "utf-8")
    WRITTEN.write_text(with_line(WRITTEN.read_text("utf-8"), DEVELOPMENT), "utf-8")


def _fields() -> Iterator[Labelled]:
    """Yield all sentences, and the fields of good reports; of a bad one nobody said which of its fields are bad."""
    for folder in _parts():
        for one in rows_of(folder, "sentence"):
            yield Labelled(folder.name, Written(one["field"], one["text"]), one["label"] == "bad")
        for one in rows_of(folder, "report"):
            for name in WEIGHED if one["label"] == "good" else ():
                if text := one["fields"].get(name, "").strip():
                    yield Labelled(folder.name, Written(name, text), is_bad=False)


def _parts() -> list[Path]:
    return sorted({file.parent for file in DEVELOPMENT.rglob("*s.toml")})


def rows_of(folder: Path, kind: str) -> list[dict[str, Any]]:
    """Return the sentences or reports of one folder, without those below it."""
    file = folder / f"{kind}s.toml"
    return list(tomllib.loads(file.read_text("utf-8"))[kind]) if file.exists() else []


def _learned(fields: Iterable[Labelled]) -> dict[str, Signs]:
    """Return for each language what each sign weighs."""
    of_language: dict[str, list[Labelled]] = {"zh": [], "en": []}
    for one in fields:
        of_language[language(one.field)].append(one)
    return {
        name: learned([signs(one.field) for one in mine], [one.is_bad for one in mine], KEPT, evenly=True)
        for name, mine in of_language.items()
    }


def held_out(every: list[Labelled]) -> None:
    """Print what rules and weights refuse of each part, the weights learned without it; the rules knew some of them."""
    pack, totals, parts = load(folders.read(LIBRARY)), Counter[str](), _parts()
    for group in (parts[nth::GROUPS] for nth in range(GROUPS)):
        without = {one.name for one in group}
        referee_weights.WEIGHTS.update(_learned(one for one in every if one.part not in without))
        weigh.cache_clear()
        for part in group:
            counts = Counter(_judged(pack, part))
            totals += counts
            print(part.name, _rates(counts), flush=True)
    print("all", _rates(totals))


def _judged(pack: Pack, folder: Path) -> Iterator[str]:
    """Yield a name for each row judged, and one more for each refused."""
    reports = rows_of(folder, "report")
    judges: list[tuple[str, list[dict[str, Any]], Judge]] = [
        ("sentences", rows_of(folder, "sentence"), lambda one: judge_sentence(pack, one)),
        ("reports", reports, lambda one: judge_report(pack, one, reports)),
    ]
    for what, rows, judge in judges:
        for one in rows:
            yield f"{one['label']} {what}"
            if judge(one):
                yield f"{one['label']} {what} refused"


def _rates(counts: Mapping[str, int]) -> str:
    names = [f"{label} {what}" for what in ("reports", "sentences") for label in ("bad", "good")]
    return ", ".join(f"{name} {counts.get(f'{name} refused', 0)} of {counts.get(name, 0)}" for name in names)


if __name__ == "__main__":
    main()
