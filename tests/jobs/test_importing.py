"""Rows of a file become cases once, whatever happens, and refused rows say why."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

import pytest

from amends.cases.models import Case, Letter, ObligationRow, RungClimbed
from amends.channels.files.mapping import FileMapping, read_mapping
from amends.channels.files.tables import TableRow, UnreadableFile, read
from amends.core.text import Text
from amends.demo.organisations import FOLDER, furnish, new_organisation
from amends.jobs import importing
from amends.jobs import tick as job
from amends.jobs.tick import tick
from amends.people.tenancy import organisation

NOW = datetime(2026, 11, 19, 7, 40, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
REAL = Path("/work/shared/data/car_complaints.csv")
pytestmark = pytest.mark.django_db


@pytest.fixture
def target() -> importing.Target:
    org = new_organisation("haiyao", at=NOW)
    with organisation(org.id):
        furnish(org, at=NOW)
    return importing.target_of("haiyao", "HM", "ouyangqing", pack="changan-suzuki", at=NOW)


@pytest.fixture
def columns() -> FileMapping:
    return read_mapping(FOLDER / "car_map.toml")


def test_the_sample_goes_in_once_however_often_it_is_imported(target: importing.Target, columns: FileMapping) -> None:
    rows = list(read(FOLDER / "car_sample.csv"))

    first = importing.take_in(rows, columns, target, at=NOW)
    second = importing.take_in(rows, columns, target, at=NOW)

    assert (first.taken, first.known, first.refused) == (150, 0, [])
    assert (second.taken, second.known, second.refused) == (0, 150, [])
    with organisation(target.org):
        brakes = Case.objects.filter(category="brakes").first()
        assert brakes is not None
        assert brakes.gradings["changan-suzuki/r27-1"]["rows"] == ["1-8"]


@pytest.mark.skipif(not REAL.exists(), reason="the file of real complaints is not on this machine")
def test_1200_real_complaints_go_in_and_a_second_run_adds_none(target: importing.Target, columns: FileMapping) -> None:
    rows = list(read(REAL))

    first = importing.take_in(rows, columns, target, at=NOW)
    second = importing.take_in(rows, columns, target, at=NOW)

    assert (first.taken, first.refused) == (1200, [])
    assert (second.taken, second.known) == (0, 1200)


def test_a_row_with_faults_is_refused_with_its_line_and_the_others_go_in(
    target: importing.Target, columns: FileMapping, tmp_path: Path
) -> None:
    rows = list(read(FOLDER / "car_sample.csv"))[:3]
    bad = [
        TableRow(9, {**rows[0].cells, "id": "1", "date": "yesterday"}),
        TableRow(10, {**rows[0].cells, "id": "2", "desc": ""}),
    ]

    account = importing.take_in([*rows, *bad], columns, target, at=NOW)
    importing.write_report(tmp_path / "refused.csv", account.refused)

    assert account.taken == 3
    assert [one.line for one in account.refused] == [9, 10]
    assert account.refused[1].field == "description"
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig") as file:
        assert [line[0] for line in csv.reader(file)] == ["line", "9", "10"]


def test_a_preview_shows_the_grade_and_stores_nothing(target: importing.Target, columns: FileMapping) -> None:
    rows = list(read(FOLDER / "car_sample.csv"))[:5]

    lines = list(importing.preview(rows, columns, target, at=NOW))

    assert "brakes" in lines[0]
    assert "1-8" in lines[0]
    with organisation(target.org):
        assert not Case.objects.exists()


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", " =1", "＝1+1"])
def test_a_cell_of_the_report_that_begins_like_a_formula_is_text(cell: str, tmp_path: Path) -> None:
    importing.write_report(tmp_path / "refused.csv", [importing.RefusedRow(2, cell, Text(zh=cell, en=cell))])

    with (tmp_path / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == ["2", *[f"'{cell}"] * 3, ""]


def test_an_unknown_unit_or_another_regulation_is_named(target: importing.Target) -> None:
    with pytest.raises(importing.NotImported, match="no unit “XX”"):
        importing.target_of("haiyao", "XX", "", pack="changan-suzuki", at=NOW)
    with pytest.raises(importing.NotImported, match="governed by changan-suzuki"):
        importing.target_of("haiyao", "HM", "", pack="manufacturing", at=NOW)


def test_what_fell_due_before_the_import_is_written_down_as_passed_and_nobody_is_reminded(
    target: importing.Target, columns: FileMapping
) -> None:
    """Complaints of past years bring their lateness with them, not a flood of letters at the next tick."""
    job._hour_seen.clear()
    importing.take_in(list(read(FOLDER / "car_sample.csv"))[:20], columns, target, at=NOW)

    tick(NOW)

    with organisation(target.org):
        rungs = RungClimbed.objects.filter(obligation__case__isnull=False)
        assert rungs.exists()
        assert list(rungs.exclude(told=[])) == []
        assert not Letter.objects.filter(case__isnull=False).exists()
        assert ObligationRow.objects.filter(case__isnull=False, state="open", due_at__lt=NOW).exists()
        assert not Case.objects.filter(next_look_at__lte=NOW).exists()


def test_what_falls_due_after_the_import_is_told_as_ever(target: importing.Target, columns: FileMapping) -> None:
    row = next(iter(read(FOLDER / "car_sample.csv")))
    fresh = TableRow(row.line, {**row.cells, "id": "new", "date": f"{NOW.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"})
    job._hour_seen.clear()
    importing.take_in([fresh], columns, target, at=NOW)

    tick(NOW + timedelta(days=30))

    with organisation(target.org):
        assert Letter.objects.filter(case__isnull=False, letter="told/reminder").exists()


def test_rows_that_nobody_meant_well_are_refused_one_by_one(
    target: importing.Target, columns: FileMapping, tmp_path: Path
) -> None:
    """A key with NUL, a year without calendar, a cell like a book, a zone of a day: the others go in."""
    good = {
        "id": "1", "brand": "海曜汽车", "car_model": "海曜M9", "type": "", "desc": "刹车变软", "codes": "E62",
        "date": "2026-03-02", "status": "",
    }  # fmt: skip
    bad = [{"id": "a\x00b"}, {"date": "0001-01-01"}, {"date": "9999-12-31"}, {"id": "2", "desc": "长" * 200_000}]
    path = tmp_path / "odd.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(good))
        out.writeheader()
        out.writerows([*(good | one for one in bad), good | {"id": "3", "date": "2026-03-02T00:00:00+23:59"}, good])

    account = importing.take_in(list(read(path)), columns, target, at=NOW)

    assert (account.taken, {one.line for one in account.refused}) == (2, {2, 3, 4, 5})


def test_two_long_keys_that_begin_alike_are_two_complaints(target: importing.Target, columns: FileMapping) -> None:
    """The second would be called known, and lost without a word."""
    rows = list(read(FOLDER / "car_sample.csv"))[:2]
    long = [TableRow(row.line, {**row.cells, "id": "k" * 200 + str(nth)}) for nth, row in enumerate(rows)]

    assert importing.take_in(long, columns, target, at=NOW).taken == 2
    assert importing.take_in(long, columns, target, at=NOW).known == 2


def test_a_workbook_that_would_fill_the_memory_is_refused_unread(tmp_path: Path) -> None:
    """600 MB of nothing are 600 KB on the disk."""
    path = tmp_path / "bomb.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as packed, packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
        for _ in range(600):
            sheet.write(bytes(1024**2))

    with pytest.raises(UnreadableFile, match="unpacked"):
        list(read(path))
