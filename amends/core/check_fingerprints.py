"""Can a defect be known again, and can somebody declare what became of the earlier 8D?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.core.check_duties import is_span
from amends.core.fact_types import fact_types
from amends.core.finding import Finding
from amends.core.pack import FingerprintRow, Pack
from amends.core.places import about

EARLIER, WORD, REASON = "earlier_8d", "earlier_action", "reason"
DECLARED = ("failed", "other_cause")


def check_fingerprints(pack: Pack) -> Iterator[Finding]:
    """Yield spans and shares that cannot be read, meanings of one word, and steps that declare nothing."""
    for row in pack.fingerprint:
        if isinstance(row.within, str) and not is_span(row.within, words=()):
            yield _fault(row, "within", f"“within”不是时长：{row.within!r}", f"“within” is no span: {row.within!r}")
        if row.within is not None and not isinstance(row.within, str | Mapping):
            yield _fault(row, "within", "“within”不是时长", "“within” is no span")
        if not 1 <= row.words_at_least <= 100:
            yield _fault(row, "words_at_least", "须为 1 至 100", "a share from 1 to 100 per cent")
        for line in row.alike:
            if len([one for one in line.split("=") if one.strip()]) < 2:
                yield _fault(row, "alike", f"只有一个词：{line}", f"one word alone: {line}")
        yield from _step(pack, row)


def _step(pack: Pack, row: FingerprintRow) -> Iterator[Finding]:
    step = pack.steps.get(row.declared_by)
    if step is None:
        return  # that it is not there, check_names says
    for name in (EARLIER, WORD, REASON):
        if name not in step.asks:
            zh, en = f"步骤“{step.id}”没有询问“{name}”", f"the step “{step.id}” does not ask for “{name}”"
            yield _fault(row, "declared_by", zh, en)
    known = fact_types(pack).get(WORD)
    if known and set(known.choices) != set(DECLARED):
        zh, en = f"“{WORD}”的选项须为 {', '.join(DECLARED)}", f"the choices of “{WORD}” are {', '.join(DECLARED)}"
        yield _fault(row, "declared_by", zh, en)


def _fault(row: FingerprintRow, key: str, zh: str, en: str) -> Finding:
    return about("fingerprint", row, "value", key=key, zh=zh, en=en)
