"""`amends import FILE --pack PACK --map MAP --org CODE --unit CODE`: cases from a CSV or Excel file.

Each row goes through the register step. Its key (source and number) is written in the
transaction of its case, so a second run, also after a kill in the middle, adds nothing twice.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TextIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from amends.cases import journal
from amends.cases.facts import read
from amends.cases.models import IdempotencyKey
from amends.cases.steps import Intake, register
from amends.channels.files.mapping import BadMapping, BadRow, FileMapping, Mapped, apply, read_mapping
from amends.channels.files.tables import TableRow, UnreadableFile
from amends.channels.files.tables import read as read_table
from amends.core.cells import neutral
from amends.core.grading import grade
from amends.core.ledger import CaseState
from amends.core.page import Page
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.people.directory import directory
from amends.people.models import Person
from amends.people.tenancy import find_login, organisation, organisation_called
from amends.people.viewer import Viewer, outsider, viewer_of
from amends.regulations.shelf import Governing, rules_for

BACKDATED = "导入历史数据"
BAR = 40
LONGEST_KEY = 120


class NotImported(ValueError):
    """The import cannot begin; the message says why."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that was not taken: its line, the column or field, why, and by which article."""

    line: int
    field: str
    says: Text
    article: str = ""

    def told(self) -> str:
        """Return it as a line for people, the article last where there is one."""
        article = f" [{self.article}]" if self.article else ""
        return f"line {self.line}, {self.field}: {self.says.zh} / {self.says.en}{article}"


@dataclass
class Account:
    """What an import did."""

    taken: int = 0
    known: int = 0
    refused: list[RefusedRow] = field(default_factory=list)

    def sentence(self) -> str:
        """Return the closing line."""
        return f"{self.taken} in, {self.known} were in already, {len(self.refused)} refused"


@dataclass(frozen=True, slots=True)
class Target:
    """Where the cases go: organisation, unit and who registers them."""

    org: UUID
    unit: str
    unit_id: UUID
    viewer: Viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("file", type=Path, help="CSV or Excel, headings in the first row")
    parser.add_argument("--pack", required=True, help="the regulation that must govern the unit")
    parser.add_argument("--map", type=Path, required=True, help="which column is which fact (TOML)")
    parser.add_argument("--org", required=True, help="code of the organisation")
    parser.add_argument("--unit", required=True, help="code of the unit that receives them")
    parser.add_argument("--as", dest="login", default="", help="sign-in name of who registers; default: nobody")
    parser.add_argument(
        "--preview", type=int, default=0, metavar="N", help="show N rows with their grade, store nothing"
    )
    parser.add_argument("--report", type=Path, help="write the refused rows to this CSV file")


def run(options: argparse.Namespace) -> int:
    """Import, print the account; return 1 when rows were refused, 2 when it could not begin."""
    now = timezone.now()
    try:
        columns, rows = read_mapping(options.map), list(read_table(options.file))
        target = target_of(options.org, options.unit, options.login, pack=options.pack, at=now)
        if options.preview:
            for line in preview(rows[: options.preview], columns, target, at=now):
                print(line)
            return 0
        account = take_in(rows, columns, target, at=now, progress=sys.stderr)
    except (BadMapping, UnreadableFile, NotImported) as error:
        print(f"amends import: {error}", file=sys.stderr)
        return 2
    print(account.sentence())
    for one in account.refused[:20]:
        print(one.told())
    if options.report:
        write_report(options.report, account.refused)
    return 1 if account.refused else 0


def target_of(org_code: str, unit: str, login: str, *, pack: str, at: datetime) -> Target:
    """Return where the cases go. Raises NotImported for an unknown name or another regulation than ``pack``."""
    org = organisation_called(org_code)
    if org is None:
        raise NotImported(f"there is no organisation “{org_code}”")
    with organisation(org):
        known = directory(org)
        unit_id = next((one.id for one in known.units.values() if one.code == unit and one.is_active), None)
        if unit_id is None:
            raise NotImported(f"{org_code} has no unit “{unit}”")
        try:
            lead = rules_for(unit_id, at, known=directory(org)).rules.lead.id
        except Refused as refused:
            raise NotImported(refused.says.en) from refused
        if lead != pack:
            raise NotImported(f"{unit} is governed by {lead}, not by {pack}")
        return Target(org, unit, unit_id, _viewer(org, login, at))


