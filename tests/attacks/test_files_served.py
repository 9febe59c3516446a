"""ANCHORS 3, 8, 15, 19, 44: uploads that run, hide their kind, or reach the wrong reader (FreeScout CVE-2026-28289)."""

import stat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from amends.cases.models import Evidence
from tests.attacks.conftest import Browser
from tests.makers import Town, registered

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 200
RUNS = {
    "page.html": b"<!DOCTYPE html><script>alert(1)</script>", "drawing.svg": b"<svg onload=alert(1)>", "a.xml": b"<?xml version='1.0'?>",
    "photo.jpg": b"  \n<html><script>x</script>", "note.txt": b"\xef\xbb\xbf<script>x</script>", "shell.php": b"<?php system($_GET[0]);",
    "run.sh": b"#!/bin/sh\nrm -rf /", "run.exe": b"MZ\x90\x00", "run": b"\x7fELF\x02", "empty.jpg": b"",
}  # fmt: skip
NAMES = ("photo.jpg.html", "photo\u200b.jpg", "gpj.exe\u202e.jpg", "../../etc/passwd", "a\r\nSet-Cookie: x=1.jpg", ".htaccess",
         "<script>alert(1)</script>.jpg", "photo.p\u200bhp", "a\x00.php", "x" * 400 + ".html", "con.svg", '"; x=".html')  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_what_a_browser_or_a_server_runs_is_not_taken(river: Town, browser: Browser, media: Path, name: str) -> None:
    number = registered(river, at=timezone.now())

    browser(river.lan).post(
        reverse("desk:evidence_add", args=[number]), {"files": SimpleUploadedFile(name, RUNS[name], "image/jpeg")}
    )

    assert Evidence.objects.count() == 0
    assert [one for one in media.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_file_leaves_under_its_true_ending_as_an_attachment_in_a_sandbox(
    river: Town, browser: Browser, media: Path, name: str
) -> None:
    number = registered(river, at=timezone.now())
    client = browser(river.lan)
    file = SimpleUploadedFile("x", JPEG, "text/html")
    file._name = name  # type: ignore[attr-defined]  # past what Django itself would clean
    client.post(reverse("desk:evidence_add", args=[number]), {"files": file})
    row = Evidence.objects.first()
    if row is None:
        return  # refused as a whole, which is as good

    answer = client.get(reverse("desk:evidence_file", args=[number, row.pk]))

    said = answer["Content-Disposition"]
    assert said.startswith("attachment")
    assert row.name.endswith((".jpg", ".jpeg"))
    assert not {"\u200b", "\u202e", "\r", "\n", "\x00", "/", "\\"} & set(row.name)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert "<script>alert(1)" not in client.get(reverse("desk:case", args=[number])).content.decode()


def test_a_file_is_for_those_who_may_see_its_case_and_by_its_own_number(
    river: Town, browser: Browser, media: Path
) -> None:
    number, other = (registered(river, by="mo", at=timezone.now()) for _ in range(2))
    browser(river.mo).post(reverse("desk:evidence_add", args=[number]), {"files": SimpleUploadedFile("a.jpg", JPEG)})
    row = Evidence.objects.get()

    assert browser(river.mo).get(reverse("desk:evidence_file", args=[number, row.pk])).status_code == 200
    assert browser(river.mo).get(reverse("desk:evidence_file", args=[other, row.pk])).status_code == 404
    assert browser(river.zhou).get(reverse("desk:evidence_file", args=[number, row.pk])).status_code == 404
    for path in (f"/files/{row.path}", f"/media/{row.path}", f"/static/../files/{row.path}", f"/{row.path}"):
        assert browser(river.mo).get(path).status_code == 404


def test_the_bytes_on_disk_are_their_owners_alone(river: Town, browser: Browser, media: Path) -> None:
    """ANCHORS 34."""
    number = registered(river, at=timezone.now())
    browser(river.lan).post(reverse("desk:evidence_add", args=[number]), {"files": SimpleUploadedFile("a.jpg", JPEG)})

    (path,) = [one for one in media.rglob("*") if one.is_file()]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "a.jpg" not in str(path)
