"""Compile answers under every shipped pack and say how long one takes: `python -m benchmarks.reply`.

No database: what is measured is the reply compiler, as the step and the form ask it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from zoneinfo import ZoneInfo

from amends.core.conditions import ALWAYS
from amends.core.evaluate import Scene
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.reply_compiler import SECOND, answer_of, compile_reply, compile_whole
from amends.core.reply_content import PART
from amends.core.working_calendar import WorkingCalendar
from amends.regulations import folders

ZH = "依据《投诉处理规定》第三条，我们将于2024年3月8日前退还您3,000元，三个工作日内回电，电话 0755-88881234。"
EN = "Under article 3 of the Act we refund RMB 3,000 by 8 March 2024; call within three working days: 0755-88881234. "
LENGTHS = (500, 1_500, 5_000)
_UNLIKE = count(1)
NOW = datetime(2024, 3, 4, 2, tzinfo=UTC)


def main() -> None:
    """Print, for answers of each length in two languages, the median, the slowest of a hundred and the slowest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often each answer is compiled under each pack")
    options = parser.parse_args()
    packs = [pack for folder in folders.shipped() if (pack := load(folders.read(folder))).part]
    print(f"{len(packs)} packs with {sum(len(one.part) for one in packs)} parts, {options.times} times each")
    for length in LENGTHS:
        took = sorted(ms for pack in packs for _nth in range(options.times) for ms in _compiled(pack, length))
        at = {name: took[min(len(took) - 1, int(len(took) * share))] for name, share in (("p50", 0.5), ("p99", 0.99))}
        print(f"{length} letters: p50 {at['p50']:.1f} ms, p99 {at['p99']:.1f} ms, slowest {took[-1]:.1f} ms")


def _compiled(pack: Pack, length: int) -> Iterator[float]:
    """Yield the milliseconds that one answer takes for each kind of letter of a pack, all its parts demanded."""
    demanding = pack.model_copy(update={"part": tuple(one.model_copy(update={"when": ALWAYS}) for one in pack.part)})
    scene = _scene(demanding)
    for of in dict.fromkeys(one.of for one in pack.part):
        answer = answer_of(_words(demanding, of, length, next(_UNLIKE)))
        began = time.process_time()  # its own work: other jobs on the machine do not count
        compile_reply(demanding, answer, scene, of=of, known={"number": "CS-2024-000123"})
        compile_whole(answer, language="zh-hans")
        yield (time.process_time() - began) * 1000


def _words(pack: Pack, of: str, length: int, nth: int) -> dict[str, str]:
    """Return the words of an answer that was never seen: half of its letters Chinese, half the same in English."""
    parts = [PART + one.id for one in pack.part if one.of == of]
    each = length // 2 // len(parts)
    said = {name: f"{nth} {name} " + (ZH * (each // len(ZH) + 1))[:each] for name in parts}
    return said | {SECOND + name: f"{nth} {name} " + (EN * (each // len(EN) + 1))[:each] for name in parts}


def _scene(pack: Pack) -> Scene:
    calendar = WorkingCalendar.around_the_clock(ZoneInfo("Asia/Shanghai"))
    facts = {"amount": 3000, "return_date": NOW, "sample_no": "LY-0308"}
    return Scene(pack=pack, facts=facts, instants={}, now=NOW, calendar=calendar, counting=pack.counting)


if __name__ == "__main__":
    main()
