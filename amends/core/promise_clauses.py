"""Text into sentences and clauses, each with its place: what is promised is promised in one clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = re.compile(
    r"[。！？!?；;\n…]+[”’」』\"']*"
    r"|(?<![\d.][ap])(?<!\b[AaPp]\.[Mm])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bno)(?<!\bnos)(?<!\bapprox)(?<!\bcust)(?<!\bre)(?<!\bincl)(?<!\bca)(?<!\bresp)(?<!\bMessrs)(?<!\bSt)(?<!\bref)(?<!\btel)(?<!\barr)(?<!\brepl)(?<!\beng)(?<!\bopt)(?<!\bStk)(?<!\bcomm)(?<!\bFeb)(?<!\bJan)(?<!\bAug)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\be\.g)(?<!\bi\.e)\.(?!\d"
    r"|[a-z]\.)[”’\"']*(?=\s|$)|(?<=[ap]\.m)\.(?=\s+[A-Z][a-z])"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_COMMAS = re.compile(
    r"[，：—]+|,(?!\d|\s\d{1,2}[:.]\d{2}\b)|(?<!\d),(?!\s\d{1,2}[:.]\d{2}\b)|:(?!\d)|\s[-–—]\s"
    r"|[“”「」『』\"]"
)
_BULLET = re.compile(r"^[\s\-*•·>]*(?:\d{1,2}[、.)）]\s*(?!\d))?\s*")
_AND_ZH = re.compile(
    r"(?<!合)并(?:且)?(?=(?:将|会)?(?:在|于)"
    r"|[今明后本下周一二三四五六七八九十\d])|同时|然后|随后|之后(?=再|会|我)"
)
_AND_EN = re.compile(
    r"\s(?:and|but|then|so(?=\s(?:I|we|you|he|she|they|the|your)\b))\s(?!\d|(?:\w+\s)?(?:[ap]\.?m|noon"
    r"|o'clock))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text between two commas. ``asks``: it is, or ends, a question."""

    start: int
    end: int
    text: str
    asks: bool = False
    quoted: bool = False

    @property
    def is_chinese(self) -> bool:
        """Return whether it is read as Chinese."""
        return bool(_CHINESE.search(self.text))


def sentences(text: str) -> Iterator[tuple[Clause, ...]]:
    """Yield the clauses of each sentence, none of them empty."""
    start = 0
    for end in (*(found.end() for found in _ENDS.finditer(text)), len(text)):
        if found := tuple(_clauses(text, start, end)):
            yield found
        start = end


def _clauses(text: str, start: int, end: int) -> Iterator[Clause]:
    asks, opened = bool(re.search(r"[?？][”’」』\"']*$", text[start:end].rstrip())), False
    stops = [*_stops(text, start, end), (end, end)]
    last = max((a for a, _ in stops if text[start:a].strip()), default=end)
    for stop, after in stops:
        body = text[start:stop]
        lead = len(body) - len(_BULLET.sub("", body))
        if re.search(r"\w", body[lead:]):
            yield Clause(start + lead, start + len(body.rstrip()), body[lead:].rstrip(), asks and stop >= last, opened)
        opened = _opens(text[stop:after], opened)
        start = after


def _opens(mark: str, opened: bool) -> bool:
    """Return whether what follows a mark is in quotes."""
    if re.search(r"[“「『]", mark):
        return True
    if re.search(r"[”」』]", mark):
        return False
    return not opened if '"' in mark else opened


def _stops(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where clauses end and the next ones begin, in order."""
    body = text[start:end]
    found = [(start + one.start(), start + one.end()) for one in _COMMAS.finditer(body)]
    found += [(start + one.start(), start + one.start() + 1) for one in _AND_EN.finditer(body)]
    found += [(start + one.start(), start + one.start()) for one in _AND_ZH.finditer(body)]
    return sorted(found)
