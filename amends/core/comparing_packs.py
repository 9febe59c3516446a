"""What differs between two versions of a regulation: article by article, row by row, read aloud in both languages.

Rows are the same row when they have the same name in the same table (an authority, which
has none, by role and kinds). Nothing is said of where a row stands in its files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from amends.core.conditions import ALWAYS, Condition
from amends.core.fact_types import rows_of
from amends.core.loading import row_tables
from amends.core.pack import Article, Pack, Row, SettingRow
from amends.core.plain_conditions import says
from amends.core.plain_language import is_read, read_aloud
from amends.core.plain_words import Words
from amends.core.text import Text

HEAD = "pack"
"""The table of what is said at the top of a pack: its version, calendar, counting, signatures."""
NOTHING = Text(zh="", en="")
_PLACES = ("file", "nth")
_NOT_OF_THE_HEAD = frozenset({"chosen", "counting", "counting_from"})
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One key of a row that differs, as each version writes it: ``within``, ``12 h``, ``8 h``."""

    key: str
    old: Text
    new: Text


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is new, gone or different. ``row``: its name; for the head of a pack, the key that changed.

    ``parts`` are the keys that differ (none for a row that came or went). ``old_says`` and
    ``new_says`` read the row aloud before and after, empty where there is none.
    """

    kind: Literal["added", "removed", "changed"]
    table: str
    row: str
    article: str
    old: Row | None
    new: Row | None
    parts: tuple[Part, ...] = ()
    old_says: Text = NOTHING
    new_says: Text = NOTHING


def diff(old: Pack, new: Pack) -> tuple[Change, ...]:
    """Return every change: the head first, then by article in the order of the new version; empty: they say the same.

    What an organisation chose for a setting is part of its row (FR-236, FR-255).
    """
    before, after = _named(old), _named(new)
    sides = _Side(old), _Side(new)
    rows = (_change(key, before.get(key), after.get(key), *sides) for key in dict.fromkeys((*after, *before)))
    return (*_head(old, new), *sorted((one for one in rows if one), key=_order(old, new)))


def by_article(changes: tuple[Change, ...]) -> Mapping[str, tuple[Change, ...]]:
    """Return the changes by article number, in their order; under an empty number what belongs to none."""
    found: dict[str, list[Change]] = defaultdict(list)
    for one in changes:
        found[one.article].append(one)
    return {no: tuple(several) for no, several in found.items()}


class _Side:
    """One of the two packs with its words in both languages, made once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._words = Words(pack, "zh"), Words(pack, "en")

    def says(self, row: Row) -> Text:
        zh, en = (_read(words, row) for words in self._words)
        return Text(zh=zh, en=en)

    def writes(self, value: Any) -> Text:
        zh, en = (_written(words, value) for words in self._words)
        return Text(zh=zh, en=en)

    def keys(self, row: Row) -> dict[str, Any]:
        found = {info.alias or name: getattr(row, name) for name, info in type(row).model_fields.items()}
        chosen = {"value": self.pack.setting_value(row.id)} if isinstance(row, SettingRow) else {}
        return {key: value for key, value in (found | chosen).items() if key not in _PLACES}


def _read(words: Words, row: Row) -> str:
    if is_read(row):
        return read_aloud(words, row)
    if isinstance(row, Article):
        return row.text.in_(words.language)
    if isinstance(row, SettingRow):
        return f"{row.question.in_(words.language)} {words.setting(row.id)}"
    title: Text | None = getattr(row, "title", None) or getattr(row, "says", None)
    return title.in_(words.language) if title else name_of(row)


def _written(words: Words, value: Any) -> str:
    """Return a value as a pack writes it; conditions are read aloud, parts of a row by their keys."""
    if value is None or value == () or value == ALWAYS:
        return "—"
    if isinstance(value, Text):
        return value.in_(words.language)
    if isinstance(value, Condition):
        return says(words, value)
    if isinstance(value, Row):
        given = {info.alias or name: getattr(value, name) for name, info in type(value).model_fields.items()
                 if name not in _PLACES and getattr(value, name) != info.default}  # fmt: skip
        return f"{{ {', '.join(f'{key} = {_written(words, one)}' for key, one in given.items())} }}"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_written(words, one)}' for key, one in value.items())} }}"
    if isinstance(value, tuple | list):
        return words.say("、", ", ").join(_written(words, one) for one in value)
    return words.value("", value) if isinstance(value, bool) else str(value)


def name_of(row: Row) -> str:
    """Return the name by which people know a row: its id, number, step or role; of an example its title."""
    found = next((value for key in ("id", "no", "step", "role") if (value := getattr(row, key, ""))), "")
    title = getattr(row, "title", None)
    return str(found) or (title.zh if title else "")


def _named(pack: Pack) -> dict[Key, Row]:
    """Return the rows by table, name and how-manieth of that name."""
    found: dict[Key, Row] = {}
    for table, row in rows_of(pack):
        name, nth = (table, getattr(row, "list", "") if table == "grade" else "", _among_its_like(row)), 1
        while (*name, str(nth)) in found:
            nth += 1
        found[*name, str(nth)] = row
    return found


def _among_its_like(row: Row) -> str:
    kinds = getattr(row, "kinds", ()) if not getattr(row, "id", "") and hasattr(row, "role") else ()
    return " ".join((name_of(row), *kinds))


def _change(key: Key, old: Row | None, new: Row | None, before: _Side, after: _Side) -> Change | None:
    row = new or old
    assert row is not None  # a key is of one of the two packs
    parts = tuple(_parts(old, new, before, after)) if old and new else ()
    if old and new and not parts:
        return None
    return Change(
        "changed" if old and new else "added" if new else "removed",
        key[0], name_of(row), row.no if isinstance(row, Article) else getattr(row, "article", ""), old, new, parts,
        before.says(old) if old else NOTHING, after.says(new) if new else NOTHING,
    )  # fmt: skip


def _parts(old: Row, new: Row, before: _Side, after: _Side) -> Iterator[Part]:
    was, now = before.keys(old), after.keys(new)
    for key in now:
        if was.get(key) != now[key]:
            yield Part(key, before.writes(was.get(key)), after.writes(now[key]))


def _head(old: Pack, new: Pack) -> Iterator[Change]:
    before, after = _Side(old), _Side(new)
    was, now = _head_keys(old), _head_keys(new)
    for key in now:
        if was[key] != now[key]:
            part = Part(key, before.writes(was[key]), after.writes(now[key]))
            yield Change("changed", HEAD, key, "", None, None, (part,), part.old, part.new)


def _head_keys(pack: Pack) -> dict[str, Any]:
    found = {key: getattr(pack, key) for key in Pack.model_fields if key not in _NOT_OF_THE_HEAD | row_tables().keys()}
    return found | {f"counting.{key}": value for key, value in asdict(pack.counting).items()}


def _order(old: Pack, new: Pack) -> Any:
    """Return the sorting: by article as the new version has them, those that are gone where they stood."""
    places = {no: nth for nth, no in enumerate(dict.fromkeys((*new.articles, *old.articles)))}
    tables = {table: nth for nth, table in enumerate(Pack.model_fields)}
    return lambda one: (places.get(one.article, len(places)), tables[one.table], (one.new or one.old).nth)
