"""What a word means in one regulation (FR-256): "major" is five people together here, and left open there.

Grade names are local (DOMAIN X-06). A word is looked for in the titles of grades, marks and
choices; what it means are the rows that give the grade or mark, or the article of the choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amends.core.pack import FieldRow, FlagRow, GradeRow, Pack
from amends.core.plain_language import sentence
from amends.core.text import Text
from amends.core.wording import folded


@dataclass(frozen=True, slots=True)
class Meaning:
    """One use of a word. ``defined_by`` empty: the regulation names it and does not say what it is.

    ``set_by``: the roles that decide it by hand; ``remains``: it is what no row makes heavier.
    """

    word: Text
    article: str
    defined_by: tuple[Text, ...] = ()
    set_by: tuple[str, ...] = ()
    remains: bool = False

    @property
    def is_defined(self) -> bool:
        """Return whether the regulation says what the word means."""
        return bool(self.defined_by) or self.remains


def meanings(pack: Pack, word: str) -> tuple[Meaning, ...]:
    """Return every use of a word (part of a title, either language, any case or script) in a pack (FR-256, FR-257)."""
    asked = folded(word)
    found = (*_of_grades(pack), *_of_flags(pack), *_of_choices(pack)) if asked else ()
    return tuple(one for one in found if asked in folded(one.word.zh) or asked in folded(one.word.en))


def _of_grades(pack: Pack) -> Iterator[Meaning]:
    return (_of_grade(pack, row) for row in pack.grade)


def _of_grade(pack: Pack, row: GradeRow) -> Meaning:
    of = pack.lists.get(row.list)
    giving = tuple(sentence(pack, one) for one in pack.row if (one.list, one.grade) == (row.list, row.id))
    remains = of is not None and of.default == row.id
    article = row.article or (of.article if of else "")
    return Meaning(row.title, article, giving, of.set_by if of else (), remains)


def _of_flags(pack: Pack) -> Iterator[Meaning]:
    return (Meaning(row.title, row.article, _flag(pack, row), row.set_by) for row in pack.flag)


def _flag(pack: Pack, row: FlagRow) -> tuple[Text, ...]:
    return () if row.when is None else (sentence(pack, row),)


def _of_choices(pack: Pack) -> Iterator[Meaning]:
    return (one for row in pack.field for one in _of_field(pack, row))


def _of_field(pack: Pack, row: FieldRow) -> Iterator[Meaning]:
    article = pack.articles.get(row.article)
    says = (article.text,) if article else ()
    return (Meaning(choice.text, row.article, says) for choice in row.choices)
