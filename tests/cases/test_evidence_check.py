"""A file that is not the one that came in is found out, by the case and by its export."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.storage import default_storage

from amends.cases.evidence import Upload, add_evidence
from amends.cases.evidence_check import Kept, check_evidence
from amends.cases.export import export_case
from amends.cases.models import Evidence
from amends.cases.queries.visible import NotFound
from amends.cases.verifier import problems
from tests.makers import MONDAY, Town, registered, viewer

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def number(river: Town, settings: object, tmp_path: object) -> str:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    made = registered(river)
    add_evidence(viewer(river, "lan"), made, "evidence", [Upload("电梯.pdf", len(PDF), BytesIO(PDF))], at=MONDAY)
    return made


def change_file(content: bytes) -> Evidence:
    """Put other bytes in the place of the file, as somebody with the disk in hand would."""
    row = Evidence.objects.get()
    with open(default_storage.path(row.path), "wb") as file:  # noqa: PTH123 - past the store on purpose
        file.write(content)
    return row


def test_a_file_as_it_came_in_is_said_to_be_so(river: Town, number: str) -> None:
    """FR-011."""
    assert [one.kept for one in check_evidence(viewer(river, "lan"), number)] == [Kept.UNCHANGED]
    file = export_case(viewer(river, "lan"), number, at=MONDAY)
    assert (file["evidence"][0]["name"], problems(file)) == ("电梯.pdf", [])


def test_a_file_changed_after_upload_is_reported_as_a_hash_mismatch(river: Town, number: str) -> None:
    """FR-011."""
    change_file(PDF + b"more")

    (found,) = check_evidence(viewer(river, "lan"), number)
    file = export_case(viewer(river, "lan"), number, at=MONDAY)

    assert found.kept is Kept.HASH_MISMATCH
    assert file["evidence"][0]["kept"] == "hash_mismatch"
    assert problems(file) == ["evidence 电梯.pdf: hash mismatch, the file is not the one that came in"]


def test_a_row_changed_together_with_its_file_is_found_out_by_the_journal(river: Town, number: str) -> None:
    """FR-011, FR-240."""
    row = change_file(b"other")
    row.sha256 = check_evidence(viewer(river, "lan"), number)[0].sha256
    row.save(update_fields=["sha256"])

    assert check_evidence(viewer(river, "lan"), number)[0].kept is Kept.HASH_MISMATCH
    assert problems(export_case(viewer(river, "lan"), number, at=MONDAY))


def test_a_file_that_the_store_lost_is_named(river: Town, number: str) -> None:
    """FR-011."""
    default_storage.delete(Evidence.objects.get().path)

    assert check_evidence(viewer(river, "lan"), number)[0].kept is Kept.LOST
    assert problems(export_case(viewer(river, "lan"), number, at=MONDAY)) == ["evidence 电梯.pdf: the file was lost"]


def test_whoever_does_not_see_the_case_checks_nothing(river: Town, number: str) -> None:
    """FR-235."""
    with pytest.raises(NotFound):
        check_evidence(viewer(river, "zhou"), number)