def _viewer(org: UUID, login: str, at: datetime) -> Viewer:
    if not login:
        return outsider(org, at=at)
    found = find_login(login)
    person = Person.objects.filter(pk=found[0], is_active=True).first() if found and found[1] == org else None
    if person is None:
        raise NotImported(f"there is no active person “{login}” in this organisation")
    return viewer_of(person, at=at)


def take_in(
    rows: list[TableRow], columns: FileMapping, target: Target, *, at: datetime, progress: TextIO | None = None
) -> Account:
    """Register every row that is not in yet and return what became of them."""
    account = Account()
    for nth, row in enumerate(rows, start=1):
        try:
            if _take_one(apply(columns, row), target, at=at):
                account.taken += 1
            else:
                account.known += 1
        except BadRow as error:
            account.refused.append(RefusedRow(row.line, columns.id, Text(zh=str(error), en=str(error))))
        except Refused as refused:
            account.refused += _lines(row.line, refused)
        if progress:
            _show(progress, nth, len(rows))
    return account


def _take_one(row: Mapped, target: Target, *, at: datetime) -> bool:
    """Register a row with its key in one transaction; False: it was in already.

    Rungs that lie before the import are climbed here and nobody is told of them: a year's
    complaints taken over in an hour would else mail a year's reminders at the next tick.
    """
    with organisation(target.org), transaction.atomic():
        _, new = IdempotencyKey.objects.get_or_create(
            org_id=target.org, person=None, key=_once(f"import/{target.unit}/{row.key}"),
            defaults={"request_hash": "", "status": 201, "made_at": at},
        )  # fmt: skip
        if new:
            new_case = register(target.viewer, _intake(row, target), at=at).result.case
            journal.pass_time([new_case], org=target.org, at=at, is_past=True)
        return new


def _once(key: str) -> str:
    """Return a key as its column holds it; two long ones that begin alike stay two."""
    return key if len(key) <= LONGEST_KEY else f"{key[: LONGEST_KEY - 64]}{sha256(key.encode()).hexdigest()}"


def _intake(row: Mapped, target: Target) -> Intake:
    facts = {**row.facts, **({"title": row.title} if row.title else {})}
    return Intake(facts, unit=target.unit, happened_at=row.received_at, backdate_reason=BACKDATED, imported=True)


def _lines(line: int, refused: Refused) -> list[RefusedRow]:
    return [RefusedRow(line, one.field or one.what, one.says, one.article) for one in refused.missing] or [
        RefusedRow(line, refused.code, refused.says, refused.article)
    ]


def preview(rows: list[TableRow], columns: FileMapping, target: Target, *, at: datetime) -> Iterator[str]:
    """Yield a line for each row with the grade that its facts alone would give; nothing is stored."""
    for row in rows:
        with organisation(target.org):
            try:
                mapped = apply(columns, row)
                governing = rules_for(target.unit_id, at, known=directory(target.org))
                grades = ", ".join(_grades(mapped, governing, at=mapped.received_at)) or "—"
                yield f"line {row.line}: {mapped.facts.get('category', '—')}  [{grades}]  {mapped.title}"
            except BadRow as error:
                yield f"line {row.line}: refused: {error}"
            except Refused as refused:
                yield f"line {row.line}: refused: {refused.says.zh} / {refused.says.en}"


def _grades(mapped: Mapped, governing: Governing, *, at: datetime) -> Iterator[str]:
    lead = governing.rules.lead
    state = CaseState(facts=read(mapped.facts, governing.rules))
    scene = Page(state, governing.rules, {}, now=at).scene(lead)
    for row in lead.list:
        found = grade(lead, row, scene, None)
        titles = {one.id: one.title for one in lead.grade if one.list == row.id}
        if found.grade in titles:
            yield f"{titles[found.grade].zh} {' '.join(found.rows)}".strip()


def write_report(path: Path, refused: list[RefusedRow]) -> None:
    """Write the refused rows as CSV; a cell that looks like a formula is made text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["line", "field", "理由", "reason", "article"])
        for one in refused:
            out.writerow([one.line, *(neutral(cell) for cell in (one.field, one.says.zh, one.says.en, one.article))])


def _show(to: TextIO, done: int, of: int) -> None:
    """Draw the bar over itself on a terminal, and only its end elsewhere."""
    if not to.isatty() and done < of:
        return
    filled = BAR * done // max(of, 1)
    to.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done}/{of}" + ("\n" if done == of else ""))
    to.flush()
