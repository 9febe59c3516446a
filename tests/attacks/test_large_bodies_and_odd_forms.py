"""ANCHORS 30, 43: bodies and files that fill a disk or a memory, and names of forms that end up in a header."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from amends.cases.evidence import LARGEST_TOGETHER
from amends.web.security import NotTooLarge
from tests.attacks.conftest import Browser
from tests.makers import Town, registered


class Unread(io.BytesIO):
    """A body that must not be touched."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("the body was read")


def unread(length: int) -> dict[str, Any]:
    """Return a body of a length that must not be touched."""
    return {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length)}


@pytest.mark.parametrize("path", ["/sign-in/", "/p/river/say/", "/cases/CS-1/evidence/"])
def test_a_body_that_no_form_can_hold_is_refused_before_it_is_read(db: None, path: str) -> None:
    answer = _huge(path)

    assert answer.status_code == 413


def test_so_it_is_by_the_api_in_its_own_words(db: None) -> None:
    answer = _huge("/api/v1/cases/CS-1/evidence")

    assert (answer.status_code, answer.json()["type"]) == (413, "urn:amends:problem:too-large")


def test_a_length_that_is_none_is_refused(db: None) -> None:
    request = RequestFactory().post("/sign-in/")
    request.META["CONTENT_LENGTH"] = "-5"

    assert NotTooLarge(lambda _: pytest.fail("it went on"))(request).status_code == 413


def test_an_upload_to_the_api_is_not_read_before_the_token_is_known(db: None) -> None:
    answer = Client().generic(
        "POST", "/api/v1/cases/CS-1/evidence", b"", content_type="multipart/form-data; boundary=x",
        **unread(1_000_000),
    )  # fmt: skip

    assert answer.status_code == 401


@pytest.mark.parametrize("form", ["pdf", "csv%0d%0aX-Evil: 1", "xlsx%22;x", "%E2%80%AEcsv"])
def test_a_list_is_exported_as_what_it_can_be_and_nothing_else(river: Town, browser: Browser, form: str) -> None:
    answer = browser(river.lan).get(f"/queues/cases.{form}")

    assert answer.status_code == 404
    assert "Content-Disposition" not in answer.headers


def test_a_workbook_that_is_a_bomb_is_kept_as_it_is_and_never_unpacked(
    river: Town, browser: Browser, media: Path
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/bomb.xml", b"0" * 20_000_000)
    number = registered(river)

    browser(river.lan).post(f"/cases/{number}/evidence/", {"files": SimpleUploadedFile("b.xlsx", packed.getvalue())})

    assert sum(path.stat().st_size for path in media.rglob("*") if path.is_file()) == len(packed.getvalue())


@pytest.mark.parametrize("path", ["/sign-in/", "/", "/queues/", "/p/river/"])
def test_no_page_with_a_form_or_a_case_stays_in_a_browser(river: Town, browser: Browser, path: str) -> None:
    client = Client() if path == "/sign-in/" else browser(river.lan)

    assert "no-store" in client.get(path).headers["Cache-Control"]


def _huge(path: str) -> Any:
    return Client(enforce_csrf_checks=True).generic(
        "POST", path, b"", content_type="multipart/form-data; boundary=x",
        **unread(LARGEST_TOGETHER + 1),
    )  # fmt: skip
