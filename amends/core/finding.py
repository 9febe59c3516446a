"""What is wrong with a pack: a fault named by file, row, article and key, with a witness.

``loading`` finds faults of form, ``checker`` faults of meaning; both speak in findings,
so the command line, the regulation screen and the API show them the same way (FR-049).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from amends.core.calendar_words import read_calendar
from amends.core.text import Text
from amends.core.told_moment import moment_like

Level = Literal["error", "open", "note"]
"""``error``: not to be published. ``open``: the organisation has to decide. ``note``: worth a look."""


NOT_FINISHED = "not_finished"
"""The kind of the finding that says that the checker was stopped."""


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case that shows what a finding says, to be read and to be opened in Try.

    ``facts`` is what the form of Try takes, as JSON; ``ages`` are instants among the facts, so long before
    the moment of trying. ``beside``: what Try cannot be told (how long ago, how many, a grade set by hand).
    ``told``: on what day of the week, kind of day and at what time it is told, on which ``calendar``.
    ``just_told``: nothing else is needed, Try shows it. Not ``certain``: only on some days of some calendars.
    """

    says: Text
    facts: Mapping[str, Any]
    ages: Mapping[str, timedelta] = field(default_factory=dict)
    beside: tuple[Text, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    calendar: str = ""
    certain: bool = True
    just_told: bool = False

    def ask(self, at: datetime) -> dict[str, Any]:
        """Return what to ask Try: ``{ facts, at }``, as JSON; ``at`` is the last moment up to that day that fits."""
        if self.told:
            at = moment_like(self.told, at, read_calendar(self.calendar)) or at
        instants = {name: (at - age).isoformat() for name, age in self.ages.items()}
        return {"facts": {**self.facts, **instants}, "at": at.isoformat()}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. ``nth`` is the place of the row among its kind in the file, from 1; 0: not about a row."""

    kind: str
    says: Text
    file: str = ""
    table: str = ""
    nth: int = 0
    row: str = ""
    article: str = ""
    key: str = ""
    witness: Mapping[str, Any] | None = None
    level: Level = "error"
    case: ShownCase | None = None

    def __str__(self) -> str:
        """Return the English line that names file, row and article."""
        return self.line("en")

    def line(self, language: str) -> str:
        """Return the finding as one line, e.g. ``grading.toml, row 3 (M3, article 3.2): …`` (FR-049)."""
        words = _EN if language.lower().startswith("en") else _ZH
        place = [self.file] if self.file else []
        if self.nth:
            table = "" if self.table == "row" else self.table + " "
            place.append(words["nth"].format(table=table, nth=self.nth))
        named = words["join"].join(filter(None, [self.row, self.article and words["article"].format(no=self.article)]))
        head = words["join"].join(place) + (words["named"].format(named=named) if named else "")
        return (head + words["colon"] if head else "") + self.says.in_(language)


_EN = {"nth": "{table}row {nth}", "article": "article {no}", "join": ", ", "named": " ({named})", "colon": ": "}
_ZH = {"nth": "{table}第{nth}行", "article": "条款{no}", "join": "，", "named": "（{named}）", "colon": "："}


class BrokenPack(ValueError):
    """A pack that cannot be used; nothing of it was loaded (FR-254). ``findings`` says all that is wrong."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))
