"""How well the referee of 8D reports judges a labelled half, and how long it takes for 5,000 characters.

python -m benchmarks.referee                 # the untouched half: rates only, never a sentence
python -m benchmarks.referee development     # what the rules were made with, all of it
python -m benchmarks.referee --database      # and how long PostgreSQL takes for what is compared of 300 earlier 8Ds
"""

from __future__ import annotations

import argparse
import math
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from amends.core import referee_content
from amends.core.kept_runs import kept_of, packed, unpacked
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.referee import EarlierText, RefereeObjection, ready, referee
from amends.regulations import folders
from benchmarks.beside import beside_database

HALVES = Path(__file__).parent.parent / "tests" / "labelled" / "eight_d"
LIBRARY = folders.LIBRARIES / "eight-d"
LENGTH = 5_000
TEXTS, LETTERS = 4_000, 112
"""So many earlier texts, each cut to so many letters."""
Z = 1.959964
"""Of the normal distribution, for 95 %."""


def main() -> None:
    """Print the rates of sentences and reports, then the time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", default="untouched", choices=["untouched", "development"])
    parser.add_argument("--database", action="store_true", help="also fetch what is compared from PostgreSQL")
    options = parser.parse_args()
    half, pack = HALVES / options.half, load(folders.read(LIBRARY))
    sentences, reports = (labelled(half, kind) for kind in ("sentence", "report"))
    _tell("sentences", [(one, judge_sentence(pack, one)) for one in sentences])
    _tell("reports", [(one, judge_report(pack, one, reports)) for one in reports])
    first, later = _milliseconds(pack, reports)
    print(f"time for {LENGTH:,} characters: {later:.0f} ms; the first time {first:.0f} ms")
    for how, milliseconds in _beside(pack, reports).items():
        print(f"  beside {TEXTS:,} texts of earlier reports, {how}: {milliseconds:.0f} ms")
    for what, (wall, cpu) in beside_database(reports).items() if options.database else ():
        print(f"  {what}: {wall:.0f} ms, of the processor {cpu:.0f} ms")


def judge_sentence(pack: Pack, one: Mapping[str, Any]) -> frozenset[str]:
    """Return the codes against a sentence, judged alone in its field."""
    field = str(one["field"])
    beside = {"problem": one.get("problem"), "cause_occurrence": one.get("cause")}
    report = {name: str(text) for name, text in beside.items() if text and name != field} | {field: str(one["text"])}
    found = [each for each in referee(pack.referee, report, words=pack.referee_words) if each.field == field]
    return _codes(found)


def judge_report(pack: Pack, one: Mapping[str, Any], others: list[dict[str, Any]]) -> frozenset[str]:
    """Return the codes against a report; the good ones of the half are the earlier reports, but its own source."""
    own = {one["id"], one.get("written_from")}
    known = [
        other for other in others
        if other["id"] not in own and other.get("copied_from") != one["id"]
        and (other["label"] == "good" or other["id"] == one.get("copied_from"))
    ]  # fmt: skip
    earlier = [EarlierText(other["id"], text) for other in known for text in other["fields"].values()]
    # A report is handed in whole: what it leaves out is empty.
    report = {field: "" for row in pack.referee for field in row.reads} | one["fields"]
    return _codes(referee(pack.referee, report, words=pack.referee_words, earlier=earlier))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z * Z
    middle = share + square / (2 * of)
    half = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return (middle - half) / (1 + square / of), (middle + half) / (1 + square / of)


def labelled(half: Path, kind: str = "report") -> list[dict[str, Any]]:
    """Return the labelled sentences or reports of a half, those of its folders too."""
    return [one for path in sorted(half.rglob(f"{kind}s.toml")) for one in tomllib.loads(path.read_text("utf-8"))[kind]]


def _codes(found: list[RefereeObjection] | tuple[RefereeObjection, ...]) -> frozenset[str]:
    return frozenset(one.code for one in found)


def _tell(what: str, judged: list[tuple[Mapping[str, Any], frozenset[str]]]) -> None:
    for label, verb in (("bad", "refused"), ("good", "refused")):
        for language in ("", "zh", "en"):
            rows = [codes for one, codes in judged if one["label"] == label and language in ("", one["lang"])]
            _line(f"{label} {what} {verb} {language}".rstrip(), sum(1 for codes in rows if codes), len(rows))
    for code, hits, of in _by_code(judged):
        _line(f"  {code}: named where it is labelled", hits, of)
    alarms = Counter(code for one, codes in judged if one["label"] == "good" for code in codes)
    good = sum(1 for one, _ in judged if one["label"] == "good")
    for code, hits in sorted(alarms.items()):
        _line(f"  {code}: good {what} refused by it", hits, good)


def _by_code(judged: list[tuple[Mapping[str, Any], frozenset[str]]]) -> Iterator[tuple[str, int, int]]:
    labelled = [(set(one["rules"]), codes) for one, codes in judged if one["label"] == "bad"]
    for code in sorted(set().union(*(rules for rules, _ in labelled))):
        having = [codes for rules, codes in labelled if code in rules]
        yield code, sum(1 for codes in having if code in codes), len(having)


def _line(what: str, hits: int, of: int) -> None:
    low, high = wilson(hits, of)
    share = f"{hits / of:.1%}" if of else "—"
    print(f"{what:52} {hits:4} of {of:4}  {share:>6}  [{low:.1%}, {high:.1%}]")


def _long(reports: list[dict[str, Any]]) -> dict[str, str]:
    """Return a report as long as asked, put together from the fields of several."""
    long: dict[str, str] = {}
    for report in reports:
        if sum(map(len, long.values())) >= LENGTH:
            break
        long = {name: "\n".join(filter(None, (long.get(name), text))) for name, text in report["fields"].items()}
    return long


def _milliseconds(pack: Pack, reports: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the time for one report the first time in a process that is ready, and the median of later ones."""
    long, seconds = _long(reports), []
    for _ in ready(pack.referee, pack.referee_words):
        pass
    for _ in range(8):
        seconds.append(_timed(pack, long, ()))
    return seconds[0] * 1000, median(seconds[1:]) * 1000


def _beside(pack: Pack, reports: list[dict[str, Any]]) -> dict[str, float]:
    """Return the median time beside earlier reports: their texts read anew, their runs as they are kept, known."""
    parts = [text for report in reports for text in report["fields"].values() if text]
    texts = [f"{nth} {parts[nth % len(parts)]}"[:LETTERS] for nth in range(TEXTS)]
    kept = [packed(kept_of({"text": text})) for text in texts]
    seconds: dict[str, list[float]] = {"texts read": [], "runs kept": [], "runs known": []}
    for _ in range(7):
        referee_content._KNOWN.clear()
        seconds["texts read"].append(_timed(pack, _long(reports), [EarlierText("8D", text) for text in texts]))
        began = time.process_time()
        runs = [EarlierText("8D", runs=one.runs) for each in kept for one in unpacked(each) or ()]
        unpacking = time.process_time() - began
        known = _timed(pack, _long(reports), runs)
        seconds["runs known"].append(known)
        seconds["runs kept"].append(unpacking + known)
    return {how: median(found) * 1000 for how, found in seconds.items()}


def _timed(pack: Pack, report: Mapping[str, str], earlier: Sequence[EarlierText]) -> float:
    began = time.process_time()
    referee(pack.referee, report, words=pack.referee_words, earlier=earlier)
    return time.process_time() - began


if __name__ == "__main__":
    main()
