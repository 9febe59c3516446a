"""ANCHORS 3, 4, 8, 19, 43, 44: files that would run or mislead (OTRS, Chatwoot, FreeScout, osTicket, trudesk)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from amends.cases.evidence import clean_name, with_ending
from amends.cases.file_kinds import kind_of
from amends.cases.models import Evidence
from tests.attacks.conftest import Browser
from tests.makers import Town, registered

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 40


def upload(client: Client, number: str, name: str, content: bytes) -> int:
    """Send a file to a case and return the status."""
    sent = {"files": [SimpleUploadedFile(name, content, content_type="image/jpeg")]}
    return client.post(reverse("desk:evidence_add", args=[number]), sent).status_code


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("photo.jpg", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("photo.jpg", b"\n\n  <html><body onload=alert(1)>"),
        ("notes.txt", b"hello <script>alert(1)</script>"),
        ("photo.jpg", b"MZ\x90\x00" + b"\x00" * 60),
        ("photo.jpg", b"\x7fELF" + b"\x00" * 60),
        ("letter.docx", b"PK\x05\x06" + b"\x00" * 18),
        ("archive.zip", b"PK\x03\x04" + b"\x00" * 60),
        ("app.xml", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
        ("empty.jpg", b""),
    ],
)
def test_what_would_run_is_not_kept(river: Town, browser: Browser, media: Path, name: str, content: bytes) -> None:
    number = registered(river)

    assert upload(browser(river.lan), number, name, content) == 409

    assert not Evidence.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "name",
    ["x.html", "x.svg", "x.php", "x.php\u200b", ".htaccess", "x.jpg\u202egpj.exe", "../../x.js", "x.jpg\x00.html"],
)
def test_a_picture_gets_the_ending_of_a_picture_whatever_it_is_called(
    river: Town, browser: Browser, media: Path, name: str
) -> None:
    number = registered(river)

    upload(browser(river.lan), number, name, JPEG)

    row = Evidence.objects.get()
    assert row.kind == "image/jpeg"
    assert row.name.endswith(".jpg")
    assert not any(sign in row.name for sign in ("/", "\\", "\u200b", "\u202e", "\x00"))
    (kept,) = [path for path in media.rglob("*") if path.is_file()]
    assert "." not in kept.name
    assert media in kept.resolve().parents


def test_a_file_leaves_as_an_attachment_in_a_sandbox(river: Town, browser: Browser, media: Path) -> None:
    number, client = registered(river), browser(river.lan)
    upload(client, number, "lift.jpg", JPEG)

    answer = client.get(reverse("desk:evidence_file", args=[number, Evidence.objects.get().pk]))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ['a"; filename="x.html', "a\r\nSet-Cookie: x=1", "<img src=x onerror=alert(1)>.jpg"])
def test_a_name_cannot_write_into_header_or_page(river: Town, browser: Browser, media: Path, name: str) -> None:
    number, client = registered(river), browser(river.lan)
    upload(client, number, name, JPEG)
    row = Evidence.objects.get()

    answer = client.get(reverse("desk:evidence_file", args=[number, row.pk]))
    page = client.get(reverse("desk:case", args=[number])).content.decode()

    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "<img src=x onerror" not in page


def test_no_address_leads_into_the_folder_of_files(river: Town, browser: Browser, media: Path) -> None:
    number, client = registered(river), browser(river.lan)
    upload(client, number, "lift.jpg", JPEG)
    path = Evidence.objects.get().path

    for address in (f"/{path}", f"/media/{path}", f"/files/{path}", f"/static/{path}", f"/static/../files/{path}"):
        assert client.get(address).status_code == 404


def test_an_archive_that_would_fill_the_disk_is_never_unpacked() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", b"0" * 50_000_000)

    assert kind_of(bomb.getvalue()[:4096], "bomb.zip") == ""
    assert len(bomb.getvalue()) < 100_000


def test_names_of_any_length_and_script_stay_readable() -> None:
    assert clean_name("八号楼电梯.jpg") == "八号楼电梯.jpg"
    assert len(with_ending(clean_name("x" * 5_000 + ".jpg"), "image/jpeg")) < 130
    assert clean_name("\u202e\u200b\x07") == "file"
