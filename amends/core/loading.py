"""TOML texts in; a Pack, or every fault found, out. All or nothing (FR-254).

The disk is somebody else's: ``files`` maps a name such as ``grading.toml`` to its text.
Rows of one kind are put together from all files of the pack, in the order of the files, after
those that the pack takes from a library or extends (taking.py).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import fields, replace
from functools import cache, lru_cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from amends.core.citing import with_editions
from amends.core.due import Counting
from amends.core.faults_of_form import fault_of_form, finding_of_toml
from amends.core.finding import BrokenPack, Finding
from amends.core.pack import Pack, Row, SettingRow
from amends.core.setting_values import fault_of_value
from amends.core.taking import LIBRARY, PARENT, UNIQUE_WITHIN, Rows, extend, name_of, take_in
from amends.core.toml_traps import Place, deeper, dotted, has_long_key, odd_values

__all__ = ["BrokenPack", "Finding", "load", "load_tables", "tables_of"]

Tables = dict[str, dict[str, Any]]
"""What the files of a pack hold: file, then table or key."""
FILE_ENDING = ".toml"
DEEPEST = 60
"""No regulation nests conditions so deep; a bomb does."""


def load(files: Mapping[str, str], chosen: Mapping[str, Any] | None = None) -> Pack:
    """Return the pack that the files describe, with the organisation's choices for its settings.

    Raises BrokenPack with every fault of form; each names file, row, article and key (FR-049, FR-254).
    """
    findings: list[Finding] = []
    tables = {name: _toml(name, text, findings) for name, text in files.items()}
    return _put_together(tables, chosen, findings)


def tables_of(files: Mapping[str, str]) -> Tables:
    """Return what the files hold, by name, to be changed at will. Raises BrokenPack for what is no TOML."""
    findings: list[Finding] = []
    tables = {name: _toml(name, text, findings) for name, text in files.items()}
    if findings:
        raise BrokenPack(findings)
    return deepcopy(tables)


def load_tables(tables: Tables, chosen: Mapping[str, Any] | None = None) -> Pack:
    """Return the pack of files already read as TOML, which stay as they are. Raises BrokenPack as ``load`` does."""
    return _put_together(tables, chosen, [])


def _put_together(tables: Tables, chosen: Mapping[str, Any] | None, findings: list[Finding]) -> Pack:
    head, rows = _gathered(tables, "", findings)
    pack = _pack(head, rows, dict(chosen or {}), findings)
    if findings or pack is None:
        raise BrokenPack(findings)
    return pack


def _gathered(tables: Tables, folder: str, findings: list[Finding]) -> tuple[dict[str, Any], Rows]:
    """Return the head and rows of the pack in a folder, with what it takes from the packs inside that folder."""
    head: dict[str, Any] = {}
    rows: Rows = {table: [] for table in row_tables()}
    inside = (folder + LIBRARY, folder + PARENT)
    for name in [name for name in tables if name.startswith(folder) and not name.startswith(inside)]:
        rest = dict(tables[name])
        _take_head(name, rest, head, findings)
        for table, entries in rest.items():
            _take_rows(name, table, entries, rows, findings)
    findings += _twice(rows)
    libraries, parents = (_packs_in(tables, one, findings) for one in inside)
    findings += take_in(rows, {name: taken for name, (_head, taken) in libraries.items()})
    if (above := head.get("extends")) and above in parents:
        extend(rows, parents[above][1])
        head = _head_below(parents[above][0], head)
    elif above:
        place = Place(f"{folder}pack.toml")
        findings.append(
            place.finding("unknown_row", zh=f"没有制度“{above}”", en=f"no pack “{above}” to extend", key="extends")
        )
    return head, rows


def _head_below(parent: Mapping[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return the head of a local pack: its own words before its parent's, and whoever signs the parent signs it too."""
    both = [roles for roles in (parent.get("signatures"), own.get("signatures")) if isinstance(roles, list)]
    # What is no role is left where it stands: the form of the head is told apart.
    each = [role for roles in both for role in roles]
    named = len(both) == 2 and all(isinstance(role, str) for role in each)
    signed = {"signatures": list(dict.fromkeys(each))} if named else {}
    return {**parent, **own, **signed}


