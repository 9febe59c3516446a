"""Tables and mappings: what a file says, and what is wrong with it, by line and column."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from amends.channels.files.mapping import BadMapping, BadRow, apply, read_mapping
from amends.channels.files.tables import TableRow, UnreadableFile, read

CARS = Path(__file__).parents[2] / "amends/demo/car_map.toml"
SAMPLE = Path(__file__).parents[2] / "amends/demo/car_sample.csv"
CAR = {
    "id": "7", "brand": "海曜汽车", "car_model": "海曜M9", "type": "2025款", "desc": "刹车变软",
    "codes": "E62|B84|x", "date": "2026-03-02", "status": "",
}  # fmt: skip


def test_a_row_becomes_facts_by_the_mapping() -> None:
    mapping = read_mapping(CARS)

    mapped = apply(mapping, TableRow(2, CAR))

    assert mapped.key == "car-complaint-site:7"
    assert mapped.received_at == datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert mapped.facts["category"] == "brakes"
    assert mapped.facts["parts"] == ("brakes", "gearbox")
    assert mapped.facts["site_codes"] == ("E62", "B84", "x")


def test_every_row_of_the_sample_is_read() -> None:
    mapping = read_mapping(CARS)

    mapped = [apply(mapping, row) for row in read(SAMPLE)]

    assert len(mapped) >= 100
    assert len({row.key for row in mapped}) == len(mapped)
    assert all("category" in row.facts for row in mapped)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"id": ""}, "“id” is empty"), ({"date": "yesterday"}, "“date”"), ({"date": None}, "“date” is missing")],
)
def test_a_bad_row_names_its_column(change: dict[str, str | None], says: str) -> None:
    cells = {name: cell for name, cell in (CAR | change).items() if cell is not None}

    with pytest.raises(BadRow, match=says):
        apply(read_mapping(CARS), TableRow(2, cells))


def test_a_bad_mapping_names_its_key(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text(CARS.read_text("utf-8").replace('zone = "Asia/Shanghai"', 'zone = "Moon/Crater"'), "utf-8")

    with pytest.raises(BadMapping, match="zone"):
        read_mapping(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_in_the_encodings_that_people_use(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "cars.csv"
    file.write_bytes("id,描述\n1,刹车“变软”\n\n2,异响\n".encode(encoding))

    rows = list(read(file))

    assert rows == [TableRow(2, {"id": "1", "描述": "刹车“变软”"}), TableRow(4, {"id": "2", "描述": "异响"})]


def test_an_excel_file_gives_the_same_rows_and_whole_numbers_stay_whole(tmp_path: Path) -> None:
    file = tmp_path / "cars.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "描述"])
        sheet.write_row(1, 0, [480795, "异响"])

    assert list(read(file)) == [TableRow(2, {"id": "480795", "描述": "异响"})]


@pytest.mark.parametrize("content", [b"", b"\n", b"id,id\n1,2\n"])
def test_a_file_without_proper_headings_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cars.csv"
    file.write_bytes(content)

    with pytest.raises(UnreadableFile):
        list(read(file))


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cars.xlsx"
    file.write_bytes(b"not a workbook")

    with pytest.raises(UnreadableFile):
        list(read(file))
