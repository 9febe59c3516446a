"""A pack as a document: articles in order, beside each the rows that carry it out, in plain language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.core.fact_types import rows_of
from amends.core.pack import Article, Example, Pack, Row, SettingRow
from amends.core.plain_language import is_read, read_aloud
from amends.core.plain_words import Words
from amends.core.story import BadStory, Difference, run_story
from amends.core.taking import LIBRARY, PARENT
from amends.core.text import Text

NUMBER = re.compile(r"[A-Z]{1,3}[0-9]+[A-Za-z]?")
FOLDED = ("steps", "fields", "names")
"""What is long and seldom read stands behind a line that opens."""
GROUPS = {
    "list": "decides", "row": "decides", "flag": "decides", "route": "decides", "confidential": "decides",
    "refusal": "decides", "duty": "duties", "gate": "gates", "check": "gates", "check_list": "names",
    "right": "duties", "remedy": "names", "offer": "remedies",
    "authority": "remedies", "part": "words", "phrase": "words", "letter": "words", "advice": "words",
    "template": "words", "review": "gates",
    "supervision": "duties", "discipline": "gates", "report": "names", "measure": "measures", "reference": "names",
    "step": "steps", "inquiry": "steps", "referee": "words", "fingerprint": "decides", "cause_class": "names",
    "sample": "gates", "paper": "words", "log": "gates",
    "field": "fields", "stage": "names", "role": "names",
}  # fmt: skip
COMES_FROM = ("", "parent", "library")
ORDER = ("decides", "duties", "measures", "gates", "remedies", "words", "steps", "fields", "names")


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the machine half; ``code``: its number, where it has one; ``shown_by``: how many examples show it."""

    id: str
    code: str
    text: str
    shown_by: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one sort under an article."""

    title: str
    folded: bool
    rows: tuple[RowLine, ...]


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """An article with the machine's reading of it; ``origin``: parent, library, or empty for the pack's own."""

    article: Article
    groups: tuple[Group, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A point that the source leaves open. ``value`` empty: not decided; ``own``: decided by the organisation."""

    id: str
    question: Text
    article: str
    value: str
    own: bool
    in_source: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is."""

    articles: int
    rows: int
    examples: int


@dataclass(frozen=True, slots=True)
class Story:
    """An example that was run."""

    example: Example
    differences: tuple[Difference, ...]
    fault: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the numbers of the rows that it shows."""
        return tuple(one for one in self.example.shows if number_of(one))

    @property
    def passed(self) -> bool:
        """Return whether all is as expected."""
        return not self.differences and not self.fault


def articles(pack: Pack, language: str) -> tuple[ArticlePart, ...]:
    """Return the articles, each with its rows: the pack's own first, then its parent's, then those of libraries."""
    words = Words(pack, language)
    by_article: dict[str, dict[str, list[RowLine]]] = {}
    for table, row in rows_of(pack):
        if is_read(row) and (number := getattr(row, "article", "")):
            group = by_article.setdefault(number, {}).setdefault(GROUPS[table], [])
            group.append(
                RowLine(_name(row), number_of(_name(row)), read_aloud(words, row), _shown_by(pack, _name(row)))
            )
    ordered = sorted(pack.article, key=lambda one: COMES_FROM.index(came_from(one)))
    return tuple(ArticlePart(one, tuple(_groups(by_article.get(one.no, {}))), came_from(one)) for one in ordered)


def came_from(row: Row) -> str:
    """Return whether a row is the pack's own (empty), its parent's, or a library's."""
    return "library" if LIBRARY in row.file else "parent" if row.file.startswith(PARENT) else ""


def number_of(row: str) -> str:
    """Return the id of a row when it is a number that people quote, such as M3 or C25; a machine's name is none."""
    return row if NUMBER.fullmatch(row) else ""


def sentence_of(pack: Pack, row: str, language: str) -> str:
    """Return what the row with an id says, else nothing."""
    words = Words(pack, language, marks_settings=False)
    return next((read_aloud(words, one) for _table, one in rows_of(pack) if _name(one) == row and is_read(one)), "")


def _name(row: Row) -> str:
    return str(getattr(row, "id", "") or "")


def _shown_by(pack: Pack, row: str) -> int:
    return sum(row in example.shows for example in pack.example) if row else 0


def _groups(rows: dict[str, list[RowLine]]) -> Iterator[Group]:
    titles = {
        "decides": _("What is decided"), "duties": _("Who owes what by when"), "measures": _("What is measured"),
        "gates": _("What must be there first"),
        "remedies": _("What may be offered"), "words": _("What is said and written"), "steps": _("Steps"),
        "fields": _("Fields of forms"), "names": _("Names"),
    }  # fmt: skip
    yield from (Group(titles[one], one in FOLDED, tuple(rows[one])) for one in ORDER if one in rows)


def settings_of(pack: Pack, language: str) -> tuple[SettingLine, ...]:
    """Return every setting with its value in words, the undecided ones first."""
    words = Words(pack, language)
    found = [_setting(pack, words, row) for row in pack.setting]
    return tuple(sorted(found, key=lambda one: bool(one.value)))


def _setting(pack: Pack, words: Words, row: SettingRow) -> SettingLine:
    value = pack.setting_value(row.id)
    shown = "" if value in (None, "") else words.setting_value(row.id)
    return SettingLine(row.id, row.question, row.article, shown, row.id in pack.chosen, row.said_in_source)


def totals(pack: Pack) -> Totals:
    """Return how many articles, rows and examples a pack has."""
    return Totals(len(pack.article), sum(1 for _table, row in rows_of(pack) if is_read(row)), len(pack.example))


def told(pack: Pack, row: str = "") -> tuple[Story, ...]:
    """Return the examples that show a row (all without one), each run through the rule core."""
    wanted: Iterator[Example] = (one for one in pack.example if not row or row in one.shows)
    return tuple(_told(pack, one) for one in wanted)


def _told(pack: Pack, example: Example) -> Story:
    try:
        return Story(example, run_story(pack, example))
    except (BadStory, ValueError) as fault:
        return Story(example, (), str(fault))