def _packs_in(tables: Tables, folder: str, findings: list[Finding]) -> dict[str, tuple[dict[str, Any], Rows]]:
    names = {name.removeprefix(folder).partition("/")[0] for name in tables if name.startswith(folder)}
    return {name: _gathered(tables, f"{folder}{name}/", findings) for name in sorted(names)}


@cache
def row_tables() -> dict[str, type[Row]]:
    """Return the kinds of rows a pack may have, by the name of their table."""
    found: dict[str, type[Row]] = {}
    for name, info in Pack.model_fields.items():
        row = next(iter(get_args(info.annotation)), None)
        if isinstance(row, type) and issubclass(row, Row):
            found[name] = row
    return found


def _toml(name: str, text: str, findings: list[Finding]) -> dict[str, Any]:
    if not name.endswith(FILE_ENDING):
        findings.append(
            Place(name).finding("file", zh="制度包只含 .toml 文件", en="a pack consists of .toml files only")
        )
        return {}
    if has_long_key(text):
        findings.append(Place(name).finding("toml", zh="嵌套过深", en="a key of too many parts"))
        return {}
    try:
        tables = _parsed(text)
    except (ValueError, RecursionError) as error:  # ValueError too: a number of thousands of digits
        findings.append(finding_of_toml(name, error))
        return {}
    if deeper(tables, DEEPEST):
        findings.append(Place(name).finding("toml", zh="嵌套过深", en=f"nested more than {DEEPEST} deep"))
        return {}
    return tables


@lru_cache(maxsize=256)
def _parsed(text: str) -> dict[str, Any]:
    """Return what a text holds, to be read only: a regulation is many files, of which one changes at a time."""
    return tomllib.loads(text)


def _take_head(name: str, tables: dict[str, Any], head: dict[str, Any], findings: list[Finding]) -> None:
    """Move what is about the pack as a whole out of ``tables``: [pack], [counting], top-level keys of pack.toml."""
    found = tables.pop("pack", {})
    if not isinstance(found, dict):
        found = {"pack": found}
    found = dict(found)
    if "counting" in tables:
        found["counting"] = tables.pop("counting")
    if name.rpartition("/")[2] == "pack.toml":
        found |= {key: tables.pop(key) for key in list(tables) if key not in row_tables()}
    place = Place(name)
    findings += odd_values(found, place)
    for key, value in found.items():
        if key in row_tables() or key in ("chosen", "counting_from"):
            findings.append(
                place.finding("unknown_key", zh=f"此处不能写“{key}”", en=f"“{key}” has no place here", key=key)
            )
        elif key in head:
            findings.append(place.finding("twice", zh=f"“{key}”重复", en=f"“{key}” is given twice", key=key))
        else:
            head[key] = value
    if "counting" in found and isinstance(head.get("counting"), dict):
        head["counting_from"] = _from_settings(head["counting"])
        head["counting"] = _counting(head["counting"], place, findings)


def _from_settings(value: dict[str, Any]) -> dict[str, str]:
    """Return the keys of a ``[counting]`` that a setting decides, with the setting."""
    named = {key: one["setting"] for key, one in value.items() if isinstance(one, dict) and set(one) == {"setting"}}
    return {key: str(setting) for key, setting in named.items()}


def _counting(value: Any, place: Place, findings: list[Finding]) -> Counting:
    known = {field.name for field in fields(Counting)}
    if not isinstance(value, dict) or (unknown := sorted(set(value) - known)):
        key = f"counting.{unknown[0]}" if isinstance(value, dict) else "counting"
        findings.append(place.finding("unknown_key", zh=f"没有“{key}”这个键", en=f"unknown key “{key}”", key=key))
        return Counting()
    try:
        return TypeAdapter(Counting).validate_python({k: v for k, v in value.items() if k not in _from_settings(value)})
    except ValidationError as error:
        findings += [
            replace(one, file=place.file, key=f"counting.{one.key}") for one in map(fault_of_form, error.errors())
        ]
    return Counting()


