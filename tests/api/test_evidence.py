"""Files in and out through the API: the checks of the desk, once however often a request is repeated."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from amends.cases.models import Entry, Evidence
from amends.people.tenancy import organisation
from tests.api.conftest import Caller, caller
from tests.api.test_cases import register
from tests.api.test_permission import answer_of
from tests.makers import Town

PDF = b"%PDF-1.4 photo of the lift"
NOWHERE = "CS-2026-99999"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    """A folder of its own for files."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


def add(who: Caller, number: str, *files: tuple[str, bytes], language: str = "en", **headers: str) -> Any:
    """Upload files with a note."""
    sent = {"files": [SimpleUploadedFile(name, content) for name, content in files], "note": "电梯照片"}
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    said = {"Authorization": f"Bearer {who.token}", "Accept-Language": language}
    return who.client.post(f"/api/v1/cases/{number}/evidence", sent, headers={**said, **more})


def kept_on_disk(media: Path) -> list[Path]:
    """Return every file that lies in the store."""
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_file_is_kept_listed_and_read_back_as_an_attachment_that_no_browser_runs(lan: Caller) -> None:
    number = register(lan)

    added = add(lan, number, ("电梯.pdf", PDF))
    listed = lan.get(f"cases/{number}/evidence").json()["evidence"]
    read = lan.get(f"cases/{number}/evidence/{listed[0]['id']}")

    assert added.status_code == 201, added.content
    assert added.json()["evidence"] == listed
    assert (listed[0]["name"], listed[0]["kind"]) == ("电梯.pdf", "application/pdf")
    assert listed[0]["sha256"] == sha256(PDF).hexdigest()
    assert b"".join(read.streaming_content) == PDF
    assert read.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in read.headers["Content-Security-Policy"]
    assert (read.headers["X-Content-Type-Options"], read.headers["Cache-Control"]) == ("nosniff", "no-store")


def test_the_journal_notes_the_hash_and_the_words(lan: Caller, river: Town) -> None:
    number = register(lan)

    seq = add(lan, number, ("a.pdf", PDF)).json()["seq"]

    entry = lan.get(f"cases/{number}/journal").json()["entries"][seq - 1]
    assert "电梯照片" in str(entry["words"])
    with organisation(river.org.id):
        assert Entry.objects.get(case__number=number, seq=seq).body["detail"]["files"] == [sha256(PDF).hexdigest()]


def test_a_repeated_upload_keeps_the_file_once(lan: Caller, river: Town, media: Path) -> None:
    number = register(lan)

    first = add(lan, number, ("a.pdf", PDF), Idempotency_Key="photo-0001")
    again = add(lan, number, ("a.pdf", PDF), Idempotency_Key="photo-0001")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    with organisation(river.org.id):
        assert Evidence.objects.count() == 1
    assert len(kept_on_disk(media)) == 1


def test_a_key_for_other_bytes_under_the_same_name_is_refused(lan: Caller, media: Path) -> None:
    number = register(lan)
    add(lan, number, ("a.pdf", PDF), Idempotency_Key="photo-0001")

    other = add(lan, number, ("a.pdf", PDF + b"."), Idempotency_Key="photo-0001")

    assert (other.status_code, other.json()["type"]) == (422, "urn:amends:problem:key-reused")
    assert len(kept_on_disk(media)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.html", b"<html><script>alert(1)</script>"), ("x.svg", b"<svg onload=alert(1)>"), ("empty.pdf", b""),
     ("x.zip", b"PK\x03\x04" + bytes(40)), ("x.exe", b"MZ\x90\x00\x03")],
)  # fmt: skip
def test_what_the_desk_does_not_take_is_refused_by_name_and_leaves_nothing(
    lan: Caller, media: Path, name: str, content: bytes
) -> None:
    number = register(lan)

    zh, en = (add(lan, number, ("ok.pdf", PDF), (name, content), language=one) for one in ("zh-hans", "en"))

    assert (en.status_code, en.json()["errors"][0]["field"]) == (422, "files")
    assert name in zh.json()["errors"][0]["says"]
    assert zh.json()["errors"][0]["says"] != en.json()["errors"][0]["says"]
    assert kept_on_disk(media) == []
    assert lan.get(f"cases/{number}/evidence").json() == {"evidence": []}


def test_eleven_files_at_once_are_too_many(lan: Caller, media: Path) -> None:
    number = register(lan)

    answer = add(lan, number, *[(f"{nth}.pdf", PDF) for nth in range(11)])

    assert answer.status_code == 422
    assert kept_on_disk(media) == []


def test_an_upload_without_a_file_or_not_as_a_form_is_refused(lan: Caller) -> None:
    number = register(lan)

    nothing = add(lan, number)
    json = lan.post(f"cases/{number}/evidence", {"files": []})

    assert (nothing.status_code, nothing.json()["errors"][0]["field"]) == (422, "files")
    assert (json.status_code, json.json()["type"]) == (415, "urn:amends:problem:media-type")


def test_a_hidden_case_its_files_and_its_uploads_answer_like_none(
    river: Town, lan: Caller, zhou: Caller, stranger: Caller, media: Path
) -> None:
    number = register(lan, accused=[str(river.mo.id)])
    key = add(lan, number, ("a.pdf", PDF)).json()["evidence"][0]["id"]

    for who in (zhou, stranger, caller(river, "mo")):
        for path in ("cases/{}/evidence", "cases/{}/evidence/" + key):
            assert answer_of(who.get(path.format(number))) == answer_of(who.get(path.format(NOWHERE)))
            assert who.get(path.format(number)).status_code == 404
        assert answer_of(add(who, number, ("b.pdf", PDF))) == answer_of(add(who, NOWHERE, ("b.pdf", PDF)))
    assert len(kept_on_disk(media)) == 1


def test_a_file_is_found_under_its_own_case_only(lan: Caller) -> None:
    number, other = register(lan), register(lan)
    key = add(lan, number, ("a.pdf", PDF)).json()["evidence"][0]["id"]

    assert lan.get(f"cases/{other}/evidence/{key}").status_code == 404
    assert lan.get(f"cases/{number}/evidence/nonsense").status_code == 422


def test_a_file_that_the_store_lost_is_not_found(lan: Caller, media: Path) -> None:
    number = register(lan)
    key = add(lan, number, ("a.pdf", PDF)).json()["evidence"][0]["id"]
    for path in kept_on_disk(media):
        path.unlink()

    assert lan.get(f"cases/{number}/evidence/{key}").status_code == 404
