"""Learn how much words weigh in the fields of an 8D, and write it into the referee's rules (decision 0024).

python -m tools.weigh_referee             # learn from all of development, write the weights
python -m tools.weigh_referee hold-out    # learn from all parts but one, judge that one; rates of each part

Which groups of words a rule weighs is said by its row; only the figures are written.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from amends.core.loading import load
from amends.core.pack import Pack, RefereeRow
from amends.core.referee_patterns import Patterns
from amends.core.referee_text import Written
from amends.core.referee_weighing import BASE, CLAUSE, EACH_FIGURE, LENGTH, MEASURED, NO_FIGURE, signs
from amends.regulations import folders
from benchmarks.referee import HALVES, LIBRARY, judge_report, judge_sentence
from tools.learned_from import with_line
from tools.weigh_referee_set import Labelled, fields, rows_of

DEVELOPMENT = HALVES / "development"
ROWS = LIBRARY / "rules-weighed.toml"
PASSES = {
    "weighed-cause-zh": 15, "weighed-cause-en": 30, "weighed-action-zh": 23, "weighed-action-en": 30,
    "weighed-containment-zh": 5, "weighed-containment-en": 14, "weighed-verification-zh": 20,
    "weighed-verification-en": 20, "weighed-standard-zh": 12, "weighed-standard-en": 8,
}  # fmt: skip
"""So heavy, in hundredths, may a field be: held out, at most 1 of 200 good fields was heavier."""
COST, ROUNDS, SEED = 1.0, 40, 8
SCALES = {BASE: 1.0, EACH_FIGURE: 0.5, NO_FIGURE: 1.0, LENGTH: 0.5, CLAUSE: 1 / 6}
A_GROUP = 0.3
"""How far measures and a group count beside the grains."""
LIGHTEST = 10
"""In hundredths; a grain that weighs less is left out."""
WIDTH = 118

Signed = dict[str, float]
Judge = Callable[[Mapping[str, Any]], object]


def main() -> None:
    """Write the weights, or tell the rates of each part when it was held out."""
    pack = load(folders.read(LIBRARY))
    weighed = [row for row in pack.referee if row.looks_for == "weighed"]
    bare = pack.model_copy(update={"referee": tuple(row for row in pack.referee if row.looks_for != "weighed")})
    every = list(fields(DEVELOPMENT, bare))
    if sys.argv[1:] == ["hold-out"]:
        held_out(bare, weighed, every)
        return
    text = ROWS.read_text("utf-8")
    for row in weighed:
        text = _with_weights(text, learned(row, every, bare))
    ROWS.write_text(with_line(text, DEVELOPMENT), "utf-8")


def learned(row: RefereeRow, every: Iterable[Labelled], pack: Pack) -> RefereeRow:
    """Return a rule whose weights were learned from the fields that it reads."""
    mine = [one for one in every if one.field in row.reads and one.language == row.language]
    groups = {one.id: one for one in pack.referee_words}
    names = [
        name for name in (one.rpartition(" ")[0] for one in row.weights) if name[0] == "<" and name not in MEASURED
    ]
    patterns = {name: Patterns((name,), groups) for name in names}
    signed = [_signed(Written(one.field, one.text), patterns) for one in mine]
    often = Counter(name for one in signed for name in one)
    kept = [{name: much for name, much in one.items() if often[name] > 1} for one in signed]
    weights = dict.fromkeys([*MEASURED, *names], 0.0) | separated(kept, [one.bad for one in mine])
    return row.model_copy(update={"weights": tuple(_told(row.id, weights))})


def _signed(field: Written, patterns: Mapping[str, Patterns]) -> Signed:
    found = signs(field)
    measured = {name: much * SCALES[name] for name, much in found.measured.items()}
    said = {name: A_GROUP for name, words in patterns.items() if words.first(field.folded)}
    return measured | said | dict.fromkeys(sorted(found.grains), found.each)


def separated(signed: list[Signed], bad: list[bool]) -> Signed:
    """Return the weights of a support vector machine (dual coordinate descent); good and bad count the same in all."""
    share = sum(bad) / len(bad)
    soft = [(share if one else 1 - share) / COST for one in bad]
    squares = [sum(much * much for much in one.values()) + of for one, of in zip(signed, soft, strict=True)]
    dual, weights, order = [0.0] * len(bad), Counter[str](), list(range(len(bad)))
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for at in order:
            side = 1 if bad[at] else -1
            margin = side * sum(weights[name] * much for name, much in signed[at].items())
            new = max(dual[at] - (margin - 1 + dual[at] * soft[at]) / squares[at], 0.0)
            step, dual[at] = (new - dual[at]) * side, new
            for name, much in signed[at].items() if step else ():
                weights[name] += step * much  # type: ignore[assignment]
    return dict(weights)


def _told(rule: str, weights: Signed) -> Iterator[str]:
    """Yield each name with its weight in hundredths, grains that weigh next to nothing left out."""
    for name, weight in sorted(weights.items()):
        named = name[0] == "<"
        much = round(100 * weight * (SCALES.get(name, A_GROUP) if named else 1)) - (name == BASE) * PASSES[rule]
        if named or abs(much) >= LIGHTEST:
            yield f"{name} {much}"


def _with_weights(text: str, row: RefereeRow) -> str:
    found = re.search(rf'id = "{row.id}"\n(?:.*\n)*?weights = \[\n((?:.*\n)*?)\]\n', text)
    if found is None:
        raise ValueError(f"{ROWS.name} has no weights for {row.id}")
    return text[: found.start(1)] + _lines(row.weights) + text[found.end(1) :]


def _lines(weights: Iterable[str]) -> str:
    lines: list[str] = []
    line = " "
    for said in (f' "{one}",' for one in weights):
        if len(line) + len(said) > WIDTH:
            lines, line = [*lines, line], " "
        line += said
    return "".join(f"{one}\n" for one in [*lines, line])


def held_out(pack: Pack, weighed: list[RefereeRow], every: list[Labelled]) -> None:
    """Print what rules and weights refuse of each part, the weights learned without it."""
    totals: Counter[str] = Counter()
    for part in sorted({one.part for one in every}):
        rows = [learned(row, [one for one in every if one.part != part], pack) for row in weighed]
        both = pack.model_copy(update={"referee": (*pack.referee, *rows)})
        counts = Counter(_judged(both, DEVELOPMENT if part == DEVELOPMENT.name else DEVELOPMENT / part))
        totals += counts
        print(part, _rates(counts), flush=True)
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
