"""Whatever door a cause or an action comes in by, the referee is asked (FR-105, FR-109): API, many at once, files."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from amends.cases.models import Case, Entry
from amends.channels.files.mapping import FileMapping
from amends.channels.files.tables import TableRow, read
from amends.jobs import importing
from amends.jobs.importing import RefusedRow, Target
from tests.api.conftest import caller
from tests.cases.test_judged_steps import BAD, FAULT, GOOD, WAYS, brought, told, works
from tests.makers import MONDAY, Town, govern, viewer
from tests.web.screens import signed_in

__all__ = ["works"]
FINE, FINE_ARTICLE = BAD[2][1], BAD[2][3]


def of(pack: str) -> tuple[str, str, str, str]:
    """Return the step of a pack, who takes it, the kind of text to spoil and a field of that kind."""
    *_, step, by, fields, _more = WAYS[pack]
    field = next(name for name, kind in fields.items() if kind == "action")
    return step, by, "action", field


def entries(number: str) -> int:
    return Entry.objects.filter(case__number=number).count()


@pytest.mark.parametrize(("language", "place"), [("zh-hans", "第 1 字起"), ("en", "at letter 1")])
@pytest.mark.parametrize("pack", WAYS)
def test_the_api_refuses_a_fine_with_article_field_and_place_and_writes_nothing(
    works: Town, pack: str, language: str, place: str
) -> None:
    """FR-105, FR-109: 'fine 300' through the API is a problem that names rule, field and article."""
    number = brought(works, pack)
    step, by, kind, field = of(pack)
    before, call = entries(number), caller(works, by)

    refused = call.post(f"cases/{number}/steps/{step}", {"detail": told(pack, **{kind: FINE})}, language=language)
    left = entries(number)
    taken = call.post(f"cases/{number}/steps/{step}", {"detail": told(pack)}, language=language)

    against = {(one["field"], one["article"]) for one in refused.json()["errors"]}
    assert refused.status_code == 409
    assert (field, FINE_ARTICLE) in against
    assert place in str(refused.json())
    assert (left, taken.status_code) == (before, 200)
    assert entries(number) == before + 1


@pytest.mark.parametrize("pack", WAYS)
def test_many_at_once_meet_the_referee_that_one_meets(works: Town, pack: str) -> None:
    """FR-105, FR-109: the page of many says article and place for each case; nothing is written in any."""
    number = brought(works, pack)
    step, by, kind, _field = of(pack)
    before, desk = entries(number), signed_in(works.people[by], "zh")
    due = {"done_by": "2024-03-20T18:00"} if "done_by" in told(pack) else {}

    refused = desk.post(
        "/queues/bulk/", {"number": number, "step": step, "asked": "1", **told(pack, **{kind: FINE}), **due}
    )
    left = entries(number)
    taken = desk.post("/queues/bulk/", {"number": number, "step": step, "asked": "1", **told(pack), **due})

    assert refused.status_code == 409
    assert FINE_ARTICLE in refused.content.decode()
    assert "字起" in refused.content.decode()
    assert (left, taken.status_code, entries(number)) == (before, 200, before + 1)


MAPPING: dict[str, Any] = {
    "id": "old-list", "key": "id", "received": {"column": "date", "kind": "instant"},
    "facts": {
        **{name: {"value": value} for name, value in FAULT.items() if name != "description"},
        "description": {"column": "what"}, "category": {"value": "grievance"}, "root_cause": {"column": "cause"},
        "corrective_action": {"column": "action"},
    },
}  # fmt: skip
ROWS = [
    ["id", "date", "what", "cause", "action"],
    ["1", "2024-03-01", "轴承座开裂", GOOD["cause"], GOOD["action"]],
    ["2", "2024-03-02", "轴承座开裂", BAD[0][1], GOOD["action"]],
    ["3", "2024-03-03", "轴承座开裂", GOOD["cause"], FINE],
    ["4", "2024-03-04", "轴承座开裂", "", ""],
]


def as_csv(folder: Path) -> Path:
    file = folder / "old.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(ROWS)
    return file


def as_excel(folder: Path) -> Path:
    file = folder / "old.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for nth, row in enumerate(ROWS):
            sheet.write_row(nth, 0, row)
    return file


def taken_in(works: Town, rows: list[TableRow]) -> importing.Account:
    govern(works, "grievance-instruction")
    target = Target(works.org.id, "HQ", works.office.id, viewer(works, "front_desk"))
    return importing.take_in(rows, FileMapping.model_validate(MAPPING), target, at=MONDAY)


@pytest.mark.parametrize("written", [as_csv, as_excel])
def test_a_row_of_a_file_with_a_blamed_person_or_a_fine_stays_out_and_says_line_field_and_rule(
    works: Town, written: Any, tmp_path: Path
) -> None:
    """FR-105, FR-109: an import can bring any field of the form; the referee is asked for each row."""
    account = taken_in(works, list(read(written(tmp_path))))
    importing.write_report(tmp_path / "refused.csv", account.refused)

    found = {(one.line, one.field, one.article) for one in account.refused}
    assert account.taken == 2
    assert found == {(3, "root_cause", BAD[0][3]), (4, "corrective_action", FINE_ARTICLE)}
    assert Case.objects.count() == 2
    assert not Case.objects.filter(facts__corrective_action=FINE).exists()
    report = (tmp_path / "refused.csv").read_text("utf-8-sig")
    assert FINE_ARTICLE in report
    assert "第 1 字起" in report
    assert "at letter 1" in report


def test_the_line_on_the_screen_ends_with_the_article(works: Town) -> None:
    cells = dict(zip(ROWS[0], ROWS[3], strict=True))

    (refused,) = taken_in(works, [TableRow(4, cells)]).refused

    assert refused.told().startswith("line 4, corrective_action: ")
    assert refused.told().endswith(f"[{FINE_ARTICLE}]")
    assert RefusedRow(1, "x", refused.says).told().endswith(refused.says.en)


def test_registering_through_the_api_meets_the_referee_too(works: Town) -> None:
    """FR-105, FR-109: what a case begins with is judged like what it is told later."""
    govern(works, "grievance-instruction")
    facts = {**FAULT, "channel": "api", "category": "grievance"}
    call = caller(works, "front_desk")

    refused = call.post("cases", {"unit": "HQ", "facts": {**facts, "corrective_action": FINE}})
    left = Case.objects.count()
    taken = call.post("cases", {"unit": "HQ", "facts": {**facts, "corrective_action": GOOD["action"]}})

    assert (refused.status_code, left, taken.status_code) == (409, 0, 201)
    assert [(one["field"], one["article"]) for one in refused.json()["errors"]] == [("corrective_action", FINE_ARTICLE)]