def _take_rows(name: str, table: str, entries: Any, rows: dict[str, list[Row]], findings: list[Finding]) -> None:
    kind = row_tables().get(table)
    if kind is None:
        known = ", ".join(sorted(row_tables()))
        findings.append(
            Place(name, table).finding(
                "unknown_table", zh=f"没有“{table}”这种表；可用：{known}",
                en=f"unknown table “{table}”; known: {known}",
                key=table,
            )
        )  # fmt: skip
        return
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        findings.append(
            Place(name, table).finding("not_rows", zh=f"应写成 [[{table}]]", en=f"write it as [[{table}]]", key=table)
        )
        return
    for nth, entry in enumerate(entries, start=1):
        row = _row(kind, entry, _place(name, table, nth, entry), findings)
        if row is not None:
            rows[table].append(row)


def _place(name: str, table: str, nth: int, entry: dict[str, Any]) -> Place:
    named = entry.get("id", entry.get("no", entry.get("step", "")))
    article = entry.get("article", "")
    return Place(name, table, nth, str(named), article if isinstance(article, str) else "")


def _row(kind: type[Row], entry: dict[str, Any], place: Place, findings: list[Finding]) -> Row | None:
    faults = [*odd_values(entry, place), *dotted(entry, place)]
    for key in ("file", "nth"):
        if key in entry:
            faults.append(place.finding("unknown_key", zh=f"没有“{key}”这个键", en=f"unknown key “{key}”", key=key))
    if isinstance(entry.get("counting"), dict):
        _counting(entry["counting"], place, faults)
    odd = {fault.key for fault in faults}
    try:
        row = kind.model_validate({**entry, "file": place.file, "nth": place.nth})
    except ValidationError as error:
        for fault in map(fault_of_form, error.errors()):
            if fault.key not in odd:
                faults.append(
                    replace(
                        fault, file=place.file, table=place.table, nth=place.nth, row=place.row, article=place.article
                    )
                )
        row = None
    findings += faults
    return None if faults else row


def _twice(rows: Mapping[str, list[Row]]) -> Iterator[Finding]:
    for table, entries in rows.items():
        named = [name_of(table, row) for row in entries]
        counted = Counter(named)
        key = UNIQUE_WITHIN.get(table, ("id",))[-1:]
        for row, name in zip(entries, named, strict=True):
            if name and counted[name] > 1:
                place = Place(row.file, table, row.nth, name[-1], getattr(row, "article", ""))
                said = "/".join(name)
                yield place.finding("twice", zh=f"“{said}”重复", en=f"“{said}” is given more than once", key=key[0])


def _pack(
    head: dict[str, Any], rows: Mapping[str, list[Row]], chosen: dict[str, Any], findings: list[Finding]
) -> Pack | None:
    frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in chosen.items()}
    settings = {row.id: row for row in rows["setting"] if isinstance(row, SettingRow)}
    findings += [fault for key, value in frozen.items() if (fault := fault_of_value(key, value, settings.get(key)))]
    findings += [
        fault
        for row in settings.values()
        if row.default is not None and (fault := fault_of_value(row.id, row.default, row))
    ]
    try:
        rows = {**rows, "field": with_editions(rows["field"], rows["reference"])}
        pack = Pack.model_validate({**head, **{table: tuple(entries) for table, entries in rows.items()}})
        return pack.choosing(frozen)
    except ValidationError as error:
        findings += [replace(one, file="pack.toml") for one in map(fault_of_form, error.errors())]
    except ValueError as error:  # a setting whose value [counting] does not know
        findings.append(Place("pack.toml").finding("value", zh=str(error), en=str(error), key="counting"))
    return None
