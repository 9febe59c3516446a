"""Fill a database with many cases, fast, each with its journal, obligations and search words.

A few hundred cases are made by the real steps. They are then multiplied: new keys and
numbers, another time, other words; every entry's hash is computed anew, so each copy's
chain verifies like the original's.

    python -m benchmarks.load 100000
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from amends import postgres
from amends.environment import setup_django

TABLES = (
    "people_complainant", "cases_case", "cases_caserule", "cases_order", "cases_party", "cases_entry",
    "cases_entryvalue", "cases_obligationrow", "cases_rungclimbed", "cases_letter",
)  # fmt: skip
AT_ONCE = 5_000
YEARS_BACK = 3
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


@dataclass
class Template:
    """One real case: its rows by table, ready to be copied."""

    case: UUID
    is_open: bool
    rows: dict[str, list[dict[str, Any]]]
    entries: list[dict[str, Any]] = field(default_factory=list)


def templates(connection: psycopg.Connection[Any], org: UUID) -> list[Template]:
    """Return the organisation's real cases that stand alone (no merges, no second-time links)."""
    with connection.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        cursor.execute(
            "SELECT id, stage_kind FROM cases_case c WHERE org_id = %s AND merged_into_id IS NULL"
            " AND second_of_id IS NULL AND number NOT LIKE '%%-B%%' AND NOT EXISTS"
            " (SELECT 1 FROM cases_link l WHERE l.case_id = c.id OR l.other_id = c.id)",
            [org],
        )
        found = [Template(row["id"], row["stage_kind"] != "closed", {}) for row in cursor.fetchall()]
        for template in found:
            for table in TABLES:
                template.rows[table] = [_told(row) for row in _rows(cursor, table, template.case)]
    return found


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose changing JSON is text, written once and not for every copy."""
    told = {name: _json(row[name]) for name in ("body", "facts", "rest") if isinstance(row.get(name), dict)}
    return {**row, **told}


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _rows(cursor: Any, table: str, case: UUID) -> list[dict[str, Any]]:
    where = {
        "people_complainant": "id = (SELECT complainant_id FROM cases_case WHERE id = %s)",
        "cases_case": "id = %s",
        "cases_rungclimbed": "obligation_id IN (SELECT id FROM cases_obligationrow WHERE case_id = %s)",
    }.get(table, "case_id = %s")
    order = " ORDER BY seq" if table == "cases_entry" else ""
    cursor.execute(f"SELECT * FROM {table} WHERE {where}{order}", [case])
    return list(cursor.fetchall())


class Copier:
    """Makes copies of templates as rows for COPY."""

    def __init__(self, made: Sequence[Template], *, seed: int) -> None:
        self.closed = [one for one in made if not one.is_open]
        self.open = [one for one in made if one.is_open]
        self.random = random.Random(seed)

    def copies(self, count: int, *, first: int, open_share: float) -> Iterator[dict[str, list[dict[str, Any]]]]:
        """Yield the rows of ``count`` cases."""
        for number in range(first, first + count):
            is_open = self.random.random() < open_share
            template = self.random.choice(self.open if is_open else self.closed)
            days = self.random.randrange(0, 3) if is_open else self.random.randrange(3, 365 * YEARS_BACK)
            yield self._copy(template, number, days)

    def _copy(self, template: Template, number: int, days: int) -> dict[str, list[dict[str, Any]]]:
        from amends.cases.search_words import vector
        from amends.cases.state import child_id
        from amends.people.rows import new_id

        back = timedelta(days=days)
        original = template.rows["cases_case"][0]
        new_case, text = new_id(), self._text(original["description"])
        name = f"{self.random.choice(SURNAMES)}{self.random.choice(GIVEN)}"
        ids = {str(template.case): str(new_case)}
        rows: dict[str, list[dict[str, Any]]] = {}
        for table in TABLES:
            if table == "cases_entry":
                continue
            rows[table] = [_shifted(row, back) for row in template.rows[table]]
        for row in rows["people_complainant"]:
            ids[str(row["id"])] = str(new_id())
            row["id"] = UUID(ids[str(row["id"])])
            row["name"], row["phone"] = name, f"13{self.random.randrange(10**9):09d}"
        for table in TABLES[1:]:
            for row in rows.get(table, ()):
                _rekey(row, table, new_case, ids, child_id, new_id)
        rows["cases_entry"] = self._entries(template, back, ids, rows, text, new_case)
        case = rows["cases_case"][0]
        case |= {
            "number": f"{original['number'].rpartition('-')[0]}-B{number}", "description": text, "title": text[:60],
            "head_hash": rows["cases_entry"][-1]["hash"], "archive_number": "",
            "portal_secret_hash": sha256(new_case.bytes).hexdigest(),
        }  # fmt: skip
        for row in rows["cases_letter"]:
            row["key"] = f"{new_case}/{row['key']}"
            row["sent_at"] = row["sent_at"] or row["not_before"]
        complainant = rows["people_complainant"][0] if rows["people_complainant"] else {}
        words = [case["number"], complainant.get("name", ""), complainant.get("phone", ""), text, case["wish"]]
        rows["cases_casesearch"] = [
            {"case_id": new_case, "org_id": case["org_id"], "words": vector([word for word in words if word])}
        ]
        return rows

    def _text(self, original: str) -> str:
        return f"{original}{self.random.choice(MORE)}{self.random.choice(PLACES)}{self.random.choice(MORE)}"

    def _entries(
        self, template: Template, back: timedelta, ids: dict[str, str], rows: dict[str, Any], text: str, case: UUID
    ) -> list[dict[str, Any]]:
        from amends.people.rows import new_id

        prev, made, by_entry = "", [], {}
        commitments = {}
        for value in rows["cases_entryvalue"]:
            if value["name"] == "description":
                old, value["value"] = value["value"], text
                commitments[_commit(value["salt"], old)] = _commit(value["salt"], text)
        for entry in template.rows["cases_entry"]:
            body = _body(entry["body"], back)
            for old, new in (ids | commitments).items():
                body = body.replace(old, new)
            happened, recorded = entry["happened_at"] - back, entry["recorded_at"] - back
            said = (
                f'{{"body":{body},"by":"{entry["by_id"] or ""}","happened_at":"{_moment(happened)}",'
                f'"owner":"{case}","recorded_at":"{_moment(recorded)}","schema":{entry["schema"]},'
                f'"seq":{entry["seq"]},"step":{json.dumps(entry["step"], ensure_ascii=False)}}}'
            )
            hash_ = sha256(prev.encode() + said.encode()).hexdigest()
            row = {
                **entry, "id": new_id(), "case_id": case, "happened_at": happened, "recorded_at": recorded,
                "body": body, "prev_hash": prev, "hash": hash_,
            }  # fmt: skip
            by_entry[entry["id"]] = row["id"]
            made.append(row)
            prev = hash_
        for value in rows["cases_entryvalue"]:
            value["entry_id"] = by_entry[value["entry_id"]]
        return made


def _commit(salt: str, text: str) -> str:
    return sha256((salt + text).encode()).hexdigest()


def _moment(at: datetime) -> str:
    from amends.cases.chain import moment

    return moment(at)


@lru_cache(maxsize=200_000)
def _body(text: str, back: timedelta) -> str:
    return ISO.sub(lambda found: _iso(found.group(), back), text)


def _iso(text: str, back: timedelta) -> str:
    moved = datetime.fromisoformat(text) - back
    return _moment(moved) if text.endswith("Z") else moved.isoformat()


def _shifted(row: dict[str, Any], back: timedelta) -> dict[str, Any]:
    return {name: _shift(name, value, back) for name, value in row.items()}


def _shift(name: str, value: Any, back: timedelta) -> Any:
    if isinstance(value, datetime):
        return value - back
    return _body(value, back) if name in ("rest", "facts") else value


def _rekey(row: dict[str, Any], table: str, new: UUID, ids: dict[str, str], child_id: Any, new_id: Any) -> None:
    if table == "cases_case":
        row["id"] = new
    elif table == "cases_obligationrow":
        fresh = child_id(new, f"{row['pack']}/{row['duty']}/{row['subject']}/{row['nth']}")
        ids[str(row["id"])] = str(fresh)
        row["id"] = fresh
    elif table == "cases_order":
        row["id"] = child_id(new, row["name"])
    else:
        row["id"] = new_id()
    for column in ("case_id", "complainant_id", "obligation_id"):
        if row.get(column) is not None:
            row[column] = UUID(ids.get(str(row[column]), str(row[column])))
    if table == "cases_case":
        known = str(json.loads(row["facts"]).get("complainant", ""))
        row["facts"] = row["facts"].replace(known, ids.get(known, known)) if known else row["facts"]


def copy_in(connection: psycopg.Connection[Any], batch: list[dict[str, list[dict[str, Any]]]]) -> None:
    """Write a batch: COPY into a temporary table, then one INSERT, since COPY may not pass a row policy."""
    order = [*TABLES[:6], *TABLES[6:], "cases_casesearch"]
    with connection.transaction(), connection.cursor() as cursor:
        for table in order:
            rows = [row for case in batch for row in case.get(table, ())]
            if rows:
                _copy_table(cursor, table, rows)


def insert_one(connection: psycopg.Connection[Any], case: dict[str, list[dict[str, Any]]]) -> None:
    """Write the rows of one case by plain INSERTs in one transaction: the floor for a registration."""
    with connection.transaction(), connection.cursor() as cursor:
        for table in (*TABLES, "cases_casesearch"):
            for row in case.get(table, ()):
                columns = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("%s::tsvector" if name == "words" else "%s" for name in row)
                values = [_sql(n, v) for n, v in row.items()]
                cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)


def _copy_table(cursor: psycopg.Cursor[Any], table: str, rows: list[dict[str, Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in rows[0])
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS b_{table} (LIKE {table} INCLUDING DEFAULTS)")
    cursor.execute(f"TRUNCATE b_{table}")
    with cursor.copy(f"COPY b_{table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_sql(name, value) for name, value in row.items()])
    cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM b_{table}")


def _sql(name: str, value: Any) -> Any:
    if isinstance(value, dict) or (isinstance(value, list) and name in ("told", "detail", "rest")):
        return Jsonb(value)
    return value


def load(count: int, *, org: UUID, dsn: str, first: int, seed: int, open_share: float) -> float:
    """Load ``count`` cases into an organisation and return the seconds it took."""
    began = time.monotonic()
    with psycopg.connect(dsn, autocommit=True) as connection:  # each batch is a transaction of its own
        connection.execute("SELECT set_config('amends.org', %s, false)", [str(org)])
        connection.execute("SET synchronous_commit = off")
        copier = Copier(templates(connection, org), seed=seed)
        batch: list[dict[str, list[dict[str, Any]]]] = []
        for copy in copier.copies(count, first=first, open_share=open_share):
            batch.append(copy)
            if len(batch) >= AT_ONCE:
                copy_in(connection, batch)
                batch = []
        copy_in(connection, batch)
    return time.monotonic() - began


def main() -> None:
    """Load as many cases as asked into the first organisation of the database, by two processes."""
    from concurrent.futures import ProcessPoolExecutor

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--org", required=True, help="code of the organisation")
    parser.add_argument("--open", type=float, default=0.05, help="share of cases still open")
    parser.add_argument("--first", type=int, default=1, help="number of the first copy")
    options = parser.parse_args()
    with postgres.running() as engine:
        setup_django()
        from amends.people.tenancy import organisation_called

        org = organisation_called(options.org)
        assert org is not None, f"no organisation {options.org}"
        half = options.count // 2
        began = time.monotonic()
        with ProcessPoolExecutor(2) as pool:
            parts = [
                pool.submit(load, count, org=org, dsn=engine.app_url, first=first, seed=seed, open_share=options.open)
                for count, first, seed in (
                    (half, options.first, options.first),
                    (options.count - half, options.first + half, options.first + 1),
                )
            ]
            for part in parts:
                part.result()
        print(f"{options.count} cases in {time.monotonic() - began:.1f} s")
        with psycopg.connect(engine.owner_url) as connection:
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")


SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 秀英 桂兰 建国 晓东".split()  # noqa: SIM905
PLACES = "东门 二号楼 地下车库 大堂 三单元 儿童乐园 水泵房 会所 西区 顶层".split()  # noqa: SIM905
MORE = """，已经反映过两次。 ，至今没有人来看。 ，影响老人出行。 ，要求退款。 ，希望给个说法。 ，物业说等通知。
，晚上特别吵。 ，请尽快安排人处理。 ，孩子差点摔倒。 ，拍了照片。 ，已经一个星期了。 ，电话打不通。""".split()  # noqa: SIM905


if __name__ == "__main__":
    main()
