"""A special report is a paper: at every door it comes with its file, or it is none (FR-163)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from amends.cases.evidence import evidence_step
from amends.cases.export import export_case
from amends.cases.models import Entry, Evidence, ObligationRow
from amends.cases.queries.case_page import case_page
from amends.cases.verifier import problems
from tests.api.conftest import caller
from tests.makers import Town, govern, person, viewer
from tests.stories.clock import Clock, moment
from tests.stories.doors import at_desk, case, does, entries, refused_in_both, told

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 special report"
REPORT = {"report_start": "外窗渗水", "report_course": "三月七日查验", "report_outcome": "已修复，业主满意"}
MAJOR = {
    "complainant": "3-502", "description": "外窗渗水", "wish": "尽快维修", "category": "engineering/leak",
    "outside": ["media"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    """A folder of its own for files."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def major(place: Town) -> Clock:
    """A major complaint that was settled: only its report is wanting. Headquarters demanded it by the eighth."""
    govern(place, "developer-four-grades")
    for role in ("project_cs", "hq_cs"):
        place.people[role] = person(place, f"{role}@place", role, role, unit=place.office, roles=(role,))
    clock = told(place, "03-07 10:00:00", "project_cs", **MAJOR)
    does(
        clock, "03-07 10:10:00", "hq_cs", "demand_report", report_from=str(place.people["project_cs"].id),
        report_due="2024-03-08T18:00:00+08:00",
    )  # fmt: skip
    settled = {"result": "已修复", "satisfaction": "satisfied", "waiver": True}
    does(clock, "03-07 10:20:00", "project_cs", "settle", **settled)
    return clock


def kept(media: Path) -> int:
    return sum(1 for one in media.rglob("*") if one.is_file())


def paper(name: str = "专题报告.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(place: Town, clock: Clock, at: str, **form: Any) -> Any:
    with at_desk(place, "project_cs", at) as desk:
        return desk.post(f"/cases/{clock.number}/steps/special_report/", {**REPORT, **form})


def test_without_report_a_major_complaint_stays_open_and_without_file_there_is_no_report(
    place: Town, major: Clock, media: Path
) -> None:
    """FR-163: major without report cannot close; a report without file is refused with the article in both languages."""
    closing = refused_in_both(place, major, "03-07 11:00:00", "project_cs", "close", closing_reason="solved")
    bare = refused_in_both(place, major, "03-07 11:01:00", "project_cs", "special_report", **REPORT)
    with at_desk(place, "project_cs", "03-07 11:02:00") as desk:
        form = desk.get(f"/cases/{major.number}/steps/special_report/").content.decode()

    taken = sent(place, major, "03-07 11:03:00", files=paper())

    assert "5.4" in closing["zh"]
    assert "5.4" in closing["en"]
    assert "须附上文件" in bare["zh"]
    assert "a file has to come with it" in bare["en"]
    assert all("5.4" in said for said in bare.values())
    assert 'type="file" name="files"' in form
    assert (taken.status_code, Evidence.objects.get().name, kept(media)) == (302, "专题报告.pdf", 1)
    assert ObligationRow.objects.get(duty="D04").state == "met"
    at = moment("03-07 11:05:00")
    does(major, "03-07 11:04:00", "project_cs", "close", closing_reason="solved")
    assert case(major).stage == "closed"
    assert problems(export_case(viewer(place, "project_cs", at=at), major.number, at=at)) == []


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"files": "专题报告.pdf"}, "a file has to come with it"),
        ({"files": SimpleUploadedFile("leer.pdf", b"")}, "file"),
        ({"files": SimpleUploadedFile("x.exe", b"MZ\x00\x01\x02")}, "is of a kind that is not taken"),
    ],
)
def test_a_name_alone_an_empty_file_and_a_program_are_no_report(
    place: Town, major: Clock, media: Path, form: dict[str, Any], says: str
) -> None:
    """FR-163: what somebody writes where a file belongs is none; nothing is left in case or store."""
    before = entries()

    answer = sent(place, major, "03-07 11:00:00", **form)

    assert (answer.status_code, entries(), Evidence.objects.count(), kept(media)) == (409, before, 0, 0)
    assert says in answer.content.decode()


def test_a_report_that_the_rules_refuse_leaves_no_file(place: Town, major: Clock, media: Path) -> None:
    """FR-163: a file alone is no report either: start, course and outcome are written."""
    with at_desk(place, "project_cs", "03-07 11:00:00") as desk:
        answer = desk.post(f"/cases/{major.number}/steps/special_report/", {"files": paper()})

    assert (answer.status_code, Evidence.objects.count(), kept(media)) == (409, 0, 0)


@pytest.mark.parametrize(("language", "says"), [("zh-hans", "须附上文件"), ("en", "a file has to come with it")])
def test_the_api_asks_for_the_file_and_takes_it_with_the_step(
    place: Town, major: Clock, language: str, says: str
) -> None:
    """FR-163: as JSON the step is refused with article and field; sent with the file it is taken."""
    with time_machine.travel(moment("03-07 11:00:00"), tick=False):
        call = caller(place, "project_cs")
        bare = call.post(f"cases/{major.number}/steps/special_report", {"detail": REPORT}, language=language)
        forged = call.post(f"cases/{major.number}/steps/special_report", {"detail": {**REPORT, "files": ["abc"]}})
        headers = {"Authorization": f"Bearer {call.token}", "Accept-Language": language}
        form = {"files": paper(), "step": "special_report", "detail": json.dumps(REPORT)}
        wrong = call.client.post(
            f"/api/v1/cases/{major.number}/evidence", {**form, "files": paper(), "step": "close"}, headers=headers
        )
        odd = call.client.post(
            f"/api/v1/cases/{major.number}/evidence", {**form, "files": paper(), "detail": "["}, headers=headers
        )
        before = entries()
        taken = call.client.post(f"/api/v1/cases/{major.number}/evidence", {**form, "files": paper()}, headers=headers)

    assert (bare.status_code, [(one["field"], one["article"]) for one in bare.json()["errors"]]) == (
        409, [("files", "5.4")]
    )  # fmt: skip
    assert says in str(bare.json())
    assert (forged.status_code, wrong.status_code, odd.status_code) == (422, 409, 422)
    assert (taken.status_code, entries()) == (201, before + 1)
    assert Entry.objects.latest("seq").step == "special_report"


def test_the_next_report_has_a_file_of_its_own_and_evidence_is_none(place: Town, major: Clock) -> None:
    """FR-163: neither the file of the report before nor a photo that was kept stands for it."""
    assert sent(place, major, "03-07 11:00:00", files=paper()).status_code == 302
    with at_desk(place, "project_cs", "03-07 11:01:00"):
        page = case_page(
            viewer(place, "project_cs", at=moment("03-07 11:01:00")), major.number, moment("03-07 11:01:00")
        )

    assert sent(place, major, "03-07 11:02:00").status_code == 409
    assert evidence_step(one.step for one in page.steps) != page.reading.rules.steps["special_report"]
